// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/pca.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>

namespace adv {
namespace {

constexpr std::int64_t kExactDimensions = 2048;
constexpr std::int64_t kOversampling = 10;
constexpr std::int64_t kPowerIterations = 7;
constexpr double kWorkEachStep = 1e9;  ///< floating-point operations
constexpr std::int64_t kMostRows = 4096;

/// An axis and its negative are equally good: the one whose largest entry is positive is taken.
at::Tensor withFixedSigns(const at::Tensor& axes) {
  const at::Tensor largest = axes.gather(0, axes.abs().argmax(0, true));
  return axes * at::where(largest < 0, -1.0, 1.0).to(axes.scalar_type());
}

}  // namespace

at::Tensor Pca::project(const at::Tensor& points) const { return at::mm(points, axes) - at::mv(axes.t(), mean); }

PcaFit::PcaFit(at::Tensor points, std::int64_t count, std::uint64_t seed)
    : m_points(std::move(points)), m_count(count), m_isExact(m_points.size(1) <= kExactDimensions) {
  const std::int64_t dimensions = m_points.size(1);
  m_result.mean = m_points.mean(0);
  if (m_isExact) {
    m_sum = at::zeros({dimensions, dimensions}, at::kDouble);
    return;
  }
  const std::int64_t width = std::min({count + kOversampling, m_points.size(0), dimensions});
  m_basis = at::randn({dimensions, width}, at::detail::createCPUGenerator(seed));
}

double PcaFit::done() const {
  return static_cast<double>(m_next) / static_cast<double>(m_isExact ? m_points.size(0) : kPowerIterations);
}

void PcaFit::step() {
  if (m_isExact) {
    m_next < m_points.size(0) ? addToCovariance() : solveCovariance();
  } else {
    m_next < kPowerIterations ? multiply() : solveSmall();
  }
}

/// XᵀX of the centred points, chunk by chunk, so that no copy of all points is made.
void PcaFit::addToCovariance() {
  const auto dimensions = static_cast<double>(m_points.size(1));
  const auto rows =
      std::clamp<std::int64_t>(static_cast<std::int64_t>(kWorkEachStep / (2 * dimensions * dimensions)), 1, kMostRows);
  const std::int64_t end = std::min(m_next + rows, m_points.size(0));
  const at::Tensor centred = m_points.slice(0, m_next, end) - m_result.mean;
  m_sum += at::mm(centred.t(), centred).to(at::kDouble);
  m_next = end;
}

void PcaFit::solveCovariance() {
  const auto degrees = static_cast<double>(std::max<std::int64_t>(m_points.size(0) - 1, 1));
  const auto [values, vectors] = at::linalg_eigh(m_sum / degrees);
  m_result.variance = values.flip(0).slice(0, 0, m_count).clamp_min(0);
  m_result.axes = withFixedSigns(vectors.flip(1).slice(1, 0, m_count)).to(at::kFloat).contiguous();
  m_isDone = true;
}

void PcaFit::multiply() {
  const at::Tensor centred = m_points - m_result.mean;
  m_basis = std::get<0>(at::linalg_qr(at::mm(centred.t(), at::mm(centred, m_basis))));
  ++m_next;
}

void PcaFit::solveSmall() {
  const auto [u, values, vh] = at::linalg_svd(at::mm(m_points - m_result.mean, m_basis), false);
  const auto degrees = static_cast<double>(std::max<std::int64_t>(m_points.size(0) - 1, 1));
  m_result.variance = values.slice(0, 0, m_count).to(at::kDouble).square() / degrees;
  m_result.axes = withFixedSigns(at::mm(m_basis, vh.t()).slice(1, 0, m_count)).contiguous();
  m_isDone = true;
}

Pca findPrincipalAxes(const at::Tensor& points, std::int64_t count, std::uint64_t seed) {
  PcaFit fit(points, count, seed);
  while (!fit.isDone()) fit.step();
  return fit.take();
}

}  // namespace adv
