// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/card.hpp"
#include "widgets/pages/playground/session.hpp"

class QLabel;
class QToolButton;

namespace adv {

class PlaneLossView;

/// What speaks for the one explanation and for the other, the loss as it falls, and what starts and stops the training.
class ExplanationCard : public Card {
  Q_OBJECT
 public:
  explicit ExplanationCard(PlaygroundSession& session, QWidget* parent = nullptr);

 private:
  void addPlayer();
  QToolButton* addButton(const QString& icon, const QString& name, const QString& help);
  void showNumbers();
  void showState();

  PlaygroundSession& m_session;
  PlaneLossView* m_loss;
  QLabel* m_table;
  QToolButton* m_play = nullptr;
};

/// The loss against the step, on a logarithmic scale.
class PlaneLossView : public QWidget {
  Q_OBJECT
 public:
  explicit PlaneLossView(QWidget* parent = nullptr);
  void setLosses(const std::vector<QPointF>& losses);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<QPointF> m_losses;
};

}  // namespace adv
