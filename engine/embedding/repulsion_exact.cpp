// SPDX-License-Identifier: GPL-3.0-or-later
// Every pair: in double precision the reference, in single precision the quickest for maps of a few thousand points.
#include "engine/tensor/parallel.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "engine/embedding/repulsion.hpp"
#include "engine/embedding/vector_loops.hpp"

namespace adv {
namespace {

constexpr std::int64_t kPairsEachStep = 4'000'000;

template <class Number>
class PairRepulsion final : public Repulsion {
 public:
  void start(const Points& points) override {
    m_x.assign(points.x.begin(), points.x.end());
    m_y.assign(points.y.begin(), points.y.end());
    m_z.resize(points.size());
    m_force = Points(points.size());
    m_next = 0;
  }

  bool step() override {
    const auto count = static_cast<std::int64_t>(m_x.size());
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
    sumRepulsion(m_x.data(), m_y.data(), static_cast<std::int64_t>(m_x.size()), m_x[i], m_y[i], &sums);
    m_force.x[i] = sums.x;
    m_force.y[i] = sums.y;
    m_z[i] = sums.z - 1.0;
  }

  std::vector<Number> m_x;
  std::vector<Number> m_y;
  std::vector<double> m_z;
  std::int64_t m_next = 0;
};

}  // namespace

std::unique_ptr<Repulsion> makeExactRepulsion() { return std::make_unique<PairRepulsion<double>>(); }
std::unique_ptr<Repulsion> makePairsRepulsion() { return std::make_unique<PairRepulsion<float>>(); }

std::unique_ptr<Repulsion> makeRepulsion(RepulsionMethod method) {
  if (method == RepulsionMethod::Exact) return makeExactRepulsion();
  if (method == RepulsionMethod::Pairs) return makePairsRepulsion();
  if (method == RepulsionMethod::BarnesHut) return makeTreeRepulsion();
  return makeGridRepulsion();
}

}  // namespace adv
