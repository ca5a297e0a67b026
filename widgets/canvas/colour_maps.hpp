// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRgb>
#include <array>

namespace adv {

using ColourMap = std::array<QRgb, 256>;

/// Blue – grey – red, safe for the colour-blind; entry 128 is exactly grey.
/// Moreland, Diverging Color Maps for Scientific Visualization, ISVC 2009.
const ColourMap& divergingMap();

/// Dark blue to yellow, evenly rising in lightness. Smith and van der Walt, viridis, 2015 (CC0).
const ColourMap& viridisMap();

}  // namespace adv
