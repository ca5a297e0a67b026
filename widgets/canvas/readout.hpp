// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QString>

#include "widgets/canvas/display_mode.hpp"

namespace adv {

/// What is under the pointer: "x 12, y 30 · 143 90 22 · δ +2 −1 0 /255". The values are those of the picture on `side`
/// in 0 to 255; δ is adversarial − clean in 255ths, and left out while there is no difference to speak of. Empty where
/// the picture is missing or the pixel lies outside of it.
QString readoutText(const CanvasContent& content, QPoint pixel, Side side = Side::Clean);

}  // namespace adv
