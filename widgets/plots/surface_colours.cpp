// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/surface_colours.hpp"

namespace adv {
namespace {

/// Of the class colours, without the blues and the vermilion that are taken; those come first that differ most and read
/// on light and dark ground.
constexpr int kOthers[] = {2, 3, 12, 16, 4, 10, 14, 13, 18, 11, 6, 15, 9, 19, 17, 8};

}  // namespace

SurfaceColours::SurfaceColours(const SurfaceReady& surface, const Theme& theme) {
  m_colours[surface.label] = theme.clean;
  m_colours.try_emplace(surface.adversarialClass, theme.adversarial);
  for (const int index : surface.classesSeen) add(index);
  for (const LogitLine& line : surface.lines) add(line.classIndex);
}

void SurfaceColours::add(int classIndex) {
  if (m_colours.contains(classIndex)) return;
  m_colours[classIndex] = classColour(kOthers[m_others++ % std::size(kOthers)]);
}

QColor SurfaceColours::of(int classIndex) const {
  const auto found = m_colours.find(classIndex);
  return found == m_colours.end() ? theme().control : found->second;
}

}  // namespace adv
