// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process_memory.hpp"

#include <sys/resource.h>

#include <cstdlib>

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
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * kKibibyte;
}

}  // namespace adv
