// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_scene.hpp"

#include <algorithm>
#include <cmath>

namespace adv {
namespace {

AxisSpan nearestTexel(double centre) { return {static_cast<float>(std::floor(centre)), 1.0F, 1.0F, 0.0F}; }

AxisSpan coveredTexels(double from, double to, int texels) {
  from = std::max(from, 0.0);
  to = std::min(to, static_cast<double>(texels));
  const int first = static_cast<int>(std::floor(from));
  const int last = std::max(first, static_cast<int>(std::ceil(to)) - 1);
  if (first == last) return {static_cast<float>(first), 1.0F, 1.0F, 0.0F};
  const double length = to - from;
  return {static_cast<float>(first), static_cast<float>(last - first + 1),
          static_cast<float>((first + 1 - from) / length), static_cast<float>((to - last) / length)};
}

}  // namespace

QSize CanvasScene::pictureSize() const {
  if (mode.isPerturbation() && !content.comparable()) return {};
  const ImagePtr& image = content.picture(side);
  return image && !image->empty() ? QSize(image->width, image->height) : QSize();
}

std::vector<AxisSpan> axisSpans(double scale, double origin, int texels, int devicePixels) {
  std::vector<AxisSpan> spans(std::max(devicePixels, 0));
  if (!(scale > 0.0)) return spans;
  for (int p = 0; p < devicePixels; ++p) {
    const double centre = (p + 0.5 - origin) / scale;
    if (centre < 0.0 || centre >= texels) continue;
    spans[p] = scale >= 1.0 ? nearestTexel(centre) : coveredTexels(centre - 0.5 / scale, centre + 0.5 / scale, texels);
  }
  return spans;
}

bool isOnGrid(const std::vector<AxisSpan>& spans, int index, int gridWidth) {
  if (gridWidth <= 0 || index < gridWidth) return false;
  const AxisSpan& here = spans[index];
  const AxisSpan& before = spans[index - gridWidth];
  return here.isInside() && before.isInside() && here.first != before.first;
}

}  // namespace adv
