// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/box_hyperplane.hpp"

#include <ATen/ATen.h>

namespace adv {
namespace {

/// Below any float32 that is divided by here.
constexpr double kTiny = 1e-300;

}  // namespace

// Component i moves by min(λ b_i, room_i) in the direction that lowers |value|, with b = 1 for L∞ and b = |w| for L2.
// What that gains, Σ |w_i| min(λ b_i, room_i), is piecewise linear in λ and bends where a component meets the box.
at::Tensor stepToHyperplane(const at::Tensor& xPixel, const at::Tensor& normal, const at::Tensor& value,
                            BallNorm norm) {
  const at::Tensor x = xPixel.flatten(1).to(at::kDouble);
  const at::Tensor w = normal.flatten(1).to(at::kDouble);
  const at::Tensor needed = value.to(at::kDouble).abs().unsqueeze(1);
  const at::Tensor direction = -w.sign() * value.to(at::kDouble).sign().unsqueeze(1);
  const at::Tensor room = at::where(direction.gt(0), 1 - x, x) * w.ne(0);
  const at::Tensor size = w.abs();
  const at::Tensor speed = norm == BallNorm::Linf ? at::ones_like(size) : size;

  const auto [bend, order] = (room / speed.clamp_min(kTiny)).sort(1);
  const at::Tensor full = (size * room).gather(1, order);
  const at::Tensor slope = (size * speed).gather(1, order);
  const at::Tensor fullBefore = full.cumsum(1) - full;
  const at::Tensor slopeFrom = slope.flip(1).cumsum(1).flip(1);
  const at::Tensor gained = fullBefore + bend * slopeFrom;

  const std::int64_t last = x.size(1) - 1;
  const at::Tensor piece = gained.lt(needed).sum(1, true);
  const at::Tensor index = piece.clamp_max(last);
  const at::Tensor within = (needed - fullBefore.gather(1, index)) / slopeFrom.gather(1, index).clamp_min(kTiny);
  const at::Tensor lambda = at::where(piece.gt(last), bend.narrow(1, last, 1), within);
  return (direction * at::minimum(lambda * speed, room)).to(xPixel.scalar_type()).view_as(xPixel);
}

}  // namespace adv
