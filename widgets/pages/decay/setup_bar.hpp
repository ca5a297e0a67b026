// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/pages/decay/session.hpp"

class QComboBox;

namespace adv {

class LevelsEdit;
class NumberPill;

/// What the three classifiers are trained on, and how: data, ε, λ, epochs, seed.
class DecaySetupBar : public QWidget {
  Q_OBJECT
 public:
  explicit DecaySetupBar(DecaySession& session, QWidget* parent = nullptr);

 private:
  void showRequest();
  void chooseData();
  void addField(const QString& name, QWidget* field, const QString& help);

  DecaySession& m_session;
  QComboBox* m_data;
  LevelsEdit* m_epsilon;
  NumberPill* m_decay;
  NumberPill* m_epochs;
  NumberPill* m_seed;
};

}  // namespace adv
