// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/chooser_popup.hpp"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>

namespace adv {
namespace {

constexpr int kIdRole = Qt::UserRole + 1;
constexpr int kSearchRole = Qt::UserRole + 2;
constexpr int kSearchFrom = 8;  ///< a shorter list needs no search field
constexpr int kWidth = 440;
constexpr int kTallest = 420;

}  // namespace

ChooserPopup::ChooserPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_search(new QLineEdit),
      m_list(new QListView),
      m_choices(new QStandardItemModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_layout(new QVBoxLayout(this)) {
  setObjectName(QStringLiteral("popup"));
  m_search->setPlaceholderText(tr("Search"));
  m_search->setClearButtonEnabled(true);
  m_search->setAccessibleName(tr("Search"));
  m_filtered->setSourceModel(m_choices);
  m_filtered->setFilterRole(kSearchRole);
  m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_list->setModel(m_filtered);
  m_list->setWordWrap(true);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_layout->setContentsMargins(8, 8, 8, 8);
  m_layout->setSpacing(6);
  m_layout->addWidget(m_search);
  m_layout->addWidget(m_list, 1);
  m_search->installEventFilter(this);
  connect(m_search, &QLineEdit::textChanged, this, &ChooserPopup::setFilter);
  connect(m_search, &QLineEdit::returnPressed, this, [this] { chooseAt(m_list->currentIndex()); });
  connect(m_list, &QListView::clicked, this, &ChooserPopup::chooseAt);
  connect(m_list, &QListView::activated, this, &ChooserPopup::chooseAt);
}

void ChooserPopup::setChoices(const std::vector<Choice>& choices) {
  m_choices->clear();
  QString group;
  for (const Choice& choice : choices) {
    if (choice.group != group) appendHeading(choice.group);
    group = choice.group;
    const QString remark = choice.enabled ? choice.detail : choice.whyNot;
    auto* item =
        new QStandardItem(choice.icon, remark.isEmpty() ? choice.title : choice.title + QLatin1Char('\n') + remark);
    item->setData(choice.id, kIdRole);
    item->setData(item->text(), kSearchRole);
    item->setEnabled(choice.enabled);
    item->setToolTip(remark);
    item->setEditable(false);
    m_choices->appendRow(item);
  }
  m_list->setUniformItemSizes(std::all_of(choices.begin(), choices.end(), [](const Choice& choice) {
    return choice.detail.isEmpty() && choice.enabled && choice.group.isEmpty();
  }));
  m_search->setVisible(choices.size() >= kSearchFrom);
}

void ChooserPopup::setCurrent(const QString& id) {
  for (int row = 0; row < m_choices->rowCount(); ++row) {
    if (m_choices->item(row)->data(kIdRole).toString() == id)
      m_list->setCurrentIndex(m_filtered->mapFromSource(m_choices->index(row, 0)));
  }
}

void ChooserPopup::setFooter(QWidget* footer) { m_layout->addWidget(footer); }

void ChooserPopup::popupUnder(QWidget* anchor) {
  int height = 20 + (m_search->isVisibleTo(this) ? 44 : 0);
  for (int row = 0; row < m_filtered->rowCount() && height < kTallest; ++row) height += m_list->sizeHintForRow(row) + 2;
  if (m_layout->count() > 2) height += 48;
  resize(kWidth, std::clamp(height, 120, kTallest));
  move(anchor->mapToGlobal(QPoint(0, anchor->height() + 4)));
  show();
  m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
  (m_search->isVisible() ? static_cast<QWidget*>(m_search) : m_list)->setFocus();
}

void ChooserPopup::setFilter(const QString& text) {
  m_filtered->setFilterFixedString(text);
  for (int row = 0; row < m_filtered->rowCount() && !m_list->currentIndex().isValid(); ++row) {
    const QModelIndex index = m_filtered->index(row, 0);
    if (index.flags().testFlag(Qt::ItemIsEnabled)) m_list->setCurrentIndex(index);
  }
}

/// Without a text to search in: it goes away while one searches.
void ChooserPopup::appendHeading(const QString& text) {
  auto* heading = new QStandardItem(text);
  heading->setFlags(Qt::NoItemFlags);
  QFont font = heading->font();
  font.setWeight(QFont::DemiBold);
  heading->setFont(font);
  m_choices->appendRow(heading);
}

int ChooserPopup::shownCount() const {
  int count = 0;
  for (int row = 0; row < m_filtered->rowCount(); ++row)
    count += m_filtered->index(row, 0).data(kIdRole).isValid() ? 1 : 0;
  return count;
}

void ChooserPopup::chooseAt(const QModelIndex& index) {
  if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled)) return;
  const QString id = index.data(kIdRole).toString();
  close();
  emit chosen(id);
}

bool ChooserPopup::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_search && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
      QCoreApplication::sendEvent(m_list, event);
      return true;
    }
  }
  return QFrame::eventFilter(watched, event);
}

}  // namespace adv
