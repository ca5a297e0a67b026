// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/distance_plot.hpp"

#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kCoarseSteps = 10.0;
constexpr double kCoarseShare = 1.0 / 50;  ///< of a long run

}  // namespace

double distanceIn(const std::string& norm, const Distortion& distortion) {
  if (norm == "L2") return distortion.l2;
  return norm == "L0" ? static_cast<double>(distortion.l0) : 255 * distortion.linf;
}

QString distanceText(const std::string& norm, const Distortion& distortion) {
  if (norm == "L2") return QObject::tr("%1 (L2)").arg(significant(distortion.l2));
  if (norm == "L0") return QObject::tr("%1 pixels (L0)").arg(distortion.l0);
  return QObject::tr("%1 (L∞)").arg(levelsText(distortion.linf));
}

const Frame* smallestSuccess(const std::vector<FramePtr>& frames, const std::string& norm) {
  const Frame* best = nullptr;
  for (const FramePtr& frame : frames) {
    if (!frame->success) continue;
    if (!best || distanceIn(norm, frame->distortion) < distanceIn(norm, best->distortion)) best = frame.get();
  }
  return best;
}

DistancePlot::DistancePlot(QWidget* parent) : AxisSlider(parent) {
  setHint(
      tr("The step of the run: drag anywhere on the plot.\nDashed: the distance of each step. Solid: the smallest that "
         "fooled so far."));
  setAccessibleName(tr("Step of the attack"));
  setValueAxis(tr("distance"));
}

void DistancePlot::setFrames(const std::vector<FramePtr>& frames, int stepsPlanned, const std::string& norm) {
  const QString unit = norm == "L0" ? tr("L0, pixels") : norm == "L2" ? tr("L2") : tr("L∞, levels");
  Series each{tr("this step (%1)").arg(unit), SeriesRole::Control, {}, {}};
  Series best{tr("smallest so far"), SeriesRole::Adversarial, {}, {}};
  for (const FramePtr& frame : frames) {
    const double distance = distanceIn(norm, frame->distortion);
    each.x.push_back(frame->step);
    each.y.push_back(distance);
    if (!frame->success && best.y.empty()) continue;
    const double before = best.y.empty() ? distance : best.y.back();
    best.x.push_back(frame->step);
    best.y.push_back(frame->success ? std::min(before, distance) : before);
  }
  const double reach = std::max(1, stepsPlanned);
  if (high() != reach) setRange(0, reach);
  setSteps(1.0, std::max(kCoarseSteps, std::round(reach * kCoarseShare)));
  setSeries({best, each});
  const Frame* smallest = smallestSuccess(frames, norm);
  setMarker(smallest ? std::optional<double>(smallest->step) : std::nullopt,
            smallest ? tr("smallest: step %1").arg(smallest->step) : QString());
}

}  // namespace adv
