// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_film.hpp"

#include <QObject>
#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/maps/map_cpu_renderer.hpp"
#include "widgets/maps/map_index.hpp"
#include "widgets/maps/map_names.hpp"

namespace adv {
namespace {

constexpr double kTextShare = 0.026;  ///< size of the text, of the picture's height
constexpr double kLine = 1.8;

/// At most `most`, evenly spread, with the first and the last.
std::vector<MapFrame> spread(const std::vector<MapFrame>& frames, int most) {
  const auto all = static_cast<int>(frames.size());
  if (all <= most || most < 2) return frames;
  std::vector<MapFrame> some;
  for (int i = 0; i < most; ++i)
    some.push_back(frames[static_cast<std::size_t>(std::lround(static_cast<double>(i) * (all - 1) / (most - 1)))]);
  return some;
}

}  // namespace

MapFilmPainter::MapFilmPainter(const std::vector<MapFrame>& frames, MapFilm film, MapColouring colouring,
                               const Theme& look)
    : m_film(std::move(film)),
      m_colouring(std::move(colouring)),
      m_look(look),
      m_frames(spread(frames, m_film.frames)) {
  const int points = static_cast<int>(m_frames.front().places->x.size());
  m_marks = std::make_shared<const MapMarks>(makeMarks(m_colouring, points, {}, {}, false, m_look));
  MapView view;
  view.setSize(mapArea().size());
  for (const MapFrame& frame : m_frames) {
    view.setBounds(boundsOf(*frame.places));
    view.follow(1.0 / m_film.framesPerSecond);
    m_views.push_back(view);
  }
}

/// Below the line of words.
QRectF MapFilmPainter::mapArea() const {
  const double top = kLine * kTextShare * m_film.size.height();
  return {0.0, top, static_cast<double>(m_film.size.width()), m_film.size.height() - top};
}

QImage MapFilmPainter::frame(int index) const {
  const MapFrame& frame = m_frames[static_cast<std::size_t>(index)];
  const MapView& view = m_views[static_cast<std::size_t>(index)];
  const QRectF area = mapArea();
  MapScene scene;
  scene.places = frame.places;
  scene.marks = m_marks;
  // The picture's middle is above that of the area.
  scene.centre = view.centre() + QPointF(0.0, area.top() / 2.0 / view.scale());
  scene.scale = view.scale();
  const int points = static_cast<int>(frame.places->x.size());
  scene.radius = static_cast<float>(pointRadius(points, std::min(area.width(), area.height()), 1.0));
  scene.rim = static_cast<float>(kRimShare) * scene.radius;
  scene.background = m_look.card.rgb();
  QImage image = renderMap(scene, m_film.size);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  paintWords(painter, frame, view);
  return image;
}

void MapFilmPainter::paintWords(QPainter& painter, const MapFrame& frame, const MapView& view) const {
  const QRectF area = mapArea();
  const double text = kTextShare * m_film.size.height();
  for (const MapName& name : middleNames(m_colouring, *frame.places, {}, m_look))
    paintMapName(painter, view.toWidget(name.place) + area.topLeft(), name.text, text * nameScale(name), m_look.text,
                 m_look.card);
  const QRectF line(text * 0.7, 0.0, area.width() - text * 1.4, area.top());
  drawFigureText(painter, line, Qt::AlignLeft | Qt::AlignVCenter, m_film.title, text, m_look.text, QFont::DemiBold);
  drawFigureText(painter, line, Qt::AlignRight | Qt::AlignVCenter, QObject::tr("iteration %L1").arg(frame.iteration),
                 text, m_look.mutedText);
}

int MapFilmPainter::centiseconds(int index) const {
  constexpr double kHundred = 100.0;
  const double seconds = index + 1 < count() ? 1.0 / m_film.framesPerSecond : m_film.lastSeconds;
  return std::max(1, static_cast<int>(std::lround(kHundred * seconds)));
}

}  // namespace adv
