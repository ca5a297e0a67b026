// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace adv {

/// Which part of a map a widget shows. Map places have y upwards, widget places downwards.
class MapView {
 public:
  /// Of the widget.
  void setSize(QSizeF size);
  /// What a fitted view shows: the smallest and largest places. A fitted view shows more at once where it must, and
  /// comes closer by `follow`; the first bounds are taken as they are.
  void setBounds(const QRectF& bounds);
  /// Part of the way to the fitted view. True while there is some way left.
  bool follow(double seconds);
  /// To the end of the way.
  void settle();

  void zoomAt(QPointF place, double factor);
  void panBy(QPointF pixels);
  /// Goes back to the fitted view by `follow`.
  void fit() { m_isFitted = true; }
  bool isFitted() const { return m_isFitted; }

  QPointF toWidget(QPointF map) const;
  QPointF toMap(QPointF place) const;
  /// The visible part of the map.
  QRectF visible() const;
  double scale() const { return m_scale; }  ///< pixels for one unit of the map
  QPointF centre() const { return m_centre; }
  /// How much closer than the fitted view.
  double zoom() const;

 private:
  double fittedScale() const;

  QSizeF m_size{1.0, 1.0};
  QRectF m_bounds;
  QPointF m_centre;
  double m_scale = 0.0;
  bool m_isFitted = true;
};

}  // namespace adv
