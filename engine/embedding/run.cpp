// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/run.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "engine/api/error.hpp"

namespace adv {
namespace {

constexpr std::int64_t kExactUpTo = 1000;
constexpr std::int64_t kPairsUpTo = 6000;
constexpr int kFewestPoints = 4;
constexpr double kMomentumEarly = 0.5;
constexpr double kMomentumLate = 0.8;
constexpr int kMeasureEvery = 10;
constexpr double kValuesCheckedEachStep = 4e6;
constexpr double kProductsEachStep = 2e8;

RepulsionMethod methodFor(EmbeddingMethod wanted, std::int64_t count) {
  if (wanted == EmbeddingMethod::Exact) return RepulsionMethod::Exact;
  if (wanted == EmbeddingMethod::BarnesHut) return RepulsionMethod::BarnesHut;
  if (wanted == EmbeddingMethod::Grid) return RepulsionMethod::Grid;
  if (count <= kExactUpTo) return RepulsionMethod::Exact;
  return count <= kPairsUpTo ? RepulsionMethod::Pairs : RepulsionMethod::Grid;
}

std::string number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

void checkSettings(const EmbeddingSettings& settings, std::int64_t count) {
  const double most = static_cast<double>(count - 1) / 3.0;
  if (!(settings.perplexity >= 1.0) || settings.perplexity > std::max(1.0, most))
    throw userFailure(
        "Perplexity " + number(settings.perplexity) + " does not fit " + std::to_string(count) + " points.",
        "Give 1 to " + number(std::floor(std::max(1.0, most))) + ", or more points.");
  if (!(settings.exaggeration >= 1.0) || settings.exaggeration > 1000.0 || !(settings.lateExaggeration >= 1.0) ||
      settings.lateExaggeration > 1000.0)
    throw userFailure("The exaggeration is out of range.", "Give 1 to 1000.");
  if (!(settings.learningRate >= 0.0) || settings.learningRate > 1e7)
    throw userFailure("The learning rate is out of range.", "Give 0 (n / exaggeration) to 10000000.");
  if (settings.iterations < 0 || settings.iterations > 1'000'000)
    throw userFailure("The number of iterations is out of range.", "Give 0 to 1000000.");
}

}  // namespace

EmbeddingRun::EmbeddingRun(at::Tensor features, int components, EmbeddingMethod method, EmbeddingStart start,
                           std::uint64_t seed)
    : m_dimensions(features.size(1)),
      m_features(std::move(features)),
      m_components(components),
      m_method(methodFor(method, m_features.size(0))),
      m_start(start),
      m_seed(seed) {
  if (m_features.size(0) < kFewestPoints)
    throw userFailure("There are " + std::to_string(m_features.size(0)) + " points: too few for a map.",
                      "Give at least " + std::to_string(kFewestPoints) + ".");
  const std::int64_t most = std::min(m_features.size(0), m_dimensions);
  if (components > 0 && components < most) m_pca = std::make_unique<PcaFit>(m_features, components, seed);
}

void EmbeddingRun::setSettings(const EmbeddingSettings& settings) {
  checkSettings(settings, m_features.size(0));
  const bool isFirst = m_each == 0;
  const bool changed = settings.perplexity != m_settings.perplexity || settings.metric != m_settings.metric;
  m_settings = settings;
  if (!isFirst && !changed) return;
  m_each = std::clamp<std::int64_t>(static_cast<std::int64_t>(3 * settings.perplexity), 1, m_features.size(0) - 1);
  if (m_phase < Phase::Search) return;
  m_phase = Phase::Search;
  m_search.reset();
  m_fit.reset();
}

void EmbeddingRun::shake(double share, std::uint64_t seed) {
  if (m_tsne && share > 0.0) m_tsne->shake(share, seed);
}

Metric EmbeddingRun::metric() const {
  return m_settings.metric == EmbeddingMetric::Cosine ? Metric::Cosine : Metric::Euclidean;
}

bool EmbeddingRun::step() {
  const auto begin = std::chrono::steady_clock::now();
  double& seconds = m_phase < Phase::Search  ? m_seconds.pca
                    : m_phase < Phase::Start ? m_seconds.neighbours
                                             : m_seconds.optimise;
  const bool completed = advance();
  seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return completed;
}

bool EmbeddingRun::advance() {
  switch (m_phase) {
    case Phase::Check: checkSome(); return false;
    case Phase::Reduce: reduceSome(); return false;
    case Phase::Project: projectSome(); return false;
    case Phase::Search: searchSome(); return false;
    case Phase::Fit: fitSome(); return false;
    case Phase::Start: startSome(); return false;
    case Phase::Optimise: break;
  }
  if (!m_tsne->step(now())) return false;
  if ((m_tsne->iterations() - 1) % kMeasureEvery == 0) m_divergences.push_back(m_tsne->divergence());
  return true;
}

at::Tensor EmbeddingRun::nextRows(double valuesOfRow, double valuesEachStep) {
  const auto rows = std::max<std::int64_t>(1, static_cast<std::int64_t>(valuesEachStep / valuesOfRow));
  const std::int64_t begin = m_next;
  m_next = std::min(m_next + rows, m_features.size(0));
  return m_features.slice(0, begin, m_next);
}

void EmbeddingRun::checkSome() {
  const at::Tensor rows = nextRows(static_cast<double>(m_dimensions), kValuesCheckedEachStep);
  // One sum that is not finite gives away every number that is not, and is quicker than asking each.
  if (!std::isfinite(rows.mul(0).sum().item<float>()))
    throw userFailure("Some features are no numbers (NaN or infinite).", "Choose other data, or another layer.");
  m_isVaried = m_isVaried || !rows.eq(m_features[0]).all().item<bool>();
  if (m_next < m_features.size(0)) return;
  if (!m_isVaried)
    throw userFailure("All points are equal: there is nothing to tell apart.", "Choose other data, or another layer.");
  m_next = 0;
  m_phase = m_pca ? Phase::Reduce : Phase::Search;
}

void EmbeddingRun::reduceSome() {
  m_pca->step();
  if (!m_pca->isDone()) return;
  m_axes = m_pca->take();
  m_projected = at::empty({m_features.size(0), m_components}, at::kFloat);
  m_phase = Phase::Project;
}

void EmbeddingRun::projectSome() {
  const std::int64_t begin = m_next;
  const at::Tensor rows = nextRows(static_cast<double>(m_dimensions * m_components), kProductsEachStep);
  m_projected.slice(0, begin, m_next).copy_(m_axes->project(rows));
  if (m_next < m_features.size(0)) return;
  m_features = std::exchange(m_projected, at::Tensor());
  m_pca.reset();
  m_phase = Phase::Search;
}

void EmbeddingRun::searchSome() {
  if (!m_search) m_search = std::make_unique<NeighbourSearch>(m_features, m_features, m_each, metric());
  m_search->step();
  if (!m_search->isDone()) return;
  m_fit = std::make_unique<AffinityFit>(m_search->take(), m_settings.perplexity);
  m_search.reset();
  m_phase = Phase::Fit;
}

void EmbeddingRun::fitSome() {
  m_fit->step();
  if (!m_fit->isDone()) return;
  m_affinities = m_fit->take();
  m_fit.reset();
  m_phase = Phase::Optimise;
  if (m_tsne) return m_tsne->setAffinities(std::move(m_affinities));
  m_phase = Phase::Start;
}

/// Where a map begins. Principal components come by falling variance, so that the first two are the features' own.
void EmbeddingRun::startSome() {
  const std::int64_t axes = std::min<std::int64_t>(2, m_features.size(1));
  if (m_start == EmbeddingStart::Random || m_axes) return begin(m_features.slice(1, 0, axes));
  if (!m_startFit) m_startFit = std::make_unique<PcaFit>(m_features, axes, m_seed);
  m_startFit->step();
  if (m_startFit->isDone()) begin(m_startFit->take().project(m_features));
}

void EmbeddingRun::begin(const at::Tensor& scores) {
  const auto count = static_cast<std::size_t>(m_features.size(0));
  Points start = m_start == EmbeddingStart::Pca ? startFromScores(scores, m_seed) : startFromRandom(count, m_seed);
  m_tsne = std::make_unique<Tsne>(std::move(m_affinities), std::move(start), m_method);
  m_startFit.reset();
  m_phase = Phase::Optimise;
}

TsneSettings EmbeddingRun::now() const {
  const bool isEarly = iterations() < m_settings.exaggeratedIterations;
  return {isEarly ? m_settings.exaggeration : m_settings.lateExaggeration, m_settings.learningRate,
          isEarly ? kMomentumEarly : kMomentumLate};
}

const char* EmbeddingRun::phaseText() const {
  if (m_phase < Phase::Search) return "Finding the principal components";
  if (m_phase == Phase::Search) return "Finding the nearest neighbours";
  return m_phase == Phase::Fit ? "Fitting the perplexity" : "Moving the points";
}

double EmbeddingRun::phaseDone() const {
  if (m_phase == Phase::Reduce) return m_pca->done();
  if (m_phase == Phase::Search) return m_search ? m_search->done() : 0.0;
  if (m_phase == Phase::Fit) return m_fit->done();
  return static_cast<double>(m_next) / static_cast<double>(m_features.size(0));
}

const char* EmbeddingRun::methodText() const {
  if (m_method == RepulsionMethod::Exact) return "exact";
  if (m_method == RepulsionMethod::Pairs) return "pairs";
  return m_method == RepulsionMethod::BarnesHut ? "bh" : "fft";
}

EmbeddingPlacesPtr EmbeddingRun::places() const {
  if (!m_tsne) return nullptr;
  const Points& points = m_tsne->points();
  auto places = std::make_shared<EmbeddingPlaces>();
  places->x.assign(points.x.begin(), points.x.end());
  places->y.assign(points.y.begin(), points.y.end());
  return places;
}

}  // namespace adv
