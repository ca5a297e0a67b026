// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/figures/pipeline_panel.hpp"
#include "widgets/figures/temperature_chart.hpp"
#include "widgets/plots/temperature_axis.hpp"

namespace adv {

/// The temperatures of the papers, without "none".
TemperatureAxis softLabelAxis();

/// The soft label against T: the label, the classes that it resembles, and the largest of the others.
TemperatureChart softLabelChart(const PipelineState& state);

/// ∂C/∂z of the soft label against the hard one, a bar a class. One scale for all temperatures of the axis.
void paintSoftGradient(QPainter& painter, const QRectF& place, const PipelineState& state, const PanelStyle& style);

/// "At T = 20 the label “7” also says: looks a little like 9 (12 %) and 2 (4 %)". Empty while nothing is known.
QString softLabelSentence(const PipelineState& state);
/// Of the deployed network: "largest logit 342; “Not distilled” has 17". Empty while nothing is known.
QString deployedWords(const PipelineState& state);

}  // namespace adv
