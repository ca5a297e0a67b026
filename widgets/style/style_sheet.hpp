// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "widgets/style/theme.hpp"

namespace adv {

/// What Qt's palette cannot say: corners, hairlines, type sizes.
QString styleSheetOf(const Theme& theme, double typeScale);

}  // namespace adv
