// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>

#include "engine/api/compare.hpp"
#include "engine/api/requests.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/attack.hpp"

namespace adv {

/// Several attacks on one picture, one after the other. Each is an `AttackJob`: its result is the very one that the
/// Microscope shows, and comes from the same cache. An attack that fails says so in its own row.
class CompareJob final : public Job {
 public:
  CompareJob(CompareRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  bool stepAttack();
  void hear(const Payload& payload);
  void tellProgress(JobContext& context) const;
  AttackRequest requestOf(const AttackChoice& choice) const;

  CompareRequest m_request;
  Workspace& m_workspace;
  bool m_hasBegun = false;
  CompareReady m_ready;
  std::size_t m_current = 0;         ///< the attack whose turn it is
  std::unique_ptr<AttackJob> m_run;  ///< of the current attack
  double m_share = 0.0;              ///< of the current run
  std::chrono::steady_clock::time_point m_start;
};

}  // namespace adv
