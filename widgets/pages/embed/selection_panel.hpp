// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

class QLabel;
class QListWidget;
class QToolButton;

namespace adv {

class CountBars;
class EmbedFacts;
class EmbedSession;

/// The selected points: how many of each class, and their pictures. A click on one asks for it.
class EmbedSelectionPanel : public QWidget {
  Q_OBJECT
 public:
  EmbedSelectionPanel(const EmbedSession& session, const EmbedFacts& facts, QWidget* parent = nullptr);

  void setSelection(const std::vector<int>& points);
  const std::vector<int>& selection() const { return m_selection; }

 signals:
  /// Picture `point` is to be seen in the Microscope.
  void pictureWanted(int point);
  void clearWanted();

 private:
  void arrange();
  void showSelection();
  void showCounts();
  void showPictures();
  QString textOf(int point) const;

  const EmbedSession& m_session;
  const EmbedFacts& m_facts;
  std::vector<int> m_selection;
  QLabel* m_hint;
  CountBars* m_counts;
  QListWidget* m_list;
  QToolButton* m_copy;
  QToolButton* m_clear;
};

}  // namespace adv
