// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/chip_button.hpp"

#include <QEvent>
#include <QPainter>
#include <algorithm>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kPadding = 11;
constexpr int kGap = 7;
constexpr int kSign = 12;
constexpr int kLongestValue = 200;
constexpr int kShortestValue = 36;

}  // namespace

ChipButton::ChipButton(QWidget* parent) : QAbstractButton(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ChipButton::setCaption(const QString& caption) {
  m_caption = caption;
  setAccessibleName(caption + QStringLiteral(": ") + m_value);
  updateGeometry();
}

void ChipButton::setValue(const QString& value) {
  if (value == m_value) return;
  m_value = value;
  setAccessibleName(m_caption + QStringLiteral(": ") + value);
  updateGeometry();
  update();
}

QFont ChipButton::captionFont() const {
  QFont small = font();
  small.setPixelSize(typeSize(12));
  return small;
}

int ChipButton::fixedWidth() const {
  return 2 * kPadding + QFontMetrics(captionFont()).horizontalAdvance(m_caption) + kGap + kSign;
}

QSize ChipButton::sizeHint() const {
  return {fixedWidth() + std::min(kLongestValue, fontMetrics().horizontalAdvance(m_value)) + 4,
          fontMetrics().height() + 15};
}
QSize ChipButton::minimumSizeHint() const {
  return {fixedWidth() + std::min(kShortestValue, fontMetrics().horizontalAdvance(m_value)), sizeHint().height()};
}

void ChipButton::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) updateGeometry();
  QAbstractButton::changeEvent(event);
}

void ChipButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(hasFocus() ? theme().focus : theme().cardBorder, 1));
  painter.setBrush(underMouse() || isDown() ? theme().accentSoft : theme().card);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
  painter.setFont(captionFont());
  painter.setPen(theme().mutedText);
  QRect rest = rect().adjusted(kPadding, 0, -kPadding, 0);
  painter.drawText(rest, Qt::AlignVCenter, m_caption);
  rest.setLeft(rest.left() + QFontMetrics(captionFont()).horizontalAdvance(m_caption) + kGap);
  painter.setFont(font());
  painter.setPen(theme().text);
  painter.drawText(rest.adjusted(0, 0, -kSign, 0), Qt::AlignVCenter,
                   fontMetrics().elidedText(m_value, Qt::ElideMiddle, rest.width() - kSign));
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().text);
  const QPointF sign(rest.right() - 7, rect().center().y());
  painter.drawPolygon(QPolygonF({sign + QPointF(0, -1.5), sign + QPointF(8, -1.5), sign + QPointF(4, 3.5)}));
}

}  // namespace adv
