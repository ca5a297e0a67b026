// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/mix_panel.hpp"

#include <QObject>
#include <algorithm>

#include "widgets/canvas/convert.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/template_image.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;
constexpr double kSign = 1.8;      ///< width of "+" and "=", of the text
constexpr double kCaption = 11.0;  ///< width that a caption likes, of the text
constexpr int kPictures = 3;
constexpr double kCaptionLines = 2.0;

struct Part {
  QImage picture;
  QString name;
  QString says;
  QColor colour;
};

QString saysText(const Prediction& prediction, const linear::Weights& weights) {
  return QObject::tr("%1, %2").arg(classText(weights, prediction.topClass()), percentText(prediction.topProbability()));
}

std::vector<Part> partsOf(const TemplateMixed& mixed, const linear::Weights& weights, const Theme& look) {
  const QString target = classText(weights, mixed.target);
  const bool isReached = mixed.mixed.topClass() == mixed.target;
  const bool isSame = mixed.mixed.topClass() == mixed.clean.topClass();
  return {{toQImage(*mixed.original), QString::fromStdString(mixed.pictureName),
           QStringLiteral("● ") + saysText(mixed.clean, weights), look.clean},
          {templateImage(weights, mixed.target, mixed.templateScale),
           QObject::tr("%1 × template").arg(levelsText(mixed.amount)), QStringLiteral("◎ ") + target, look.target},
          {toQImage(*mixed.sum), QObject::tr("the sum, 8 bits"),
           (isSame ? QStringLiteral("● ") : QStringLiteral("◆ ")) + saysText(mixed.mixed, weights),
           isSame      ? look.clean
           : isReached ? look.target
                       : look.adversarial}};
}

/// `room` is the width of the caption.
void paintPart(QPainter& painter, const QRectF& place, const Part& part, double room, double text, const Theme& look) {
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.drawImage(place, part.picture);
  painter.setPen(QPen(look.cardBorder, text / 14));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(place);
  const double line = text * kLine;
  const double spill = (room - place.width()) / 2;
  const QRectF caption(place.left() - spill, place.bottom() + text * 0.2, place.width() + 2 * spill, line);
  drawFigureText(painter, caption, Qt::AlignHCenter | Qt::AlignVCenter, part.says, text, part.colour, QFont::DemiBold);
  drawFigureText(painter, caption.translated(0, line), Qt::AlignHCenter | Qt::AlignVCenter, part.name, text,
                 look.mutedText);
}

}  // namespace

QString classText(const linear::Weights& weights, int classIndex) {
  if (classIndex < 0 || classIndex >= weights.classCount()) return QStringLiteral("?");
  return QString::fromStdString(weights.labels[static_cast<std::size_t>(classIndex)]);
}

void paintMix(QPainter& painter, const QRectF& place, const TemplateMixed& mixed, const linear::Weights& weights,
              double text, const Theme& look) {
  const double captions = kCaptionLines * kLine * text + 0.4 * text;
  const double sign = kSign * text;
  const double across = (place.width() - (kPictures - 1) * sign - sign) / kPictures;
  const double side = std::max(8.0, std::min(across, place.height() - captions));
  // Captions are wider than small pictures, so that the pictures stand apart.
  const double step = std::max(side + sign, std::min(across + sign, std::max(side * 1.6, kCaption * text)));
  double left = place.center().x() - ((kPictures - 1) * step + side) / 2;
  const auto parts = partsOf(mixed, weights, look);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const QRectF picture(left, place.top(), side, side);
    const double gap = (step - side - sign) / 2;
    paintPart(painter, picture, parts[i], step, text, look);
    if (i + 1 < parts.size()) {
      drawFigureText(painter, {picture.right() + gap, picture.center().y() - sign / 2, sign, sign}, Qt::AlignCenter,
                     i == 0 ? QStringLiteral("+") : QStringLiteral("="), 1.5 * text, look.text);
    }
    left += step;
  }
}

}  // namespace adv
