// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/mix.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/analysis/predictions.hpp"
#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/data/resize.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {
namespace {

constexpr std::int64_t kEntriesPerStep = 400'000;
constexpr int kBisections = 24;
constexpr int kTop = 5;

Image noise(const linear::Weights& weights, std::uint64_t seed) {
  Image image{weights.width, weights.height, weights.channels, {}};
  Draws draws(seed);
  for (std::size_t i = 0; i < weights.size(); ++i) image.pixels.push_back(static_cast<std::uint8_t>(draws.below(256)));
  return image;
}

}  // namespace

MixJob::MixJob(const MixRequest& request, Workspace& workspace)
    : m_request(request), m_workspace(workspace), m_source(request.data, workspace) {
  if (!request.weights || request.weights->values.empty())
    throw userFailure("There are no templates yet.", "Train them first.");
  if (request.target >= request.weights->classCount())
    throw userFailure("There is no class " + std::to_string(request.target) + ".",
                      "The classes are 0 to " + std::to_string(request.weights->classCount() - 1) + ".");
  if (!(request.amount >= 0.0 && request.amount <= 1.0 && request.reach > 0.0 && request.reach <= 1.0))
    throw userFailure("The amount is out of range.", "Give 0 to 255/255.");
  if (request.points < 2 || request.points > 1025)
    throw userFailure("The curve's number of points is out of range.", "Give 2 to 1025.");
}

StepOutcome MixJob::step(JobContext& context) {
  const at::NoGradGuard noGraph;
  if (needsData() && !m_data) {
    m_data = m_source.step(context);
    return StepOutcome::More;
  }
  if (!m_xPixel.defined()) {
    begin();
    context.send(m_result);
    return StepOutcome::More;
  }
  extendCurve();
  if (m_result.curve.amounts.size() < static_cast<std::size_t>(m_request.points)) {
    context.send(m_result);
    return StepOutcome::More;
  }
  findNeeded();
  context.finish(m_result);
  return StepOutcome::Done;
}

Image MixJob::testPicture(int index) {
  if (index < 0 || index >= m_data->test.count())
    throw userFailure(m_data->name + " has no test picture " + std::to_string(index) + ".",
                      "It has " + std::to_string(m_data->test.count()) + ", counted from 0.");
  m_result.label = static_cast<int>(m_data->test.labels[index].item<std::int64_t>());
  m_result.labelIsKnown = true;
  const linear::PictureShape& shape = m_data->shape;
  return toImage(m_data->test.pixels(index, index + 1).view({1, shape.channels, shape.height, shape.width}));
}

void MixJob::begin() {
  const linear::Weights& weights = *m_request.weights;
  Image picture;
  if (const auto* test = std::get_if<TestPicture>(&m_request.picture)) {
    picture = testPicture(test->index);
    m_result.pictureName = "test picture " + std::to_string(test->index);
  } else if (const auto* drawn = std::get_if<NoisePicture>(&m_request.picture)) {
    picture = noise(weights, drawn->seed);
    m_result.pictureName = "noise";
  } else {
    const auto& source = std::get<ImageSource>(m_request.picture);
    m_result.pictureName = nameOf(source);
    picture = fitToInput(*m_workspace.picture(source, 0).image, weights.width, weights.height, weights.channels, true);
  }
  m_model = linear::toModel(weights);
  const at::Tensor pixels = toPixelTensor(picture);
  if (pixels.numel() != static_cast<std::int64_t>(weights.size()))
    throw userFailure("The picture and the templates differ in size.", "Train templates on the picture's data.");
  m_xPixel = pixels.flatten(1);
  const at::Tensor logits = m_model.logits(m_xPixel);
  if (m_result.label < 0) m_result.label = toPrediction(logits, 1, -1, {}).topClass();
  if (m_request.target < 0) m_request.target = easiestTarget(logits);
  const at::Tensor weight = m_model.templateOf(m_request.target);
  m_result.templateScale = weight.abs().max().item<double>();
  m_direction = m_result.templateScale > 0.0 ? weight / m_result.templateScale : weight;
  m_result.target = m_request.target;
  m_result.amount = m_request.amount;
  m_result.original = std::make_shared<const Image>(std::move(picture));

  const auto predicted = [this](const at::Tensor& z) {
    return toPrediction(z, kTop, m_result.label, m_request.target);
  };
  m_result.clean = predicted(logits);
  const at::Tensor sum = mixed(at::tensor({m_request.amount}));
  m_result.mixedFloat = predicted(m_model.logits(sum));
  m_result.sum = std::make_shared<const Image>(toImage(sum.view(pixels.sizes())));
  const at::Tensor rounded = toPixelTensor(*m_result.sum).flatten(1);
  m_result.mixed = predicted(m_model.logits(rounded));
  const at::Tensor added = rounded.to(at::kDouble) - m_xPixel.to(at::kDouble);
  m_result.linf = added.abs().max().item<double>();
  m_result.l2 = added.norm().item<double>();
}

/// By amount · w_t/max|w_t| the target's logit gains on the present class, unclipped, in proportion.
int MixJob::easiestTarget(const at::Tensor& logits) const {
  const auto from = logits.argmax(1).item<std::int64_t>();
  int easiest = from == 0 ? 1 : 0;
  double least = std::numeric_limits<double>::infinity();
  for (int k = 0; k < m_model.classCount(); ++k) {
    const at::Tensor weight = m_model.templateOf(k);
    const double gain = weight.dot(weight - m_model.templateOf(static_cast<int>(from))).item<double>();
    if (k == from || gain <= 0.0) continue;
    const double lead = (logits[0][from] - logits[0][k]).item<double>();
    const double needed = lead * weight.abs().max().item<double>() / gain;
    if (needed < least) easiest = k;
    least = std::min(least, needed);
  }
  return easiest;
}

at::Tensor MixJob::mixed(const at::Tensor& amounts) const {
  return (m_xPixel + amounts.to(at::kFloat).unsqueeze(1) * m_direction).clamp_(0, 1);
}

void MixJob::extendCurve() {
  MixCurve& curve = m_result.curve;
  const auto done = static_cast<std::int64_t>(curve.amounts.size());
  const std::int64_t part = std::max<std::int64_t>(1, kEntriesPerStep / m_xPixel.size(1));
  const std::int64_t end = std::min<std::int64_t>(m_request.points, done + part);
  const at::Tensor amounts =
      at::arange(done, end, at::kDouble).mul_(m_request.reach / static_cast<double>(m_request.points - 1));
  const at::Tensor probabilities = m_model.logits(mixed(amounts)).to(at::kDouble).softmax(1);
  const auto [top, topClass] = probabilities.max(1);
  for (std::int64_t i = 0; i < end - done; ++i) {
    curve.amounts.push_back(amounts[i].item<double>());
    curve.label.push_back(probabilities[i][m_result.label].item<double>());
    curve.target.push_back(probabilities[i][m_request.target].item<double>());
    curve.top.push_back(top[i].item<double>());
    curve.topClass.push_back(static_cast<int>(topClass[i].item<std::int64_t>()));
  }
}

double MixJob::targetLead(double amount) const {
  at::Tensor logits = m_model.logits(mixed(at::tensor({amount}))).to(at::kDouble)[0];
  const double target = logits[m_request.target].item<double>();
  logits[m_request.target] = -1e300;
  return target - logits.max().item<double>();
}

/// The curve brackets the place, bisection finds it.
void MixJob::findNeeded() {
  const MixCurve& curve = m_result.curve;
  const auto found = std::find(curve.topClass.begin(), curve.topClass.end(), m_request.target);
  if (found == curve.topClass.end()) return;
  const auto index = static_cast<std::size_t>(found - curve.topClass.begin());
  if (index == 0) {
    m_result.needed = 0.0;
    return;
  }
  double low = curve.amounts[index - 1];
  double high = curve.amounts[index];
  for (int i = 0; i < kBisections; ++i) {
    const double middle = (low + high) / 2;
    (targetLead(middle) > 0.0 ? high : low) = middle;
  }
  m_result.needed = high;
}

namespace {
const RegisterJob<MixRequest, MixJob> kRegistered;
}  // namespace

}  // namespace adv
