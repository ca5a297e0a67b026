// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/compare.hpp"
#include "engine/api/requests.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// The label's probability against ε for several attacks: a full run for each point, from coarse to fine, taking turns.
/// An attack that fails has no further points.
class SweepJob final : public Job {
 public:
  SweepJob(SweepRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  /// One run to do: an attack, and a place on the grid.
  struct Point {
    std::size_t attack;
    int index;
  };
  void begin();
  bool stepPoint(const Point& point);
  std::unique_ptr<AttackRun> start(const Point& point);
  double labelProbability(const Point& point) const;
  SweepReady knownSoFar() const;
  void tellProgress(JobContext& context) const;
  double levelOf(int index) const { return m_request.maximumLevels * index / (m_request.points - 1); }

  SweepRequest m_request;
  Workspace& m_workspace;
  ClassifierPtr m_model;
  std::vector<const Attack*> m_attacks;
  PreparedImage m_image;
  int m_label = -1;
  std::vector<Point> m_points;
  std::size_t m_next = 0;
  std::unique_ptr<AttackRun> m_run;                         ///< of the next point
  std::vector<std::vector<std::optional<double>>> m_known;  ///< for each attack, for each place on the grid
  std::vector<bool> m_hasFailed;                            ///< for each attack
  std::chrono::steady_clock::time_point m_start;
};

}  // namespace adv
