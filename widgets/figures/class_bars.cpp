// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/class_bars.hpp"

#include <algorithm>

#include "widgets/figures/figure_text.hpp"

namespace adv {
namespace {

constexpr double kRow = 1.25;         ///< of the text
constexpr double kTallestRow = 1.9;   ///< of the text
constexpr double kThickness = 0.62;   ///< of the row
constexpr double kLongestName = 0.5;  ///< of the width
constexpr double kGap = 0.5;          ///< of the text

}  // namespace

double classBarHeight(double text) { return kRow * text; }

void paintClassBars(QPainter& painter, const QRectF& place, const std::vector<ClassBar>& bars, BarReach reach,
                    const PanelStyle& style) {
  if (bars.empty()) return;
  double names = 0.0;
  double texts = 0.0;
  for (const ClassBar& bar : bars) {
    names = std::max(names, figureTextWidth(bar.name, style.text));
    texts = std::max(texts, figureTextWidth(bar.text, style.text));
  }
  names = std::min(1.03 * names + 1.0, kLongestName * place.width());
  texts = 1.03 * texts + 1.0;
  const double gap = kGap * style.text;
  const double row = std::min(place.height() / static_cast<double>(bars.size()), kTallestRow * style.text);
  const QRectF track(place.left() + names + gap, 0, place.width() - names - texts - 2 * gap, kThickness * row);
  const double zero = track.left() - track.width() * reach.low / (reach.high - reach.low);
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const QRectF line(place.left(), place.top() + static_cast<double>(i) * row, place.width(), row);
    const double top = line.center().y() - track.height() / 2;
    drawFigureText(painter, {line.left(), line.top(), names, row}, Qt::AlignLeft | Qt::AlignVCenter, bars[i].name,
                   style.text, style.look.text);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.look.track);
    painter.drawRoundedRect(QRectF(track.left(), top, track.width(), track.height()), 2, 2);
    const double value = std::clamp(bars[i].value, reach.low, reach.high);
    const double end = zero + track.width() * value / (reach.high - reach.low);
    painter.setBrush(bars[i].colour);
    if (bars[i].value != 0.0) {
      const double width = std::max(std::abs(end - zero), style.line);
      painter.drawRoundedRect(QRectF(std::min(zero, end), top, width, track.height()), std::min(2.0, width / 2), 2);
    }
    drawFigureText(painter, {track.right() + gap, line.top(), texts, row}, Qt::AlignRight | Qt::AlignVCenter,
                   bars[i].text, style.text, style.look.text);
  }
  if (reach.low >= 0.0) return;
  painter.setPen(QPen(style.look.mutedText, style.line));
  painter.drawLine(QPointF(zero, place.top()), QPointF(zero, place.top() + row * static_cast<double>(bars.size())));
}

}  // namespace adv
