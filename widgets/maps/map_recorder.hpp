// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <memory>
#include <vector>

#include "widgets/maps/map_film.hpp"

namespace adv {

/// Keeps a bounded number of moments of a map while it is optimised, and writes them as an animation. When it is full
/// it drops every second one, and keeps half as many from then on. The newest is always kept.
class MapRecorder : public QObject {
  Q_OBJECT
 public:
  /// Most of what is kept, in bytes.
  static constexpr std::size_t kDefaultMemory = std::size_t{192} << 20;

  explicit MapRecorder(QObject* parent = nullptr, std::size_t memory = kDefaultMemory);
  ~MapRecorder() override;

  /// Forgets everything.
  void clear();
  /// An iteration that is not after the last one, or another number of points, begins a new recording.
  void add(int iteration, const EmbeddingPlacesPtr& places);
  /// From the first to the newest.
  const std::vector<MapFrame>& frames() const { return m_frames; }
  /// The one that is nearest to an iteration; null places where nothing is kept.
  MapFrame nearest(int iteration) const;

  /// Writes what is kept now, as `writeFilm` does, on a thread of its own; ends with `finished`. Does nothing while
  /// another film is written, or where nothing is kept.
  void save(const QString& path, const MapFilm& film, const MapColouring& colouring);
  bool isSaving() const { return m_writing != nullptr; }
  /// Ends soon, without a file.
  void cancel();

 signals:
  void framesChanged(int count);
  void progressed(int done, int total);
  /// `problem` says what went wrong; empty where all is well. A cancelled film has neither problem nor files.
  void finished(const QString& problem, const QStringList& files);

 private:
  struct Writing;
  void thin();
  /// The newest stays when the next one comes.
  bool isNewestKept() const { return (m_added - 1) % m_stride == 0; }

  std::vector<MapFrame> m_frames;
  std::size_t m_memory;
  int m_stride = 1;  ///< every so many are kept
  int m_added = 0;
  std::unique_ptr<Writing> m_writing;
};

}  // namespace adv
