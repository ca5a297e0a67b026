// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>

#include "engine/api/embedding.hpp"
#include "engine/embedding/neighbours.hpp"
#include "engine/embedding/pca.hpp"
#include "engine/embedding/tsne.hpp"

namespace adv {

/// From features to a map, in short steps that the caller asks for: principal components, neighbours, affinities, then
/// iterations without an end of their own.
class EmbeddingRun {
 public:
  /// `features` [n, D] float32. Throws `Failure` where they are too few; the first steps do where they are not finite
  /// or all equal.
  EmbeddingRun(at::Tensor features, int components, EmbeddingMethod method, EmbeddingStart start, std::uint64_t seed);

  /// Throws `Failure` where a value is out of range for these points. Other perplexities and metrics are worked out
  /// before the next iteration.
  void setSettings(const EmbeddingSettings& settings);
  const EmbeddingSettings& settings() const { return m_settings; }
  void shake(double share, std::uint64_t seed);

  /// True where it completed an iteration.
  bool step();

  bool isOptimising() const { return m_phase == Phase::Optimise; }
  const char* phaseText() const;
  double phaseDone() const;

  int iterations() const { return m_tsne ? m_tsne->iterations() : 0; }
  int dimensions() const { return static_cast<int>(m_dimensions); }
  /// Features that are compared: principal components, or all of them.
  int reduced() const { return static_cast<int>(m_pca ? m_components : m_features.size(1)); }
  Metric metric() const;
  int neighboursEach() const { return static_cast<int>(m_each); }
  const char* methodText() const;
  EmbeddingPlacesPtr places() const;
  const std::vector<double>& divergences() const { return m_divergences; }
  const EmbeddingSeconds& seconds() const { return m_seconds; }
  void addFeatureSeconds(double seconds) { m_seconds.features += seconds; }

  /// The features after PCA, and the points, for what judges the map.
  const at::Tensor& features() const { return m_features; }
  /// Brings features of other points, [N, D], to those that are compared.
  at::Tensor reduce(const at::Tensor& features) const { return m_axes ? m_axes->project(features) : features; }
  /// There are points, though their neighbours may be looked for anew.
  bool hasMap() const { return m_tsne != nullptr; }
  const Tsne& tsne() const { return *m_tsne; }
  const Affinities& affinities() const { return m_tsne->affinities(); }

 private:
  enum class Phase { Check, Reduce, Project, Search, Fit, Start, Optimise };

  bool advance();
  at::Tensor nextRows(double valuesOfRow, double valuesEachStep);
  void checkSome();
  void reduceSome();
  void projectSome();
  void searchSome();
  void fitSome();
  void startSome();
  void begin(const at::Tensor& scores);
  TsneSettings now() const;

  std::int64_t m_dimensions;
  at::Tensor m_features;
  int m_components;
  RepulsionMethod m_method;
  EmbeddingStart m_start;
  std::uint64_t m_seed;
  EmbeddingSettings m_settings;
  std::int64_t m_each = 0;
  Phase m_phase = Phase::Check;
  std::int64_t m_next = 0;  ///< row that is checked or projected
  bool m_isVaried = false;  ///< two rows differ
  at::Tensor m_projected;
  std::unique_ptr<PcaFit> m_pca;
  std::optional<Pca> m_axes;  ///< empty where all features are kept
  std::unique_ptr<NeighbourSearch> m_search;
  std::unique_ptr<AffinityFit> m_fit;
  std::unique_ptr<PcaFit> m_startFit;
  Affinities m_affinities;  ///< of the first map, until it begins
  std::unique_ptr<Tsne> m_tsne;
  std::vector<double> m_divergences;
  EmbeddingSeconds m_seconds;
};

}  // namespace adv
