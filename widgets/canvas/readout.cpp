// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/readout.hpp"

#include <QStringList>

namespace adv {
namespace {

/// With its sign in front: a real minus, as wide as the plus.
QString signedText(int value) {
  if (value == 0) return QStringLiteral("0");
  return (value > 0 ? QChar('+') : QChar(0x2212)) + QString::number(std::abs(value));
}

}  // namespace

QString readoutText(const CanvasContent& content, QPoint pixel, Side side) {
  const ImagePtr& image = content.picture(side);
  if (!image || pixel.x() < 0 || pixel.y() < 0 || pixel.x() >= image->width || pixel.y() >= image->height) return {};
  QStringList values;
  QStringList differences;
  for (int k = 0; k < image->channels; ++k) {
    values << QString::number(image->at(pixel.x(), pixel.y())[k]);
    if (!content.comparable()) continue;
    differences << signedText(content.adversarial->at(pixel.x(), pixel.y())[k] -
                              content.clean->at(pixel.x(), pixel.y())[k]);
  }
  QString text = QStringLiteral("x %1, y %2 · %3").arg(pixel.x()).arg(pixel.y()).arg(values.join(QChar(' ')));
  if (!differences.isEmpty()) text += QStringLiteral(" · δ %1 /255").arg(differences.join(QChar(' ')));
  return text;
}

}  // namespace adv
