// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/number_cells.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/canvas/colour_maps.hpp"
#include "widgets/figures/figure_plot.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kTextHeight = 0.44;  ///< of a cell
constexpr double kMostHeight = 0.66;  ///< of a low cell, rather than no number
constexpr double kTextWidth = 0.86;
constexpr int kFewestDigits = 2;  ///< rather than a number that is cut
constexpr double kWidestGap = 2.0;

double gapOf(const QSizeF& cell) { return std::min({kWidestGap, cell.width() / 12, cell.height() / 12}); }

/// `digits` of 0: all.
QStringList textsOf(const NumberTable& table, int digits) {
  QStringList texts;
  for (const double value : table.values) {
    const QString text = digits > 0 ? significant(value, digits) : exactText(value);
    texts << (std::isnan(value) ? QString() : QString(text).replace(QLatin1Char('-'), QChar(u'−')));
  }
  return texts;
}

/// The size at which the longest text is as wide as a cell allows; infinite where there is no text.
double fittingSize(const QStringList& texts, double width) {
  double widest = 0.0;
  for (const QString& text : texts) widest = std::max(widest, figureTextWidth(text, 1.0, QFont::DemiBold));
  return kTextWidth * width / widest;
}

struct CellTexts {
  QStringList texts;  ///< empty where none can be read
  double size = 0.0;
};

/// Exact where that fits, otherwise fewer and fewer digits.
CellTexts readableTexts(const NumberTable& table, const QSizeF& cell, const NumberSizes& sizes) {
  const double height = cell.height();
  const double tallest =
      std::min(sizes.largest, std::max(kTextHeight * height, std::min(sizes.smallest, kMostHeight * height)));
  if (tallest < sizes.smallest * 0.75) return {};
  for (const int digits : {0, 4, 3, kFewestDigits}) {
    const QStringList texts = textsOf(table, digits);
    const double size = std::min(tallest, fittingSize(texts, cell.width()));
    if (size >= std::min(sizes.smallest, tallest)) return {texts, size};
  }
  return {};
}

void paintWindow(QPainter& painter, const QRectF& place, const NumberTable& table, const CellWindow& window,
                 double line, const Theme& look) {
  const QRect inside = window.cells & QRect(0, 0, table.columns, table.rows);
  if (inside.isEmpty()) return;
  const QRectF frame =
      cellPlace(place, table, inside.top(), inside.left()) | cellPlace(place, table, inside.bottom(), inside.right());
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(look.card, 6 * line));
  painter.drawRoundedRect(frame, 4 * line, 4 * line);
  painter.setPen(QPen(window.colour.value_or(colourOf(window.role, look)), 3.5 * line));
  painter.drawRoundedRect(frame, 4 * line, 4 * line);
}

QColor groundOf(const NumberTable& table, int row, int column, const Theme& look) {
  const auto index = static_cast<std::size_t>(row * table.columns + column);
  if (index < table.grounds.size()) return table.grounds[index];
  return cellColour(table.values[index], table.colours, table.scale, look);
}

}  // namespace

QColor cellColour(double value, CellColours colours, double scale, const Theme& look) {
  if (std::isnan(value) || colours == CellColours::Plain) return look.plotBackground;
  const double share = scale > 0.0 ? std::clamp(value / scale, -1.0, 1.0) : 0.0;
  if (colours == CellColours::Signed)
    return QColor(divergingMap()[static_cast<std::size_t>(128 + std::lround(share * (share < 0 ? 128 : 127)))]);
  const auto level = static_cast<int>(std::lround(255 * std::max(0.0, share)));
  return colours == CellColours::Grey ? QColor(level, level, level)
                                      : QColor(viridisMap()[static_cast<std::size_t>(level)]);
}

QRectF cellPlace(const QRectF& place, const NumberTable& table, int row, int column) {
  const double width = place.width() / std::max(1, table.columns);
  const double height = place.height() / std::max(1, table.rows);
  return {place.left() + column * width, place.top() + row * height, width, height};
}

void paintNumberTable(QPainter& painter, const QRectF& place, const NumberTable& table, const NumberSizes& sizes,
                      const Theme& look) {
  const CellTexts numbers = readableTexts(table, cellPlace(place, table, 0, 0).size(), sizes);
  for (int row = 0; row < table.rows; ++row) {
    for (int column = 0; column < table.columns; ++column) {
      const QRectF cell = cellPlace(place, table, row, column);
      const double gap = gapOf(cell.size());
      const QRectF inner = cell.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2);
      const QColor ground = groundOf(table, row, column, look);
      painter.setPen(Qt::NoPen);
      painter.setBrush(ground);
      painter.drawRoundedRect(inner, 2 * gap, 2 * gap);
      if (numbers.texts.isEmpty()) continue;
      drawFigureText(painter, inner, Qt::AlignCenter, numbers.texts[row * table.columns + column], numbers.size,
                     inkOn(ground), QFont::DemiBold);
    }
  }
  for (const CellWindow& window : table.windows) paintWindow(painter, place, table, window, sizes.line, look);
}

}  // namespace adv
