// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace adv {

/// The line icon ":/icons/<name>.svg" in the theme's text colour, and in its accent colour where checked. Empty where
/// there is none of that name.
QIcon themedIcon(const QString& name);

}  // namespace adv
