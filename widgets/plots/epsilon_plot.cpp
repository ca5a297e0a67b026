// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/epsilon_plot.hpp"

#include <algorithm>

namespace adv {
namespace {

constexpr double kFineLevels = 0.25;
constexpr double kFineShare = 1.0 / 1024;  ///< of a long axis
constexpr double kCoarseOfFine = 16.0;

}  // namespace

EpsilonPlot::EpsilonPlot(QWidget* parent) : AxisSlider(parent) {
  setHint(tr(
      "ε in n/255: drag anywhere on the plot.\nArrow keys: 0.25 levels. Page keys: 4 levels; both more on long axes. "
      "Shift while dragging: finer."));
  setAccessibleName(tr("ε, the largest change of a channel, in levels of 255"));
  setReach(16, false);
}

void EpsilonPlot::setReach(double levels, bool both) {
  m_both = both;
  const double fine = std::max(kFineLevels, levels * kFineShare);
  setSteps(fine, kCoarseOfFine * fine, true);
  setRange(both ? -levels : 0.0, levels);
}

void EpsilonPlot::setCurve(const CurveReady& curve, const ModelInfo& model) {
  const QString label = QString::fromStdString(model.labelOf(curve.label));
  std::vector<Series> lines;
  lines.push_back({tr("random noise"), SeriesRole::Control, curve.levels, curve.noise.labelProbability});
  lines.push_back({tr("p(top class)"), SeriesRole::Adversarial, curve.levels, curve.attack.topProbability});
  if (curve.target) {
    lines.push_back({tr("p(%1), the target").arg(QString::fromStdString(model.labelOf(*curve.target))),
                     SeriesRole::Target, curve.levels, curve.attack.targetProbability});
  }
  lines.push_back({tr("p(%1)").arg(label), SeriesRole::Clean, curve.levels, curve.attack.labelProbability});
  std::reverse(lines.begin(), lines.end());
  setSeries(std::move(lines));
}

}  // namespace adv
