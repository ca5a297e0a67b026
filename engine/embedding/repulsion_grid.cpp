// SPDX-License-Identifier: GPL-3.0-or-later
// All pairs at once, as convolutions on a grid.
#include "engine/tensor/parallel.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "engine/embedding/grid_field.hpp"
#include "engine/embedding/repulsion.hpp"

namespace adv {
namespace {

class GridRepulsion final : public Repulsion {
 public:
  void start(const Points& points) override {
    m_points = &points;
    m_force = Points(points.size());
    m_z.resize(points.size());
    m_phase = Phase::Spread;
  }

  bool step() override {
    if (m_phase == Phase::Spread) {
      m_field.setBox(*m_points);
      m_field.spread(*m_points);
      m_phase = Phase::Transform;
      return true;
    }
    if (m_phase == Phase::Transform) {
      if (!m_field.transformNext()) m_phase = Phase::Gather;
      return true;
    }
    gather();
    return false;
  }

 private:
  enum class Phase { Spread, Transform, Gather };

  void gather() {
    inParallel(0, static_cast<std::int64_t>(m_points->size()), 512, [&](std::int64_t first, std::int64_t last) {
      for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
        const FieldSums sums = m_field.at(m_points->x[i], m_points->y[i]);
        m_force.x[i] = sums.x;
        m_force.y[i] = sums.y;
        m_z[i] = sums.z - 1.0;
      }
    });
    m_normaliser = std::accumulate(m_z.begin(), m_z.end(), 0.0);
  }

  const Points* m_points = nullptr;
  std::vector<double> m_z;
  GridField m_field;
  Phase m_phase = Phase::Spread;
};

}  // namespace

std::unique_ptr<Repulsion> makeGridRepulsion() { return std::make_unique<GridRepulsion>(); }

}  // namespace adv
