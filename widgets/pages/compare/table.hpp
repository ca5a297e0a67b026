// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>
#include <vector>

#include "engine/api/compare.hpp"
#include "widgets/figures/compare_panel.hpp"

namespace adv {

/// The numbers of a comparison, a row for each attack. A click on a heading sorts; a double click or Enter opens.
class CompareTable : public QTableWidget {
  Q_OBJECT
 public:
  explicit CompareTable(QWidget* parent = nullptr);
  /// `panels` are those of `ready`: titles and verdicts in the same words.
  void setRows(const CompareReady& ready, const std::vector<ComparePanel>& panels);

 signals:
  /// `index` counts the attacks of the comparison, however the table is sorted.
  void attackActivated(int index);

 private:
  void fillRow(int row, const ComparedAttack& attack, const ComparePanel& panel);
};

}  // namespace adv
