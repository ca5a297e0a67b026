// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/image_chooser.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/canvas/convert.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

constexpr int kThumbnail = 72;
constexpr int kCount = 32;

QToolButton* actionButton(const QString& text, const QString& icon, const QString& tip) {
  auto* button = new QToolButton;
  button->setText(text);
  button->setIcon(themedIcon(icon));
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setToolTip(tip);
  return button;
}

}  // namespace

ImageChooser::ImageChooser(EnginePort& engine, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_engine(engine),
      m_sources(new QComboBox),
      m_list(new QListWidget),
      m_empty(new QLabel),
      m_draw(actionButton(tr("&Draw…"), QStringLiteral("draw"), tr("Draw a digit with the mouse"))),
      m_another(actionButton(tr("&Another sample"), QStringLiteral("dice"),
                             tr("Takes other pictures from this data set at random"))) {
  setObjectName(QStringLiteral("popup"));
  auto* open = actionButton(tr("&Open…"), QStringLiteral("open"), tr("Open a picture file (Ctrl+O)"));
  auto* paste = actionButton(tr("&Paste"), QStringLiteral("paste"), tr("Take the picture from the clipboard (Ctrl+V)"));
  m_sources->addItem(tr("Traffic signs, drawn"), QStringLiteral("signs"));
  m_sources->addItem(tr("Photographs"), QStringLiteral("photographs"));
  m_sources->addItem(tr("Signs, test set"), QStringLiteral("signs-test"));
  m_sources->addItem(tr("MNIST, test set"), QStringLiteral("mnist-test"));
  m_sources->addItem(tr("CIFAR-10, test set"), QStringLiteral("cifar10-test"));
  m_sources->setAccessibleName(tr("Where the pictures come from"));
  m_list->setViewMode(QListView::IconMode);
  m_list->setIconSize({kThumbnail, kThumbnail});
  m_list->setGridSize({kThumbnail + 22, kThumbnail + 30});
  m_list->setResizeMode(QListView::Adjust);
  m_list->setMovement(QListView::Static);
  m_list->setUniformItemSizes(true);
  m_list->setAccessibleName(tr("Pictures"));
  m_empty->setWordWrap(true);
  m_empty->setAlignment(Qt::AlignCenter);

  auto* top = new QHBoxLayout;
  for (QWidget* widget : std::initializer_list<QWidget*>{open, paste, m_draw}) top->addWidget(widget);
  top->addStretch(1);
  auto* from = new QHBoxLayout;
  from->addWidget(m_sources, 1);
  from->addWidget(m_another);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 12, 12, 12);
  layout->setSpacing(8);
  layout->addLayout(top);
  layout->addLayout(from);
  layout->addWidget(m_list, 1);
  layout->addWidget(m_empty, 1);
  m_empty->hide();
  resize(520, 460);

  const auto closeAnd = [this](auto signal) {
    return [this, signal] {
      close();
      emit(this->*signal)();
    };
  };
  connect(open, &QToolButton::clicked, this, closeAnd(&ImageChooser::openWanted));
  connect(paste, &QToolButton::clicked, this, closeAnd(&ImageChooser::pasteWanted));
  connect(m_draw, &QToolButton::clicked, this, closeAnd(&ImageChooser::drawWanted));
  connect(m_another, &QToolButton::clicked, this, [this] { ask(true); });
  connect(m_sources, &QComboBox::currentIndexChanged, this, [this] { ask(false); });
  const auto choose = [this](QListWidgetItem* item) {
    const int row = m_list->row(item);
    close();
    emit imageChosen(m_items.at(static_cast<std::size_t>(row)).source);
  };
  connect(m_list, &QListWidget::itemClicked, this, choose);
  connect(m_list, &QListWidget::itemActivated, this, choose);
  connect(&engine, &EnginePort::eventArrived, this, &ImageChooser::onEvent);
}

void ImageChooser::popupUnder(QWidget* anchor, const QString& samples, bool canDraw) {
  m_draw->setVisible(canDraw);
  const QString wanted = samples == QStringLiteral("signs-gallery") ? QStringLiteral("signs")
                         : samples.isEmpty()                        ? QStringLiteral("photographs")
                                                                    : samples;
  const int row = m_sources->findData(wanted);
  if (row >= 0) m_sources->setCurrentIndex(row);
  if (m_items.empty()) ask(false);
  move(anchor->mapToGlobal(QPoint(0, anchor->height() + 4)));
  show();
  m_list->setFocus();
}

void ImageChooser::ask(bool anew) {
  if (anew) ++m_sample;
  const QString source = m_sources->currentData().toString();
  m_another->setEnabled(source.contains(QLatin1Char('-')));
  m_list->clear();
  m_items.clear();
  m_ticket = m_engine.submit(Lane::Load, GalleryRequest{source.toStdString(), kCount, m_sample});
}

void ImageChooser::onEvent(const Event& event) {
  if (event.ticket != m_ticket || m_ticket == 0) return;
  if (const auto* ready = event.payload.as<GalleryReady>()) fill(*ready);
  if (const auto* failed = event.payload.as<Failed>()) fill({{}, {}, failed->error.text()});
}

void ImageChooser::fill(const GalleryReady& ready) {
  m_list->clear();
  m_items = ready.items;
  for (const GalleryItem& item : m_items) {
    const QImage picture = toQImage(*item.thumbnail);
    const auto mode = picture.width() < kThumbnail ? Qt::FastTransformation : Qt::SmoothTransformation;
    auto* entry = new QListWidgetItem(
        QIcon(QPixmap::fromImage(picture.scaled(2 * kThumbnail, 2 * kThumbnail, Qt::KeepAspectRatio, mode))),
        QString::fromStdString(item.name));
    entry->setToolTip(QString::fromStdString(nameOf(item.source)));
    m_list->addItem(entry);
  }
  m_empty->setText(QString::fromStdString(ready.emptyReason));
  m_empty->setVisible(m_items.empty());
  m_list->setVisible(!m_items.empty());
}

}  // namespace adv
