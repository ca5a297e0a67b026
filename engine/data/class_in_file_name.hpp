// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace adv {

inline constexpr int kImageNetClasses = 1000;

/// The ImageNet class of a photograph that is called imagenet_<number>_<class>.<extension>; none for other names.
std::optional<int> classInFileName(const std::filesystem::path& file);

}  // namespace adv
