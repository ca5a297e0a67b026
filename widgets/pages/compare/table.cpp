// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/table.hpp"

#include <QHeaderView>
#include <QPainter>
#include <limits>

#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kIndexRole = Qt::UserRole + 1;
constexpr int kVerdictColumn = 2;

struct Column {
  QString title;
  QString help;
};

std::vector<Column> columns() {
  return {{QObject::tr("Attack"), QObject::tr("Double click: open it in the Microscope")},
          {QObject::tr("ε"), QObject::tr("The L∞ radius that the attack was given, in levels of 255")},
          {QObject::tr("Verdict"), QObject::tr("On the picture rounded to 8 bits")},
          {QObject::tr("Sure"), QObject::tr("Probability of the class that it is now")},
          {QObject::tr("L∞"), QObject::tr("Largest change of a channel, in levels of 255")},
          {QObject::tr("L2"), QObject::tr("Euclidean length of the change, in units of the pixel range")},
          {QObject::tr("L1"), QObject::tr("Sum of all changes, in units of the pixel range")},
          {QObject::tr("L0"), QObject::tr("Pixels that changed in any channel")},
          {QObject::tr("PSNR, dB"), QObject::tr("Peak signal-to-noise ratio, in dB: higher is closer")},
          {QObject::tr("SSIM"), QObject::tr("Structural similarity (Wang et al. 2004): 1 is the same")},
          {QObject::tr("Time"), QObject::tr("Of the run, with the prediction of every step")},
          {QObject::tr("Gradients"), QObject::tr("Backward passes that the attack asked for")},
          {QObject::tr("Queries"), QObject::tr("Forward passes alone that the attack asked for")}};
}

/// Sorts by its number where it has one.
class Cell : public QTableWidgetItem {
 public:
  explicit Cell(const QString& text) : QTableWidgetItem(text) {}
  Cell(const QString& text, double value) : QTableWidgetItem(text) {
    setData(Qt::UserRole, value);
    setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setToolTip(QString::number(value, 'g', 9));
  }
  bool operator<(const QTableWidgetItem& other) const override {
    const QVariant mine = data(Qt::UserRole);
    const QVariant its = other.data(Qt::UserRole);
    if (mine.isValid() && its.isValid()) return mine.toDouble() < its.toDouble();
    return mine.isValid() == its.isValid() ? text().localeAwareCompare(other.text()) < 0 : its.isValid();
  }
};

QIcon sampleOf(const Series& line) {
  QPixmap pixmap(36, 24);
  pixmap.setDevicePixelRatio(2.0);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setPen(penOf(line, 3));
  painter.drawLine(QPointF(1, 6), QPointF(17, 6));
  return QIcon(pixmap);
}

}  // namespace

CompareTable::CompareTable(QWidget* parent) : QTableWidget(parent) {
  const std::vector<Column> all = columns();
  setColumnCount(static_cast<int>(all.size()));
  for (int i = 0; i < columnCount(); ++i) {
    auto* heading = new QTableWidgetItem(all[static_cast<std::size_t>(i)].title);
    heading->setToolTip(all[static_cast<std::size_t>(i)].help);
    heading->setTextAlignment((i == 0 || i == kVerdictColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    setHorizontalHeaderItem(i, heading);
  }
  setAccessibleName(tr("Numbers of the comparison"));
  setEditTriggers(NoEditTriggers);
  setSelectionBehavior(SelectRows);
  setSelectionMode(SingleSelection);
  setTabKeyNavigation(false);
  setShowGrid(false);
  setFrameShape(NoFrame);
  setSortingEnabled(true);
  sortByColumn(-1, Qt::AscendingOrder);
  verticalHeader()->hide();
  verticalHeader()->setDefaultSectionSize(qRound(28 * typeScale()));
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  connect(this, &QTableWidget::itemActivated, this,
          [this](QTableWidgetItem* chosen) { emit attackActivated(item(chosen->row(), 0)->data(kIndexRole).toInt()); });
}

void CompareTable::setRows(const CompareReady& ready, const std::vector<ComparePanel>& panels) {
  setSortingEnabled(false);
  setRowCount(static_cast<int>(ready.attacks.size()));
  for (int row = 0; row < rowCount(); ++row) {
    const auto place = static_cast<std::size_t>(row);
    fillRow(row, ready.attacks[place], panels[place + 1]);
    item(row, 0)->setData(kIndexRole, row);
  }
  setSortingEnabled(true);
}

void CompareTable::fillRow(int row, const ComparedAttack& attack, const ComparePanel& panel) {
  for (int column = 0; column < columnCount(); ++column) setItem(row, column, new Cell(QString()));
  item(row, 0)->setText(panel.title);
  item(row, 0)->setIcon(sampleOf(panel.line));
  item(row, kVerdictColumn)->setText(panel.isKnown ? panel.shortVerdict : tr("waiting …"));
  item(row, kVerdictColumn)->setToolTip(panel.verdict);
  const auto put = [&](int column, const QString& text, double value) { setItem(row, column, new Cell(text, value)); };
  if (const auto epsilon = attack.choice.params.find("epsilon"); epsilon != attack.choice.params.end())
    put(1, levelsText(epsilon->second), epsilon->second);
  if (!attack.finished) return;
  const AttackFinished& f = *attack.finished;
  const Distortion& d = f.distortion;
  put(3, percentText(f.adversarial.topProbability()), f.adversarial.topProbability());
  put(4, levelsText(d.linf), d.linf);
  put(5, significant(d.l2), d.l2);
  put(6, significant(d.l1), d.l1);
  put(7, QString::number(d.l0), static_cast<double>(d.l0));
  put(8, significant(d.psnr), d.psnr);
  put(9, significant(f.ssim), f.ssim);
  put(10, durationText(f.milliseconds / 1000), f.milliseconds);
  put(11, QString::number(f.cost.gradients), static_cast<double>(f.cost.gradients));
  put(12, QString::number(f.cost.queries), static_cast<double>(f.cost.queries));
}

}  // namespace adv
