// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace adv {

/// Notes for whoever looks into a problem; never the only place where a user could learn of it.
/// Written to standard error at the level that ADVSCOPE_LOG names (trace, debug, info, warn, error, off); by default
/// warn.
void logInfo(const std::string& text);
void logWarning(const std::string& text);
void logError(const std::string& text);

}  // namespace adv
