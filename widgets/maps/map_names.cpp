// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_names.hpp"

#include <QPainterPath>
#include <algorithm>

#include "widgets/figures/figure_text.hpp"

namespace adv {
namespace {

constexpr qsizetype kShort = 2;     ///< letters
constexpr std::size_t kFewest = 3;  ///< points of a group that gets a name

constexpr double kTop = 0.95;  ///< share of a group's points that a word stands above
constexpr double kLift = 0.8;  ///< of a word's size

bool isShort(const QString& text) { return text.size() <= kShort; }

double quantile(std::vector<float>& values, double share) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
  std::nth_element(values.begin(), place, values.end());
  return static_cast<double>(*place);
}

}  // namespace

std::vector<MapName> middleNames(const MapColouring& colouring, const EmbeddingPlaces& places,
                                 const std::vector<bool>& hidden, const Theme& look) {
  std::vector<std::vector<float>> x(colouring.groups.size()), y(colouring.groups.size());
  const std::size_t points = std::min(places.x.size(), colouring.groupOf.size());
  for (std::size_t i = 0; i < points; ++i) {
    if (colouring.groupOf[i] < 0) continue;
    x[static_cast<std::size_t>(colouring.groupOf[i])].push_back(places.x[i]);
    y[static_cast<std::size_t>(colouring.groupOf[i])].push_back(places.y[i]);
  }
  std::vector<MapName> names;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const MapGroup& group = colouring.groups[i];
    const bool isHidden = i < hidden.size() && hidden[i];
    if (isHidden || group.role != MapGroup::Role::Class || x[i].size() < kFewest) continue;
    const QString text = QString::fromStdString(group.name);
    const QPointF place(quantile(x[i], 0.5), quantile(y[i], isShort(text) ? 0.5 : kTop));
    names.push_back({text, place, colourOf(group, look)});
  }
  return names;
}

double nameScale(const MapName& name) { return isShort(name.text) ? 1.5 : 1.0; }

void paintMapName(QPainter& painter, QPointF anchor, const QString& text, double size, const QColor& ink,
                  const QColor& ground) {
  const QPointF place = anchor - QPointF(0, isShort(text) ? 0.0 : kLift * size);
  constexpr int kPixels = 100;  // the painter is scaled, as a font's pixels are whole numbers
  QFont font;
  font.setPixelSize(kPixels);
  font.setWeight(QFont::DemiBold);
  const double scale = size / kPixels;
  const double width = figureTextWidth(text, size, QFont::DemiBold);
  QPainterPath outline;
  outline.addText(0, 0, font, text);
  painter.save();
  painter.translate(place.x() - width / 2.0, place.y() + outline.boundingRect().height() * scale / 2.0);
  painter.scale(scale, scale);
  QColor glow = ground;
  glow.setAlpha(210);
  painter.strokePath(outline, QPen(glow, 0.28 * kPixels, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.restore();
  drawFigureText(painter, QRectF(place.x() - width, place.y() - size, 2 * width, 2 * size), Qt::AlignCenter, text, size,
                 ink, QFont::DemiBold);
}

}  // namespace adv
