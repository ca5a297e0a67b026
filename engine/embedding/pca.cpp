// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/pca.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>

namespace adv {
namespace {

constexpr std::int64_t kExactDimensions = 2048;
constexpr std::int64_t kWholeDimensions = 160;  ///< up to here all eigenvectors take a millisecond or two
constexpr std::int64_t kOversampling = 10;      ///< where randomised; the exact iteration takes twice the axes
constexpr int kPowerIterations = 7;
constexpr int kCheckEvery = 4;
constexpr int kMostRounds = 80;
constexpr double kTolerance = 1e-8;
constexpr double kWorkEachStep = 5e8;   ///< floating-point operations
constexpr double kWorkOfReading = 100;  ///< a number that only comes from memory, as such operations
constexpr std::int64_t kMostRows = 4096;

/// An axis and its negative are equally good: the one whose largest entry is positive is taken.
at::Tensor withFixedSigns(const at::Tensor& axes) {
  const at::Tensor largest = axes.gather(0, axes.abs().argmax(0, true));
  return axes * at::where(largest < 0, -1.0, 1.0).to(axes.scalar_type());
}

at::Tensor orthonormal(const at::Tensor& columns) { return std::get<0>(at::linalg_qr(columns)); }

}  // namespace

at::Tensor Pca::project(const at::Tensor& points) const { return at::mm(points, axes) - at::mv(axes.t(), mean); }

PcaFit::PcaFit(at::Tensor points, std::int64_t count, std::uint64_t seed)
    : m_points(std::move(points)),
      m_count(count),
      m_seed(seed),
      m_isExact(m_points.size(1) <= kExactDimensions),
      m_sum(at::zeros({m_points.size(1)}, at::kDouble)) {}

double PcaFit::done() const {
  const double rows = static_cast<double>(m_next) / static_cast<double>(m_points.size(0));
  if (m_phase == Phase::Mean) return 0.1 * rows;
  if (m_phase == Phase::Covariance) return 0.1 + 0.7 * rows;
  if (m_isExact) return 0.8 + 0.2 * m_rounds / kMostRounds;
  return 0.1 + 0.9 * (m_rounds + rows) / (kPowerIterations + 1);
}

/// As many rows as a short step can take.
at::Tensor PcaFit::nextRows(double workOfRow) {
  const auto rows = std::clamp<std::int64_t>(static_cast<std::int64_t>(kWorkEachStep / workOfRow), 1, kMostRows);
  const std::int64_t begin = m_next;
  m_next = std::min(m_next + rows, m_points.size(0));
  return m_points.slice(0, begin, m_next);
}

void PcaFit::step() {
  if (m_phase == Phase::Mean) return addToMean();
  if (m_phase == Phase::Covariance) return addToCovariance();
  if (!m_isExact) return multiplySome();
  if (m_points.size(1) <= kWholeDimensions) return solveWhole();
  endRound(at::mm(m_squares, m_basis));
}

void PcaFit::addToMean() {
  m_sum += nextRows(kWorkOfReading * static_cast<double>(m_points.size(1))).sum(0, false, at::kDouble);
  if (m_next < m_points.size(0)) return;
  m_result.mean = (m_sum / m_points.size(0)).to(at::kFloat);
  m_next = 0;
  const std::int64_t dimensions = m_points.size(1);
  m_phase = m_isExact ? Phase::Covariance : Phase::Iterate;
  const auto type = m_isExact ? at::kDouble : at::kFloat;
  const std::int64_t width =
      std::min({m_isExact ? 2 * m_count + kOversampling : m_count + kOversampling, m_points.size(0), dimensions});
  m_basis = orthonormal(at::randn({dimensions, width}, at::detail::createCPUGenerator(m_seed), type));
  if (m_isExact) {
    m_squares = at::zeros({dimensions, dimensions}, at::kDouble);
  } else {
    m_product = at::zeros_like(m_basis);
  }
}

/// XᵀX of the centred points, so that no copy of all points is made.
void PcaFit::addToCovariance() {
  const auto dimensions = static_cast<double>(m_points.size(1));
  const at::Tensor centred = nextRows(2 * dimensions * dimensions) - m_result.mean;
  m_squares += at::mm(centred.t(), centred).to(at::kDouble);
  if (m_next == m_points.size(0)) m_phase = Phase::Iterate;
}

void PcaFit::multiplySome() {
  const auto work = 4.0 * static_cast<double>(m_points.size(1)) * static_cast<double>(m_basis.size(1));
  const at::Tensor centred = nextRows(work) - m_result.mean;
  m_product += at::mm(centred.t(), at::mm(centred, m_basis));
  if (m_next < m_points.size(0)) return;
  m_next = 0;
  endRound(m_product);
  m_product = at::zeros_like(m_basis);
}

/// `product` is XᵀX times the basis.
void PcaFit::endRound(const at::Tensor& product) {
  ++m_rounds;
  if (!m_isExact && m_rounds > kPowerIterations) return solveInside(product);
  if (m_isExact && m_rounds % kCheckEvery == 0) {
    if (largestResidual(product) < kTolerance) return solveInside(product);
    if (m_rounds >= kMostRounds) return solveWhole();
  }
  m_basis = orthonormal(product);
}

PcaFit::Ritz PcaFit::ritzPairs(const at::Tensor& product) const {
  const at::Tensor small = at::mm(m_basis.t(), product).to(at::kDouble);
  const auto [values, vectors] = at::linalg_eigh((small + small.t()) / 2);
  return {values.flip(0).slice(0, 0, m_count),
          vectors.flip(1).slice(1, 0, m_count).to(m_basis.scalar_type()).contiguous()};
}

double PcaFit::largestResidual(const at::Tensor& product) const {
  const Ritz ritz = ritzPairs(product);
  const at::Tensor missed = at::mm(product, ritz.vectors) - at::mm(m_basis, ritz.vectors) * ritz.values;
  return (missed.norm(2, {0}).max() / ritz.values[0]).item<double>();
}

void PcaFit::solveInside(const at::Tensor& product) {
  const Ritz ritz = ritzPairs(product);
  finish(ritz.values, at::mm(m_basis, ritz.vectors));
}

void PcaFit::solveWhole() {
  const auto [values, vectors] = at::linalg_eigh(m_squares);
  finish(values.flip(0).slice(0, 0, m_count), vectors.flip(1).slice(1, 0, m_count));
}

void PcaFit::finish(const at::Tensor& squares, const at::Tensor& axes) {
  const auto degrees = static_cast<double>(std::max<std::int64_t>(m_points.size(0) - 1, 1));
  m_result.variance = (squares / degrees).clamp_min(0);
  m_result.axes = withFixedSigns(axes).to(at::kFloat).contiguous();
  m_phase = Phase::Done;
}

Pca findPrincipalAxes(const at::Tensor& points, std::int64_t count, std::uint64_t seed) {
  PcaFit fit(points, count, seed);
  while (!fit.isDone()) fit.step();
  return fit.take();
}

}  // namespace adv
