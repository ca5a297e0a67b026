// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "engine/api/requests.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/evaluation.hpp"

namespace adv {

/// Attacks a slice of a data set in batches. Images that are wrong from the start are counted apart and not attacked.
class EvaluateJob : public Job {
 public:
  EvaluateJob(EvaluateRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void startBatch();
  void finishBatch();
  void tellProgress(JobContext& context) const;
  Evaluated result() const;

  EvaluateRequest m_request;
  Workspace& m_workspace;
  ClassifierPtr m_model;
  ClassifierPtr m_attacked;          ///< the network as the attack sees it
  const Attack* m_attack = nullptr;  ///< null for "none"
  std::shared_ptr<const Dataset> m_data;
  int m_next = 0;                      ///< first image of the next batch
  std::unique_ptr<BatchAttack> m_run;  ///< on the present batch
  Evaluated m_sums;
  AttackCost m_cost;
  std::vector<at::Tensor> m_l2OfSuccesses;  ///< one tensor for each batch
  double m_sumL2 = 0.0;
  double m_sumLinf = 0.0;
  std::chrono::steady_clock::time_point m_start;
};

}  // namespace adv
