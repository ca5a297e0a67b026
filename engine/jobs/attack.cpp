// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/attack.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/analysis/distortion.hpp"
#include "engine/analysis/predictions.hpp"
#include "engine/analysis/structural_similarity.hpp"
#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

/// Step pictures that are kept for scrubbing take at most this much memory; beyond it only every n-th is kept.
constexpr double kHistoryBytes = 96e6;

}  // namespace

StepOutcome AttackJob::step(JobContext& context) {
  switch (m_phase) {
    case Phase::Load:
      m_model = m_workspace.classifier(m_request.subject.model);
      m_attack = &findAttack(m_request.attack);
      checkTarget(m_request.target, *m_model);
      m_phase = Phase::Begin;
      return StepOutcome::More;
    case Phase::Begin: return begin(context);
    case Phase::Attack: return attackStep(context);
  }
  return StepOutcome::Done;
}

StepOutcome AttackJob::begin(JobContext& context) {
  m_start = std::chrono::steady_clock::now();
  m_clean = m_workspace.predictClean(m_request.subject, m_request.top);
  m_image = m_workspace.prepare(*m_model, m_request.subject.image);
  m_key = runKey(m_request, m_image, m_clean.label);
  if (answerFromCache(context)) return StepOutcome::Done;

  m_meter = std::make_shared<const MeteredClassifier>(m_model);
  AttackProblem problem =
      makeProblem(m_meter, m_image.xPixel, m_clean.label, m_request.target, m_request.params, m_request.seed);
  problem.pictures = picturesLike(m_model, m_workspace);
  m_run = startAttack(*m_attack, std::move(problem), m_image.key, m_workspace);
  m_target = m_request.target;
  if (m_run->targets().defined()) m_target = static_cast<int>(m_run->targets()[0].item<std::int64_t>());
  m_ball = ballOf(m_attack->info(), m_run->resolvedParams());
  m_phase = Phase::Attack;
  if (m_run->isDone()) tellFrame(context, 0, m_image.xPixel, {});
  return m_run->isDone() ? finish(context) : StepOutcome::More;
}

bool AttackJob::answerFromCache(JobContext& context) {
  const auto* known = m_workspace.runs().find(m_key);
  if (!known) return false;
  for (const Payload& payload : **known) {
    if (const auto* finished = payload.as<AttackFinished>()) {
      AttackFinished again = *finished;
      again.request.subject = m_request.subject;
      again.fromCache = true;
      context.finish(std::move(again));
    } else {
      context.send(payload);
    }
  }
  return true;
}

StepOutcome AttackJob::attackStep(JobContext& context) {
  const at::Tensor before = m_run->adversarial();
  m_run->step();
  tellFrame(context, m_done, before, m_run->logitsBeforeLastStep());
  ++m_done;
  if (!m_run->isDone()) return StepOutcome::More;
  tellFrame(context, m_done, m_run->adversarial(), {});
  return finish(context);
}

void AttackJob::tellFrame(JobContext& context, int step, const at::Tensor& xPixel, const at::Tensor& knownLogits) {
  auto frame = std::make_shared<Frame>();
  if (xPixel.is_same(m_lastPicture) && !keepsPicture(step)) {
    *frame = *m_frames.back();
    frame->step = step;
    frame->cost = m_meter->cost();
    frame->picture.reset();
    return send(context, std::move(frame));
  }
  m_lastPicture = xPixel;
  RoundedPicture rounded = roundToPicture(xPixel, *m_image.original, m_ball);
  m_lastLogits = knownLogits.defined() ? knownLogits.detach() : logitsOf(*m_model, xPixel);
  m_lastRoundedLogits =
      rounded.wasOnLevels ? m_lastLogits : logitsOf(*m_model, toPixelTensor(rounded.picture).to(xPixel.device()));

  frame->step = step;
  frame->cost = m_meter->cost();
  frame->loss = crossEntropy(m_lastRoundedLogits, m_target.value_or(m_clean.label));
  frame->prediction = toPrediction(m_lastRoundedLogits, m_request.top, m_clean.label, m_target);
  frame->distortion = distortionOf(rounded);
  frame->success = isSuccess(frame->prediction);
  const bool isFirstSuccess = frame->success && m_firstSuccess < 0;
  if (isFirstSuccess) m_firstSuccess = step;
  if (isFirstSuccess || keepsPicture(step)) frame->picture = std::make_shared<const Image>(std::move(rounded.picture));
  send(context, std::move(frame));
}

void AttackJob::send(JobContext& context, FramePtr frame) {
  m_frames.push_back(frame);
  context.send(AttackProgressed{{std::move(frame)}, m_run->stepsPlanned()});
}

bool AttackJob::isSuccess(const Prediction& prediction) const {
  return m_target ? prediction.topClass() == *m_target : prediction.topClass() != m_clean.label;
}

bool AttackJob::keepsPicture(int step) const {
  const double bytes = static_cast<double>(m_image.original->pixels.size()) * (m_run->stepsPlanned() + 1);
  const int stride = std::max(1, static_cast<int>(std::ceil(bytes / kHistoryBytes)));
  return step % stride == 0 || m_run->isDone();
}

StepOutcome AttackJob::finish(JobContext& context) {
  AttackFinished finished;
  finished.request = m_request;
  finished.request.params = m_run->resolvedParams();
  finished.clean = m_clean;
  finished.target = m_target;
  finished.adversarial = m_frames.back()->prediction;
  finished.adversarialFloat = toPrediction(m_lastLogits, m_request.top, m_clean.label, m_target);
  finished.distortion = m_frames.back()->distortion;
  finished.distortionFloat = measureDistortion(m_run->adversarial(), m_image.xPixel);
  finished.picture = m_frames.back()->picture;
  finished.ssim = structuralSimilarity(*finished.picture, *m_image.original);
  finished.cost = m_meter->cost();
  finished.success = m_frames.back()->success;
  finished.successFloat = isSuccess(finished.adversarialFloat);
  finished.wrongFromStart = m_clean.prediction.topClass() != m_clean.label;
  finished.firstSuccess = m_firstSuccess;
  finished.steps = m_done;
  finished.note = noteOf(finished);
  finished.milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();

  auto kept = std::make_shared<std::vector<Payload>>();
  kept->push_back(AttackProgressed{m_frames, m_run->stepsPlanned()});
  kept->push_back(finished);
  m_workspace.runs().insert(m_key, kept);
  context.finish(std::move(finished));
  return StepOutcome::Done;
}

std::string AttackJob::noteOf(const AttackFinished& finished) const {
  const auto epsilon = finished.request.params.find("epsilon");
  if (epsilon != finished.request.params.end() && epsilon->second == 0.0) return "ε is 0: nothing may change.";
  const at::Tensor zeroShare = m_run->zeroGradientShare();
  if (!finished.success && zeroShare.defined() && zeroShare[0].item<float>() == 1.0F) {
    return "The gradient is exactly zero everywhere: the attack cannot see a way (gradient masking), which is not "
           "robustness.";
  }
  if (finished.distortionFloat.linf > 0.0 && finished.distortion.linf == 0.0) {
    return "The change is less than half a level and vanishes in 8 bits.";
  }
  return {};
}

namespace {
const RegisterJob<AttackRequest, AttackJob> kRegistered;
}  // namespace

}  // namespace adv
