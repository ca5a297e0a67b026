// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/playground/probe.hpp"

#include <algorithm>
#include <cmath>

#include "engine/analysis/line_fit.hpp"
#include "engine/api/error.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/playground/plane_attack.hpp"

namespace adv {
namespace {

constexpr int kCurvePoints = 81;
constexpr int kLinePoints = 161;
constexpr int kNoises = 64;  ///< random directions
constexpr int kHalvings = 40;

class Probe {
 public:
  explicit Probe(const PlaneProbeRequest& request)
      : m_request(request), m_classifier(makePlaneClassifier(request.model, request.seed, request.state.get())) {}

  PlaneProbed probed() {
    m_result.start = verdictAt(m_request.at);
    m_result.label = m_request.label.value_or(m_result.start.says);
    m_direction = attackDirection(*m_classifier, m_request.at, m_result.label, m_request.norm);
    m_result.flat = m_direction == PlanePlace{};
    m_result.stepped = verdictAt(moved(m_request.at, m_direction, m_request.epsilon));
    Draws draws(m_request.seed);
    for (int i = 0; i < kNoises; ++i) m_noises.push_back(randomDirection(m_request.norm, draws));
    m_result.noise = verdictAt(moved(m_request.at, m_noises.front(), m_request.epsilon));
    findBoundary();
    drawCurves();
    drawLine();
    return std::move(m_result);
  }

 private:
  PlaneVerdict verdictAt(PlanePlace at) { return verdictOf(at, m_classifier->logit(at)); }
  double labelProbability(PlanePlace at) { return linear::sigmoid(signOf(m_result.label) * m_classifier->logit(at)); }
  bool isFooled(double epsilon) { return verdictAt(moved(m_request.at, m_direction, epsilon)).says != m_result.label; }

  void findBoundary() {
    if (const auto place = nearestBoundary(*m_classifier, m_request.at)) {
      m_result.boundary = verdictAt(*place);
      m_result.boundaryDistance = distanceBetween(*place, m_request.at);
    }
  }

  void drawCurves() {
    int fooled = 0;
    for (const PlanePlace& direction : m_noises)
      fooled += verdictAt(moved(m_request.at, direction, m_request.epsilon)).says != m_result.label ? 1 : 0;
    m_result.noiseFooled = static_cast<double>(fooled) / kNoises;
    std::vector<double> noise(kNoises);
    for (int i = 0; i < kCurvePoints; ++i) {
      const double epsilon = m_request.reach * i / (kCurvePoints - 1);
      double sum = 0.0;
      for (std::size_t k = 0; k < m_noises.size(); ++k)
        sum += noise[k] = labelProbability(moved(m_request.at, m_noises[k], epsilon));
      std::sort(noise.begin(), noise.end());
      m_result.epsilons.push_back(epsilon);
      m_result.attackProbability.push_back(labelProbability(moved(m_request.at, m_direction, epsilon)));
      m_result.noiseProbability.push_back(sum / kNoises);
      m_result.noiseLow.push_back(noise[kNoises / 10]);
      m_result.noiseHigh.push_back(noise[kNoises - 1 - kNoises / 10]);
      if (!m_result.smallestStep && isFooled(epsilon)) m_result.smallestStep = refined(epsilon);
    }
  }

  /// The class has changed at `epsilon` and not yet at the curve's point before.
  double refined(double epsilon) {
    double low = std::max(0.0, epsilon - m_request.reach / (kCurvePoints - 1)), high = epsilon;
    for (int i = 0; i < kHalvings && low < high; ++i) {
      const double middle = (low + high) / 2;
      (isFooled(middle) ? high : low) = middle;
    }
    return high;
  }

  void drawLine() {
    for (int i = 0; i < kLinePoints; ++i) {
      const double t = m_request.reach * (2.0 * i / (kLinePoints - 1) - 1.0);
      m_result.line.push_back(t);
      m_result.logits.push_back(m_classifier->logit(moved(m_request.at, m_direction, t)));
    }
    m_result.fit = fitLine(m_result.line, m_result.logits);
  }

  const PlaneProbeRequest& m_request;
  std::unique_ptr<PlaneClassifier> m_classifier;
  PlanePlace m_direction;
  std::vector<PlanePlace> m_noises;
  PlaneProbed m_result;
};

}  // namespace

PlaneProbed probePlane(const PlaneProbeRequest& request) {
  if (!(request.reach > 0.0) || request.reach > 2.0)
    throw userFailure("The reach of the curves is out of range.", "Give more than 0 and at most 2.");
  if (!(request.epsilon >= 0.0) || request.epsilon > request.reach)
    throw userFailure("The length of the step is out of range.", "Give 0 up to the reach of the curves.");
  return Probe(request).probed();
}

}  // namespace adv
