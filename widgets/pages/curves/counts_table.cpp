// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/curves/counts_table.hpp"

#include <QHeaderView>

#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

QTableWidgetItem* textItem(const QString& text) { return new QTableWidgetItem(text); }

QTableWidgetItem* countItem(int right, int count, const Interval& interval, const QString& more) {
  auto* item = new QTableWidgetItem(
      count > 0 ? QStringLiteral("%1 %").arg(QString::number(100.0 * right / count, 'f', 1)) : QStringLiteral("–"));
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  item->setToolTip(QObject::tr("%1 of %2 right; 95 % interval %3 to %4 %")
                       .arg(right)
                       .arg(count)
                       .arg(QString::number(100 * interval.low, 'f', 1), QString::number(100 * interval.high, 'f', 1)) +
                   more);
  return item;
}

}  // namespace

CountsTable::CountsTable(QWidget* parent) : QTableWidget(parent) {
  setAccessibleName(tr("Counts"));
  setEditTriggers(NoEditTriggers);
  setSelectionBehavior(SelectRows);
  setTabKeyNavigation(false);
  setShowGrid(false);
  setFrameShape(NoFrame);
  verticalHeader()->hide();
  verticalHeader()->setDefaultSectionSize(qRound(28 * typeScale()));
  horizontalHeader()->setHighlightSections(false);
}

void CountsTable::setCounts(const RobustnessReady& ready, const RobustnessLines& curves) {
  const RobustnessRequest& request = ready.request;
  QStringList headings = {tr("Curve"), tr("Pictures"), tr("Clean")};
  for (const double value : request.values) headings << significant(curves.onAxis(value), 6);
  setColumnCount(static_cast<int>(headings.size()));
  setHorizontalHeaderLabels(headings);
  for (int column = 1; column < columnCount(); ++column)
    horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  setRowCount(static_cast<int>(ready.clean.size() * request.attacks.size()));
  int row = 0;
  for (std::size_t model = 0; model < ready.clean.size(); ++model) {
    const CleanCount& clean = ready.clean[model];
    for (std::size_t attack = 0; attack < request.attacks.size(); ++attack, ++row) {
      setItem(row, 0, textItem(curves.nameOf(model, attack)));
      auto* pictures = textItem(tr("%1 of %2").arg(ready.cell(model, attack, 0).count).arg(ready.pictures));
      pictures->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      setItem(row, 1, pictures);
      setItem(row, 2, countItem(clean.correct, clean.count, clean.interval(), {}));
      for (std::size_t value = 0; value < request.values.size(); ++value) {
        const RobustnessCell& cell = ready.cell(model, attack, value);
        setItem(row, 3 + static_cast<int>(value),
                countItem(cell.robust, cell.count, cell.interval(),
                          tr("\n%1 attacked, the rest wrong from the start\n%2, %3 gradients, %4 queries")
                              .arg(cell.attacked)
                              .arg(durationText(cell.seconds))
                              .arg(cell.cost.gradients)
                              .arg(cell.cost.queries)));
      }
    }
  }
}

}  // namespace adv
