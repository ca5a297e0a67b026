// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "engine/api/templates.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// The three pictures of Karpathy's figure: picture + amount × template = sum, each with what it is and what the
/// classifier says. `text` is the size of the type in the painter's units.
void paintMix(QPainter& painter, const QRectF& place, const TemplateMixed& mixed, const linear::Weights& weights,
              double text, const Theme& look);

/// "priority road"; the label of a class.
QString classText(const linear::Weights& weights, int classIndex);

}  // namespace adv
