// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/icons.hpp"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QSvgRenderer>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kSize = 18;

QPixmap draw(const QByteArray& drawing, const QColor& colour) {
  QByteArray coloured = drawing;
  coloured.replace("currentColor", colour.name().toLatin1());
  QSvgRenderer renderer(coloured);
  const qreal ratio = qGuiApp->devicePixelRatio();
  QPixmap pixmap(QSize(kSize, kSize) * ratio);
  pixmap.setDevicePixelRatio(ratio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  renderer.render(&painter, QRectF(0, 0, kSize, kSize));
  return pixmap;
}

}  // namespace

QIcon themedIcon(const QString& name) {
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  const QByteArray drawing = file.readAll();
  QIcon icon(draw(drawing, theme().mutedText));
  icon.addPixmap(draw(drawing, theme().accent), QIcon::Normal, QIcon::On);
  return icon;
}

}  // namespace adv
