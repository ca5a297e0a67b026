// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>
#include <vector>

#include "engine/api/embedding_paths.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/embed/question.hpp"

namespace adv {

class EmbedSession;

/// Which points are attacked, and the ways that they take through the map. The attack is the experiment's. While the
/// map moves, the ways are laid anew now and then. Holds no widget.
class EmbedPathsSession : public QObject {
  Q_OBJECT
 public:
  EmbedPathsSession(EnginePort& engine, const EmbedSession& session, ExperimentModel& experiment,
                    QObject* parent = nullptr);

  const std::vector<int>& points() const { return m_points; }
  const std::optional<EmbeddingPathsReady>& ready() const { return m_ready; }
  bool isRunning() const { return m_question.isAsked(); }
  /// Nothing is under way, and nothing is to come.
  bool isSettled() const { return !isRunning() && !m_outdated; }

  void setShown(bool shown);
  /// Attacks these points of the map; none: forgets all paths.
  void attack(std::vector<int> points);
  void cancel() { m_question.cancel(); }
  /// For the Microscope: the experiment that a path shows, a station's iteration, and the experiment with a point's
  /// picture. −1 where there is no such station.
  Experiment experimentAt(int path) const;
  int iterationAt(int path, int station) const;
  Experiment experimentOf(int point) const;

 signals:
  void pointsChanged();
  void pathsChanged();
  void progressed(double done);
  void busyChanged();
  void failed(const adv::Error& error);
  void settled();

 private:
  void onExperiment();
  void onItems();
  void onPlaces();
  void ask();
  const EmbeddingPath* pathAt(int path) const;
  EmbeddingPathsRequest request() const;

  const EmbedSession& m_session;
  ExperimentModel& m_experiment;
  EmbedQuestion m_question;
  QTimer m_quiet;  ///< runs while a moved map is not asked about again
  std::vector<int> m_points;
  std::optional<EmbeddingPathsReady> m_ready;
  std::optional<EmbeddingPathsRequest> m_asked;  ///< the newest, as it was put
  EmbeddingSource m_source;                      ///< that the points are of
  bool m_outdated = false;
  bool m_shown = false;
};

}  // namespace adv
