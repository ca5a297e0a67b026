// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/picture_strip.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "widgets/canvas/convert.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kGap = 8;
constexpr int kEdge = 3;  ///< room for the frame of the chosen one
constexpr int kSmallest = 28;
constexpr int kUsual = 48;
constexpr int kLargest = 72;

}  // namespace

PictureStrip::PictureStrip(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  setAccessibleName(tr("Pictures to choose from"));
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] {
    updateGeometry();
    update();
  });
}

void PictureStrip::setEntries(std::vector<Entry> entries) {
  m_entries = std::move(entries);
  setCursor(m_entries.empty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
  setChosen(m_chosen);
}

void PictureStrip::setChosen(int index) {
  m_chosen = index >= 0 && index < std::ssize(m_entries) ? index : -1;
  setAccessibleDescription(m_chosen < 0 ? QString() : m_entries[static_cast<std::size_t>(m_chosen)].help);
  update();
}

int PictureStrip::captionHeight() const {
  const bool hasCaptions =
      std::any_of(m_entries.begin(), m_entries.end(), [](const Entry& entry) { return !entry.caption.isEmpty(); });
  return hasCaptions ? typeSize(12) + 4 : 0;
}

void PictureStrip::setEmptyText(const QString& text) {
  m_emptyText = text;
  update();
}

QSize PictureStrip::sizeHint() const { return {400, kUsual + captionHeight() + 2 * kEdge}; }

QSize PictureStrip::minimumSizeHint() const {
  return {4 * (kSmallest + kGap), kSmallest + captionHeight() + 2 * kEdge};
}

int PictureStrip::side() const { return std::clamp(height() - captionHeight() - 2 * kEdge, kSmallest, kLargest); }

int PictureStrip::columns() const { return std::max(1, (width() - 2 * kEdge + kGap) / (side() + kGap)); }

int PictureStrip::shownCount() const {
  const int rows = std::max(1, height() / (side() + captionHeight() + 2 * kEdge));
  return std::min(rows * columns(), static_cast<int>(m_entries.size()));
}

QRect PictureStrip::placeOf(int index) const {
  const int down = side() + captionHeight() + 2 * kEdge;
  return {kEdge + index % columns() * (side() + kGap), kEdge + index / columns() * down, side(), side()};
}

int PictureStrip::indexAt(QPoint point) const {
  for (int i = 0; i < shownCount(); ++i) {
    if (placeOf(i).adjusted(0, 0, 0, captionHeight()).contains(point)) return i;
  }
  return -1;
}

void PictureStrip::choose(int index) {
  if (index < 0 || index >= shownCount() || index == m_chosen) return;
  setChosen(index);
  emit pictureChosen(index);
}

bool PictureStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int index = indexAt(help->pos());
  if (index < 0)
    QToolTip::hideText();
  else
    QToolTip::showText(help->globalPos(), m_entries[static_cast<std::size_t>(index)].help);
  return true;
}

void PictureStrip::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) choose(indexAt(event->position().toPoint()));
}

void PictureStrip::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return choose(m_chosen - 1);
    case Qt::Key_Right: return choose(m_chosen + 1);
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End: return choose(shownCount() - 1);
    default: QWidget::keyPressEvent(event);
  }
}

void PictureStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QFont small = font();
  small.setPixelSize(typeSize(12));
  painter.setFont(small);
  painter.setPen(theme().mutedText);
  if (m_entries.empty()) painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_emptyText);
  for (int i = 0; i < shownCount(); ++i) {
    const Entry& entry = m_entries[static_cast<std::size_t>(i)];
    const QRect place = placeOf(i);
    painter.fillRect(place, theme().track);
    if (entry.picture) {
      painter.setRenderHint(QPainter::SmoothPixmapTransform, entry.picture->width > place.width());
      painter.drawImage(place, toQImage(*entry.picture));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(i == m_chosen ? QPen(hasFocus() ? theme().focus : theme().accent, 3) : QPen(theme().cardBorder, 1));
    painter.drawRoundedRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5), 2, 2);
    painter.setPen(i == m_chosen ? theme().text : theme().mutedText);
    const QRect caption(place.left() - kGap / 2, place.bottom() + kEdge, place.width() + kGap, captionHeight());
    painter.drawText(caption, Qt::AlignHCenter | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(entry.caption, Qt::ElideRight, caption.width()));
  }
}

}  // namespace adv
