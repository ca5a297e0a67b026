// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/trust.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/batched_attack.hpp"
#include "engine/jobs/trust_plan.hpp"

namespace adv {

/// Reads the pictures, looks at their gradients, then does one run after the other and lights the lamps as soon as
/// their evidence is complete.
class TrustJob : public Job {
 public:
  TrustJob(TrustRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void readPictures();
  void finishReading();
  void startProbe();
  void stepProbe();
  void finishProbe();
  TrustReported report() const;
  void tellProgress(JobContext& context) const;

  TrustRequest m_request;
  Workspace& m_workspace;
  TrustSubject m_subject;
  std::shared_ptr<const Dataset> m_data;
  TrustEvidence m_evidence;
  int m_batch = 1;
  int m_nextPicture = 0;
  std::vector<at::Tensor> m_pictures;  ///< of each batch, those that are right without attack
  std::vector<at::Tensor> m_batchLabels;
  at::Tensor m_x0;
  at::Tensor m_labels;
  double m_zeroComponents = 0.0;  ///< sum over the pictures of the share of zero components
  bool m_looksLikeSoftmax = true;
  std::vector<TrustProbe> m_probes;
  std::size_t m_probe = 0;
  int m_draw = 0;
  std::optional<BatchedAttack> m_run;
  at::Tensor m_right;  ///< [N] bool, of the run under way
  double m_effortDone = 0.0;
  double m_effort = 0.0;
  std::chrono::steady_clock::time_point m_start;
};

}  // namespace adv
