// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/amplitude_bars.hpp"

#include <algorithm>

#include "widgets/canvas/colour_maps.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/published_distillation.hpp"
#include "widgets/plots/temperature_axis.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;  ///< sizes, of the text
constexpr double kLeft = 3.8;
constexpr double kLegend = 12.5;
constexpr double kMostLegend = 0.3;  ///< of the width
constexpr double kBar = 0.5;         ///< widths, of the room of a network
constexpr double kThin = 0.1;
constexpr double kBetween = 0.03;
constexpr float kPublishedOpacity = 0.45F;

QRectF areaOf(const QRectF& place, const PanelStyle& style) {
  const double line = kLine * style.text;
  const double legend = std::min(kLegend * style.text, kMostLegend * place.width());
  return place.adjusted(kLeft * style.text, 0.5 * line, -legend, -2.8 * line);
}

/// The whole room of a network, from 0 to 100 %.
QRectF roomOf(const QRectF& area, std::size_t networks, std::size_t network) {
  const double width = area.width() / static_cast<double>(std::max<std::size_t>(1, networks));
  return {area.left() + width * static_cast<double>(network), area.top(), width, area.height()};
}

QRectF barIn(const QRectF& room) {
  return {room.center().x() - kBar / 2 * room.width(), room.top(), kBar * room.width(), room.height()};
}

/// The part of a stacked bar between two shares.
QRectF partOf(const QRectF& bar, double from, double to) {
  return {bar.left(), bar.bottom() - to * bar.height(), bar.width(), (to - from) * bar.height()};
}

QRectF binOf(const QRectF& bar, const GradientHistogram& network, std::size_t bin) {
  double below = 0.0;
  for (std::size_t i = 0; i < bin; ++i) below += network.share(i);
  return partOf(bar, below, below + network.share(bin));
}

void paintAxes(QPainter& painter, const QRectF& area, const AmplitudeBars& bars, const PanelStyle& style) {
  const double line = kLine * style.text;
  painter.fillRect(area, style.look.plotBackground);
  for (const int percent : {0, 25, 50, 75, 100}) {
    const double y = area.bottom() - area.height() * percent / 100.0;
    painter.setPen(QPen(style.look.grid, style.line));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    drawFigureText(painter, {area.left() - kLeft * style.text, y - line / 2, (kLeft - 0.5) * style.text, line},
                   Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("%1 %").arg(percent), style.text,
                   style.look.mutedText);
  }
  const auto& networks = bars.histograms.networks;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const QRectF room = roomOf(area, networks.size(), i);
    drawFigureText(painter, {room.left(), area.bottom() + 0.75 * style.text, room.width(), line},
                   Qt::AlignHCenter | Qt::AlignVCenter, temperatureTick(networks[i].temperature), style.text,
                   style.look.mutedText);
  }
  drawFigureText(painter, {area.left(), area.bottom() + 0.75 * style.text + line, area.width(), line},
                 Qt::AlignHCenter | Qt::AlignVCenter, QObject::tr("temperature T of the training"), style.text,
                 style.look.mutedText);
}

void paintPublished(QPainter& painter, const QRectF& room, const GradientHistogram& network) {
  const auto& known = published::kTemperatures;
  const auto found = std::find(known.begin(), known.end(), network.temperature.value_or(0.0));
  if (found == known.end()) return;
  const auto& percents = published::kAmplitudesCifar10[static_cast<std::size_t>(found - known.begin())];
  const QRectF main = barIn(room);
  const double width = kThin * room.width();
  const QRectF bar(main.left() - kBetween * room.width() - width, room.top(), width, room.height());
  double below = 0.0;
  for (std::size_t bin = 0; bin < kAmplitudeBins; ++bin) {
    const double share = percents[bin] / 100.0;
    QColor colour = amplitudeColour(bin);
    colour.setAlphaF(kPublishedOpacity);
    painter.fillRect(partOf(bar, below, below + share), colour);
    below += share;
  }
}

void paintNetwork(QPainter& painter, const QRectF& room, const GradientHistogram& network, const PanelStyle& style) {
  const QRectF bar = barIn(room);
  for (std::size_t bin = 0; bin < kAmplitudeBins; ++bin)
    painter.fillRect(binOf(bar, network, bin), amplitudeColour(bin));
  const QRectF beside(bar.right() + kBetween * room.width(), room.top(), kThin * room.width(), room.height());
  painter.fillRect(partOf(beside, 0.0, network.zeroShareFloat32()), style.look.text);
}

void paintLegend(QPainter& painter, const QRectF& area, const AmplitudeBars& bars, const QRectF& place,
                 const PanelStyle& style) {
  const bool hasPublished = bars.showsPublished;
  const double rows = static_cast<double>(kAmplitudeBins) + (hasPublished ? 2.4 : 1.4);
  const double row = std::min(kLine * style.text, area.height() / rows);
  const double box = 0.8 * style.text;
  const double left = area.right() + style.text;
  double y = area.top();
  const auto entry = [&](const QColor& colour, double width, const QString& text) {
    painter.fillRect(QRectF(left + (box - width) / 2, y + (row - box) / 2, width, box), colour);
    drawFigureText(painter, {left + 1.5 * box, y, place.right() - left - 1.5 * box, row},
                   Qt::AlignLeft | Qt::AlignVCenter, text, style.text, style.look.mutedText);
    y += row;
  };
  for (std::size_t bin = kAmplitudeBins; bin-- > 0;) entry(amplitudeColour(bin), box, amplitudeBinText(bin));
  y += 0.4 * row;
  entry(style.look.text, 0.4 * box, QObject::tr("0 in float32"));
  QColor faint = amplitudeColour(0);
  faint.setAlphaF(kPublishedOpacity);
  if (hasPublished) entry(faint, 0.4 * box, QObject::tr("CIFAR-10, published"));
}

}  // namespace

QColor amplitudeColour(std::size_t bin) {
  constexpr std::size_t kLast = 255;
  return QColor(viridisMap()[kLast * std::min(bin, kAmplitudeBins - 1) / (kAmplitudeBins - 1)]);
}

void paintAmplitudeBars(QPainter& painter, const QRectF& place, const AmplitudeBars& bars, const PanelStyle& style) {
  const QRectF area = areaOf(place, style);
  const auto& networks = bars.histograms.networks;
  painter.setRenderHint(QPainter::Antialiasing);
  paintAxes(painter, area, bars, style);
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const QRectF room = roomOf(area, networks.size(), i);
    if (bars.showsPublished) paintPublished(painter, room, networks[i]);
    paintNetwork(painter, room, networks[i], style);
  }
  paintLegend(painter, area, bars, place, style);
  if (!bars.marked || bars.marked->network >= networks.size()) return;
  const QRectF bar = barIn(roomOf(area, networks.size(), bars.marked->network));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.look.text, 2.5 * style.line));
  painter.drawRect(binOf(bar, networks[bars.marked->network], bars.marked->bin));
}

std::optional<AmplitudePlace> amplitudeBarAt(const QRectF& place, const AmplitudeBars& bars, const PanelStyle& style,
                                             const QPointF& point) {
  const QRectF area = areaOf(place, style);
  const auto& networks = bars.histograms.networks;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const QRectF bar = barIn(roomOf(area, networks.size(), i));
    for (std::size_t bin = 0; bin < kAmplitudeBins; ++bin) {
      if (networks[i].counts[bin] > 0 && binOf(bar, networks[i], bin).contains(point)) return AmplitudePlace{i, bin};
    }
  }
  return {};
}

QRectF amplitudeBarOf(const QRectF& place, const AmplitudeBars& bars, const PanelStyle& style, std::size_t network) {
  return barIn(roomOf(areaOf(place, style), bars.histograms.networks.size(), network));
}

}  // namespace adv
