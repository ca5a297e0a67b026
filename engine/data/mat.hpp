// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core/mat.hpp>

#include "engine/api/image.hpp"

namespace adv {

/// A view of the picture's bytes; it lives as long as the picture and must not be written to.
cv::Mat viewOf(const Image& image);
/// Copies 8-bit pixels of 1 or 3 channels, whose order is kept.
Image imageOf(const cv::Mat& mat);

}  // namespace adv
