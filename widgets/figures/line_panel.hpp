// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <utility>
#include <vector>

#include "widgets/figures/figure.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// Lines in a frame with ticks and names of the axes, printed on white. Both axes reach as far as the lines do.
class LinePanel {
 public:
  LinePanel(std::vector<Series> lines, QString xName, QString yName);
  /// Names along the x-axis instead of numbers.
  void setTickNames(std::vector<std::pair<double, QString>> ticks) { m_tickNames = std::move(ticks); }
  /// `text` is the size of its type, in points.
  void paint(QPainter& painter, const QRectF& place, double text, double lineWidth) const;
  /// Height of what stands below the frame.
  static double below(double text);

 private:
  void paintAxes(QPainter& painter, const QRectF& frame, double text) const;
  void paintLine(QPainter& painter, const QRectF& frame, const Series& line, double lineWidth) const;
  QPointF toFrame(double x, double y, const QRectF& frame) const;

  std::vector<std::pair<double, QString>> tickNames() const;

  std::vector<Series> m_lines;
  std::vector<std::pair<double, QString>> m_tickNames;
  QString m_xName;
  QString m_yName;
  double m_xLow = 0.0;
  double m_xHigh = 1.0;
  double m_yLow = 0.0;
  double m_yHigh = 1.0;
};

/// About `count` round numbers between low and high: multiples of 1, 2 or 5 times a power of ten.
std::vector<double> roundTicks(double low, double high, int count);

}  // namespace adv
