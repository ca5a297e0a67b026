// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/api/playground.hpp"

namespace adv {

/// A classifier of the plane with its own gradients, in double precision: a step takes microseconds, and its bits do
/// not depend on threads. All parameters are one list.
class PlaneClassifier {
 public:
  virtual ~PlaneClassifier() = default;

  /// Keeps what `backward` needs.
  virtual double logit(PlanePlace at) = 0;
  /// ∂f/∂(x, y) of the last logit f. Where `gradient` is not empty, `weight` · ∂f/∂θ is added to it.
  virtual PlanePlace backward(double weight, std::span<double> gradient) = 0;
  PlanePlace slope(PlanePlace at);

  std::vector<double>& parameters() { return m_parameters; }
  const std::vector<double>& parameters() const { return m_parameters; }
  /// False for biases and for what only says where a unit sits.
  bool decays(std::size_t parameter) const { return m_decays[parameter]; }

 protected:
  /// Returns the index of the first of `count` new parameters, all zero.
  std::size_t add(std::size_t count, bool decays);

  std::vector<double> m_parameters;

 private:
  std::vector<bool> m_decays;
};

/// With its first parameters. Throws `Failure` where a size is out of its range.
std::unique_ptr<PlaneClassifier> makePlaneClassifier(const PlaneModel& model, std::uint64_t seed);
/// With the parameters of a state; with first ones where there is none. Throws `Failure` where it is of another model.
std::unique_ptr<PlaneClassifier> makePlaneClassifier(const PlaneModel& model, std::uint64_t seed,
                                                     const PlaneState* state);

/// Confidence and class of a logit.
PlaneVerdict verdictOf(PlanePlace at, double logit);
/// −1 for O, 1 for X.
inline double signOf(PlaneClass of) { return of == PlaneClass::X ? 1.0 : -1.0; }

}  // namespace adv
