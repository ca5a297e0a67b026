// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "engine/playground/plane_classifier.hpp"

namespace adv {

/// Trains a classifier of the plane on all points at once, step by step. The same seed, points and settings give the
/// same bits, whether in one go or from a saved state.
class PlaneTrainer {
 public:
  /// `from` may be null. Throws `Failure` where a setting is out of its range or the state is of another model.
  PlaneTrainer(const PlaneModel& model, const PlaneTraining& training, std::vector<PlanePoint> points,
               std::uint64_t seed, const PlaneState* from);

  /// The loss before the step: the mean of softplus(−y f(x)) in nats, y = ±1; with adversarial training its mean with
  /// that of the attacked points (Goodfellow, Shlens, Szegedy 2014, section 6, α = ½). Throws `Failure` where it is no
  /// number. Without points nothing is learned.
  double step();
  PlaneState state() const;
  PlaneClassifier& classifier() { return *m_classifier; }

 private:
  double learnFrom(PlanePlace at, PlaneClass of, double weight);
  void update();

  std::unique_ptr<PlaneClassifier> m_classifier;
  PlaneTraining m_training;
  std::vector<PlanePoint> m_points;
  int m_steps = 0;
  std::vector<double> m_gradient;
  std::vector<double> m_mean;
  std::vector<double> m_square;
};

}  // namespace adv
