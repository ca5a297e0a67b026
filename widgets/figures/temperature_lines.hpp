// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

#include "engine/api/temperature_attacks.hpp"
#include "engine/api/temperature_profile.hpp"
#include "widgets/figures/temperature_chart.hpp"
#include "widgets/plots/temperature_axis.hpp"

namespace adv {

/// The axis of what was measured.
TemperatureAxis axisOf(const TemperatureAttacksReady& ready);
TemperatureAxis axisOf(const TemperatureOutputsReady& ready);

/// Accuracy after distillation minus that of the network that was not distilled (of the same seed, where there is one),
/// in percentage points: the mean over the seeds, the band from the lowest to the highest.
TemperatureChart accuracyVariationChart(const TemperatureOutputsReady& ready, bool showsPublished);

enum class SuccessView {
  AsPublished,  ///< JSMA on the float32 softmax alone
  AsItIs        ///< the others too
};
TemperatureChart successChart(const TemperatureAttacksReady& ready, SuccessView view, bool showsPublished);

/// Mean smallest L2 of Carlini-Wagner; mean share of features that JSMA changes where it succeeds.
enum class RobustnessMeasure { SmallestL2, ChangedFeatures };
TemperatureChart robustnessChart(const TemperatureAttacksReady& ready, RobustnessMeasure measure, bool showsPublished);

/// ‖Z‖₁, largest logit and gap to the second largest, on a logarithmic axis.
TemperatureChart logitChart(const TemperatureOutputsReady& ready, bool showsPublished);

/// What is drawn of a network along a line.
enum class ProfileView { Logits, Scaled, Probabilities, ProbabilitiesAtT };
/// `network` counts as in `ready`.
TemperatureChart profileChart(const TemperatureProfileReady& ready, std::size_t network, ProfileView view);
QString profileViewText(ProfileView view);

/// One sentence, as the verdict. Empty while nothing is known.
QString successSentence(const TemperatureAttacksReady& ready, SuccessView view);
QString accuracySentence(const TemperatureOutputsReady& ready);
QString profileSentence(const TemperatureProfileReady& ready);
/// Why the published attack fails and the others do not, in three sentences.
QString precisionExplanation();

}  // namespace adv
