// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/curve.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

/// Pictures of a batch are chosen so that a step stays short: about as many pixels as two 160×160 pictures.
constexpr std::int64_t kPixelsPerStep = 51200;
/// An L2 ball may well be larger than the pixel range.
constexpr double kMaximumLevels = 16 * 255.0;

}  // namespace

std::vector<int> coarseToFine(int count) {
  std::vector<int> order;
  std::vector<bool> taken(static_cast<std::size_t>(count), false);
  const auto take = [&](int index) {
    if (!taken[static_cast<std::size_t>(index)]) order.push_back(index);
    taken[static_cast<std::size_t>(index)] = true;
  };
  int stride = 1;
  while (stride < count - 1) stride *= 2;
  take(0);
  take(count - 1);
  for (; stride >= 1; stride /= 2) {
    for (int index = 0; index < count; index += stride) take(index);
  }
  return order;
}

StepOutcome CurveJob::step(JobContext& context) {
  if (!m_model) {
    begin();
    return StepOutcome::More;
  }
  const std::int64_t pixels = m_image.xPixel.size(2) * m_image.xPixel.size(3);
  const auto chunk = static_cast<std::size_t>(std::clamp<std::int64_t>(kPixelsPerStep / pixels, 1, 64));
  const std::size_t end = std::min(m_order.size(), m_next + chunk);
  const std::vector<int> indices(m_order.begin() + static_cast<std::ptrdiff_t>(m_next),
                                 m_order.begin() + static_cast<std::ptrdiff_t>(end));
  evaluate(m_direction, indices, m_attackPoints);
  evaluate(m_noise, indices, m_noisePoints);
  m_next = end;
  if (m_next == m_order.size()) {
    context.finish(knownSoFar());
    return StepOutcome::Done;
  }
  context.send(knownSoFar());
  return StepOutcome::More;
}

void CurveJob::begin() {
  if (m_request.points < 3 || m_request.points > 4097 || !(m_request.maximumLevels > 0.0) ||
      m_request.maximumLevels > kMaximumLevels) {
    throw userFailure("The curve's grid is out of range.", "Give 3 to 4097 points and at most 4080 levels.");
  }
  m_model = m_workspace.classifier(m_request.subject.model);
  checkTarget(m_request.target, *m_model);
  const auto* attack = dynamic_cast<const OneStepAttack*>(&findAttack(m_request.attack));
  if (!attack) throw userFailure(m_request.attack + " is no one-step attack.", "The curve needs one, such as fgsm.");
  m_label = m_workspace.predictClean(m_request.subject, 1).label;
  m_image = m_workspace.prepare(*m_model, m_request.subject.image);
  const AttackProblem problem = makeProblem(m_model, m_image.xPixel, m_label, m_request.target, {}, m_request.seed);
  const OneStepDirection direction = directionOf(*attack, problem, m_image.key, m_workspace);
  m_direction = direction.perPixel;
  if (direction.targets.defined()) m_target = static_cast<int>(direction.targets[0].item<std::int64_t>());
  m_noise = steepestDirection(ImageDraws(m_image.xPixel, m_request.seed).signs(), ballNormOf(attack->info(), {}));
  m_order = coarseToFine(m_request.points);
  m_attackPoints.resize(static_cast<std::size_t>(m_request.points));
  m_noisePoints.resize(static_cast<std::size_t>(m_request.points));
}

double CurveJob::levelOf(int index) const {
  return m_request.maximumLevels * (2.0 * index / (m_request.points - 1) - 1.0);
}

void CurveJob::evaluate(const at::Tensor& direction, const std::vector<int>& indices, std::vector<Point>& points) {
  const at::NoGradGuard noGrad;
  std::vector<at::Tensor> batch;
  for (const int index : indices) batch.push_back((m_image.xPixel + direction * (levelOf(index) / 255.0)).clamp_(0, 1));
  const at::Tensor logits = logitsOf(*m_model, at::cat(batch));
  const at::Tensor probabilities = logits.to(at::kDouble).softmax(1).to(at::kCPU);
  const auto [top, topClass] = probabilities.max(1);
  for (std::size_t row = 0; row < indices.size(); ++row) {
    const auto r = static_cast<std::int64_t>(row);
    Point& point = points[static_cast<std::size_t>(indices[row])];
    point.known = true;
    point.label = probabilities[r][m_label].item<double>();
    point.target = m_target ? probabilities[r][*m_target].item<double>() : 0.0;
    point.top = top[r].item<double>();
    point.topClass = static_cast<int>(topClass[r].item<std::int64_t>());
  }
}

CurveReady CurveJob::knownSoFar() const {
  CurveReady ready;
  ready.label = m_label;
  ready.target = m_target;
  const auto append = [&](const Point& point, Curve& curve) {
    curve.labelProbability.push_back(point.label);
    curve.topProbability.push_back(point.top);
    curve.topClass.push_back(point.topClass);
    if (m_target) curve.targetProbability.push_back(point.target);
  };
  for (std::size_t index = 0; index < m_attackPoints.size(); ++index) {
    if (!m_attackPoints[index].known) continue;
    ready.levels.push_back(levelOf(static_cast<int>(index)));
    append(m_attackPoints[index], ready.attack);
    append(m_noisePoints[index], ready.noise);
  }
  return ready;
}

namespace {
const RegisterJob<CurveRequest, CurveJob> kRegistered;
}  // namespace

}  // namespace adv
