// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace adv {

/// Squared Euclidean distances between all of some rows, summed up over a few columns at a time. The caller owns the
/// loop.
class PairDistances {
 public:
  /// `rows` [N, D] float32.
  explicit PairDistances(at::Tensor rows);

  /// Some columns more; false where everything is known.
  bool step();
  /// [N, N] float32.
  at::Tensor squares() const;

 private:
  at::Tensor m_rows;
  at::Tensor m_products;  ///< [N, N], of the columns so far, each less its mean
  std::int64_t m_next = 0;
};

/// A set of n points and another one of as many, whose point i is the partner of point i, with the squared distances
/// between them, [2n, 2n]. Each point's `each` nearest others vote; its partner is left out. `each` is at least 1 and
/// below n.
class TwoSets {
 public:
  TwoSets(const at::Tensor& squares, std::int64_t each);

  /// Accuracy of the vote on which of the two sets a point is from, in [0, 1]; a tie counts half.
  double separation() const;
  /// Of the other set's points that are `asked`, the share that have more of the class `to` than of `from` among their
  /// nearest points of the first set, whose `classes` are given; a tie counts half. 0 where none is asked.
  double crossing(const std::vector<int>& classes, const std::vector<int>& from, const std::vector<int>& to,
                  const std::vector<bool>& asked) const;

 private:
  std::vector<std::int64_t> nearest(std::int64_t row, std::int64_t among) const;

  at::Tensor m_squares;
  std::int64_t m_count;
  std::int64_t m_each;
};

}  // namespace adv
