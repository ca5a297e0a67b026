// SPDX-License-Identifier: GPL-3.0-or-later
// Every pair, in double precision: the reference, and the quickest for small maps.
#include "engine/tensor/parallel.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "engine/embedding/repulsion.hpp"
#include "engine/embedding/vector_loops.hpp"

namespace adv {
namespace {

constexpr std::int64_t kPairsEachStep = 4'000'000;

class ExactRepulsion final : public Repulsion {
 public:
  void start(const Points& points) override {
    m_points = points;
    m_z.resize(points.size());
    m_force = Points(points.size());
    m_next = 0;
  }

  bool step() override {
    const auto count = static_cast<std::int64_t>(m_points.size());
    const std::int64_t end = std::min(count, m_next + std::max<std::int64_t>(1, kPairsEachStep / count));
    inParallel(m_next, end, 8, [&](std::int64_t first, std::int64_t last) {
      for (std::int64_t row = first; row < last; ++row) takeRow(static_cast<std::size_t>(row));
    });
    m_next = end;
    if (m_next < count) return true;
    m_normaliser = std::accumulate(m_z.begin(), m_z.end(), 0.0);
    return false;
  }

 private:
  void takeRow(std::size_t i) {
    RepulsionSums sums;
    sumRepulsion(m_points.x.data(), m_points.y.data(), static_cast<std::int64_t>(m_points.size()), m_points.x[i],
                 m_points.y[i], &sums);
    m_force.x[i] = sums.x;
    m_force.y[i] = sums.y;
    m_z[i] = sums.z - 1.0;
  }

  Points m_points;
  std::vector<double> m_z;
  std::int64_t m_next = 0;
};

}  // namespace

std::unique_ptr<Repulsion> makeExactRepulsion() { return std::make_unique<ExactRepulsion>(); }

std::unique_ptr<Repulsion> makeRepulsion(RepulsionMethod method) {
  if (method == RepulsionMethod::Exact) return makeExactRepulsion();
  if (method == RepulsionMethod::BarnesHut) return makeTreeRepulsion();
  return makeGridRepulsion();
}

}  // namespace adv
