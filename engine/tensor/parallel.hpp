// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace adv {

/// Calls `work(first, last)` for parts of [begin, end) on as many threads as the engine computes with, and returns when
/// all are done. Parts have at least `grain` elements. `work` must not throw, nor call the tensor library.
void inParallel(std::int64_t begin, std::int64_t end, std::int64_t grain,
                const std::function<void(std::int64_t first, std::int64_t last)>& work);

}  // namespace adv
