// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "app/cli/output.hpp"
#include "engine/api/engine.hpp"

namespace adv {

/// What the command line writes with --json: the keys are a contract with the scripts that read them.

Json toJson(const ModelInfo& model);
Json toJson(const AttackInfo& attack);
/// An array of {"class", "label", "probability", "logit"}, best first.
Json scoresToJson(const Prediction& prediction, const ModelInfo& model);
/// {"predictions": […], "label_probability", "target_probability" (null without a target)}.
Json predictionToJson(const Prediction& prediction, const ModelInfo& model, bool hasTarget);
Json toJson(const Frame& frame);
/// Values by name as numbers: distances in units of the pixel range, choices by name, flags as true and false.
Json paramsToJson(const ParamValues& params, const AttackInfo& attack);
/// The same as a person types them: "8/255".
Json paramTextsToJson(const ParamValues& params, const AttackInfo& attack);
Json toJson(const AttackFinished& finished, const std::vector<FramePtr>& frames, const AttackInfo& attack,
            const DeviceReport& device);
Json toJson(const Evaluated& evaluated);
Json toJson(const EpochDone& epoch);
Json toJson(const Trained& trained);

/// Null where the number is not finite: JSON has no word for it.
Json finiteOrNull(double value);
/// "given", "data" or "predicted".
const char* nameOf(LabelSource source);

}  // namespace adv
