// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRect>
#include <QString>
#include <optional>
#include <vector>

#include "widgets/plots/series.hpp"

namespace adv {

/// Signed: blue – grey – red with grey at 0. Magnitude: viridis from 0 on. Grey: black (0) to white. Plain: no colour.
enum class CellColours { Signed, Magnitude, Grey, Plain };

/// A rectangle of cells in a role's colour, or one of its own: x and width count columns, y and height rows. What lies
/// outside the table (padding) is not drawn.
struct CellWindow {
  QRect cells;
  SeriesRole role = SeriesRole::Neutral;
  std::optional<QColor> colour = {};
  bool operator==(const CellWindow&) const = default;
};

/// Rows × columns of numbers, row by row. A NaN is a cell without number.
struct NumberTable {
  int rows = 0;
  int columns = 0;
  std::vector<double> values;
  CellColours colours = CellColours::Signed;
  double scale = 1.0;  ///< the value whose colour is the map's end
  std::vector<CellWindow> windows;
  std::vector<QColor> grounds = {};  ///< one for each cell, instead of the colours of the values; empty for those

  bool contains(int row, int column) const { return row >= 0 && column >= 0 && row < rows && column < columns; }
  double at(int row, int column) const { return values[static_cast<std::size_t>(row * columns + column)]; }
};

/// How large the numbers may be, in the painter's unit; where even the smallest does not fit, there are only colours.
struct NumberSizes {
  double smallest = 12.0;
  double largest = 28.0;
  double line = 1.0;  ///< width of a thin line
};

/// The ground of a cell.
QColor cellColour(double value, CellColours colours, double scale, const Theme& look);

/// `place` divided evenly among the cells.
QRectF cellPlace(const QRectF& place, const NumberTable& table, int row, int column);

/// Screen and figures share this. All numbers have one size: that of the longest.
void paintNumberTable(QPainter& painter, const QRectF& place, const NumberTable& table, const NumberSizes& sizes,
                      const Theme& look);

}  // namespace adv
