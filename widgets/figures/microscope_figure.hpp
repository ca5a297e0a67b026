// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/api/results.hpp"
#include "widgets/canvas/display_mode.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// What the Microscope's figure is made of.
struct MicroscopeFigureData {
  CanvasContent content;
  DisplayMode mode;
  Predicted clean;
  Frame frame;                   ///< the step that is shown
  std::vector<FramePtr> frames;  ///< the whole run, for the CSV
  AttackRequest request;         ///< with every parameter resolved
  AttackInfo attack;
  std::optional<int> target;
  std::optional<double> ssim;  ///< of the last step
  QString headline;
  QString detail;
  std::string repeat;  ///< the experiment as JSON
};

/// Original, perturbation and adversarial picture with their predictions and the verdict.
class MicroscopeFigure : public Figure {
 public:
  explicit MicroscopeFigure(MicroscopeFigureData data);

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override;
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  void paintPanel(QPainter& painter, const FigureStyle& style, const QRectF& place, const QString& title,
                  const QString& remark, const QImage& picture) const;
  void paintBars(QPainter& painter, const FigureStyle& style, const QRectF& place, const QString& heading,
                 const Prediction& prediction, const QColor& colour) const;

  MicroscopeFigureData m_data;
};

}  // namespace adv
