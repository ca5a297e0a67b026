// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>
#include <vector>

namespace adv {

/// One bar: `part` of `whole`.
struct CountBar {
  QString name;
  int part = 0;
  int whole = 0;
  QColor colour;
};

/// Counts as horizontal bars with their 95 % interval as a whisker and the numbers in words: name, bar, "494 of 500".
class CountBars : public QWidget {
  Q_OBJECT
 public:
  explicit CountBars(QWidget* parent = nullptr);
  void setBars(std::vector<CountBar> bars);
  const std::vector<CountBar>& bars() const { return m_bars; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<CountBar> m_bars;
};

}  // namespace adv
