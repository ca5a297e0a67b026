// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace adv {

enum class ImageFormat { Png, Jpeg, Bmp, WebP, Pnm };

/// What the first bytes of a picture say, and whether the file holds as much as they promise.
struct ImageHeader {
  ImageFormat format = ImageFormat::Png;
  std::uint64_t width = 0;
  std::uint64_t height = 0;
  bool complete = false;  ///< the end marker, or the last pixel, is there
};

/// Empty where the bytes are none of the formats, or their header is cut short or nonsense.
std::optional<ImageHeader> readImageHeader(std::string_view file);

}  // namespace adv
