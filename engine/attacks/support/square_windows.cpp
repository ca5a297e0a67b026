// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/square_windows.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace adv {
namespace {

/// Keeps a length that is divided by from vanishing.
constexpr double kTiny = 1e-12;

at::Tensor channelLengths(const at::Tensor& x) { return x.square().sum({2, 3}, true).sqrt(); }

/// One half of η, before it is scaled.
at::Tensor fallingOff(std::int64_t height, std::int64_t width) {
  const std::int64_t n = std::max(height, width) / 2;
  const at::Tensor values = at::zeros({height, width});
  auto value = values.accessor<float, 2>();
  for (std::int64_t r = 0; r < height; ++r) {
    for (std::int64_t s = 0; s < width; ++s) {
      const std::int64_t distance = std::max(std::abs(r - height / 2), std::abs(s - width / 2));
      for (std::int64_t ring = distance + 1; ring <= n + 1; ++ring)
        value[r][s] += 1.0F / static_cast<float>(ring * ring);
    }
  }
  return values;
}

}  // namespace

at::Tensor squareEta(std::int64_t side) {
  const std::int64_t half = side / 2;
  const at::Tensor lower = fallingOff(side - half, side);
  const at::Tensor upper = fallingOff(half, side);
  const at::Tensor eta = at::cat({upper / (upper.norm() + kTiny), -lower / lower.norm()});
  return eta / eta.norm();
}

SquareWindows::SquareWindows(const at::Tensor& xPixel, std::uint64_t seed)
    : m_draws(xPixel, seed),
      m_device(xPixel.device()),
      m_channels(xPixel.size(1)),
      m_height(xPixel.size(2)),
      m_width(xPixel.size(3)) {}

std::int64_t SquareWindows::sideOf(double p) const {
  const double area = p * static_cast<double>(m_height * m_width);
  return std::clamp<std::int64_t>(std::llround(std::sqrt(area)), 1, std::min(m_height, m_width));
}

at::Tensor SquareWindows::stripes(const at::Tensor& rows) { return signs(rows, m_width); }

at::Tensor SquareWindows::square(const at::Tensor& rows, std::int64_t side) {
  const at::Tensor window = mask(corner(rows, side), side);
  return window * signs(rows, 1);
}

at::Tensor SquareWindows::grid(const at::Tensor& rows) {
  const std::int64_t side = std::max<std::int64_t>(m_height / 5, 1);
  const std::int64_t down = m_height / side;
  const std::int64_t across = m_width / side;
  at::Tensor change = at::zeros({rows.size(0), m_channels, m_height, m_width}, m_device);
  for (std::int64_t tile = 0; tile < down * across; ++tile) {
    const std::int64_t top = (m_height - down * side) / 2 + tile / across * side;
    const std::int64_t left = (m_width - across * side) / 2 + tile % across * side;
    change += shape(rows, {at::full_like(rows, top), at::full_like(rows, left)}, side);
  }
  return change;
}

at::Tensor SquareWindows::moved(const at::Tensor& rows, const at::Tensor& change, std::int64_t side, double epsilon) {
  const Corner first = corner(rows, side);
  const at::Tensor inFirst = mask(first, side);
  const at::Tensor inEither = at::maximum(inFirst, mask(corner(rows, side), side));
  const at::Tensor old = change * inFirst;
  const at::Tensor fresh = shape(rows, first, side) + old / channelLengths(old).clamp_min(kTiny);
  const at::Tensor unused = (epsilon * epsilon - change.square().sum({1, 2, 3}, true)).clamp_min(0);
  const at::Tensor budget =
      (channelLengths(change * inEither).square() + unused / static_cast<double>(m_channels)).sqrt();
  return change * (1 - inEither) + fresh * (budget / channelLengths(fresh).clamp_min(kTiny));
}

SquareWindows::Corner SquareWindows::corner(const at::Tensor& rows, std::int64_t side) {
  at::Tensor top = indices(rows, m_height - side + 1);
  return {std::move(top), indices(rows, m_width - side + 1)};
}

at::Tensor SquareWindows::mask(const Corner& corner, std::int64_t side) const {
  const at::Tensor row = at::arange(m_height, corner.top.options()) - corner.top.unsqueeze(1);
  const at::Tensor column = at::arange(m_width, corner.left.options()) - corner.left.unsqueeze(1);
  const at::Tensor inRow = row.ge(0).logical_and(row.lt(side)).to(at::kFloat);
  const at::Tensor inColumn = column.ge(0).logical_and(column.lt(side)).to(at::kFloat);
  return inRow.reshape({-1, 1, m_height, 1}) * inColumn.reshape({-1, 1, 1, m_width});
}

at::Tensor SquareWindows::shape(const at::Tensor& rows, const Corner& corner, std::int64_t side) {
  const at::Tensor row = (at::arange(m_height, rows.options()) - corner.top.unsqueeze(1)).clamp_(0, side - 1);
  const at::Tensor column = (at::arange(m_width, rows.options()) - corner.left.unsqueeze(1)).clamp_(0, side - 1);
  const at::Tensor upright = row.unsqueeze(2) * side + column.unsqueeze(1);
  const at::Tensor lying = column.unsqueeze(1) * side + row.unsqueeze(2);
  const at::Tensor isLying = indices(rows, 2).eq(1).reshape({-1, 1, 1});
  const at::Tensor eta = squareEta(side).to(m_device).take(at::where(isLying, lying, upright));
  return eta.unsqueeze(1) * mask(corner, side) * signs(rows, 1);
}

at::Tensor SquareWindows::signs(const at::Tensor& rows, std::int64_t columns) {
  const at::Tensor cpuRows = rows.to(at::kCPU);
  const std::vector<std::int64_t> size = {m_channels, 1, columns};
  const at::Tensor drawn = at::empty({cpuRows.size(0), m_channels, 1, columns});
  for (std::int64_t i = 0; i < cpuRows.size(0); ++i)
    drawn[i] = at::randint(0, 2, size, m_draws.of(cpuRows.const_data_ptr<std::int64_t>()[i]), at::kFloat);
  return drawn.mul_(2).sub_(1).to(m_device);
}

at::Tensor SquareWindows::indices(const at::Tensor& rows, std::int64_t bound) {
  const at::Tensor cpuRows = rows.to(at::kCPU);
  const at::Tensor drawn = at::empty_like(cpuRows);
  for (std::int64_t i = 0; i < cpuRows.size(0); ++i)
    drawn.mutable_data_ptr<std::int64_t>()[i] = m_draws.indexOf(cpuRows.const_data_ptr<std::int64_t>()[i], bound);
  return drawn.to(m_device);
}

}  // namespace adv
