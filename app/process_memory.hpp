// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace adv {

/// Tells the C library to keep the memory that large tensors give back, and to hand it out again.
/// By default each tensor over 128 KiB gets fresh pages from the kernel, and every first touch of a
/// page is a fault: a tenth of the time of a step on a photograph. At most 512 MiB is kept.
/// To be called once, first thing in the program. Does nothing where the C library is not glibc.
void keepFreedMemory();

/// The most memory that the program had at a time, in bytes; 0 where the system does not tell. What whoever started it
/// had, which getrusage counts too, is left out.
std::int64_t peakMemory();

}  // namespace adv
