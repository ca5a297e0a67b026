// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/picture_order.hpp"

#include <numeric>
#include <utility>

namespace adv {

int PictureOrder::at(std::uint64_t seed, int epoch, int index) {
  Draws draws = drawsOf(seed, epoch);
  if (m_order.empty() || m_state != draws.state()) {
    m_state = draws.state();
    m_order.resize(static_cast<std::size_t>(m_count));
    std::iota(m_order.begin(), m_order.end(), 0);
    for (int last = m_count - 1; last > 0; --last)
      std::swap(m_order[static_cast<std::size_t>(last)], m_order[static_cast<std::size_t>(draws.below(last + 1))]);
  }
  return m_order[static_cast<std::size_t>(index)];
}

}  // namespace adv
