// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/decay.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/linear/margins.hpp"

namespace adv {
namespace {

using namespace std::chrono_literals;
constexpr auto kTrainSlice = 5ms;
constexpr double kMeasurements = 60.0;  ///< in a run, at the same updates always
constexpr int kEpsilons = 65;
constexpr double kFewestLevels = 16.0;
constexpr int kBins = 48;
constexpr double kShownShare = 0.99;  ///< of the margins; the rest lies in the outer bins
constexpr double kSmallestReach = 4.0;

std::vector<double> evenly(double from, double to, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(from + (to - from) * i / (count - 1));
  return values;
}

linear::Settings settingsOf(DecayKind kind, const DecayRequest& request) {
  linear::Settings settings;
  if (kind == DecayKind::Decay) settings.l1 = request.l1;
  if (kind == DecayKind::Adversarial) settings.epsilon = request.epsilon;
  return settings;
}

double costOf(DecayKind kind, double margin, double normL1, const DecayRequest& request) {
  if (kind == DecayKind::Adversarial) return linear::softplus(request.epsilon * normL1 - margin);
  return linear::softplus(-margin) + (kind == DecayKind::Decay ? request.l1 * normL1 : 0.0);
}

/// How far the margins' axis reaches, so that it does not tremble while training goes on: a power of √2.
double reachOf(const std::vector<double>& sorted) {
  const auto last = static_cast<std::size_t>(kShownShare * static_cast<double>(sorted.size() - 1));
  const double reach = std::max({std::abs(sorted[last]), std::abs(sorted.front()), kSmallestReach});
  return std::exp2(std::ceil(2 * std::log2(reach)) / 2);
}

}  // namespace

DecayJob::DecayJob(const DecayRequest& request, Workspace& workspace) : m_source(request.data, workspace) {
  if (!(request.epsilon >= 0.0) || request.epsilon > 1.0)
    throw userFailure("The ε of the training is out of range.", "Give 0 to 255/255.");
  if (!(request.l1 >= 0.0) || request.l1 > 1.0)
    throw userFailure("The strength λ of the weight decay is out of range.", "Give 0 to 1.");
  if (!(request.epochs > 0.0) || request.epochs > 1000.0)
    throw userFailure("The number of epochs is out of range.", "Give a number above 0, up to 1000.");
  m_ready.request = request;
}

StepOutcome DecayJob::step(JobContext& context) {
  if (!m_data) {
    m_data = m_source.step(context);
    if (m_data) begin();
    return StepOutcome::More;
  }
  train();
  if (worked() < nextMeasurement()) return StepOutcome::More;
  measure();
  if (worked() >= 1.0) {
    context.finish(m_ready);
    return StepOutcome::Done;
  }
  context.send(m_ready);
  return StepOutcome::More;
}

void DecayJob::begin() {
  const DecayRequest& request = m_ready.request;
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    m_trainers[i] = std::make_unique<linear::Trainer>(m_data, linear::Start{true, 1e-3, request.seed});
    m_trainers[i]->setSettings(settingsOf(static_cast<DecayKind>(i), request));
  }
  m_ready.labels = m_data->labels;
  m_ready.trainCount = m_data->train.count();
  m_ready.testCount = m_data->test.count();
  m_ready.epsilons = evenly(0.0, std::max(2 * request.epsilon, kFewestLevels / 255), kEpsilons);
}

double DecayJob::worked() const { return std::min(1.0, m_trainers.front()->epochs() / m_ready.request.epochs); }

double DecayJob::nextMeasurement() const {
  return std::min(1.0, static_cast<double>(m_ready.models.front().points.size() + 1) / kMeasurements);
}

void DecayJob::train() {
  const auto end = std::chrono::steady_clock::now() + kTrainSlice;
  while (worked() < nextMeasurement() && std::chrono::steady_clock::now() < end) {
    for (const auto& trainer : m_trainers) trainer->step();
  }
}

void DecayJob::measure() {
  const DecayRequest& request = m_ready.request;
  std::array<std::vector<double>, kDecayModels> margins;
  double reach = 0.0;
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    margins[i] = linear::sortedMargins(m_trainers[i]->model(), m_data->test);
    reach = std::max(reach, reachOf(margins[i]));
  }
  m_ready.margins = evenly(-reach / 3, reach, kBins + 1);
  m_ready.epochs = m_trainers.front()->epochs();
  m_ready.done = worked();
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    const linear::Model trained = m_trainers[i]->model();
    DecayModel& model = m_ready.models[i];
    model.weights = linear::toWeights(trained);
    model.normL1 = trained.weights.abs().to(at::kDouble).sum().item<double>();
    model.error = linear::shareWithin(margins[i], 0.0);
    model.loss = std::accumulate(margins[i].begin(), margins[i].end(), 0.0,
                                 [](double sum, double m) { return sum + linear::softplus(-m); }) /
                 static_cast<double>(margins[i].size());
    model.worstErrors.clear();
    for (const double epsilon : m_ready.epsilons)
      model.worstErrors.push_back(linear::shareWithin(margins[i], epsilon * model.normL1));
    model.marginShares = linear::marginShares(margins[i], m_ready.margins);
    model.costs.clear();
    for (const double margin : m_ready.margins)
      model.costs.push_back(costOf(static_cast<DecayKind>(i), margin, model.normL1, request));
    model.points.push_back(
        {m_ready.epochs, model.error, linear::shareWithin(margins[i], request.epsilon * model.normL1)});
  }
}

namespace {
const RegisterJob<DecayRequest, DecayJob> kRegistered;
}  // namespace

}  // namespace adv
