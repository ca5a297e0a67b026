// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/toy_lines.hpp"

#include <QObject>

namespace adv {

std::vector<Series> toyLines(const ToyReady& ready) {
  Series step;
  step.name = ready.request.step == ToyStep::Signs ? QObject::tr("along sign(w)") : QObject::tr("along w");
  step.role = SeriesRole::Adversarial;
  step.x = ready.curve.delta;
  step.y = ready.curve.adversarial;
  Series random;
  random.name = QObject::tr("random signs");
  random.role = SeriesRole::Control;
  random.x = ready.curve.delta;
  random.y = ready.curve.randomMiddle;
  random.low = ready.curve.randomLow;
  random.high = ready.curve.randomHigh;
  return {step, random};
}

}  // namespace adv
