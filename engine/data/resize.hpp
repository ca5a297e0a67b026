// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.hpp"

namespace adv {

/// Brings a picture to a network's input: grey <-> RGB, then the size. With `crop` the largest centred part of the
/// right proportions is kept and scaled (area averages when it shrinks, bilinear when it grows); without, the whole
/// picture is stretched as cv::resize does it bilinearly on bytes, which is how published references prepare theirs. A
/// picture that already fits comes back unchanged. Throws `Failure` for an empty picture or one of 2 or more than 3
/// channels.
Image fitToInput(const Image& image, int width, int height, int channels, bool crop);

/// Area averages, where a side is longer than `longestSide` pixels; otherwise the picture itself.
ImagePtr scaledDown(const ImagePtr& image, int longestSide);

}  // namespace adv
