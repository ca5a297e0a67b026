// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/surface.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// Logits along the attack's direction, each with its least-squares line, and the slider of ε: x in levels of an 8-bit
/// channel, signed.
class LogitPlot : public AxisSlider {
  Q_OBJECT
 public:
  explicit LogitPlot(QWidget* parent = nullptr);

  void setSurface(const SurfaceReady& surface);
};

/// The curves of a surface's logits, the label's first; x in levels. Names have R²: "give way, R² 0.98".
std::vector<Series> logitSeries(const SurfaceReady& surface, const Theme& theme);
/// Their least-squares lines, dashed, without names.
std::vector<Series> fitSeries(const SurfaceReady& surface, const Theme& theme);

}  // namespace adv
