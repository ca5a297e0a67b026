// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/line_names.hpp"

#include <algorithm>

#include "widgets/figures/figure_text.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.35;
constexpr double kLongest = 100.0;  ///< of a name, in sizes of its type

}  // namespace

void paintLineNames(QPainter& painter, const QRectF& area, std::vector<LineName> names, double textSize) {
  std::erase_if(names, [](const LineName& name) { return name.name.isEmpty(); });
  std::stable_sort(names.begin(), names.end(), [](const LineName& a, const LineName& b) { return a.y < b.y; });
  const double line = textSize * kLine;
  double lowest = area.bottom() + line / 2;
  for (auto name = names.rbegin(); name != names.rend(); ++name) lowest = name->y = std::min(name->y, lowest - line);
  double highest = area.top() - line;
  for (LineName& name : names) {
    highest = name.y = std::max(name.y, highest + line);
    drawFigureText(painter, {area.right() + textSize * 0.6, name.y - line / 2, kLongest * textSize, line},
                   Qt::AlignLeft | Qt::AlignVCenter, name.name, textSize, name.colour, QFont::DemiBold);
  }
}

double lineNamesWidth(const std::vector<Series>& lines, double textSize) {
  double width = 0.0;
  for (const Series& line : lines) width = std::max(width, figureTextWidth(line.name, textSize, QFont::DemiBold));
  return width;
}

void paintPointMark(QPainter& painter, PointMark mark, QPointF centre, double radius) {
  switch (mark) {
    case PointMark::Disc: return painter.drawEllipse(centre, radius, radius);
    case PointMark::Square:
      return painter.drawRect(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius));
    case PointMark::Diamond: {
      const double d = 1.3 * radius;
      return painter.drawPolygon(QPolygonF(
          {centre + QPointF(0, -d), centre + QPointF(d, 0), centre + QPointF(0, d), centre + QPointF(-d, 0)}));
    }
    case PointMark::Triangle:
      return painter.drawPolygon(QPolygonF({centre + QPointF(0, -1.3 * radius), centre + QPointF(1.2 * radius, radius),
                                            centre + QPointF(-1.2 * radius, radius)}));
    case PointMark::None: return;
  }
}

}  // namespace adv
