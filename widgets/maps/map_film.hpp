// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <QStringList>
#include <functional>
#include <memory>
#include <vector>

#include "widgets/maps/map_marks.hpp"
#include "widgets/maps/map_view.hpp"

namespace adv {

/// One kept moment of an optimisation.
struct MapFrame {
  int iteration = 0;
  EmbeddingPlacesPtr places;
};

/// How a recording is drawn.
struct MapFilm {
  QSize size{960, 720};  ///< pixels
  int frames = 150;      ///< at most; spread evenly over the recording
  int framesPerSecond = 25;
  double lastSeconds = 2.0;  ///< how long the end is held
  QString title = {};        ///< above the map; empty for none
};

/// Draws the frames of a recording; the view follows the map as the window's does. Needs no window: it may live on any
/// thread.
class MapFilmPainter {
 public:
  /// At least one frame. All with places of one number.
  MapFilmPainter(const std::vector<MapFrame>& frames, MapFilm film, MapColouring colouring, const Theme& look);

  int count() const { return static_cast<int>(m_frames.size()); }
  /// RGB32.
  QImage frame(int index) const;
  /// How long it is shown.
  int centiseconds(int index) const;

 private:
  QRectF mapArea() const;
  void paintWords(QPainter& painter, const MapFrame& frame, const MapView& view) const;

  MapFilm m_film;
  MapColouring m_colouring;
  Theme m_look;
  std::vector<MapFrame> m_frames;  ///< those that are drawn
  std::vector<MapView> m_views;
  std::shared_ptr<const MapMarks> m_marks;
};

/// What became of a film.
struct FilmOutcome {
  QString problem;    ///< empty where all is well, or it was given up
  QStringList files;  ///< the animation, or the folder of frames
};

/// Writes an animated .gif, or a new folder of .png frames where `path` has no ending. Whole or not at all. `goOn` is
/// told how many of all frames are done, and gives it up by answering false.
FilmOutcome writeFilm(const QString& path, const MapFilmPainter& film, const std::function<bool(int, int)>& goOn);

}  // namespace adv
