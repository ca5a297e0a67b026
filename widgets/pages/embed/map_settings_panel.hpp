// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/embedding.hpp"

class QCheckBox;
class QComboBox;
class QFormLayout;

namespace adv {

class EmbedSession;
class LogSlider;
class NumberPill;

/// How the points are drawn together and apart. All but start, method and seed count at once, while the map moves.
class EmbedSettingsPanel : public QWidget {
  Q_OBJECT
 public:
  explicit EmbedSettingsPanel(EmbedSession& session, QWidget* parent = nullptr);

 private:
  void arrange();
  void connectLive();
  void connectStart();
  void show(const EmbeddingSettings& settings);
  void edit(EmbeddingSettings settings, const QString& what);

  EmbedSession& m_session;
  LogSlider* m_perplexity;
  QComboBox* m_metric;
  NumberPill* m_exaggeration;
  NumberPill* m_exaggerated;
  NumberPill* m_late;
  QCheckBox* m_automatic;
  NumberPill* m_rate;
  NumberPill* m_iterations;
  QComboBox* m_start;
  NumberPill* m_seed;
  QComboBox* m_method;
};

}  // namespace adv
