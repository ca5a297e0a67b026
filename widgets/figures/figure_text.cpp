// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/figure_text.hpp"

#include <QFontMetricsF>

namespace adv {
namespace {

/// The painter is scaled, as a font's pixels are whole numbers.
constexpr int kFontPixels = 100;

QFont figureFont(QFont::Weight weight) {
  QFont font;
  font.setPixelSize(kFontPixels);
  font.setWeight(weight);
  return font;
}

}  // namespace

const Theme& figureInk() {
  static const Theme light = lightTheme();
  return light;
}

void drawFigureText(QPainter& painter, const QRectF& place, int flags, const QString& text, double size,
                    const QColor& colour, QFont::Weight weight) {
  const double scale = size / kFontPixels;
  painter.save();
  painter.translate(place.topLeft());
  painter.scale(scale, scale);
  painter.setFont(figureFont(weight));
  painter.setPen(colour);
  const QRectF box(0, 0, place.width() / scale, place.height() / scale);
  painter.drawText(box, flags | Qt::TextSingleLine,
                   QFontMetricsF(painter.font(), painter.device()).elidedText(text, Qt::ElideRight, box.width()));
  painter.restore();
}

double figureTextWidth(const QString& text, double size, QFont::Weight weight) {
  return QFontMetricsF(figureFont(weight)).horizontalAdvance(text) * size / kFontPixels;
}

std::string csvQuoted(const std::string& text) {
  std::string all = "\"";
  for (const char c : text) all += c == '"' ? std::string("\"\"") : std::string(1, c);
  return all + "\"";
}

}  // namespace adv
