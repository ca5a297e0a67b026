// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "engine/tensor/random.hpp"

namespace adv {

/// The random moves of the Square attack (Andriushchenko, Croce, Flammarion, Hein 2020), each picture with its own
/// window and signs. `rows` [n] int64 says which pictures of the batch are meant; their streams of draws are used.
class SquareWindows {
 public:
  /// `xPixel` [N, C, H, W]: the whole batch.
  SquareWindows(const at::Tensor& xPixel, std::uint64_t seed);

  /// Side of a square that covers the share `p` of a picture, rounded; at least 1.
  std::int64_t sideOf(double p) const;

  /// [n, C, 1, W] of ±1: the vertical stripes of the L∞ start (section 3.3).
  at::Tensor stripes(const at::Tensor& rows);
  /// [n, C, H, W]: ±1 in a square window, the same sign in all of a channel; 0 elsewhere (algorithm 2).
  at::Tensor square(const at::Tensor& rows, std::int64_t side);
  /// [n, C, H, W]: tiles of a grid of about 5×5, each filled with η of random signs (section 3.4).
  at::Tensor grid(const at::Tensor& rows);
  /// A new change of Euclidean length at most `epsilon`: the budget of two windows and what is unused goes into the
  /// first of them, shaped as η (algorithm 3). `change` [n, C, H, W] is the present one.
  at::Tensor moved(const at::Tensor& rows, const at::Tensor& change, std::int64_t side, double epsilon);

 private:
  struct Corner {
    at::Tensor top;   ///< [n] int64
    at::Tensor left;  ///< [n] int64
  };
  Corner corner(const at::Tensor& rows, std::int64_t side);
  /// [n, 1, H, W]: 1 inside.
  at::Tensor mask(const Corner& corner, std::int64_t side) const;
  /// [n, C, H, W]: η of the window, of either orientation, with a random sign for each channel.
  at::Tensor shape(const at::Tensor& rows, const Corner& corner, std::int64_t side);
  /// [n, C, 1, columns] of ±1.
  at::Tensor signs(const at::Tensor& rows, std::int64_t columns);
  /// [n] int64 in [0, bound).
  at::Tensor indices(const at::Tensor& rows, std::int64_t bound);

  ImageDraws m_draws;
  at::Device m_device;
  std::int64_t m_channels;
  std::int64_t m_height;
  std::int64_t m_width;
};

/// [side, side] of Euclidean length 1: two halves of opposite sign, each falling off from its middle as
/// η_{r,s} = Σ_{k=0}^{M(r,s)} 1 / (n + 1 − k)² (equation 2).
at::Tensor squareEta(std::int64_t side);

}  // namespace adv
