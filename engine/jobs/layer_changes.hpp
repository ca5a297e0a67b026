// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/api/layers.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/attack.hpp"
#include "engine/models/layered_classifier.hpp"

namespace adv {

/// Runs the attack and follows the clean picture, the adversarial one and the control through all layers: at the end,
/// and after steps 1, 2, 4, 8, … on the way.
class LayerChangesJob : public Job {
 public:
  LayerChangesJob(LayerChangesRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void hear(const Payload& payload);
  void measure(const Image& adversarial);
  void makeNoise(const Distortion& reached);

  LayerChangesRequest m_request;
  Workspace& m_workspace;
  ClassifierPtr m_model;
  PreparedImage m_image;
  std::unique_ptr<AttackJob> m_run;
  FramePtr m_frame;  ///< that is to be looked at
  int m_nextLook = 1;
  double m_share = 0.0;  ///< of the attack
  std::optional<AttackFinished> m_finished;
  LayerChangesReady m_ready;
  at::Tensor m_xNoisePixel;
};

/// How far the results of each layer for the second and the third picture of a batch, [3, C, H, W], are from those for
/// the first; `logits` takes those of all three, [3, K].
std::vector<LayerChange> layerChanges(const LayeredClassifier& model, const at::Tensor& xPixel, at::Tensor& logits);

}  // namespace adv
