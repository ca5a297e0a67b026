// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/data/draws.hpp"

namespace adv {

/// A new order of pictures for each epoch (Fisher and Yates), a function of its seed and epoch alone. Remembers the
/// order that it was asked for last.
class PictureOrder {
 public:
  explicit PictureOrder(int count) : m_count(count) {}

  /// The draws that an epoch's order is made from; their state names the epoch.
  static Draws drawsOf(std::uint64_t seed, int epoch) { return {seed, static_cast<std::uint64_t>(epoch)}; }
  /// The picture at place `index` of the epoch.
  int at(std::uint64_t seed, int epoch, int index);

 private:
  int m_count;
  std::vector<int> m_order;
  std::uint64_t m_state = 0;  ///< of the draws of `m_order`
};

}  // namespace adv
