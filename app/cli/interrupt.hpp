// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>

namespace adv {

/// While it lives, the first Ctrl+C (or a request to terminate) asks the work to end; the second ends the program at
/// once.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  bool wasRequested() const;

 private:
  struct sigaction m_before[2];
};

}  // namespace adv
