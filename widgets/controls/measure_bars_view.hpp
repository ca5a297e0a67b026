// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/figures/measure_bars.hpp"

namespace adv {

/// A few bars of one scale.
class MeasureBarsView : public QWidget {
  Q_OBJECT
 public:
  explicit MeasureBarsView(QWidget* parent = nullptr);
  void setBars(std::vector<MeasureBar> bars);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<MeasureBar> m_bars;
};

}  // namespace adv
