// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/playground/plane_models.hpp"

namespace adv {
namespace {

constexpr int kMostCentres = 64;
constexpr double kFirstWidth = 0.25;
constexpr double kFirstWeight = 0.1;

class Radial final : public PlaneClassifier {
 public:
  Radial(std::size_t count, std::uint64_t seed) : m_count(count), m_bumps(count), m_from(count) {
    m_weights = add(count, true);
    m_places = add(2 * count, false);
    m_logWidths = add(count, false);
    Draws draws(seed);
    for (std::size_t k = 0; k < count; ++k) {
      m_parameters[m_weights + k] = kFirstWeight * draws.bell();
      m_parameters[m_places + 2 * k] = draws.between(-1.0, 1.0);
      m_parameters[m_places + 2 * k + 1] = draws.between(-1.0, 1.0);
      m_parameters[m_logWidths + k] = std::log(kFirstWidth);
    }
  }

  double logit(PlanePlace at) override {
    double sum = 0.0;
    for (std::size_t k = 0; k < m_count; ++k) {
      m_from[k] = {at.x - m_parameters[m_places + 2 * k], at.y - m_parameters[m_places + 2 * k + 1]};
      m_bumps[k] = std::exp(-0.5 * squaredDistance(k));
      sum += m_parameters[m_weights + k] * m_bumps[k];
    }
    return sum;
  }

  PlanePlace backward(double weight, std::span<double> gradient) override {
    PlanePlace slope;
    for (std::size_t k = 0; k < m_count; ++k) {
      const double part = m_parameters[m_weights + k] * m_bumps[k];
      const double precision = 1.0 / (width(k) * width(k));
      const PlanePlace pull{-part * precision * m_from[k].x, -part * precision * m_from[k].y};
      slope.x += pull.x;
      slope.y += pull.y;
      if (gradient.empty()) continue;
      gradient[m_weights + k] += weight * m_bumps[k];
      gradient[m_places + 2 * k] -= weight * pull.x;
      gradient[m_places + 2 * k + 1] -= weight * pull.y;
      gradient[m_logWidths + k] += weight * part * squaredDistance(k);
    }
    return slope;
  }

 private:
  double width(std::size_t k) const { return std::exp(m_parameters[m_logWidths + k]); }
  /// In widths.
  double squaredDistance(std::size_t k) const {
    return (m_from[k].x * m_from[k].x + m_from[k].y * m_from[k].y) / (width(k) * width(k));
  }

  std::size_t m_count;
  std::size_t m_weights = 0;
  std::size_t m_places = 0;
  std::size_t m_logWidths = 0;
  std::vector<double> m_bumps;
  std::vector<PlanePlace> m_from;  ///< each centre
};

}  // namespace

std::unique_ptr<PlaneClassifier> makeRadial(int centres, std::uint64_t seed) {
  if (centres < 1 || centres > kMostCentres)
    throw userFailure("The number of centres is out of range.", "Give 1 to 64.");
  return std::make_unique<Radial>(static_cast<std::size_t>(centres), seed);
}

}  // namespace adv
