// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_path_painter.hpp"

#include <QPainterPath>
#include <cmath>

#include "widgets/maps/map_colouring.hpp"

namespace adv {
namespace {

constexpr int kFlowAlpha = 165;
constexpr double kFlowLine = 0.7;  ///< of the line's width
constexpr double kArrow = 5.0;     ///< length of the head, of the line's width
constexpr double kRing = 3.0;
constexpr double kDot = 1.5;

QColor translucent(QColor colour, int alpha) {
  colour.setAlpha(alpha);
  return colour;
}

QPen roundPen(const QColor& colour, double width) {
  return QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

class PathPainter {
 public:
  PathPainter(QPainter& painter, const std::function<QPointF(QPointF)>& toPlace, const PathStyle& style, bool isFlow)
      : m_painter(painter),
        m_toPlace(toPlace),
        m_style(style),
        m_isFlow(isFlow),
        m_line(style.line * (isFlow ? kFlowLine : 1.0)) {}

  void paintNoise(const EmbeddingPath& path) const {
    const QPolygonF places = placesOf(path.noise);
    if (places.size() < 2) return;
    m_painter.setBrush(Qt::NoBrush);
    if (!m_isFlow) {
      m_painter.setPen(roundPen(translucent(m_style.ground, 220), m_line * 2.4));
      m_painter.drawPolyline(places);
    }
    QPen pen = roundPen(translucent(m_style.look.control, m_isFlow ? kFlowAlpha : 255), m_line * 0.9);
    pen.setDashPattern({2.0, 2.6});
    m_painter.setPen(pen);
    m_painter.drawPolyline(places);
    if (!m_isFlow) paintSquare(places.back());
  }

  void paintAttack(const EmbeddingPath& path) const {
    const QPolygonF places = placesOf(path.stations);
    if (places.isEmpty()) return;
    if (!m_isFlow) paintCasing(places);
    paintLines(path, places);
    if (!m_isFlow) paintDots(path, places);
    if (!m_isFlow) paintRing(places.front(), colourAt(path, 0));
  }

  /// An arrow head in the direction of the last part of the way that can be seen.
  void paintHead(const EmbeddingPath& path) const {
    const QPolygonF places = placesOf(path.stations);
    if (places.size() > 1) paintHeadAt(places, colourAt(path, path.stations.size() - 1));
  }

 private:
  QPolygonF placesOf(const std::vector<EmbeddingStation>& stations) const {
    QPolygonF places;
    for (const EmbeddingStation& station : stations)
      places << m_toPlace({static_cast<double>(station.x), static_cast<double>(station.y)});
    return places;
  }

  QColor colourAt(const EmbeddingPath& path, std::size_t station) const {
    return mapClassColour(path.stations[station].prediction, m_style.look);
  }

  void paintCasing(const QPolygonF& places) const {
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(roundPen(translucent(m_style.ground, 220), m_line * 3.0));
    m_painter.drawPolyline(places);
    m_painter.setPen(roundPen(m_style.look.text, m_line * 1.8));
    m_painter.drawPolyline(places);
  }

  /// The colour changes half-way between two stations. One stroke for each run of one colour.
  void paintLines(const EmbeddingPath& path, const QPolygonF& places) const {
    QPolygonF run{places.front()};
    for (std::size_t i = 1; i < path.stations.size(); ++i) {
      const QPointF from = places[static_cast<qsizetype>(i) - 1], to = places[static_cast<qsizetype>(i)];
      if (path.stations[i].prediction != path.stations[i - 1].prediction) {
        run << (from + to) / 2.0;
        stroke(run, colourAt(path, i - 1));
        run = {(from + to) / 2.0};
      }
      run << to;
    }
    stroke(run, colourAt(path, path.stations.size() - 1));
  }

  void stroke(const QPolygonF& run, const QColor& colour) const {
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(roundPen(translucent(colour, m_isFlow ? kFlowAlpha : 255), m_line));
    m_painter.drawPolyline(run);
  }

  void paintDots(const EmbeddingPath& path, const QPolygonF& places) const {
    m_painter.setPen(QPen(m_style.look.text, m_line * 0.45));
    for (std::size_t i = 1; i < path.stations.size(); ++i) {
      m_painter.setBrush(colourAt(path, i));
      m_painter.drawEllipse(places[static_cast<qsizetype>(i)], m_line * kDot, m_line * kDot);
    }
  }

  void paintRing(QPointF place, const QColor& colour) const {
    m_painter.setBrush(m_style.ground);
    m_painter.setPen(QPen(m_style.look.text, m_line * 2.2));
    m_painter.drawEllipse(place, m_line * kRing, m_line * kRing);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(colour, m_line * 1.3));
    m_painter.drawEllipse(place, m_line * kRing, m_line * kRing);
  }

  void paintSquare(QPointF place) const {
    const double half = m_line * 1.8;
    m_painter.setPen(QPen(m_style.ground, m_line * 0.5));
    m_painter.setBrush(m_style.look.control);
    m_painter.drawRect(QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half));
  }

  void paintHeadAt(const QPolygonF& places, const QColor& colour) const {
    const QPointF tip = places.back();
    const double length = m_line * kArrow;
    QPointF way;
    for (qsizetype i = places.size() - 2; i >= 0; --i) {
      way = tip - places[i];
      if (std::hypot(way.x(), way.y()) >= length) break;
    }
    const double distance = std::hypot(way.x(), way.y());
    if (distance < 1e-6) return;
    way *= length / distance;
    const QPointF aside(-way.y() * 0.55, way.x() * 0.55);
    const QPolygonF head{tip + way * 0.6, tip - way * 0.6 + aside, tip - way * 0.3, tip - way * 0.6 - aside};
    m_painter.setPen(QPen(m_isFlow ? m_style.ground : m_style.look.text, m_line * 0.5));
    m_painter.setBrush(colour);
    m_painter.drawPolygon(head);
  }

  QPainter& m_painter;
  const std::function<QPointF(QPointF)>& m_toPlace;
  const PathStyle& m_style;
  bool m_isFlow;
  double m_line;
};

}  // namespace

void paintPaths(QPainter& painter, const EmbeddingPaths& paths, const std::function<QPointF(QPointF)>& toPlace,
                const PathStyle& style) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const PathPainter path(painter, toPlace, style, paths.paths.size() > kMostSinglePaths);
  for (const EmbeddingPath& each : paths.paths) path.paintNoise(each);
  for (const EmbeddingPath& each : paths.paths) path.paintAttack(each);
  for (const EmbeddingPath& each : paths.paths) path.paintHead(each);
  painter.restore();
}

}  // namespace adv
