// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/tick_picker.hpp"

#include <QListWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/similar_models.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kMostShown = 14;
constexpr int kWidth = 280;

}  // namespace

TickPicker::TickPicker(const QString& name, const std::vector<Entry>& entries, QWidget* parent)
    : QToolButton(parent), m_name(name), m_popup(new QFrame(this, Qt::Popup)), m_list(new QListWidget(m_popup)) {
  setToolTip(tr("%1: tick any number of them").arg(name));
  setAccessibleName(name);
  m_popup->setObjectName(QStringLiteral("popup"));
  m_list->setAccessibleName(name);
  for (const Entry& entry : entries) {
    auto* item = new QListWidgetItem(entry.title);
    item->setData(kIdRole, entry.id);
    item->setToolTip(entry.help);
    item->setFlags(entry.enabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
                                 : Qt::NoItemFlags);
    item->setCheckState(Qt::Unchecked);
    m_list->addItem(item);
  }
  auto* layout = new QVBoxLayout(m_popup);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->addWidget(m_list);
  connect(this, &QToolButton::clicked, this, &TickPicker::open);
  connect(m_list, &QListWidget::itemChanged, this, [this] {
    showCount();
    emit chosenChanged(chosen());
  });
  connect(m_list, &QListWidget::itemActivated, this, [](QListWidgetItem* item) {
    item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
  });
  showCount();
}

void TickPicker::setChosen(const std::vector<std::string>& ids) {
  const QSignalBlocker quiet(m_list);
  for (int row = 0; row < m_list->count(); ++row) {
    QListWidgetItem* item = m_list->item(row);
    const bool isChosen = std::find(ids.begin(), ids.end(), item->data(kIdRole).toString().toStdString()) != ids.end();
    item->setCheckState(isChosen ? Qt::Checked : Qt::Unchecked);
  }
  showCount();
}

std::vector<std::string> TickPicker::chosen() const {
  std::vector<std::string> ids;
  for (int row = 0; row < m_list->count(); ++row) {
    const QListWidgetItem* item = m_list->item(row);
    if (item->checkState() == Qt::Checked) ids.push_back(item->data(kIdRole).toString().toStdString());
  }
  return ids;
}

void TickPicker::showCount() { setText(QStringLiteral("%1 (%2) …").arg(m_name).arg(chosen().size())); }

void TickPicker::open() {
  const int rows = std::min(m_list->count(), kMostShown);
  m_list->setFixedSize(qRound(kWidth * typeScale()), rows * std::max(24, m_list->sizeHintForRow(0)) + 8);
  m_popup->adjustSize();
  m_popup->move(mapToGlobal(QPoint(width() - m_popup->sizeHint().width(), height() + 4)));
  m_popup->show();
  m_list->setFocus();
}

std::vector<TickPicker::Entry> entriesOf(const std::vector<AttackInfo>& attacks) {
  std::vector<TickPicker::Entry> entries;
  for (const AttackInfo& attack : attacks) {
    entries.push_back({QString::fromStdString(attack.id), QString::fromStdString(attack.title + " · " + attack.norm),
                       QString::fromStdString(attack.summary)});
  }
  return entries;
}

std::vector<TickPicker::Entry> entriesOf(const std::vector<ModelInfo>& models) {
  std::vector<TickPicker::Entry> entries;
  for (const ModelInfo& model : setsLast(models)) {
    entries.push_back({QString::fromStdString(model.id), QString::fromStdString(model.title),
                       QString::fromStdString(model.available ? model.description : model.whyNot), model.available});
  }
  return entries;
}

}  // namespace adv
