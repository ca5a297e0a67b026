// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/pca.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>

namespace adv {
namespace {

constexpr std::int64_t kExactDimensions = 2048;
constexpr std::int64_t kOversampling = 10;
constexpr int kPowerIterations = 7;
constexpr std::int64_t kChunk = 4096;

/// XᵀX of the centred points, [D, D] float64, summed chunk by chunk so that no copy of all points is made.
at::Tensor covariance(const at::Tensor& points, const at::Tensor& mean) {
  const std::int64_t count = points.size(0);
  at::Tensor sum = at::zeros({points.size(1), points.size(1)}, at::kDouble);
  for (std::int64_t first = 0; first < count; first += kChunk) {
    const at::Tensor centred = points.slice(0, first, std::min(first + kChunk, count)) - mean;
    sum += at::mm(centred.t(), centred).to(at::kDouble);
  }
  return sum / static_cast<double>(std::max<std::int64_t>(count - 1, 1));
}

/// An axis and its negative are equally good: the one whose largest entry is positive is taken.
at::Tensor withFixedSigns(const at::Tensor& axes) {
  const at::Tensor largest = axes.gather(0, axes.abs().argmax(0, true));
  return axes * at::where(largest < 0, -1.0, 1.0).to(axes.scalar_type());
}

Pca exactAxes(const at::Tensor& points, const at::Tensor& mean, std::int64_t count) {
  const auto [values, vectors] = at::linalg_eigh(covariance(points, mean));
  Pca pca{mean, {}, values.flip(0).slice(0, 0, count).clamp_min(0)};
  pca.axes = withFixedSigns(vectors.flip(1).slice(1, 0, count)).to(at::kFloat).contiguous();
  return pca;
}

Pca randomisedAxes(const at::Tensor& points, const at::Tensor& mean, std::int64_t count, std::uint64_t seed) {
  const std::int64_t width = std::min({count + kOversampling, points.size(0), points.size(1)});
  const at::Tensor centred = points - mean;
  at::Tensor basis = at::randn({points.size(1), width}, at::detail::createCPUGenerator(seed));
  for (int i = 0; i < kPowerIterations; ++i)
    basis = std::get<0>(at::linalg_qr(at::mm(centred.t(), at::mm(centred, basis))));
  const auto [u, values, vh] = at::linalg_svd(at::mm(centred, basis), false);
  Pca pca{mean, {}, (values.slice(0, 0, count).to(at::kDouble).square() / std::max<double>(points.size(0) - 1.0, 1.0))};
  pca.axes = withFixedSigns(at::mm(basis, vh.t()).slice(1, 0, count)).contiguous();
  return pca;
}

}  // namespace

at::Tensor Pca::project(const at::Tensor& points) const { return at::mm(points - mean, axes); }

Pca findPrincipalAxes(const at::Tensor& points, std::int64_t count, std::uint64_t seed) {
  const at::Tensor mean = points.mean(0);
  if (points.size(1) <= kExactDimensions) return exactAxes(points, mean, count);
  return randomisedAxes(points, mean, count, seed);
}

}  // namespace adv
