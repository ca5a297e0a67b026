// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_recorder.hpp"

#include <QThread>
#include <algorithm>
#include <atomic>
#include <cstdlib>

namespace adv {
namespace {

constexpr std::size_t kFewest = 8;  ///< moments that are kept, however large they are
constexpr std::size_t kMost = 400;

}  // namespace

/// A film on its way to a file.
struct MapRecorder::Writing {
  std::atomic<bool> isCancelled = false;
  std::unique_ptr<QThread> thread;
};

MapRecorder::MapRecorder(QObject* parent, std::size_t memory) : QObject(parent), m_memory(memory) {}

MapRecorder::~MapRecorder() {
  if (!m_writing) return;
  cancel();
  m_writing->thread->wait();
}

void MapRecorder::clear() {
  m_frames.clear();
  m_stride = 1;
  m_added = 0;
  emit framesChanged(0);
}

void MapRecorder::add(int iteration, const EmbeddingPlacesPtr& places) {
  const bool isOther = !m_frames.empty() &&
                       (iteration <= m_frames.back().iteration || places->x.size() != m_frames.back().places->x.size());
  if (isOther) clear();
  if (!m_frames.empty() && !isNewestKept()) m_frames.pop_back();
  m_frames.push_back({iteration, places});
  ++m_added;
  thin();
  emit framesChanged(static_cast<int>(m_frames.size()));
}

MapFrame MapRecorder::nearest(int iteration) const {
  if (m_frames.empty()) return {};
  return *std::min_element(m_frames.begin(), m_frames.end(), [iteration](const MapFrame& a, const MapFrame& b) {
    return std::abs(a.iteration - iteration) < std::abs(b.iteration - iteration);
  });
}

void MapRecorder::thin() {
  const std::size_t each = 2 * sizeof(float) * std::max<std::size_t>(1, m_frames.back().places->x.size());
  if (m_frames.size() <= std::clamp(m_memory / each, kFewest, kMost)) return;
  std::vector<MapFrame> kept;
  for (std::size_t i = 0; i < m_frames.size(); ++i) {
    if (i % 2 == 0 || i + 1 == m_frames.size()) kept.push_back(m_frames[i]);
  }
  m_frames = std::move(kept);
  m_stride *= 2;
}

void MapRecorder::save(const QString& path, const MapFilm& film, const MapColouring& colouring) {
  if (m_writing || m_frames.empty()) return;
  m_writing = std::make_unique<Writing>();
  const auto work = [this, path, film, colouring, look = theme(), frames = m_frames, writing = m_writing.get()] {
    const auto goOn = [&](int done, int total) {
      QMetaObject::invokeMethod(
          this, [this, done, total] { emit progressed(done, total); }, Qt::QueuedConnection);
      return !writing->isCancelled;
    };
    const FilmOutcome outcome = writeFilm(path, MapFilmPainter(frames, film, colouring, look), goOn);
    const auto end = [this, outcome] {
      m_writing->thread->wait();
      m_writing = nullptr;
      emit finished(outcome.problem, outcome.files);
    };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
  };
  m_writing->thread.reset(QThread::create(work));
  m_writing->thread->start(QThread::LowPriority);
}

void MapRecorder::cancel() {
  if (m_writing) m_writing->isCancelled = true;
}

}  // namespace adv
