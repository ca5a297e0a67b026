// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace adv {

/// Writes to a temporary file beside `file`, which then takes its name: a file is there whole or not at all.
/// Throws `Failure` naming what to check.
void writeWholeFile(const std::filesystem::path& file, std::string_view bytes);

}  // namespace adv
