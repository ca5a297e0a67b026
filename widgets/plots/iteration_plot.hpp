// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/api/results.hpp"
#include "widgets/plots/axis_slider.hpp"

namespace adv {

/// The run of an attack, step by step, and the slider of the step. Against what was spent, the axis counts gradients
/// and queries instead, and the slider goes to the step that had spent that much.
class IterationPlot : public AxisSlider {
  Q_OBJECT
 public:
  enum class Quantity { Probabilities, Loss, Norms, Spent };

  explicit IterationPlot(QWidget* parent = nullptr);

  void setQuantity(Quantity quantity);
  /// What has come so far; the axis reaches to `stepsPlanned`.
  void setFrames(const std::vector<FramePtr>& frames, int stepsPlanned, const ModelInfo& model, int label,
                 std::optional<int> target);
  void clearFrames();
  void setStep(int step);
  int step() const { return m_step; }

 signals:
  void stepChosen(int step);

 private:
  void showLines();
  void fitAxis();
  double axisOf(const Frame& frame) const;
  std::vector<Series> probabilityLines() const;
  std::vector<Series> spentLines() const;

  Quantity m_quantity = Quantity::Probabilities;
  std::vector<FramePtr> m_frames;
  QString m_labelName;
  QString m_targetName;
  int m_stepsPlanned = 1;
  int m_step = 0;
};

}  // namespace adv
