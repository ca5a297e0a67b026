// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/map_panel.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/map_images.hpp"

namespace adv {
namespace {

constexpr double kLabels = 7.2;  ///< of the text's size
constexpr double kLine = 1.4;
constexpr double kGap = 0.3;
constexpr int kColumns = 16;

QColor colourOf(MapPart part) {
  if (part == MapPart::Clean) return figureInk().clean;
  return part == MapPart::Adversarial ? figureInk().adversarial : figureInk().mutedText;
}

}  // namespace

MapPanel::MapPanel(const FeatureMapsReady& maps, int channels, int columns)
    : m_maps(maps), m_channels(std::min(channels, static_cast<int>(maps.shown.size()))), m_columns(columns) {}

double MapPanel::side(double width, double text) const { return (width - kLabels * text) / m_columns - kGap * text; }

double MapPanel::bandHeight(double width, double text) const {
  return kLine * text + static_cast<double>(partsOf(m_maps).size()) * (side(width, text) + kGap * text);
}

double MapPanel::height(double width, double text) const {
  return std::ceil(static_cast<double>(m_channels) / m_columns) * bandHeight(width, text);
}

void MapPanel::paint(QPainter& painter, const QRectF& place, double text) const {
  const auto parts = partsOf(m_maps);
  const double each = side(place.width(), text);
  const double step = each + kGap * text;
  for (int channel = 0; channel < m_channels; ++channel) {
    const int column = channel % m_columns;
    const double top = place.top() + channel / m_columns * bandHeight(place.width(), text);
    const double left = place.left() + kLabels * text + column * step;
    drawFigureText(painter, {left, top, each, kLine * text}, Qt::AlignCenter,
                   QString::number(m_maps.shown[static_cast<std::size_t>(channel)]), text, figureInk().mutedText);
    for (std::size_t part = 0; part < parts.size(); ++part) {
      const QRectF box(left, top + kLine * text + static_cast<double>(part) * step, each, each);
      drawMap(painter, box, mapImage(m_maps, channel, parts[part], false));
      if (column > 0) continue;
      drawFigureText(painter, {place.left(), box.top(), kLabels * text, box.height()}, Qt::AlignLeft | Qt::AlignVCenter,
                     partLabel(m_maps, parts[part]), text, colourOf(parts[part]));
    }
  }
}

QImage renderMaps(const FeatureMapsReady& maps, int side) {
  const double text = std::max(12.0, side / 6.0);
  const int columns = std::clamp(static_cast<int>(maps.shown.size()), 1, kColumns);
  const double width = kLabels * text + columns * (side + kGap * text);
  const MapPanel panel(maps, static_cast<int>(maps.shown.size()), columns);
  QImage image(static_cast<int>(std::ceil(width)), static_cast<int>(std::ceil(panel.height(width, text))),
               QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  panel.paint(painter, {0, 0, width, static_cast<double>(image.height())}, text);
  return image;
}

}  // namespace adv
