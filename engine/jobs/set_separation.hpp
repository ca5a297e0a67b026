// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "engine/embedding/neighbours.hpp"

namespace adv {

/// Tells two sets of n points apart by their nearest neighbours, in short steps: as `EmbeddingDepthLayer` defines it.
class SetSeparation {
 public:
  /// The other set's point i is the partner of point i. `each` is at least 1 and below n.
  SetSeparation(const at::Tensor& clean, const at::Tensor& other, std::int64_t each);

  /// False where everything is known.
  bool step();

  /// Accuracy of the vote on which of the two sets a point is from, in [0, 1].
  double separation() const;
  /// Of those of the other set that are `asked`, the share that have more of the class `to` than of `from` among their
  /// nearest clean points. `classes` are those of the clean points; 0 where none is asked.
  double crossing(const std::vector<int>& classes, const std::vector<int>& from, const std::vector<int>& to,
                  const std::vector<bool>& asked) const;

 private:
  at::Tensor m_both;
  std::int64_t m_count;
  std::int64_t m_each;
  NeighbourSearch m_amongBoth;
  NeighbourSearch m_amongClean;
  Neighbours m_ofBoth;
  Neighbours m_ofClean;
};

}  // namespace adv
