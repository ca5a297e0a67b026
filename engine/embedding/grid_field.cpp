// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/grid_field.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace adv {
namespace {

constexpr double kLargestSpacing = 0.354;  ///< the kernels change on a scale of 1
constexpr double kFewestCells = 48;
constexpr std::int64_t kMostNodes = 1536;
constexpr std::int64_t kBorder = 4;  ///< nodes around the points: two for the splines, two for the kernels' wiggle
constexpr std::int64_t kSizeStep = 64;

/// The four cubic B-splines that are not 0 at a place between two nodes.
struct Weights {
  std::int64_t first;
  std::array<float, 4> w;

  explicit Weights(double place) {
    const double floor = std::floor(place);
    const auto t = static_cast<float>(place - floor);
    const float u = 1.0F - t;
    first = static_cast<std::int64_t>(floor) - 1;
    w = {u * u * u / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * u * u * u - 6 * u * u + 4) / 6, t * t * t / 6};
  }
};

/// A multiple of 64 that has no other prime factors than 2, 3 and 5.
std::int64_t transformSize(std::int64_t atLeast) {
  for (std::int64_t size = (atLeast + kSizeStep - 1) / kSizeStep * kSizeStep;; size += kSizeStep) {
    std::int64_t rest = size;
    for (const std::int64_t prime : {2, 3, 5}) {
      while (rest % prime == 0) rest /= prime;
    }
    if (rest == 1) return size;
  }
}

/// Transform of the cubic B-spline's values at the nodes (1/6, 4/6, 1/6).
at::Tensor splineTransform(std::int64_t size, std::int64_t count) {
  return (2 + (at::arange(count, at::kDouble) * (2 * std::numbers::pi / static_cast<double>(size))).cos()) / 3;
}

}  // namespace

void GridField::setBox(const Points& points) {
  const auto [left, right] = std::minmax_element(points.x.begin(), points.x.end());
  const auto [bottom, top] = std::minmax_element(points.y.begin(), points.y.end());
  const double width = std::max({*right - *left, *top - *bottom, 1e-6});
  // Spacings are powers of √2, so that the kernels seldom have to be made anew.
  const double wanted = std::exp2(std::floor(2 * std::log2(std::min(width / kFewestCells, kLargestSpacing))) / 2);
  m_spacing = std::max(wanted, width / static_cast<double>(kMostNodes - 2 * kBorder));
  m_left = *left - kBorder * m_spacing;
  m_bottom = *bottom - kBorder * m_spacing;
  m_nodes = static_cast<std::int64_t>(std::ceil(width / m_spacing)) + 2 * kBorder;
  m_size = transformSize(2 * m_nodes);
  m_made = 0;
}

void GridField::makeNextKernel() {
  const std::int64_t half = m_size / 2 + 1;
  if (m_made == 0) m_kernels = at::empty({3, m_size, half}, at::kComplexFloat);
  const at::Tensor steps = at::arange(m_size, at::kDouble);
  const at::Tensor offset = (at::where(steps <= m_size / 2, steps, steps - m_size) * m_spacing).to(at::kFloat);
  const at::Tensor dx = offset.unsqueeze(0);
  const at::Tensor dy = offset.unsqueeze(1);
  const at::Tensor z = (1.0 + dx.square() + dy.square()).reciprocal_();
  const at::Tensor kernel = m_made == 2 ? z : z.square().mul_(m_made == 0 ? dx : dy);
  const auto inverse = [&](std::int64_t count) {
    return splineTransform(m_size, count).square().reciprocal().to(at::kFloat);
  };
  m_kernels.select(0, m_made).copy_(at::fft_rfft2(kernel));
  m_kernels.select(0, m_made).mul_(inverse(m_size).unsqueeze(1)).mul_(inverse(half).unsqueeze(0));
  if (++m_made < m_kernels.size(0)) return;
  m_kernelSpacing = m_spacing;
  m_kernelSize = m_size;
}

/// In the points' order, by one thread: the sums then have the same bits always.
void GridField::spread(const Points& points) {
  if (!m_charge.defined() || m_charge.size(0) != m_size) {
    m_charge = at::empty({m_size, m_size}, at::kFloat);
    m_fields = at::empty({3, m_size, m_size}, at::kFloat);
  }
  m_charge.zero_();
  m_spectrum.reset();
  m_known = 0;
  float* charge = m_charge.mutable_data_ptr<float>();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Weights column((points.x[i] - m_left) / m_spacing);
    const Weights row((points.y[i] - m_bottom) / m_spacing);
    for (std::int64_t r = 0; r < 4; ++r) {
      float* cells = charge + (row.first + r) * m_size + column.first;
      for (std::size_t c = 0; c < 4; ++c) cells[c] += row.w[static_cast<std::size_t>(r)] * column.w[c];
    }
  }
}

bool GridField::transformNext() {
  if (areKernelsStale()) {
    makeNextKernel();
    return true;
  }
  if (!m_spectrum.defined()) {
    m_spectrum = at::fft_rfft2(m_charge);
    return true;
  }
  m_fields.select(0, m_known).copy_(at::fft_irfft2(m_spectrum * m_kernels.select(0, m_known), {{m_size, m_size}}));
  return ++m_known < m_fields.size(0);
}

FieldSums GridField::at(double x, double y) const {
  const Weights column((x - m_left) / m_spacing);
  const Weights row((y - m_bottom) / m_spacing);
  const float* fields = m_fields.const_data_ptr<float>() + row.first * m_size + column.first;
  const std::int64_t plane = m_size * m_size;
  std::array<float, 3> sums{};
  for (std::size_t field = 0; field < 3; ++field) {
    const float* cells = fields + static_cast<std::int64_t>(field) * plane;
    for (std::size_t r = 0; r < 4; ++r, cells += m_size) {
      float across = 0.0F;
      for (std::size_t c = 0; c < 4; ++c) across += column.w[c] * cells[c];
      sums[field] += row.w[r] * across;
    }
  }
  return {sums[0], sums[1], sums[2]};
}

std::pair<double, double> GridField::inside(double x, double y) const {
  const double low = 2 * m_spacing;
  const double high = static_cast<double>(m_nodes - 3) * m_spacing;
  return {m_left + std::clamp(x - m_left, low, high), m_bottom + std::clamp(y - m_bottom, low, high)};
}

}  // namespace adv
