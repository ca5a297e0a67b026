// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "widgets/figures/temperature_lines.hpp"

namespace adv {

class ChartSlider;
class StopSlider;

/// What two networks say along a line: a column for each, a row for each way to look. All charts are one slider.
class ProfileGrid : public QWidget {
  Q_OBJECT
 public:
  explicit ProfileGrid(QWidget* parent = nullptr);
  /// `left` and `right` count the networks of `ready`.
  void setProfile(const TemperatureProfileReady& ready, std::size_t left, std::size_t right);
  void clear();
  void setStop(int stop);
  std::vector<StopSlider*> sliders() const;

 private:
  static constexpr int kViews = 3;
  static constexpr int kColumns = 2;
  ChartSlider* chart(int column, int view) const { return m_charts[static_cast<std::size_t>(column * kViews + view)]; }

  std::vector<ChartSlider*> m_charts;
};

}  // namespace adv
