// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/api/toy.hpp"

namespace adv {

/// "From 5 % to 88 %: ten nudges of 0.5 make it class 1."
QString toySentence(const ToyReady& ready);
/// Why: what the nudges add up to, against the margin of the score.
QString toyReason(const ToyReady& ready);
/// Whole percents, without a false 0 or 100: "5 %", "< 1 %", "> 99 %".
QString wholePercent(double probability);
/// "ten" up to twelve, digits beyond.
QString countWord(std::size_t count);
/// The formula of the step: "x + δ sign(w)".
QString toyStepFormula(const ToyRequest& request);

}  // namespace adv
