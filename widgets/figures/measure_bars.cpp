// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/measure_bars.hpp"

#include <algorithm>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kNumbers = 4.8;  ///< width of the numbers, of the text size
constexpr double kBeside = 0.6;
constexpr double kBar = 0.62;  ///< height of a bar, of its row

}  // namespace

void paintMeasureBars(QPainter& painter, const QRectF& place, const std::vector<MeasureBar>& bars,
                      const PanelStyle& style) {
  double longest = 1e-12;
  double names = 0.0;
  for (const MeasureBar& bar : bars) {
    longest = std::max(longest, bar.value);
    names = std::max(names, figureTextWidth(bar.name, style.text) * 1.03);
  }
  names += kBeside * style.text;
  const double height = place.height() / static_cast<double>(std::max<std::size_t>(1, bars.size()));
  const double room = place.width() - names - kNumbers * style.text;
  double top = place.top();
  for (const MeasureBar& bar : bars) {
    drawFigureText(painter, {place.left(), top, names - kBeside * style.text, height},
                   Qt::AlignRight | Qt::AlignVCenter, bar.name, style.text, style.look.text);
    const double width = room * bar.value / longest;
    painter.setPen(Qt::NoPen);
    painter.setBrush(bar.colour);
    painter.drawRect(QRectF(place.left() + names, top + (1 - kBar) / 2 * height, width, kBar * height));
    drawFigureText(painter, {place.left() + names + width + 0.4 * style.text, top, kNumbers * style.text, height},
                   Qt::AlignLeft | Qt::AlignVCenter,
                   (bar.isSpread ? QStringLiteral("±") : QString()) + significant(bar.value, 4), style.text, bar.colour,
                   QFont::DemiBold);
    top += height;
  }
}

}  // namespace adv
