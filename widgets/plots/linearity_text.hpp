// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "engine/api/linearity.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/plots/series.hpp"

namespace adv {

/// Pictures and networks that can be looked at along a line.
struct LinearitySource {
  const char* id;  ///< "signs"
  QString title;
  const char* pictures;  ///< data set that pictures are chosen from
  const char* test;      ///< and that the errors are counted on
  double reachLevels;    ///< of the line
  double usualLevels;    ///< ε of an attack on these pictures
};
const std::vector<LinearitySource>& linearitySources();
/// ReLU, sigmoid, maxout and tanh on these pictures, 16 steps of the slider to each side.
LinearityRequest linearityRequest(const LinearitySource& source, int picture);

/// The logits, the label's first, and their lines, dashed; x in levels.
std::vector<Series> linearitySeries(const LinearityReady& ready, const LinearityRow& row);
/// "ReLU"
QString nonLinearityOf(const ModelInfo& model);
/// The place on the axis of pictures and errors that is nearest to t.
std::size_t pictureAt(const LinearityReady& ready, double levels);
std::size_t errorAt(const LinearityReady& ready, double levels);

/// "R² 0.974 · wrong: 5.0 %, 76 % after FGSM", with |t| as its ε.
QString linearityText(const LinearityReady& ready, const LinearityRow& row, double levels);
/// Which networks run straight, and what FGSM does to them.
Verdict linearityVerdict(const LinearityReady& ready, double levels);

}  // namespace adv
