// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/trust/lamp_list.hpp"

#include <QPainter>
#include <QStyledItemDelegate>

#include "widgets/controls/lamp_shape.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kShape = 22;
constexpr int kLowestRow = 45;
constexpr int kTallestRow = 72;
constexpr int kLampRole = Qt::UserRole;

QFont fontOf(int size, QFont::Weight weight) {
  QFont font;
  font.setPixelSize(typeSize(size));
  font.setWeight(weight);
  return font;
}

class LampDelegate : public QStyledItemDelegate {
 public:
  explicit LampDelegate(LampList* list) : QStyledItemDelegate(list), m_list(list) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const auto& lamps = m_list->lamps();
    if (index.row() >= static_cast<int>(lamps.size())) return;
    const Lamp& lamp = lamps[static_cast<std::size_t>(index.row())];
    const QRectF row = QRectF(option.rect).adjusted(2, 2, -2, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected)) {
      painter->setBrush(theme().accentSoft);
      painter->setPen(m_list->hasFocus() ? QPen(theme().focus, 1.5) : QPen(Qt::NoPen));
      painter->drawRoundedRect(row, 6, 6);
    }
    const double shape = kShape * typeScale();
    paintLamp(*painter, {row.left() + 8, row.center().y() - shape / 2, shape, shape}, lamp.state, theme().dark);
    paintText(*painter, row.adjusted(shape + 20, 4, -10, -4), lamp);
    painter->restore();
  }

 private:
  static void paintText(QPainter& painter, const QRectF& place, const Lamp& lamp) {
    const QFont strong = fontOf(14, QFont::DemiBold);
    const double half = place.height() / 2;
    const QRectF upper(place.left(), place.top(), place.width(), half);
    const QString word = lampWord(lamp.state);
    painter.setFont(strong);
    painter.setPen(lampColour(lamp.state, theme().dark));
    painter.drawText(upper, Qt::AlignRight | Qt::AlignVCenter, word);
    const double room = place.width() - QFontMetricsF(strong).horizontalAdvance(word) - 12;
    painter.setPen(theme().text);
    painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(strong).elidedText(QString::fromStdString(lamp.title), Qt::ElideRight, room));
    const QFont plain = fontOf(12, QFont::Normal);
    const QString measured = QString::fromStdString(lamp.measured.empty() ? lamp.expected : lamp.measured);
    painter.setFont(plain);
    painter.setPen(theme().mutedText);
    painter.drawText(upper.translated(0, half), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(plain).elidedText(measured, Qt::ElideRight, place.width()));
  }

  LampList* m_list;
};

}  // namespace

LampList::LampList(QWidget* parent) : QListWidget(parent) {
  setItemDelegate(new LampDelegate(this));
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setAccessibleName(tr("Lamps"));
  setMinimumWidth(300);
  connect(this, &QListWidget::currentRowChanged, this, &LampList::lampChosen);
}

void LampList::setLamps(const std::vector<Lamp>& lamps) {
  m_lamps = lamps;
  while (count() > static_cast<int>(lamps.size())) delete takeItem(count() - 1);
  while (count() < static_cast<int>(lamps.size())) addItem(QString());
  int worst = 0;
  for (int row = 0; row < count(); ++row) {
    const Lamp& lamp = m_lamps[static_cast<std::size_t>(row)];
    const QString text =
        tr("%1: %2. %3")
            .arg(lampWord(lamp.state), QString::fromStdString(lamp.title), QString::fromStdString(lamp.measured));
    item(row)->setData(Qt::AccessibleTextRole, text);
    item(row)->setToolTip(QString::fromStdString(lamp.measured + "\nExpected: " + lamp.expected));
    const Lamp& most = m_lamps[static_cast<std::size_t>(worst)];
    if (lamp.state > most.state || (lamp.state == most.state && lamp.hidden >= most.hidden && lamp.hidden > 0))
      worst = row;
  }
  fitRows();
  if (!m_isChosen || currentRow() < 0) setCurrentRow(worst);
  viewport()->update();
  emit lampChosen();
}

const Lamp* LampList::current() const {
  const int row = currentRow();
  return row >= 0 && row < static_cast<int>(m_lamps.size()) ? &m_lamps[static_cast<std::size_t>(row)] : nullptr;
}

void LampList::fitRows() {
  if (count() == 0) return;
  const int height =
      std::clamp(viewport()->height() / count(), qRound(kLowestRow * typeScale()), qRound(kTallestRow * typeScale()));
  for (int row = 0; row < count(); ++row) item(row)->setSizeHint({0, height});
}

void LampList::resizeEvent(QResizeEvent* event) {
  QListWidget::resizeEvent(event);
  fitRows();
}

void LampList::mousePressEvent(QMouseEvent* event) {
  m_isChosen = true;
  QListWidget::mousePressEvent(event);
}

void LampList::keyPressEvent(QKeyEvent* event) {
  m_isChosen = true;
  QListWidget::keyPressEvent(event);
}

}  // namespace adv
