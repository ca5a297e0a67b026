// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/linear.hpp"

namespace adv {

/// The templates of all classes, as large as the space allows. A click or the arrow keys choose one as the target.
class TemplateGrid : public QWidget {
  Q_OBJECT
 public:
  explicit TemplateGrid(QWidget* parent = nullptr);

  void setWeights(linear::WeightsPtr weights);
  /// Every template on its own scale; otherwise all on one.
  void setOwnScales(bool own);
  bool ownScales() const { return m_ownScales; }
  /// No signal. Negative: none.
  void setTarget(int classIndex);
  int target() const { return m_target; }
  /// The class of the picture at hand, marked in blue; negative: none.
  void setLabel(int classIndex);
  /// In widget coordinates; null before there are weights.
  QRect placeOf(int classIndex) const;

  QSize sizeHint() const override { return {640, 180}; }
  QSize minimumSizeHint() const override;

 signals:
  void targetChosen(int classIndex);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Layout {
    int columns = 1;
    int side = 0;
    int left = 0;
    int top = 0;
    int gap = 0;
    int caption = 0;
  };
  Layout layoutNow() const;
  int classAt(QPoint position) const;
  void choose(int classIndex);
  void paintCell(QPainter& painter, const QRect& place, int classIndex, double scale) const;

  linear::WeightsPtr m_weights;
  bool m_ownScales = false;
  int m_target = -1;
  int m_label = -1;
};

}  // namespace adv
