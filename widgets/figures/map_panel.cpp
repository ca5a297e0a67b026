// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/map_panel.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLabels = 7.2;  ///< of the text's size
constexpr double kLine = 1.4;
constexpr double kGap = 0.3;

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

/// Differences with the end of their scale below.
void MapPanel::paintLabel(QPainter& painter, const QRectF& place, MapPart part, double text) const {
  const double line = kLine * text;
  const bool hasScale = part == MapPart::Difference;
  const QRectF first(place.left(), place.center().y() - (hasScale ? line : line / 2), place.width(), line);
  drawFigureText(painter, first, Qt::AlignLeft | Qt::AlignVCenter, partText(part), text, colourOf(part));
  if (!hasScale) return;
  drawFigureText(painter, first.translated(0, line), Qt::AlignLeft | Qt::AlignVCenter,
                 QStringLiteral("±%1").arg(significant(static_cast<double>(m_maps.differenceReach), 2)), text,
                 colourOf(part));
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
      drawMap(painter, box, mapImage(m_maps, channel, parts[part], m_maps.layer.isFlat()));
      if (column > 0) continue;
      paintLabel(painter, {place.left(), box.top(), kLabels * text, box.height()}, parts[part], text);
    }
  }
}

}  // namespace adv
