// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/colour_maps.hpp"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <span>

namespace adv {
namespace {

// Every second row of the 33 published ones; the blend between neighbours is linear in sRGB.
constexpr std::array<QRgb, 17> kCoolWarm = {0xff3b4cc0, 0xff4d68d7, 0xff6282ea, 0xff779af7, 0xff8db0fe, 0xffa3c2ff,
                                            0xffb8d0f9, 0xffccd9ee, 0xffdddddd, 0xffecd3c5, 0xfff5c4ad, 0xfff7b194,
                                            0xfff49a7b, 0xffec7f63, 0xffde604d, 0xffcb3e38, 0xffb40426};

constexpr std::array<QRgb, 10> kViridis = {0xff440154, 0xff482878, 0xff3e4a89, 0xff31688e, 0xff26828e,
                                           0xff1f9e89, 0xff35b779, 0xff6dcd59, 0xffb4de2c, 0xfffde725};

QRgb blend(QRgb from, QRgb to, double share) {
  const auto channel = [share](int a, int b) { return static_cast<int>(std::lround(a + share * (b - a))); };
  return qRgb(channel(qRed(from), qRed(to)), channel(qGreen(from), qGreen(to)), channel(qBlue(from), qBlue(to)));
}

/// The colour at `position` in [0, 1] along evenly spaced control points.
QRgb colourAt(std::span<const QRgb> points, double position) {
  const double along = position * static_cast<double>(points.size() - 1);
  const auto index = std::min(static_cast<std::size_t>(along), points.size() - 2);
  return blend(points[index], points[index + 1], along - static_cast<double>(index));
}

ColourMap makeDiverging() {
  ColourMap map;
  for (int i = 0; i < 256; ++i) map[i] = colourAt(kCoolWarm, i <= 128 ? i / 256.0 : 0.5 + (i - 128) / 254.0);
  return map;
}

ColourMap makeViridis() {
  ColourMap map;
  for (int i = 0; i < 256; ++i) map[i] = colourAt(kViridis, i / 255.0);
  return map;
}

}  // namespace

const ColourMap& divergingMap() {
  static const ColourMap map = makeDiverging();
  return map;
}

const ColourMap& viridisMap() {
  static const ColourMap map = makeViridis();
  return map;
}

}  // namespace adv
