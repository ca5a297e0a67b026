// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "engine/api/image.hpp"

namespace adv {

/// A copy as Grayscale8 (1 channel) or RGB888 (3 channels); a null QImage where `image` is empty or its size, channels
/// and bytes do not belong together.
QImage toQImage(const Image& image);

/// The 8-bit picture that a person sees: transparent parts lie on white, grey pictures keep one channel, anything else
/// becomes RGB. Empty where `image` is null.
Image fromQImage(const QImage& image);

}  // namespace adv
