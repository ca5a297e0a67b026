// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace adv {

/// Says when enough time has passed to tell of what is known so far: at once, and then every so often.
class NowAndThen {
 public:
  explicit NowAndThen(std::chrono::milliseconds between) : m_between(between) {}

  bool isDue() {
    const auto now = std::chrono::steady_clock::now();
    if (now < m_next) return false;
    m_next = now + m_between;
    return true;
  }

 private:
  std::chrono::milliseconds m_between;
  std::chrono::steady_clock::time_point m_next;
};

}  // namespace adv
