// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/playground/plane_models.hpp"

namespace adv {
namespace {

/// T_0 … T_n at t, with their derivatives.
struct Chebyshev {
  std::vector<double> values;
  std::vector<double> slopes;

  explicit Chebyshev(int degree) : values(static_cast<std::size_t>(degree) + 1, 1.0), slopes(values.size(), 0.0) {}
  void evaluate(double t) {
    values[1] = t;
    slopes[1] = 1.0;
    for (std::size_t n = 2; n < values.size(); ++n) {
      values[n] = 2 * t * values[n - 1] - values[n - 2];
      slopes[n] = 2 * values[n - 1] + 2 * t * slopes[n - 1] - slopes[n - 2];
    }
  }
};

class Polynomial final : public PlaneClassifier {
 public:
  explicit Polynomial(int degree) : m_degree(static_cast<std::size_t>(degree)), m_x(degree), m_y(degree) {
    add(1, false);
    add((m_degree + 1) * (m_degree + 2) / 2 - 1, true);
  }

  double logit(PlanePlace at) override {
    m_x.evaluate(at.x);
    m_y.evaluate(at.y);
    double sum = 0.0;
    forEachTerm(
        [&](std::size_t k, std::size_t i, std::size_t j) { sum += m_parameters[k] * m_x.values[i] * m_y.values[j]; });
    return sum;
  }

  PlanePlace backward(double weight, std::span<double> gradient) override {
    PlanePlace slope;
    forEachTerm([&](std::size_t k, std::size_t i, std::size_t j) {
      slope.x += m_parameters[k] * m_x.slopes[i] * m_y.values[j];
      slope.y += m_parameters[k] * m_x.values[i] * m_y.slopes[j];
      if (!gradient.empty()) gradient[k] += weight * m_x.values[i] * m_y.values[j];
    });
    return slope;
  }

 private:
  template <class Visit>
  void forEachTerm(Visit visit) const {
    std::size_t k = 0;
    for (std::size_t i = 0; i <= m_degree; ++i) {
      for (std::size_t j = 0; i + j <= m_degree; ++j) visit(k++, i, j);
    }
  }

  std::size_t m_degree;
  Chebyshev m_x;
  Chebyshev m_y;
};

}  // namespace

std::unique_ptr<PlaneClassifier> makePolynomial(int degree) { return std::make_unique<Polynomial>(degree); }

}  // namespace adv
