// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_card.hpp"

#include <QFontMetricsF>
#include <algorithm>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kPadding = 10.0;
constexpr double kDistance = 18.0;  ///< from the pointer
constexpr double kPictureSide = 64.0;
constexpr double kRadius = 8.0;

QFont lineFont(const MapCardLine& line) {
  QFont font;
  font.setPixelSize(typeSize(line.isStrong ? 14 : 12));
  font.setWeight(line.isStrong ? QFont::DemiBold : QFont::Normal);
  return font;
}

double dotSize() { return typeSize(12) * 0.7; }

double widthOf(const MapCardLine& line) {
  return QFontMetricsF(lineFont(line)).horizontalAdvance(line.text) + (line.dot.isValid() ? 2.0 * dotSize() : 0.0);
}

double heightOf(const MapCardLine& line) { return QFontMetricsF(lineFont(line)).height() * 1.12; }

QSizeF pictureSize(const MapCard& card) {
  return card.picture.isNull() ? QSizeF()
                               : QSizeF(card.picture.size()).scaled(kPictureSide, kPictureSide, Qt::KeepAspectRatio);
}

QRectF placeOf(const MapCard& card, QPointF pointer, const QRectF& area) {
  double width = 0.0, height = 0.0;
  for (const MapCardLine& line : card.lines) {
    width = std::max(width, widthOf(line));
    height += heightOf(line);
  }
  const QSizeF picture = pictureSize(card);
  if (!picture.isEmpty()) width += picture.width() + kPadding;
  QRectF box(0, 0, width + 2 * kPadding, std::max(height, picture.height()) + 2 * kPadding);
  box.moveTopLeft(pointer + QPointF(kDistance, kDistance));
  if (box.right() > area.right()) box.moveRight(pointer.x() - kDistance);
  if (box.bottom() > area.bottom()) box.moveBottom(pointer.y() - kDistance);
  box.moveLeft(std::max(box.left(), area.left()));
  box.moveTop(std::max(box.top(), area.top()));
  return box;
}

void paintGround(QPainter& painter, const QRectF& box) {
  painter.setPen(Qt::NoPen);
  for (int i = 4; i > 0; --i) {
    painter.setBrush(QColor(0, 0, 0, 10));
    painter.drawRoundedRect(box.adjusted(-i, -i + 2, i, i + 2), kRadius + i, kRadius + i);
  }
  painter.setPen(QPen(theme().cardBorder, 1.0));
  painter.setBrush(theme().card);
  painter.drawRoundedRect(box, kRadius, kRadius);
}

}  // namespace

void paintMapCard(QPainter& painter, const MapCard& card, QPointF pointer, const QRectF& area) {
  const QRectF box = placeOf(card, pointer, area);
  paintGround(painter, box);
  QRectF text = box.adjusted(kPadding, kPadding, -kPadding, -kPadding);
  if (const QSizeF picture = pictureSize(card); !picture.isEmpty()) {
    painter.drawImage(QRectF(text.topLeft(), picture), card.picture);
    text.setLeft(text.left() + picture.width() + kPadding);
  }
  double y = text.top();
  for (const MapCardLine& line : card.lines) {
    const double height = heightOf(line), dot = dotSize();
    double x = text.left();
    if (line.dot.isValid()) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(line.dot);
      painter.drawEllipse(QRectF(x, y + (height - dot) / 2.0, dot, dot));
      x += 2.0 * dot;
    }
    painter.setFont(lineFont(line));
    painter.setPen(line.isStrong ? theme().text : theme().mutedText);
    painter.drawText(QRectF(x, y, text.right() - x + 1.0, height), Qt::AlignLeft | Qt::AlignVCenter, line.text);
    y += height;
  }
}

}  // namespace adv
