// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/data/draws.hpp"
#include "engine/playground/plane_classifier.hpp"

namespace adv {

/// The direction of length 1 in `norm` in which the loss of `label` grows fastest: the gradient itself (L2), or its
/// sign (L∞; Goodfellow, Shlens, Szegedy 2014, section 3). (0, 0) where the gradient is zero.
PlanePlace attackDirection(PlaneClassifier& classifier, PlanePlace at, PlaneClass label, PlaneNorm norm);

/// A direction of length 1 in `norm` at a random angle.
PlanePlace randomDirection(PlaneNorm norm, Draws& draws);

PlanePlace moved(PlanePlace from, PlanePlace direction, double length);
double distanceBetween(PlanePlace a, PlanePlace b);

/// A place on the boundary as near to `from` as the gradient leads: it is followed in short steps until the class
/// changes, then the place slides along the boundary while it comes nearer (DeepFool's projection, Moosavi-Dezfooli et
/// al. 2016, repeated). None where the gradient vanishes or the way leaves twice the plane.
std::optional<PlanePlace> nearestBoundary(PlaneClassifier& classifier, PlanePlace from);

}  // namespace adv
