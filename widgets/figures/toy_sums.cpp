// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/toy_sums.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "widgets/figures/figure_plot.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/number_cells.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kSumWidth = 4.6;  ///< of the text size, for "= −2.5"
constexpr double kTotalWidth = 3.2;
constexpr double kGap = 0.35;
constexpr double kSmallest = 0.8;  ///< a number is made smaller down to this share before it is left out

struct Sides {
  double negative = 0.0;
  double positive = 0.0;
};

Sides sidesOf(const std::vector<double>& parts) {
  Sides sides;
  for (const double part : parts) (part < 0 ? sides.negative : sides.positive) += part;
  return sides;
}

/// The products, and the bias where there is one.
std::vector<double> partsOf(const ToyReady& ready, std::size_t nudged) {
  std::vector<double> parts;
  for (std::size_t i = 0; i < ready.terms.size(); ++i)
    parts.push_back(i < nudged ? ready.terms[i].adversarialProduct : ready.terms[i].product);
  if (ready.request.b != 0.0) parts.push_back(ready.request.b);
  return parts;
}

struct Bar {
  QRectF place;     ///< of the bar alone
  double zero = 0;  ///< x of 0
  double unit = 1;  ///< pixels of a score of 1
};

void paintParts(QPainter& painter, const Bar& bar, const std::vector<double>& parts, double scale,
                const PanelStyle& style) {
  Sides at;
  for (const double part : parts) {
    double& end = part < 0 ? at.negative : at.positive;
    const double from = bar.zero + bar.unit * end;
    end += part;
    const double to = bar.zero + bar.unit * end;
    QRectF piece(std::min(from, to), bar.place.top(), std::abs(to - from), bar.place.height());
    if (piece.width() > 3 * style.line) piece.adjust(style.line / 2, 0, -style.line / 2, 0);
    const QColor ground = cellColour(part, CellColours::Signed, scale, style.look);
    painter.fillRect(piece, ground);
    const QString text = exactText(part);
    const double size =
        style.text * std::min(1.0, piece.width() / figureTextWidth(text, style.text * 1.1, QFont::DemiBold));
    if (size >= kSmallest * style.text)
      drawFigureText(painter, piece.adjusted(-size, 0, size, 0), Qt::AlignCenter, text, size, inkOn(ground),
                     QFont::DemiBold);
  }
}

void paintTotals(QPainter& painter, const Bar& bar, const std::vector<double>& parts, const PanelStyle& style) {
  const Sides sides = sidesOf(parts);
  const double width = kTotalWidth * style.text;
  const double left = bar.zero + bar.unit * sides.negative;
  const double right = bar.zero + bar.unit * sides.positive;
  const double pad = kGap * style.text;
  drawFigureText(painter, {left - width - pad, bar.place.top(), width, bar.place.height()},
                 Qt::AlignRight | Qt::AlignVCenter, exactText(sides.negative), style.text, style.look.mutedText);
  drawFigureText(painter, {right + pad, bar.place.top(), width, bar.place.height()}, Qt::AlignLeft | Qt::AlignVCenter,
                 QLatin1Char('+') + exactText(sides.positive), style.text, style.look.mutedText);
}

}  // namespace

void paintToySums(QPainter& painter, const QRectF& place, const ToyReady& ready, std::size_t shown, double names,
                  const PanelStyle& style) {
  const std::vector<double> clean = partsOf(ready, 0);
  const std::vector<double> after = partsOf(ready, shown);
  const std::vector<double> whole = partsOf(ready, ready.terms.size());
  double longest = 1e-9;
  double scale = 1e-9;
  for (const auto* parts : {&clean, &whole}) {
    const Sides sides = sidesOf(*parts);
    longest = std::max({longest, -sides.negative, sides.positive});
    for (const double part : *parts) scale = std::max(scale, std::abs(part));
  }
  const double sums = kSumWidth * style.text * 1.2;
  const double reach = (place.width() - names - sums) / 2;
  const double score = shown == 0 ? ready.clean.score : ready.terms[shown - 1].scoreSoFar;
  const double height = place.height() / 2;
  for (int row = 0; row < 2; ++row) {
    const bool isClean = row == 0;
    const QRectF line(place.left(), place.top() + row * height, place.width(), height);
    const double pad = kGap * style.text / 2;
    Bar bar{line.adjusted(names, pad, -sums, -pad), place.left() + names + reach,
            (reach - (kTotalWidth + kGap) * style.text) / longest};
    const auto& parts = isClean ? clean : after;
    const QColor role = isClean ? style.look.clean : style.look.adversarial;
    drawFigureText(painter, {line.left(), line.top(), names - style.text * 0.8, line.height()},
                   Qt::AlignRight | Qt::AlignVCenter, isClean ? QObject::tr("● Σ w·x") : QObject::tr("◆ Σ w·x′"),
                   style.text, role, QFont::DemiBold);
    paintParts(painter, bar, parts, scale, style);
    paintTotals(painter, bar, parts, style);
    painter.setPen(QPen(style.look.text, 1.5 * style.line));
    painter.drawLine(QPointF(bar.zero, line.top()), QPointF(bar.zero, line.bottom()));
    drawFigureText(painter, {line.right() - sums, line.top(), sums, line.height()}, Qt::AlignRight | Qt::AlignVCenter,
                   QStringLiteral("= ") + exactText(isClean ? ready.clean.score : score), style.text * 1.4, role,
                   QFont::Bold);
  }
}

}  // namespace adv
