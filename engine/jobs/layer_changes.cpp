// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/layer_changes.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <limits>

#include "engine/analysis/predictions.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

double innerProduct(const at::Tensor& a, const at::Tensor& b) { return a.mul(b).sum(at::kDouble).item<double>(); }

double sizeOf(const at::Tensor& a) { return std::sqrt(innerProduct(a, a)); }

double cosineOf(const at::Tensor& a, const at::Tensor& b) {
  const double sizes = sizeOf(a) * sizeOf(b);
  return sizes > 0.0 ? innerProduct(a, b) / sizes : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::vector<LayerChange> layerChanges(const LayeredClassifier& model, const at::Tensor& xPixel, at::Tensor& logits) {
  const at::NoGradGuard noGraph;
  std::vector<LayerChange> changes;
  logits = model.tracedLogits(xPixel, [&](std::size_t, const at::Tensor& result) {
    const at::Tensor clean = result[0], adversarial = result[1], noise = result[2];
    const double size = sizeOf(clean);
    LayerChange change{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN(),
                       cosineOf(adversarial, clean), cosineOf(noise, clean)};
    if (size > 0.0) {
      change.attack = sizeOf(adversarial - clean) / size;
      change.noise = sizeOf(noise - clean) / size;
    }
    changes.push_back(change);
  });
  return changes;
}

StepOutcome LayerChangesJob::step(JobContext& context) {
  if (!m_model) {
    m_model = m_workspace.classifier(m_request.run.subject.model);
    layersOf(*m_model);
    return StepOutcome::More;
  }
  if (!m_run) begin();
  if (m_finished) {
    measure(*m_finished->picture);
    m_ready.prediction = m_finished->adversarial;
    m_ready.distortion = m_finished->distortion;
    m_ready.params = m_finished->request.params;
    m_ready.target = m_finished->target;
    m_ready.adversarial = m_finished->picture;
    m_ready.step = m_finished->steps;
    m_ready.isWhole = true;
    context.finish(std::move(m_ready));
    return StepOutcome::Done;
  }
  if (const FramePtr frame = std::exchange(m_frame, nullptr)) {
    m_ready.distortion = frame->distortion;
    m_ready.prediction = frame->prediction;
    m_ready.adversarial = frame->picture;
    m_ready.step = frame->step;
    measure(*frame->picture);
    context.send(m_ready);
    return StepOutcome::More;
  }
  JobContext listener([this](const Payload& payload, bool) { hear(payload); });
  m_run->step(listener);
  context.send(Progress{"attack", m_share, -1.0});
  return StepOutcome::More;
}

void LayerChangesJob::begin() {
  const AttackRequest& run = m_request.run;
  m_ready.clean = m_workspace.predictClean(run.subject, run.top);
  m_image = m_workspace.prepare(*m_model, run.subject.image);
  m_ready.norm = findAttack(run.attack).info().normWith(run.params) == "L2" ? "L2" : "L∞";
  m_ready.params = run.params;
  m_ready.target = run.target;
  m_run = std::make_unique<AttackJob>(run, m_workspace);
}

void LayerChangesJob::hear(const Payload& payload) {
  if (const auto* progressed = payload.as<AttackProgressed>()) {
    const FramePtr& frame = progressed->frames.back();
    m_share = static_cast<double>(frame->step) / std::max(1, progressed->stepsPlanned);
    if (!frame->picture || frame->step < m_nextLook) return;
    m_frame = frame;
    while (m_nextLook <= frame->step) m_nextLook *= 2;
  } else if (const auto* finished = payload.as<AttackFinished>()) {
    m_finished = *finished;
  }
}

void LayerChangesJob::measure(const Image& adversarial) {
  makeNoise(m_finished ? m_finished->distortion : m_ready.distortion);
  const at::Tensor xAdversarialPixel = toPixelTensor(adversarial).to(m_image.xPixel.device());
  at::Tensor logits;
  m_ready.changes =
      layerChanges(layersOf(*m_model), at::cat({m_image.xPixel, xAdversarialPixel, m_xNoisePixel}), logits);
  m_ready.noisePrediction = toPrediction(logits[2], m_request.run.top, m_ready.clean.label, m_ready.target);
}

/// Random signs that are as large as the attack may be, or, where it has no ε, as it was.
void LayerChangesJob::makeNoise(const Distortion& reached) {
  const AttackRequest& run = m_request.run;
  const ParamSpec* epsilon = findAttack(run.attack).info().param("epsilon");
  const auto given = run.params.find("epsilon");
  const bool isL2 = m_ready.norm == "L2";
  double size = isL2 ? reached.l2 : reached.linf;
  if (epsilon) size = given == run.params.end() ? epsilon->fallback : given->second;
  if (m_xNoisePixel.defined() && size == m_ready.noiseSize) return;
  m_ready.noiseSize = size;
  const at::Tensor& x = m_image.xPixel;
  const double each = isL2 ? size / std::sqrt(static_cast<double>(x.numel())) : size;
  const at::Tensor xNoisy = (x + ImageDraws(x, run.seed).signs() * each).clamp(0, 1);
  const Ball ball{isL2 ? BallNorm::L2 : BallNorm::Linf, size};
  auto picture = std::make_shared<const Image>(roundToPicture(xNoisy, *m_image.original, ball).picture);
  m_xNoisePixel = toPixelTensor(*picture).to(x.device());
  m_ready.noise = std::move(picture);
}

namespace {
const RegisterJob<LayerChangesRequest, LayerChangesJob> kRegistered;
}  // namespace

}  // namespace adv
