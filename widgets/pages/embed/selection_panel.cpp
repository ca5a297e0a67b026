// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/selection_panel.hpp"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

#include "widgets/controls/count_bars.hpp"
#include "widgets/maps/map_close_up.hpp"
#include "widgets/maps/map_colouring.hpp"
#include "widgets/pages/embed/facts.hpp"
#include "widgets/pages/embed/session.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr std::size_t kMostPictures = 300;
constexpr std::size_t kMostClasses = 6;
constexpr int kThumbnail = 40;

QString nameIn(const std::vector<std::string>& classes, int index) {
  const auto place = static_cast<std::size_t>(index);
  return index >= 0 && place < classes.size() ? QString::fromStdString(classes[place]) : QObject::tr("unknown");
}

}  // namespace

EmbedSelectionPanel::EmbedSelectionPanel(const EmbedSession& session, const EmbedFacts& facts, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_facts(facts),
      m_hint(new QLabel),
      m_counts(new CountBars),
      m_list(new QListWidget),
      m_copy(new QToolButton),
      m_clear(new QToolButton) {
  arrange();
  connect(m_copy, &QToolButton::clicked, this, [this] {
    QStringList numbers;
    for (const int point : m_selection) numbers << QString::number(point);
    QGuiApplication::clipboard()->setText(numbers.join(QStringLiteral(", ")));
  });
  connect(m_clear, &QToolButton::clicked, this, &EmbedSelectionPanel::clearWanted);
  const auto open = [this](QListWidgetItem* item) { emit pictureWanted(item->data(Qt::UserRole).toInt()); };
  connect(m_list, &QListWidget::itemClicked, this, open);
  connect(&facts, &EmbedFacts::picturesChanged, this, &EmbedSelectionPanel::showPictures);
  showSelection();
}

void EmbedSelectionPanel::arrange() {
  m_hint->setWordWrap(true);
  m_hint->setObjectName(QStringLiteral("muted"));
  m_list->setViewMode(QListView::IconMode);
  m_list->setIconSize({kThumbnail, kThumbnail});
  m_list->setGridSize({kThumbnail + 8, kThumbnail + 8});
  m_list->setResizeMode(QListView::Adjust);
  m_list->setMovement(QListView::Static);
  m_list->setUniformItemSizes(true);
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setAccessibleName(tr("The selected pictures"));
  m_list->setToolTip(tr("A click opens a picture in the Microscope"));
  m_copy->setText(tr("Copy &indices"));
  m_copy->setToolTip(tr("Copies the numbers of the selected points, counted from 0"));
  m_clear->setText(tr("Clear"));
  m_clear->setToolTip(tr("Nothing is selected any more"));
  auto* buttons = new QHBoxLayout;
  for (QToolButton* button : {m_copy, m_clear}) {
    button->setAccessibleName(button->toolTip());
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    buttons->addWidget(button);
  }
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 4, 0, 4);
  layout->setSpacing(8);
  layout->addWidget(m_hint);
  layout->addWidget(m_counts);
  layout->addWidget(m_list, 1);
  layout->addLayout(buttons);
}

void EmbedSelectionPanel::setSelection(const std::vector<int>& points) {
  m_selection = points;
  showSelection();
}

void EmbedSelectionPanel::showSelection() {
  const bool isEmpty = m_selection.empty();
  const QString more = m_selection.size() > kMostPictures ? tr(", the first %1 shown").arg(kMostPictures) : QString();
  m_hint->setText(isEmpty ? tr("Hold Shift and draw around points, or press L and draw: their pictures appear here.")
                          : tr("%L1 selected%2. Click a picture to open it.").arg(m_selection.size()).arg(more));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_counts, m_list, m_copy, m_clear})
    widget->setVisible(!isEmpty);
  showCounts();
  showPictures();
}

/// Of each class: how many of its points are selected; the most first.
void EmbedSelectionPanel::showCounts() {
  const EmbeddingItemsPtr items = m_session.items();
  if (!items || items->classes.empty()) return m_counts->setBars({});
  std::map<int, int> whole, part;
  for (const int label : items->labels) ++whole[label];
  for (const int point : m_selection) ++part[items->labels[static_cast<std::size_t>(point)]];
  std::vector<CountBar> bars;
  for (const auto& [label, count] : part)
    bars.push_back({nameIn(items->classes, label), count, whole[label], mapClassColour(label)});
  std::stable_sort(bars.begin(), bars.end(), [](const CountBar& a, const CountBar& b) { return a.part > b.part; });
  if (bars.size() > kMostClasses) bars.resize(kMostClasses);
  m_counts->setBars(bars);
}

QString EmbedSelectionPanel::textOf(int point) const {
  const EmbeddingItems& items = *m_session.items();
  const auto place = static_cast<std::size_t>(point);
  QString text = tr("picture %1: %2").arg(items.pictureOf(point).index).arg(nameIn(items.classes, items.labels[place]));
  if (items.isAdversarial(point)) text += tr(", adversarial");
  const auto& known = m_facts.predictions();
  if (known && place < known->predictions.size() && known->predictions[place] >= 0)
    text += tr("; the network says %1, %2 sure")
                .arg(nameIn(known->classes, known->predictions[place]), percentText(known->confidences[place]));
  return text;
}

void EmbedSelectionPanel::showPictures() {
  m_list->clear();
  if (!m_session.items()) return;
  const std::size_t count = std::min(m_selection.size(), kMostPictures);
  for (std::size_t i = 0; i < count; ++i) {
    const int point = m_selection[i];
    auto* entry = new QListWidgetItem;
    if (m_facts.pictures() && point < m_facts.pictures()->count) {
      const QImage picture = pictureOf(*m_facts.pictures(), point);
      const auto mode = picture.width() < kThumbnail ? Qt::FastTransformation : Qt::SmoothTransformation;
      entry->setIcon(QPixmap::fromImage(picture.scaled(2 * kThumbnail, 2 * kThumbnail, Qt::KeepAspectRatio, mode)));
    } else {
      entry->setText(QString::number(point));
    }
    entry->setToolTip(textOf(point));
    entry->setData(Qt::AccessibleTextRole, textOf(point));
    entry->setData(Qt::UserRole, point);
    m_list->addItem(entry);
  }
}

}  // namespace adv
