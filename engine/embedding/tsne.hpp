// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>

#include "engine/embedding/affinities.hpp"
#include "engine/embedding/attraction.hpp"
#include "engine/embedding/points.hpp"
#include "engine/embedding/repulsion.hpp"

namespace adv {

/// What may be changed between two iterations.
struct TsneSettings {
  /// The affinities are multiplied by it: early exaggeration forms clusters (van der Maaten, Hinton 2008, section 3.4),
  /// late exaggeration tightens them. At least 1.
  double exaggeration = 12.0;
  /// Of the gradient without its factor 4, as in van der Maaten's own program; 0: n / exaggeration, at least 200
  /// (Belkina et al. 2019).
  double learningRate = 0.0;
  double momentum = 0.5;  ///< in [0, 1)
};

/// t-SNE as an object that is asked for one short step at a time; its points can be looked at between any two.
///
/// Gradient descent with momentum and a gain for each coordinate (Jacobs 1988, as van der Maaten and Hinton use it). No
/// point moves further than 5 in an iteration.
class Tsne {
 public:
  /// As many `start` points as affinities have rows, at least 4.
  Tsne(Affinities affinities, Points start, RepulsionMethod method);

  /// A part of an iteration, meant to stay under 10 ms. True where it completed one.
  bool step(const TsneSettings& settings);
  /// To the end of the iteration.
  void iterate(const TsneSettings& settings);

  int iterations() const { return m_iterations; }
  const Points& points() const { return m_points; }
  const Affinities& affinities() const { return m_affinities; }
  /// KL(P‖Q) of the points before the last iteration that measured it, without exaggeration. Measured every tenth.
  double divergence() const { return m_divergence; }
  /// The gradient of KL(P‖Q) with exaggeration 1 at the present points, by this object's method.
  Points gradient();

  /// Goes on from the present points with others, of the same number: a new perplexity, metric or layer.
  void setAffinities(Affinities affinities);
  /// Adds noise with this share of the map's spread and forgets momentum and gains.
  void shake(double share, std::uint64_t seed);

 private:
  enum class Phase { Begin, Repel, Attract };

  void begin();
  void move(const TsneSettings& settings);
  void moveAxis(const TsneSettings& settings, const std::vector<double>& pull, const std::vector<double>& push,
                std::vector<double>& place, std::vector<double>& speed, std::vector<double>& gain) const;
  void forgetMotion();

  Affinities m_affinities;
  std::unique_ptr<Repulsion> m_repulsion;
  std::unique_ptr<Attraction> m_attraction;
  Points m_points;
  Points m_speed;
  Points m_gain;
  Phase m_phase = Phase::Begin;
  int m_iterations = 0;
  double m_divergence = 0.0;
};

/// Where a map begins: the first two principal components, scaled to a standard deviation of 1e-4 on the first axis
/// (Kobak, Berens 2019).
Points startFromPca(const at::Tensor& points, std::uint64_t seed);
/// The same, where the components are known: [N, 1 or 2].
Points startFromScores(const at::Tensor& scores, std::uint64_t seed);
/// Normal draws of the same size.
Points startFromRandom(std::size_t count, std::uint64_t seed);

}  // namespace adv
