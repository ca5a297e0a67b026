// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace adv {

/// A framed part of a page: title, actions at the right, a thin progress line at the top edge while something computes.
class Card : public QFrame {
  Q_OBJECT
 public:
  explicit Card(const QString& title, QWidget* parent = nullptr);

  void setSubtitle(const QString& text);
  /// Placed right after the title: the number that the card is about.
  void setHeaderWidget(QWidget* widget);
  QHBoxLayout* actions() { return m_actions; }
  QVBoxLayout* body() { return m_body; }

  /// What is done, how far (0 to 1), and the seconds left (negative: not known).
  void setProgress(const QString& what, double done, double secondsLeft);
  void clearProgress();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QHBoxLayout* m_header;
  QHBoxLayout* m_actions;
  QVBoxLayout* m_body;
  QLabel* m_subtitle;
  double m_done = -1.0;
};

/// The same frame without a title, around a table of about four rows.
void putOnCard(QFrame* frame, QWidget* table);

}  // namespace adv
