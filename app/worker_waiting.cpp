// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker_waiting.hpp"

#include <unistd.h>

#include <cstdlib>

namespace adv {
namespace {

constexpr char kSpins[] = "10000";

}  // namespace

void waitBriefly(char** argv) {
  if (std::getenv("GOMP_SPINCOUNT") || std::getenv("OMP_WAIT_POLICY")) return;
  setenv("GOMP_SPINCOUNT", kSpins, 1);
  execv("/proc/self/exe", argv);
}

}  // namespace adv
