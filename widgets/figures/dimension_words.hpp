// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/dimensions.hpp"

namespace adv {

/// "28 × 28 = 784", "224 × 224 × 3 = 150,528".
QString shapeText(const PictureOfNumbers& shape);
/// "At d = 784 a nudge of 10.8/255 of every number flips the class."
QString dimensionSentence(const DimensionPicture& picture);
/// What random noise of the same size does.
QString dimensionReason(const DimensionPicture& picture);
/// What the trained classifiers need, one sentence; empty where there are none.
QString trainedSentence(const DimensionsTrained& trained);
/// "softmax regression on MNIST".
QString trainedName(const std::string& data);

}  // namespace adv
