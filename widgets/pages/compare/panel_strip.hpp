// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "widgets/figures/compare_panel.hpp"

namespace adv {

/// The pictures of a comparison in a row, painted as the figure paints them. Arrow keys walk along the attacks; Enter
/// or a click opens one.
class PanelStrip : public QWidget {
  Q_OBJECT
 public:
  explicit PanelStrip(QWidget* parent = nullptr);
  void setPanels(std::vector<ComparePanel> panels);
  const std::vector<ComparePanel>& panels() const { return m_panels; }
  /// Shows the clean picture in every place, for as long as a key is held.
  void setBlinking(bool blinking);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  /// `index` counts the attacks from 0.
  void attackActivated(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

 private:
  ComparePlaces places() const;
  int panelAt(QPointF point) const;
  void setMarked(int panel);

  std::vector<ComparePanel> m_panels;
  int m_marked = -1;  ///< the panel under the pointer or the keyboard
  bool m_isBlinking = false;
};

}  // namespace adv
