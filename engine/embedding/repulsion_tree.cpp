// SPDX-License-Identifier: GPL-3.0-or-later
// Barnes-Hut: far cells of a quadtree count as one point at their centre of mass (van der Maaten 2014, section 4.2).
#include "engine/tensor/parallel.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "engine/embedding/repulsion.hpp"

namespace adv {
namespace {

constexpr std::int64_t kInsertedEachStep = 8192;
constexpr std::int64_t kRowsEachStep = 4096;
constexpr int kMaximumDepth = 48;  ///< below that, points are as good as equal and share a leaf

struct Cell {
  double width = 0.0;
  double left = 0.0;
  double bottom = 0.0;
  double sumX = 0.0;  ///< over its points
  double sumY = 0.0;
  double mass = 0.0;
  std::array<int, 4> children{-1, -1, -1, -1};
  bool isLeaf = true;
};

/// A square of the plane, split where it holds more than one place.
class QuadTree {
 public:
  void reset(const Points& points) {
    const auto [left, right] = std::minmax_element(points.x.begin(), points.x.end());
    const auto [bottom, top] = std::minmax_element(points.y.begin(), points.y.end());
    const double width = std::max({*right - *left, *top - *bottom, 1e-12}) * (1.0 + 1e-9);
    m_cells.clear();
    m_cells.reserve(2 * points.size());
    m_cells.push_back({width, *left, *bottom});
  }

  void insert(double x, double y) {
    int at = 0;
    for (int depth = 0;; ++depth) {
      Cell& cell = m_cells[static_cast<std::size_t>(at)];
      const bool wasEmpty = cell.mass == 0.0;
      if (cell.isLeaf && !wasEmpty && depth < kMaximumDepth) split(at);
      Cell& grown = m_cells[static_cast<std::size_t>(at)];
      grown.sumX += x;
      grown.sumY += y;
      grown.mass += 1.0;
      if (grown.isLeaf) return;
      at = childFor(at, x, y);
    }
  }

  struct Sums {
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;
  };

  /// A cell that holds the point itself is always opened for theta below 0.7, as it is nearer than its own width.
  Sums sumsAt(double x, double y, double theta) const {
    Sums sums;
    std::array<int, 4 * kMaximumDepth + 4> open{};
    std::size_t count = 0;
    open[count++] = 0;
    while (count > 0) {
      const Cell& cell = m_cells[static_cast<std::size_t>(open[--count])];
      const double dx = x - cell.sumX / cell.mass;
      const double dy = y - cell.sumY / cell.mass;
      const double squared = dx * dx + dy * dy;
      if (cell.isLeaf || cell.width * cell.width < theta * theta * squared) {
        const double q = 1.0 / (1.0 + squared);
        sums.z += cell.mass * q;
        sums.x += cell.mass * q * q * dx;
        sums.y += cell.mass * q * q * dy;
        continue;
      }
      for (const int child : cell.children) {
        if (child >= 0) open[count++] = child;
      }
    }
    return sums;
  }

 private:
  /// A leaf becomes an inner cell; what it held goes to a child.
  void split(int at) {
    const Cell old = m_cells[static_cast<std::size_t>(at)];
    m_cells[static_cast<std::size_t>(at)].isLeaf = false;
    const int child = childFor(at, old.sumX / old.mass, old.sumY / old.mass);
    Cell& moved = m_cells[static_cast<std::size_t>(child)];
    moved.sumX = old.sumX;
    moved.sumY = old.sumY;
    moved.mass = old.mass;
  }

  int childFor(int at, double x, double y) {
    const Cell& cell = m_cells[static_cast<std::size_t>(at)];
    const double half = cell.width / 2;
    const bool isRight = x >= cell.left + half;
    const bool isTop = y >= cell.bottom + half;
    const std::size_t quarter = (isRight ? 1U : 0U) + (isTop ? 2U : 0U);
    if (cell.children[quarter] >= 0) return cell.children[quarter];
    const Cell made{half, cell.left + (isRight ? half : 0.0), cell.bottom + (isTop ? half : 0.0)};
    const int index = static_cast<int>(m_cells.size());
    m_cells[static_cast<std::size_t>(at)].children[quarter] = index;
    m_cells.push_back(made);
    return index;
  }

  std::vector<Cell> m_cells;
};

class TreeRepulsion final : public Repulsion {
 public:
  explicit TreeRepulsion(double theta) : m_theta(theta) {}

  void start(const Points& points) override {
    m_points = points;
    m_force = Points(points.size());
    m_z.resize(points.size());
    m_tree.reset(points);
    m_inserted = 0;
    m_next = 0;
  }

  bool step() override {
    const auto count = static_cast<std::int64_t>(m_points.size());
    if (m_inserted < count) {
      insertSome();
      return true;
    }
    const std::int64_t end = std::min(count, m_next + kRowsEachStep);
    inParallel(m_next, end, 64, [&](std::int64_t first, std::int64_t last) {
      for (std::int64_t row = first; row < last; ++row) takeRow(static_cast<std::size_t>(row));
    });
    m_next = end;
    if (m_next < count) return true;
    m_normaliser = std::accumulate(m_z.begin(), m_z.end(), 0.0);
    return false;
  }

 private:
  void insertSome() {
    const std::int64_t end = std::min(static_cast<std::int64_t>(m_points.size()), m_inserted + kInsertedEachStep);
    for (; m_inserted < end; ++m_inserted) {
      const auto i = static_cast<std::size_t>(m_inserted);
      m_tree.insert(m_points.x[i], m_points.y[i]);
    }
  }

  void takeRow(std::size_t i) {
    const auto sums = m_tree.sumsAt(m_points.x[i], m_points.y[i], m_theta);
    m_force.x[i] = sums.x;
    m_force.y[i] = sums.y;
    m_z[i] = sums.z - 1.0;
  }

  double m_theta;
  Points m_points;
  std::vector<double> m_z;
  QuadTree m_tree;
  std::int64_t m_inserted = 0;
  std::int64_t m_next = 0;
};

}  // namespace

std::unique_ptr<Repulsion> makeTreeRepulsion(double theta) { return std::make_unique<TreeRepulsion>(theta); }

}  // namespace adv
