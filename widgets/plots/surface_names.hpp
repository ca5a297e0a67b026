// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/describe.hpp"
#include "engine/api/surface.hpp"
#include "widgets/plots/surface_painter.hpp"

namespace adv {

/// What a surface's axes and marks are called: "d₁: towards BIM, n/255 (L∞)", "d₂: random signs, n/255".
SurfaceNames surfaceNames(const SurfaceReady& surface, const SurfacePlane& plane,
                          const std::vector<AttackInfo>& attacks);

/// "BIM"; the id itself where it is unknown.
QString titleOf(const std::string& attack, const std::vector<AttackInfo>& attacks);

}  // namespace adv
