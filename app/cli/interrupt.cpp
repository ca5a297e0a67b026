// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.hpp"

namespace adv {
namespace {

constexpr int kSignals[2] = {SIGINT, SIGTERM};
volatile std::sig_atomic_t requested = 0;

}  // namespace

InterruptGuard::InterruptGuard() {
  struct sigaction action = {};
  action.sa_handler = [](int) { requested = 1; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < 2; ++i) sigaction(kSignals[i], &action, &m_before[i]);
}

InterruptGuard::~InterruptGuard() {
  for (int i = 0; i < 2; ++i) sigaction(kSignals[i], &m_before[i], nullptr);
}

bool InterruptGuard::wasRequested() const { return requested != 0; }

}  // namespace adv
