// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace adv {

/// +1 or -1 for each element, on the device of `like`: drawn on the CPU, so that a seed gives the same bits everywhere.
at::Tensor randomSigns(const at::Tensor& like, std::uint64_t seed);

}  // namespace adv
