// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/playground/trainer.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/playground/plane_attack.hpp"

namespace adv {
namespace {

constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kTiny = 1e-8;  // Kingma and Ba 2015
constexpr double kAttackedShare = 0.5;

void check(const PlaneTraining& training) {
  if (!(training.learningRate > 0.0) || training.learningRate > 10.0)
    throw userFailure("The learning rate is out of range.", "Give more than 0 and at most 10.");
  if (!(training.weightDecay >= 0.0) || training.weightDecay > 10.0)
    throw userFailure("The weight decay is out of range.", "Give 0 to 10.");
  if (!(training.adversarialEpsilon >= 0.0) || training.adversarialEpsilon > 1.0)
    throw userFailure("The ε of adversarial training is out of range.", "Give 0 to 1.");
}

}  // namespace

PlaneTrainer::PlaneTrainer(const PlaneModel& model, const PlaneTraining& training, std::vector<PlanePoint> points,
                           std::uint64_t seed, const PlaneState* from)
    : m_classifier(makePlaneClassifier(model, seed, from)), m_training(training), m_points(std::move(points)) {
  check(training);
  const std::size_t count = m_classifier->parameters().size();
  m_gradient.resize(count);
  m_mean.resize(count);
  m_square.resize(count);
  if (!from) return;
  if (from->mean.size() != count || from->square.size() != count)
    throw userFailure("The state belongs to another classifier.", "Start the training again.");
  m_mean = from->mean;
  m_square = from->square;
  m_steps = from->steps;
}

double PlaneTrainer::step() {
  if (m_points.empty()) return 0.0;
  std::fill(m_gradient.begin(), m_gradient.end(), 0.0);
  const bool attacks = m_training.adversarialEpsilon > 0.0;
  const double weight = (attacks ? 1.0 - kAttackedShare : 1.0) / static_cast<double>(m_points.size());
  double loss = 0.0;
  for (const PlanePoint& point : m_points) {
    loss += learnFrom(point.at, point.of, weight);
    if (!attacks) continue;
    const PlanePlace direction = attackDirection(*m_classifier, point.at, point.of, m_training.norm);
    loss += learnFrom(moved(point.at, direction, m_training.adversarialEpsilon), point.of,
                      kAttackedShare / static_cast<double>(m_points.size()));
  }
  if (!std::isfinite(loss)) {
    throw userFailure("The training has diverged: the loss is no number.",
                      "Lower the learning rate, and start the training again.");
  }
  update();
  return loss;
}

double PlaneTrainer::learnFrom(PlanePlace at, PlaneClass of, double weight) {
  const double y = signOf(of);
  const double margin = y * m_classifier->logit(at);
  m_classifier->backward(-weight * y * linear::sigmoid(-margin), m_gradient);
  return weight * linear::softplus(-margin);
}

void PlaneTrainer::update() {
  ++m_steps;
  const double rate = m_training.learningRate;
  const double correction1 = 1.0 - std::pow(kBeta1, m_steps), correction2 = std::sqrt(1.0 - std::pow(kBeta2, m_steps));
  std::vector<double>& parameters = m_classifier->parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const double g = m_gradient[i];
    m_mean[i] = kBeta1 * m_mean[i] + (1.0 - kBeta1) * g;
    m_square[i] = kBeta2 * m_square[i] + (1.0 - kBeta2) * g * g;
    if (m_classifier->decays(i)) parameters[i] *= std::max(0.0, 1.0 - rate * m_training.weightDecay);
    parameters[i] -=
        m_training.adam ? rate * (m_mean[i] / correction1) / (std::sqrt(m_square[i]) / correction2 + kTiny) : rate * g;
  }
}

PlaneState PlaneTrainer::state() const { return {m_steps, m_classifier->parameters(), m_mean, m_square}; }

}  // namespace adv
