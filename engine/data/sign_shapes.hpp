// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/data/vector_drawing.hpp"

namespace adv {

/// One layer of paint; coordinates reach from -100 to 100, y down.
struct Mark {
  enum class Kind { Fill, Stroke, Rounded };  ///< Rounded: filled, with a stroke of the same colour around
  Kind kind = Kind::Fill;
  Colour colour{};
  double width = 0.0;
  std::vector<Contour> contours;
};

/// A sign from the outside in; the first mark is its plate.
struct SignShape {
  std::string label;
  std::vector<Mark> marks;
};

/// The signs in class order, after the Vienna Convention on Road Signs and Signals (1968) as drawn in Germany.
const std::vector<SignShape>& signShapes();

}  // namespace adv
