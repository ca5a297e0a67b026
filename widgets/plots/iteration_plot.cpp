// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/iteration_plot.hpp"

#include <algorithm>

namespace adv {
namespace {

constexpr double kCoarseSteps = 10.0;

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
  setHint(tr("The step of the run: drag anywhere on the plot.\nArrow keys: one step. Page keys: ten."));
  setAccessibleName(tr("Step of the attack"));
  setRange(0, 1);
}

void IterationPlot::setQuantity(Quantity quantity) {
  m_quantity = quantity;
  if (quantity == Quantity::Probabilities) setProbabilityAxis();
  if (quantity == Quantity::Loss) setValueAxis(tr("loss in nats"));
  if (quantity == Quantity::Norms) setValueAxis(tr("distance in levels"));
  showLines();
}

void IterationPlot::setFrames(const std::vector<FramePtr>& frames, int stepsPlanned, const ModelInfo& model, int label,
                              std::optional<int> target) {
  m_frames = frames;
  m_labelName = QString::fromStdString(model.labelOf(label));
  m_targetName = target ? QString::fromStdString(model.labelOf(*target)) : QString();
  if (high() != std::max(1, stepsPlanned)) setRange(0, std::max(1, stepsPlanned));
  const auto fooled = std::find_if(frames.begin(), frames.end(), [](const FramePtr& frame) { return frame->success; });
  setMarker(fooled == frames.end() ? std::nullopt : std::optional<double>((*fooled)->step),
            fooled == frames.end() ? QString() : tr("first success: step %1").arg((*fooled)->step));
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

void IterationPlot::showLines() {
  switch (m_quantity) {
    case Quantity::Probabilities: return setSeries(probabilityLines());
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
