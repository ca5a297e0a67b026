// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/parallel.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <latch>

namespace adv {

void inParallel(std::int64_t begin, std::int64_t end, std::int64_t grain,
                const std::function<void(std::int64_t first, std::int64_t last)>& work) {
  const std::int64_t count = end - begin;
  const std::int64_t parts =
      std::clamp<std::int64_t>(count / std::max<std::int64_t>(grain, 1), 1, at::get_num_threads());
  if (count <= 0) return;
  const auto edge = [&](std::int64_t part) { return begin + count * part / parts; };
  std::latch others(parts - 1);
  for (std::int64_t part = 1; part < parts; ++part) {
    at::launch([&, part] {
      work(edge(part), edge(part + 1));
      others.count_down();
    });
  }
  work(begin, edge(1));
  others.wait();
}

}  // namespace adv
