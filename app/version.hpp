// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adv {

inline constexpr char kVersion[] = "0.1.0";

}  // namespace adv
