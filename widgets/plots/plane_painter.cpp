// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plane_painter.hpp"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kWeakest = 0.10;  ///< share of the class's colour where both classes are as likely
constexpr double kStrongest = 0.62;
constexpr double kBoundaryWidth = 0.24;  ///< of a mark
constexpr double kStroke = 0.34;
constexpr double kArrow = 0.28;

double sigmoid(double t) { return 1.0 / (1.0 + std::exp(-t)); }

QRgb mixed(const QColor& a, const QColor& b, double share) {
  const auto mix = [share](int from, int to) { return static_cast<int>(from + (to - from) * share + 0.5); };
  return qRgb(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

/// The logit at a place in grid units.
double logitAt(const PlaygroundReady& ready, double u, double v) {
  const int column = std::clamp(static_cast<int>(u), 0, ready.side - 2);
  const int row = std::clamp(static_cast<int>(v), 0, ready.side - 2);
  const double fu = u - column, fv = v - row;
  const float* first = ready.logits.data() + static_cast<std::size_t>(row) * ready.side + column;
  const float* above = first + ready.side;
  return (first[0] * (1 - fu) + first[1] * fu) * (1 - fv) + (above[0] * (1 - fu) + above[1] * fu) * fv;
}

}  // namespace

QString nameOf(PlaneClass of) { return of == PlaneClass::O ? QStringLiteral("O") : QStringLiteral("X"); }

QColor colourOf(PlaneClass of, const Theme& look) { return of == PlaneClass::O ? look.clean : look.adversarial; }

QImage renderPlane(const PlaygroundReady& ready, const Theme& look, int side) {
  QImage image(side, side, QImage::Format_RGB32);
  for (int y = 0; y < side; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const double v = (1.0 - (y + 0.5) / side) * (ready.side - 1);
    for (int x = 0; x < side; ++x) {
      const double logit = logitAt(ready, (x + 0.5) / side * (ready.side - 1), v);
      const double certainty = 2.0 * sigmoid(std::abs(logit)) - 1.0;
      line[x] =
          mixed(look.card, logit > 0 ? look.adversarial : look.clean, kWeakest + (kStrongest - kWeakest) * certainty);
    }
  }
  return image;
}

std::vector<std::pair<PlanePlace, PlanePlace>> boundaryOf(const PlaygroundReady& ready) {
  std::vector<std::pair<PlanePlace, PlanePlace>> pieces;
  const auto at = [&](int row, int column) {
    return ready.logits[static_cast<std::size_t>(row) * ready.side + column];
  };
  const auto coordinate = [&](double index) { return 2.0 * index / (ready.side - 1) - 1.0; };
  for (int row = 0; row + 1 < ready.side; ++row) {
    for (int column = 0; column + 1 < ready.side; ++column) {
      const float a = at(row, column), b = at(row, column + 1), c = at(row + 1, column + 1), d = at(row + 1, column);
      PlanePlace cuts[4];
      int count = 0;
      const auto cut = [&](float from, float to, double u0, double v0, double u1, double v1) {
        if ((from > 0) == (to > 0)) return;
        const double share = from / static_cast<double>(from - to);
        cuts[count++] = {coordinate(column + u0 + (u1 - u0) * share), coordinate(row + v0 + (v1 - v0) * share)};
      };
      cut(a, b, 0, 0, 1, 0);
      cut(b, c, 1, 0, 1, 1);
      cut(c, d, 1, 1, 0, 1);
      cut(d, a, 0, 1, 0, 0);
      for (int i = 0; i + 1 < count; i += 2) pieces.emplace_back(cuts[i], cuts[i + 1]);
    }
  }
  return pieces;
}

QPointF PlanePainter::toScreen(PlanePlace at) const {
  return {m_square.left() + m_square.width() * (at.x + 1) / 2, m_square.bottom() - m_square.height() * (at.y + 1) / 2};
}

PlanePlace PlanePainter::toPlane(QPointF screen) const {
  return {2 * (screen.x() - m_square.left()) / m_square.width() - 1,
          2 * (m_square.bottom() - screen.y()) / m_square.height() - 1};
}

void PlanePainter::paintRegions(QPainter& painter, const PlaneScene& scene) const {
  painter.save();
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setRenderHint(QPainter::Antialiasing);
  if (!scene.ready) {
    painter.fillRect(m_square, m_look.plotBackground);
  } else {
    painter.setClipRect(m_square);
    painter.drawImage(m_square, renderPlane(*scene.ready, m_look, 3 * (scene.ready->side - 1)));
    QVector<QLineF> lines;
    for (const auto& [from, to] : boundaryOf(*scene.ready)) lines << QLineF(toScreen(from), toScreen(to));
    painter.setPen(QPen(m_look.text, m_unit * kBoundaryWidth, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(lines);
  }
  painter.restore();
}

void PlanePainter::paintMarks(QPainter& painter, const PlaneScene& scene) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(m_square);
  if (scene.probed) paintReach(painter, scene);
  for (std::size_t i = 0; i < scene.points.size(); ++i)
    paintPoint(painter, scene.points[i], static_cast<int>(i) == scene.selected);
  if (scene.probed) {
    const PlaneProbed& probed = *scene.probed;
    paintArrow(painter, probed.start.at, probed.noise.at, m_look.control, true);
    if (!probed.flat) paintArrow(painter, probed.start.at, probed.stepped.at, m_look.text, false);
    if (probed.boundary) paintDiamond(painter, probed.boundary->at);
    if (!probed.flat && scene.epsilon > 0.0) paintTag(painter, probed.stepped, probed.start.at);
  }
  painter.restore();
}

/// All places that a change of ε can reach.
void PlanePainter::paintReach(QPainter& painter, const PlaneScene& scene) const {
  const double radius = scene.epsilon * m_square.width() / 2;
  const QPointF centre = toScreen(scene.probed->start.at);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(m_look.text, m_unit * 0.12, Qt::DotLine));
  const QRectF box(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius);
  scene.norm == PlaneNorm::L2 ? painter.drawEllipse(box) : painter.drawRect(box);
}

void PlanePainter::paintPoint(QPainter& painter, const PlanePoint& point, bool isSelected) const {
  const QPointF at = toScreen(point.at);
  const double size = m_unit * (point.of == PlaneClass::O ? 0.62 : 0.58);
  const auto draw = [&](const QColor& colour, double width) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, m_unit * width, Qt::SolidLine, Qt::RoundCap));
    if (point.of == PlaneClass::O) return painter.drawEllipse(at, size, size);
    painter.drawLine(at + QPointF(-size, -size), at + QPointF(size, size));
    painter.drawLine(at + QPointF(-size, size), at + QPointF(size, -size));
  };
  if (isSelected) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.card);
    painter.drawEllipse(at, m_unit * 1.25, m_unit * 1.25);
  }
  draw(m_look.card, kStroke + 0.26);
  draw(colourOf(point.of, m_look), kStroke);
}

void PlanePainter::paintArrow(QPainter& painter, PlanePlace from, PlanePlace to, const QColor& colour,
                              bool dashed) const {
  const QLineF whole(toScreen(from), toScreen(to));
  const double head = m_unit * (dashed ? 0.9 : 1.25);
  const auto draw = [&](const QColor& ink, double width) {
    QPen pen(ink, m_unit * width, Qt::SolidLine, Qt::RoundCap);
    painter.setPen(pen);
    if (whole.length() > head) {
      const QPointF side(-whole.dy() / whole.length(), whole.dx() / whole.length());
      const QPointF back = whole.pointAt(1.0 - head / whole.length());
      if (dashed && ink == colour) pen.setDashPattern({2.5, 2.2});
      painter.setPen(pen);
      painter.drawLine(QLineF(whole.p1(), back));
      pen.setStyle(Qt::SolidLine);
      painter.setPen(pen);
      painter.setBrush(ink);
      painter.drawPolygon(QPolygonF({whole.p2(), back + side * head * 0.5, back - side * head * 0.5}));
    }
    painter.setBrush(ink);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(whole.p1(), m_unit * (0.26 + width * 0.4), m_unit * (0.26 + width * 0.4));
  };
  const double width = dashed ? 0.2 : kArrow;
  draw(m_look.card, width + 0.24);
  draw(colour, width);
}

/// "X 97 %" beside the arrow's head, away from where it came from.
void PlanePainter::paintTag(QPainter& painter, const PlaneVerdict& verdict, PlanePlace from) const {
  const QString text = QStringLiteral("%1  %2").arg(nameOf(verdict.says), percentText(verdict.confidence));
  const double width = figureTextWidth(text, m_text, QFont::DemiBold) + m_text, height = m_text * 1.6;
  const QPointF head = toScreen(verdict.at), tail = toScreen(from);
  const bool goesRight = head.x() >= tail.x();
  QRectF box(goesRight ? head.x() + m_unit : head.x() - m_unit - width, head.y() - height / 2, width, height);
  box.moveLeft(std::clamp(box.left(), m_square.left() + 2, m_square.right() - width - 2));
  box.moveTop(std::clamp(box.top(), m_square.top() + 2, m_square.bottom() - height - 2));
  const QColor colour = colourOf(verdict.says, m_look);
  painter.setPen(QPen(colour, m_unit * 0.14));
  painter.setBrush(m_look.card);
  painter.drawRoundedRect(box, height * 0.25, height * 0.25);
  drawFigureText(painter, box, Qt::AlignCenter, text, m_text, m_look.text, QFont::DemiBold);
}

void PlanePainter::paintDiamond(QPainter& painter, PlanePlace at) const {
  const QPointF centre = toScreen(at);
  const double size = m_unit * 0.6;
  painter.setPen(QPen(m_look.card, m_unit * 0.2));
  painter.setBrush(m_look.target);
  painter.drawPolygon(QPolygonF(
      {centre + QPointF(0, -size), centre + QPointF(size, 0), centre + QPointF(0, size), centre + QPointF(-size, 0)}));
}

}  // namespace adv
