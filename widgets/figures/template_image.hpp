// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "engine/api/linear.hpp"

namespace adv {

/// Weights of a class as a picture; w of class 1 and -w of class 0 where there is one row for two classes.
std::vector<float> templateOf(const linear::Weights& weights, int classIndex);

/// The largest weight in size: of one class, or of all.
double templateScale(const linear::Weights& weights, int classIndex);
double sharedTemplateScale(const linear::Weights& weights);

/// One pixel for each of the picture. Grey is 0. With one channel blue is -scale and red +scale; with three, each
/// channel is darker than grey for negative and lighter for positive weights (Karpathy 2015).
QImage templateImage(const linear::Weights& weights, int classIndex, double scale);

}  // namespace adv
