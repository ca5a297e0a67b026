// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/requests.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/models/metered_classifier.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {

/// Runs one attack on one picture, a step at a time, and tells of every step. A run that was done before is answered at
/// once from the workspace; a one-step attack takes its direction from there, so that a new ε costs one forward pass.
class AttackJob : public Job {
 public:
  AttackJob(AttackRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  enum class Phase { Load, Begin, Attack };
  StepOutcome begin(JobContext& context);
  StepOutcome attackStep(JobContext& context);
  StepOutcome finish(JobContext& context);
  bool answerFromCache(JobContext& context);
  /// Tells of the picture `xPixel`, whose logits may be known already.
  void tellFrame(JobContext& context, int step, const at::Tensor& xPixel, const at::Tensor& knownLogits);
  void send(JobContext& context, FramePtr frame);
  bool isSuccess(const Prediction& prediction) const;
  bool keepsPicture(int step) const;
  std::string noteOf(const AttackFinished& finished) const;

  AttackRequest m_request;
  Workspace& m_workspace;
  Phase m_phase = Phase::Load;
  ClassifierPtr m_model;
  std::shared_ptr<const MeteredClassifier> m_meter;  ///< the network as the attack sees it
  const Attack* m_attack = nullptr;
  PreparedImage m_image;
  Predicted m_clean;
  std::unique_ptr<AttackRun> m_run;
  std::optional<Ball> m_ball;
  std::optional<int> m_target;
  std::vector<FramePtr> m_frames;
  std::string m_key;
  int m_done = 0;
  int m_firstSuccess = -1;
  at::Tensor m_lastPicture;        ///< that was told of
  at::Tensor m_lastLogits;         ///< of the float picture after the last step
  at::Tensor m_lastRoundedLogits;  ///< of the rounded one
  std::chrono::steady_clock::time_point m_start;
};

}  // namespace adv
