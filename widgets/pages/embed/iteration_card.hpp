// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include "widgets/controls/card.hpp"
#include "widgets/pages/embed/session.hpp"

class QToolButton;

namespace adv {

class AxisSlider;
class StepPill;

/// How the map goes on: its divergence against the iteration, where the axis goes back to earlier maps, and the buttons
/// that play, pause, step, restart and shake it.
class EmbedIterationCard : public Card {
  Q_OBJECT
 public:
  explicit EmbedIterationCard(EmbedSession& session, QWidget* parent = nullptr);

  AxisSlider* plot() const { return m_plot; }
  void setPresenting(bool presenting);
  void togglePlay();
  /// Whether the map goes on while another page is shown.
  void setBackground(bool goesOn);

 private:
  QToolButton* addButton(const QString& icon, const QString& tip);
  void makeButtons();
  void showState();
  void showPlaces();
  void showCurve();
  void showText();
  QString stateText() const;

  EmbedSession& m_session;
  StepPill* m_pill;
  AxisSlider* m_plot;
  QToolButton* m_play = nullptr;
  QToolButton* m_step = nullptr;
  QToolButton* m_restart = nullptr;
  QToolButton* m_reheat = nullptr;
  QToolButton* m_background = nullptr;
  std::size_t m_drawn = 0;  ///< points of the curve
  QElapsedTimer m_told;     ///< since the text was written
};

}  // namespace adv
