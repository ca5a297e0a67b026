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

RepulsionMethod methodFor(EmbeddingMethod wanted, std::int64_t count) {
  if (wanted == EmbeddingMethod::Exact) return RepulsionMethod::Exact;
  if (wanted == EmbeddingMethod::BarnesHut) return RepulsionMethod::BarnesHut;
  if (wanted == EmbeddingMethod::Grid) return RepulsionMethod::Grid;
  if (count <= kExactUpTo) return RepulsionMethod::Exact;
  return count <= kPairsUpTo ? RepulsionMethod::Pairs : RepulsionMethod::Grid;
}

void checkFeatures(const at::Tensor& features) {
  if (features.size(0) < kFewestPoints)
    throw userFailure("There are " + std::to_string(features.size(0)) + " points: too few for a map.",
                      "Give at least " + std::to_string(kFewestPoints) + ".");
  if (!features.isfinite().all().item<bool>())
    throw userFailure("Some features are no numbers (NaN or infinite).", "Choose other data, or another layer.");
  if (features.eq(features[0]).all().item<bool>())
    throw userFailure("All points are equal: there is nothing to tell apart.", "Choose other data, or another layer.");
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
  checkFeatures(m_features);
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
  if (m_phase == Phase::Reduce) return;
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
  double& seconds = m_phase == Phase::Reduce     ? m_seconds.pca
                    : m_phase == Phase::Optimise ? m_seconds.optimise
                                                 : m_seconds.neighbours;
  const bool completed = advance();
  seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return completed;
}

bool EmbeddingRun::advance() {
  if (m_phase == Phase::Reduce) {
    if (m_pca && !m_pca->isDone()) {
      m_pca->step();
    } else {
      finishReduce();
    }
    return false;
  }
  if (m_phase == Phase::Search) {
    if (!m_search) m_search = std::make_unique<NeighbourSearch>(m_features, m_features, m_each, metric());
    m_search->step();
    if (!m_search->isDone()) return false;
    m_fit = std::make_unique<AffinityFit>(m_search->take(), m_settings.perplexity);
    m_search.reset();
    m_phase = Phase::Fit;
    return false;
  }
  if (m_phase == Phase::Fit) {
    m_fit->step();
    if (m_fit->isDone()) finishFit();
    return false;
  }
  if (!m_tsne->step(now())) return false;
  if ((m_tsne->iterations() - 1) % kMeasureEvery == 0) m_divergences.push_back(m_tsne->divergence());
  return true;
}

void EmbeddingRun::finishReduce() {
  if (m_pca) {
    m_axes = m_pca->take();
    m_features = m_axes->project(m_features).contiguous();
  }
  m_pca.reset();
  m_phase = Phase::Search;
}

void EmbeddingRun::finishFit() {
  Affinities affinities = m_fit->take();
  m_fit.reset();
  m_phase = Phase::Optimise;
  if (m_tsne) return m_tsne->setAffinities(std::move(affinities));
  const auto count = static_cast<std::size_t>(m_features.size(0));
  Points start = m_start == EmbeddingStart::Pca ? startFromPca(m_features, m_seed) : startFromRandom(count, m_seed);
  m_tsne = std::make_unique<Tsne>(std::move(affinities), std::move(start), m_method);
}

TsneSettings EmbeddingRun::now() const {
  const bool isEarly = iterations() < m_settings.exaggeratedIterations;
  return {isEarly ? m_settings.exaggeration : m_settings.lateExaggeration, m_settings.learningRate,
          isEarly ? kMomentumEarly : kMomentumLate};
}

const char* EmbeddingRun::phaseText() const {
  if (m_phase == Phase::Reduce) return "Finding the principal components";
  if (m_phase == Phase::Search) return "Finding the nearest neighbours";
  return m_phase == Phase::Fit ? "Fitting the perplexity" : "Moving the points";
}

double EmbeddingRun::phaseDone() const {
  if (m_phase == Phase::Search) return m_search ? m_search->done() : 0.0;
  if (m_phase == Phase::Fit) return m_fit->done();
  return m_pca ? m_pca->done() : 0.0;
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
