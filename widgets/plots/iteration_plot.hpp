// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/api/results.hpp"
#include "widgets/plots/axis_slider.hpp"

namespace adv {

/// The run of an attack, step by step, and the slider of the step.
class IterationPlot : public AxisSlider {
  Q_OBJECT
 public:
  enum class Quantity { Probabilities, Loss, Norms };

  explicit IterationPlot(QWidget* parent = nullptr);

  void setQuantity(Quantity quantity);
  /// What has come so far; the axis reaches to `stepsPlanned`.
  void setFrames(const std::vector<FramePtr>& frames, int stepsPlanned, const ModelInfo& model, int label,
                 std::optional<int> target);
  void clearFrames();

 private:
  void showLines();
  std::vector<Series> probabilityLines() const;

  Quantity m_quantity = Quantity::Probabilities;
  std::vector<FramePtr> m_frames;
  QString m_labelName;
  QString m_targetName;
};

}  // namespace adv
