// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/playground/session.hpp"

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;
class QStackedWidget;

namespace adv {

/// Which classifier, and how it is trained. All of it may be changed while it trains.
class PlaneSettingsCard : public Card {
  Q_OBJECT
 public:
  explicit PlaneSettingsCard(PlaygroundSession& session, QWidget* parent = nullptr);

 private:
  void makeModel();
  void makeTraining();
  void place(QWidget* widget, const QString& name, const QString& help, int row, int column);
  void sendModel();
  void sendTraining();
  void showSetup();

  PlaygroundSession& m_session;
  QGridLayout* m_grid;
  QComboBox* m_kind;
  QStackedWidget* m_size;
  QWidget* m_noSize;
  QSpinBox* m_degree;
  QLineEdit* m_layers;
  QSpinBox* m_centres;
  QComboBox* m_optimiser;
  QComboBox* m_rate;
  QComboBox* m_decay;
  QDoubleSpinBox* m_adversarial;
  QComboBox* m_norm;
  QComboBox* m_speed;
  QSpinBox* m_seed;
};

}  // namespace adv
