// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/blend.hpp"

#include <algorithm>
#include <cmath>

namespace adv {

ImagePtr blend(const ImagePtr& x, const ImagePtr& end, double a) {
  if (!x || !end || x->pixels.size() != end->pixels.size()) return nullptr;
  auto picture = std::make_shared<Image>(*x);
  for (std::size_t i = 0; i < picture->pixels.size(); ++i) {
    const double from = x->pixels[i];
    const double value = from + a * (end->pixels[i] - from);
    picture->pixels[i] = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
  }
  return picture;
}

}  // namespace adv
