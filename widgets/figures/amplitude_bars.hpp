// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <cstddef>
#include <optional>

#include "engine/api/gradient_histogram.hpp"
#include "widgets/figures/panel_style.hpp"

namespace adv {

/// A bin of one network's histogram.
struct AmplitudePlace {
  std::size_t network = 0;
  std::size_t bin = 0;
  friend bool operator==(const AmplitudePlace&, const AmplitudePlace&) = default;
};

/// Gradient amplitudes as stacked bars, one for each network, dark where they are tiny; beside each bar what float32
/// makes exactly zero; a thin bar of the published values at its left.
struct AmplitudeBars {
  GradientHistogramsReady histograms;
  bool showsPublished = true;
  std::optional<AmplitudePlace> marked;  ///< drawn with an outline
};

/// For the screen (in pixels) and for figures (in points).
void paintAmplitudeBars(QPainter& painter, const QRectF& place, const AmplitudeBars& bars, const PanelStyle& style);
/// What lies at a point, if anything.
std::optional<AmplitudePlace> amplitudeBarAt(const QRectF& place, const AmplitudeBars& bars, const PanelStyle& style,
                                             const QPointF& point);
/// Where the bar of a network stands, from 0 to 100 %.
QRectF amplitudeBarOf(const QRectF& place, const AmplitudeBars& bars, const PanelStyle& style, std::size_t network);

QColor amplitudeColour(std::size_t bin);
/// "10⁻¹⁰ to 10⁻⁵"
QString amplitudeBinText(std::size_t bin);
/// "3.2 · 10⁻¹⁷", "0" for minus infinity.
QString amplitudeText(double log10Amplitude);
/// "From no distillation to T = 100 the median gradient falls by 27 orders of magnitude: 10⁻⁴ to 10⁻³¹."
QString amplitudeSentence(const GradientHistogramsReady& histograms);

}  // namespace adv
