// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace adv {

/// SHA-256 in 64 lower-case hexadecimal digits. Throws `Failure` where the file cannot be read.
std::string sha256Of(const std::filesystem::path& file);
std::string sha256Of(const void* bytes, std::size_t count);

}  // namespace adv
