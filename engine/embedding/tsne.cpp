// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/tsne.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/embedding/pca.hpp"

namespace adv {
namespace {

constexpr double kStartDeviation = 1e-4;
constexpr double kLongestMove = 5.0;
constexpr double kSmallestGain = 0.01;
constexpr double kSmallestLearningRate = 200.0;
constexpr int kMeasureEvery = 10;

void centre(std::vector<double>& values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  for (double& value : values) value -= mean;
}

double learningRate(const TsneSettings& settings, std::size_t count) {
  if (settings.learningRate > 0.0) return settings.learningRate;
  return std::max(kSmallestLearningRate, static_cast<double>(count) / settings.exaggeration);
}

Points fromColumns(const at::Tensor& columns) {
  const at::Tensor rows = columns.to(at::kDouble).t().contiguous();
  const double* values = rows.const_data_ptr<double>();
  const auto count = static_cast<std::ptrdiff_t>(columns.size(0));
  Points points;
  points.x.assign(values, values + count);
  points.y.assign(values + count, values + 2 * count);
  return points;
}

}  // namespace

Tsne::Tsne(Affinities affinities, Points start, RepulsionMethod method)
    : m_repulsion(makeRepulsion(method)), m_points(std::move(start)) {
  setAffinities(std::move(affinities));
}

void Tsne::setAffinities(Affinities affinities) {
  m_affinities = std::move(affinities);
  m_attraction = std::make_unique<Attraction>(m_affinities);
  forgetMotion();
}

void Tsne::forgetMotion() {
  m_speed = Points(m_points.size());
  m_gain = Points(m_points.size());
  std::fill(m_gain.x.begin(), m_gain.x.end(), 1.0);
  std::fill(m_gain.y.begin(), m_gain.y.end(), 1.0);
  m_phase = Phase::Begin;
}

void Tsne::begin() {
  m_repulsion->start(m_points);
  m_attraction->start(m_points, m_iterations % kMeasureEvery == 0);
  m_phase = Phase::Repel;
}

bool Tsne::step(const TsneSettings& settings) {
  if (m_phase == Phase::Begin) begin();
  if (m_phase == Phase::Repel) {
    if (!m_repulsion->step()) m_phase = Phase::Attract;
    return false;
  }
  if (m_attraction->step()) return false;
  move(settings);
  return true;
}

void Tsne::iterate(const TsneSettings& settings) {
  while (!step(settings)) {
  }
}

/// dKL/dy = 4 Σ_j (p_ij − q_ij) (y_i − y_j) / (1 + |y_i − y_j|²), van der Maaten and Hinton 2008, equation 5. The
/// factor 4 is left to the learning rate.
void Tsne::move(const TsneSettings& settings) {
  if (m_iterations % kMeasureEvery == 0)
    m_divergence = m_affinities.entropy + m_attraction->cost() + std::log(m_repulsion->normaliser());
  moveAxis(settings, m_attraction->force().x, m_repulsion->force().x, m_points.x, m_speed.x, m_gain.x);
  moveAxis(settings, m_attraction->force().y, m_repulsion->force().y, m_points.y, m_speed.y, m_gain.y);
  ++m_iterations;
  m_phase = Phase::Begin;
}

void Tsne::moveAxis(const TsneSettings& settings, const std::vector<double>& pull, const std::vector<double>& push,
                    std::vector<double>& place, std::vector<double>& speed, std::vector<double>& gain) const {
  const double rate = learningRate(settings, place.size());
  const double scale = 1.0 / m_repulsion->normaliser();
  for (std::size_t i = 0; i < place.size(); ++i) {
    const double slope = settings.exaggeration * pull[i] - push[i] * scale;
    gain[i] = slope * speed[i] < 0.0 ? gain[i] + 0.2 : std::max(gain[i] * 0.8, kSmallestGain);
    speed[i] = std::clamp(settings.momentum * speed[i] - rate * gain[i] * slope, -kLongestMove, kLongestMove);
    place[i] += speed[i];
  }
  centre(place);
}

Points Tsne::gradient() {
  m_repulsion->start(m_points);
  while (m_repulsion->step()) {
  }
  m_attraction->start(m_points, false);
  while (m_attraction->step()) {
  }
  m_phase = Phase::Begin;
  Points gradient(m_points.size());
  const double scale = 1.0 / m_repulsion->normaliser();
  for (std::size_t i = 0; i < m_points.size(); ++i) {
    gradient.x[i] = 4 * (m_attraction->force().x[i] - m_repulsion->force().x[i] * scale);
    gradient.y[i] = 4 * (m_attraction->force().y[i] - m_repulsion->force().y[i] * scale);
  }
  return gradient;
}

void Tsne::shake(double share, std::uint64_t seed) {
  const double deviation = std::sqrt(std::inner_product(m_points.x.begin(), m_points.x.end(), m_points.x.begin(), 0.0) /
                                     static_cast<double>(m_points.size()));
  const Points noise = startFromRandom(m_points.size(), seed);
  for (std::size_t i = 0; i < m_points.size(); ++i) {
    m_points.x[i] += noise.x[i] / kStartDeviation * share * deviation;
    m_points.y[i] += noise.y[i] / kStartDeviation * share * deviation;
  }
  forgetMotion();
}

Points startFromPca(const at::Tensor& points, std::uint64_t seed) {
  return startFromScores(findPrincipalAxes(points, std::min<std::int64_t>(2, points.size(1)), seed).project(points),
                         seed);
}

Points startFromScores(const at::Tensor& scores, std::uint64_t seed) {
  const at::Tensor two = at::constant_pad_nd(scores.to(at::kDouble), {0, 2 - scores.size(1)});
  const double deviation = two.select(1, 0).std(0, false).item<double>();
  if (deviation <= 0.0) return startFromRandom(static_cast<std::size_t>(scores.size(0)), seed);
  return fromColumns(two * (kStartDeviation / deviation));
}

Points startFromRandom(std::size_t count, std::uint64_t seed) {
  const auto rows = static_cast<std::int64_t>(count);
  return fromColumns(at::randn({rows, 2}, at::detail::createCPUGenerator(seed), at::kDouble) * kStartDeviation);
}

}  // namespace adv
