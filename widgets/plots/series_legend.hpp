// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/plots/series.hpp"

namespace adv {

/// Names of lines with a dash of their colour, in one row. Names that do not fit are elided.
class SeriesLegend : public QWidget {
  Q_OBJECT
 public:
  explicit SeriesLegend(QWidget* parent = nullptr);
  void setSeries(const std::vector<Series>& series);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<Series> m_entries;  ///< without their points
};

}  // namespace adv
