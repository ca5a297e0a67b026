// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/surface_painter.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.5;       ///< line height, of the text size
constexpr double kNameShare = 1.1;  ///< of the axes' text
constexpr int kMostNames = 8;

}  // namespace

std::vector<double> symmetricTicks(double extent) {
  const double step = std::exp2(std::ceil(std::log2(extent / 3.0)));
  const int count = static_cast<int>(extent / step + 1e-6);
  std::vector<double> ticks;
  for (int i = -count; i <= count; ++i) ticks.push_back(i * step);
  return ticks;
}

SurfacePainter::SurfacePainter(const SurfaceReady& surface, SurfaceNames names, Theme theme, double textSize)
    : m_surface(surface), m_names(std::move(names)), m_theme(theme), m_text(textSize) {}

QRectF SurfacePainter::mapArea(const QRectF& place) const {
  const double left = m_text * (kLine + 3.2);
  const double bottom = m_text * (2 * kLine + 0.5);
  const double top = m_text * 0.6;
  const double side = std::max(8.0, std::min(place.width() - left - m_text, place.height() - bottom - top));
  return {place.left() + left, place.top() + top, side, side};
}

QPointF SurfacePainter::toScreen(const SurfacePoint& point, const QRectF& map) const {
  return {map.left() + map.width() * (point.along / m_surface.extent + 1) / 2,
          map.bottom() - map.height() * (point.across / m_surface.extentAcross + 1) / 2};
}

SurfacePoint SurfacePainter::toPlane(const QPointF& screen, const QRectF& map) const {
  const double along = m_surface.extent * (2 * (screen.x() - map.left()) / map.width() - 1);
  const double across = m_surface.extentAcross * (2 * (map.bottom() - screen.y()) / map.height() - 1);
  return {std::clamp(along, -m_surface.extent, m_surface.extent),
          std::clamp(across, -m_surface.extentAcross, m_surface.extentAcross)};
}

bool SurfacePainter::isInside(const SurfacePoint& point) const {
  return std::abs(point.along) <= m_surface.extent && std::abs(point.across) <= m_surface.extentAcross;
}

void SurfacePainter::paint(QPainter& painter, const QRectF& place, const QImage& map) const {
  const QRectF area = mapArea(place);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  painter.drawImage(area, map);
  paintAxes(painter, area);
  paintNames(painter, area);
  paintMarks(painter, area);
}

void SurfacePainter::paintAxes(QPainter& painter, const QRectF& map) const {
  const double line = m_text * kLine;
  const QColor ink = m_theme.mutedText;
  painter.setPen(QPen(ink, m_text / 14));
  for (const double level : symmetricTicks(255 * m_surface.extent)) {
    const double x = toScreen({level / 255, 0}, map).x();
    painter.drawLine(QPointF(x, map.bottom()), QPointF(x, map.bottom() + m_text * 0.35));
    drawFigureText(painter, {x - 3 * m_text, map.bottom() + m_text * 0.3, 6 * m_text, line},
                   Qt::AlignHCenter | Qt::AlignVCenter, significant(level), m_text, ink);
  }
  painter.setPen(QPen(ink, m_text / 14));
  for (const double level : symmetricTicks(255 * m_surface.extentAcross)) {
    const double y = toScreen({0, level / 255}, map).y();
    painter.drawLine(QPointF(map.left() - m_text * 0.35, y), QPointF(map.left(), y));
    drawFigureText(painter, {map.left() - 3.6 * m_text, y - line / 2, 3.1 * m_text, line},
                   Qt::AlignRight | Qt::AlignVCenter, significant(level), m_text, ink);
  }
  drawFigureText(painter, {map.left(), map.bottom() + m_text * 0.3 + line, map.width(), line},
                 Qt::AlignHCenter | Qt::AlignVCenter, m_names.along, m_text, ink);
  painter.save();
  painter.translate(map.left() - 3.4 * m_text - line, map.bottom());
  painter.rotate(-90);
  drawFigureText(painter, {0, 0, map.height(), line}, Qt::AlignHCenter | Qt::AlignVCenter, m_names.across, m_text, ink);
  painter.restore();
}

/// Names stand in their regions; where a region is too narrow its name may reach over the border.
void SurfacePainter::paintNames(QPainter& painter, const QRectF& map) const {
  const double text = kNameShare * m_text;
  const double height = text * kLine;
  std::vector<QRectF> taken;
  for (const SurfacePoint& mark : {SurfacePoint{}, m_surface.adversarial, m_surface.other.value_or(SurfacePoint{})}) {
    const QPointF centre = toScreen(mark, map);
    taken.emplace_back(centre.x() - m_text, centre.y() - m_text, 2 * m_text, 2 * m_text);
  }
  const SurfaceColours colours(m_surface, m_theme);
  int named = 0;
  for (const RegionPlace& region : regionPlaces(m_surface)) {
    if (++named > kMostNames) break;
    const QString name = QString::fromStdString(m_surface.model.labelOf(region.classIndex));
    const double width = std::min(figureTextWidth(name, text, QFont::DemiBold) + 2.0 * text, map.width() * 0.6);
    const QPointF centre(map.left() + region.place.x() * map.width(), map.bottom() - region.place.y() * map.height());
    QRectF box(centre.x() - width / 2, centre.y() - height / 2, width, height);
    box.moveLeft(std::clamp(box.left(), map.left() + 2, map.right() - width - 2));
    box.moveTop(std::clamp(box.top(), map.top() + 2, map.bottom() - height - 2));
    const auto isFree = [&](const QRectF& wanted) {
      return std::none_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(wanted); });
    };
    for (const double shift : {0.0, 1.6, -1.6, 3.2, -3.2}) {
      const QRectF wanted = box.translated(0, shift * height);
      if (!isFree(wanted) || !map.contains(wanted)) continue;
      QColor ground = m_theme.card;
      ground.setAlphaF(0.86F);
      painter.setPen(Qt::NoPen);
      painter.setBrush(ground);
      painter.drawRoundedRect(wanted, height / 4, height / 4);
      painter.setBrush(colours.of(region.classIndex));
      painter.drawEllipse(QPointF(wanted.left() + text * 0.75, wanted.center().y()), text * 0.32, text * 0.32);
      drawFigureText(painter, wanted.adjusted(text * 1.3, 0, -text * 0.3, 0), Qt::AlignLeft | Qt::AlignVCenter, name,
                     text, m_theme.text, QFont::DemiBold);
      taken.push_back(wanted);
      break;
    }
  }
}

void SurfacePainter::paintMarks(QPainter& painter, const QRectF& map) const {
  if (m_surface.other && isInside(*m_surface.other))
    paintMark(painter, toScreen(*m_surface.other, map), QChar(u'■'), m_theme.control);
  if (isInside(m_surface.adversarial))
    paintMark(painter, toScreen(m_surface.adversarial, map), QChar(u'◆'), m_theme.adversarial);
  paintMark(painter, toScreen({}, map), QChar(u'●'), m_theme.clean);
}

/// A sign on a disc of the card's colour: it reads on every region, and not by its colour alone.
void SurfacePainter::paintMark(QPainter& painter, const QPointF& place, QChar sign, const QColor& colour) const {
  painter.setPen(QPen(m_theme.text, m_text / 10));
  painter.setBrush(m_theme.card);
  painter.drawEllipse(place, m_text * 0.72, m_text * 0.72);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  const double r = m_text * 0.42;
  if (sign == QChar(u'◆')) {
    painter.drawPolygon(
        QPolygonF({place + QPointF(0, -r), place + QPointF(r, 0), place + QPointF(0, r), place + QPointF(-r, 0)}));
  } else if (sign == QChar(u'■')) {
    painter.drawRect(QRectF(place.x() - r * 0.8, place.y() - r * 0.8, 1.6 * r, 1.6 * r));
  } else {
    painter.drawEllipse(place, r * 0.9, r * 0.9);
  }
}

}  // namespace adv
