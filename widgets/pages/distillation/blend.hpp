// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.hpp"

namespace adv {

/// The picture x + a (x′ − x) on the line through x and x′, clipped to what an 8-bit picture can show. Null where the
/// two do not have the same size.
ImagePtr blend(const ImagePtr& x, const ImagePtr& end, double a);

}  // namespace adv
