// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/describe.hpp"
#include "engine/api/image.hpp"

namespace adv {

/// A picture that makes sense for a network: the present one where the user brought it or it is of the network's data,
/// otherwise a good example.
ImageSource fittingImage(const ModelInfo& model, const ImageSource& present);

}  // namespace adv
