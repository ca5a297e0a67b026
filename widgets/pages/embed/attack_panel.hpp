// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "widgets/experiment/experiment_model.hpp"

class QComboBox;
class QLabel;
class QToolButton;

namespace adv {

class EnginePort;
class EmbedPathsSession;
class EmbedSession;
class ParamForm;

/// The attack, which is the experiment's, and what is attacked with it: a point that is clicked, the selection, or a
/// hundred points.
class EmbedAttackPanel : public QWidget {
  Q_OBJECT
 public:
  EmbedAttackPanel(const EnginePort& engine, const EmbedSession& session, EmbedPathsSession& paths,
                   ExperimentModel& experiment, QWidget* parent = nullptr);

  void setSelection(const std::vector<int>& points);

 private:
  void arrange();
  void fillAttacks(const EnginePort& engine);
  void showAttack();
  void showState();
  void attackMany();

  const EmbedSession& m_session;
  EmbedPathsSession& m_paths;
  ExperimentModel& m_experiment;
  QLabel* m_hint;
  QComboBox* m_attack;
  ParamForm* m_form;
  QToolButton* m_many;
  QToolButton* m_these;
  QToolButton* m_clear;
  std::string m_formAttack;
  std::vector<int> m_selection;
};

}  // namespace adv
