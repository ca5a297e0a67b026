// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "widgets/figures/map_images.hpp"

namespace adv {

/// The first channels of a layer in rows of `columns`, printed on white: clean, adversarial, difference and filter
/// above each other, with the names of the parts at the left. Features without
/// planes are cells of one scale. Sizes in the units of the painter.
class MapPanel {
 public:
  MapPanel(const FeatureMapsReady& maps, int channels, int columns);
  double height(double width, double text) const;
  void paint(QPainter& painter, const QRectF& place, double text) const;

 private:
  double side(double width, double text) const;
  double bandHeight(double width, double text) const;
  void paintLabel(QPainter& painter, const QRectF& place, MapPart part, double text) const;

  const FeatureMapsReady& m_maps;
  int m_channels;
  int m_columns;
};

}  // namespace adv
