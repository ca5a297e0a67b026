// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

#include "engine/api/robustness.hpp"
#include "widgets/figures/robustness_lines.hpp"

namespace adv {

/// The counts behind the curves: a row for each network and attack, a column for each value.
class CountsTable : public QTableWidget {
  Q_OBJECT
 public:
  explicit CountsTable(QWidget* parent = nullptr);
  void setCounts(const RobustnessReady& ready, const RobustnessLines& curves);
};

}  // namespace adv
