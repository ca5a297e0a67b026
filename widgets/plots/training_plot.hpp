// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/templates.hpp"
#include "widgets/plots/series.hpp"

class QCustomPlot;

namespace adv {

/// Accuracy (left axis) and loss (right axis) against the epochs of a training.
class TrainingPlot : public QWidget {
  Q_OBJECT
 public:
  explicit TrainingPlot(QWidget* parent = nullptr);

  void setPoints(const std::vector<TrainingPoint>& points);
  /// The lines as they are drawn: accuracies in [0, 1], then losses in nats.
  const std::vector<Series>& series() const { return m_series; }

  QSize sizeHint() const override { return {280, 160}; }
  QSize minimumSizeHint() const override { return {180, 110}; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void applyTheme();
  void replot();

  QCustomPlot* m_plot;
  std::vector<Series> m_series;
};

/// Accuracy of training and test pictures, then their losses.
std::vector<Series> trainingSeries(const std::vector<TrainingPoint>& points);

}  // namespace adv
