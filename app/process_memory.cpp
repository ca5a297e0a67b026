// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process_memory.hpp"

#include <cstdlib>
#include <fstream>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace adv {

void keepFreedMemory() {
#ifdef __GLIBC__
  constexpr int kMebibyte = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, 256 * kMebibyte);
  mallopt(M_TRIM_THRESHOLD, 512 * kMebibyte);
  mallopt(M_TOP_PAD, 64 * kMebibyte);
#endif
}

std::int64_t peakMemory() {
  constexpr std::int64_t kKibibyte = 1024;
  std::ifstream status("/proc/self/status");
  std::int64_t size = 0;
  for (std::string word; status >> word;) {
    if (word == "VmHWM:" && status >> size) return size * kKibibyte;
  }
  return 0;
}

}  // namespace adv
