// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/iteration_plot.hpp"

#include <algorithm>
#include <cmath>

namespace adv {
namespace {

constexpr double kCoarseSteps = 10.0;
constexpr double kCoarseShare = 1.0 / 50;  ///< of a long run

double spentBy(const Frame& frame) { return static_cast<double>(frame.cost.gradients + frame.cost.queries); }

template <class Quantity>
Series line(const QString& name, SeriesRole role, const std::vector<FramePtr>& frames, Quantity quantity) {
  Series series{name, role, {}, {}};
  for (const FramePtr& frame : frames) {
    series.x.push_back(frame->step);
    series.y.push_back(quantity(*frame));
  }
  return series;
}

}  // namespace

IterationPlot::IterationPlot(QWidget* parent) : AxisSlider(parent) {
  setSteps(1.0, kCoarseSteps);
  setHint(tr(
      "The step of the run: drag anywhere on the plot.\nArrow keys: one step. Page keys: ten, or more in long runs."));
  setAccessibleName(tr("Step of the attack"));
  setRange(0, 1);
  connect(this, &AxisSlider::valueChanged, this, [this](double value) {
    m_step = static_cast<int>(value);
    if (m_quantity == Quantity::Spent) {
      const auto next = std::lower_bound(m_frames.begin(), m_frames.end(), value,
                                         [](const FramePtr& frame, double spent) { return spentBy(*frame) < spent; });
      m_step = next == m_frames.end() ? static_cast<int>(m_frames.size()) - 1 : (*next)->step;
    }
    emit stepChosen(m_step);
  });
}

double IterationPlot::axisOf(const Frame& frame) const {
  return m_quantity == Quantity::Spent ? spentBy(frame) : frame.step;
}

void IterationPlot::fitAxis() {
  const bool isSpent = m_quantity == Quantity::Spent;
  const double reach = std::max(1.0, isSpent ? m_frames.empty() ? 1.0 : spentBy(*m_frames.back()) : m_stepsPlanned);
  if (high() != reach) setRange(0, reach);
  setSteps(1.0, std::max(kCoarseSteps, std::round(reach * kCoarseShare)));
  const auto fooled =
      std::find_if(m_frames.begin(), m_frames.end(), [](const FramePtr& frame) { return frame->success; });
  if (fooled == m_frames.end()) {
    setMarker({});
  } else {
    setMarker(axisOf(**fooled), isSpent ? tr("first success: %1 spent").arg(spentBy(**fooled))
                                        : tr("first success: step %1").arg((*fooled)->step));
  }
  setStep(m_step);
}

void IterationPlot::setStep(int step) {
  m_step = step;
  const bool isKnown = step >= 0 && step < static_cast<int>(m_frames.size());
  setValue(m_quantity == Quantity::Spent && isKnown ? spentBy(*m_frames[static_cast<std::size_t>(step)]) : step);
}

void IterationPlot::setQuantity(Quantity quantity) {
  m_quantity = quantity;
  fitAxis();
  if (quantity == Quantity::Probabilities || quantity == Quantity::Spent) setProbabilityAxis();
  if (quantity == Quantity::Loss) setValueAxis(tr("loss in nats"));
  if (quantity == Quantity::Norms) setValueAxis(tr("distance in levels"));
  showLines();
}

void IterationPlot::setFrames(const std::vector<FramePtr>& frames, int stepsPlanned, const ModelInfo& model, int label,
                              std::optional<int> target) {
  m_frames = frames;
  m_labelName = QString::fromStdString(model.labelOf(label));
  m_targetName = target ? QString::fromStdString(model.labelOf(*target)) : QString();
  m_stepsPlanned = stepsPlanned;
  fitAxis();
  showLines();
}

void IterationPlot::clearFrames() {
  m_frames.clear();
  setMarker({});
  setSeries({});
}

std::vector<Series> IterationPlot::probabilityLines() const {
  std::vector<Series> lines;
  lines.push_back(line(tr("p(%1)").arg(m_labelName), SeriesRole::Clean, m_frames,
                       [](const Frame& f) { return f.prediction.labelProbability; }));
  if (!m_targetName.isEmpty()) {
    lines.push_back(line(tr("p(%1), the target").arg(m_targetName), SeriesRole::Target, m_frames,
                         [](const Frame& f) { return f.prediction.targetProbability; }));
  }
  lines.push_back(line(tr("p(top class)"), SeriesRole::Adversarial, m_frames,
                       [](const Frame& f) { return f.prediction.topProbability(); }));
  return lines;
}

/// The best so far never gets worse: it is what an attacker has in hand for what was spent.
std::vector<Series> IterationPlot::spentLines() const {
  const bool isTargeted = !m_targetName.isEmpty();
  Series best{isTargeted ? tr("best p(%1) so far").arg(m_targetName) : tr("lowest p(%1) so far").arg(m_labelName),
              SeriesRole::Adversarial,
              {},
              {}};
  for (const FramePtr& frame : m_frames) {
    const double now = isTargeted ? frame->prediction.targetProbability : frame->prediction.labelProbability;
    const double before = best.y.empty() ? now : best.y.back();
    best.x.push_back(spentBy(*frame));
    best.y.push_back(isTargeted ? std::max(now, before) : std::min(now, before));
  }
  return {best};
}

void IterationPlot::showLines() {
  switch (m_quantity) {
    case Quantity::Probabilities: return setSeries(probabilityLines());
    case Quantity::Spent: return setSeries(spentLines());
    case Quantity::Loss:
      return setSeries(
          {line(tr("loss (nats)"), SeriesRole::Adversarial, m_frames, [](const Frame& f) { return f.loss; })});
    case Quantity::Norms:
      return setSeries({line(tr("L∞ (levels)"), SeriesRole::Adversarial, m_frames,
                             [](const Frame& f) { return 255 * f.distortion.linf; }),
                        line(tr("L2 (pixel range)"), SeriesRole::Neutral, m_frames,
                             [](const Frame& f) { return f.distortion.l2; })});
  }
}

}  // namespace adv
