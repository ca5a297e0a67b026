// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "widgets/maps/map_colouring.hpp"

namespace adv {

/// What the colours of a map mean: groups with their marks and counts, or a bar of numbers. A click or Space hides a
/// group, a double click or Ctrl shows it alone; a second time shows all.
class MapLegend : public QWidget {
  Q_OBJECT
 public:
  explicit MapLegend(QWidget* parent = nullptr);

  /// Groups of the same names stay hidden.
  void setColouring(const MapColouring& colouring);
  const std::vector<bool>& hidden() const { return m_hidden; }
  void setHidden(std::vector<bool> groups);

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  /// By the person; ready for `EmbeddingMap::setHidden`.
  void hiddenChanged(const std::vector<bool>& groups);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  std::vector<QRectF> cells(int width) const;
  QString countText(int group) const;
  int groupAt(QPointF place) const;
  void toggle(int group);
  void isolate(int group);
  void tell();
  void announce();
  void paintGroup(QPainter& painter, const QRectF& cell, int group) const;
  void paintBar(QPainter& painter) const;
  void paintTitle(QPainter& painter) const;

  MapColouring m_colouring;
  std::vector<int> m_counts;
  std::vector<bool> m_hidden;
  std::vector<bool> m_beforePress;
  int m_current = 0;  ///< of the keyboard
  bool m_keyboardFocus = false;
};

}  // namespace adv
