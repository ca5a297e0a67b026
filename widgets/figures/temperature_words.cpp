// SPDX-License-Identifier: GPL-3.0-or-later
// What was measured against the temperature, in words.
#include <QObject>
#include <algorithm>
#include <cmath>

#include "widgets/figures/temperature_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

/// The rows of the lowest and of the highest temperature at which the published attack has run.
std::pair<const TemperatureRow*, const TemperatureRow*> ends(const TemperatureAttacksReady& ready) {
  const TemperatureRow* first = nullptr;
  const TemperatureRow* last = nullptr;
  for (const TemperatureRow& row : ready.rows) {
    if (!row.cell(TemperatureAttack::JsmaSoftmax)) continue;
    if (!first || row.temperature < first->temperature) first = &row;
    if (!last || row.temperature > last->temperature) last = &row;
  }
  return {first, last};
}

/// What the strongest of the other attacks reaches on the network that it does worst on.
double worstOfStrongest(const TemperatureAttacksReady& ready) {
  double worst = 1.0;
  for (const TemperatureRow& row : ready.rows) {
    double strongest = -1.0;
    for (const TemperatureAttackInfo& info : kTemperatureAttackInfos) {
      if (!info.isAsPublished && row.cell(info.attack)) strongest = std::max(strongest, row.cell(info.attack)->rate());
    }
    if (strongest >= 0.0) worst = std::min(worst, strongest);
  }
  return worst;
}

}  // namespace

QString successSentence(const TemperatureAttacksReady& ready, SuccessView view) {
  const auto [first, last] = ends(ready);
  if (!first || first == last) return {};
  const QString published = QObject::tr("From “%1” to “%2” the published attack goes from %3 to %4 success.")
                                .arg(temperatureText(first->temperature), temperatureText(last->temperature),
                                     shareText(first->cell(TemperatureAttack::JsmaSoftmax)->rate()),
                                     shareText(last->cell(TemperatureAttack::JsmaSoftmax)->rate()));
  if (view == SuccessView::AsPublished) return published;
  return published + QLatin1Char(' ') +
         QObject::tr("The strongest of the others never falls below %1.").arg(shareText(worstOfStrongest(ready)));
}

QString accuracySentence(const TemperatureOutputsReady& ready) {
  const TemperatureChart chart = accuracyVariationChart(ready, false);
  if (chart.lines.front().y.empty()) return {};
  double furthest = 0.0;
  for (const double points : chart.lines.front().y) furthest = std::max(furthest, std::abs(points));
  return QObject::tr("Distillation changes the accuracy by at most %1 percentage points.")
      .arg(significant(furthest, 2));
}

QString precisionExplanation() {
  return QObject::tr(
      "From a gap of 16.6 between the two largest logits on, 1 − p is exactly 0 in float32: the predicted class drops "
      "out of its own gradient, and the published attack picks wrong pixels. From 88 on the other probabilities "
      "underflow, at 104 they are exactly 0, and there is nothing left to pick. The logits themselves, logits / T and "
      "the log domain lose nothing.");
}

}  // namespace adv
