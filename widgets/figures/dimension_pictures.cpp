// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/dimension_pictures.hpp"

#include <QObject>
#include <algorithm>

#include "widgets/canvas/convert.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kPictures = 4;
constexpr double kLine = 1.5;
constexpr double kBetween = 1.2;  ///< of the text size
/// At this size single pixels are seen; they stay crisp.
constexpr double kCrisp = 2.0;

struct Pane {
  QString title;
  QString note;
  ImagePtr image;
  QColor role;
};

QString scoreText(double score) {
  return QObject::tr("score %1: class %2")
      .arg(significant(score, 3).replace(QLatin1Char('-'), QChar(u'−')))
      .arg(score > 0 ? 1 : 0);
}

/// The largest place of the picture's proportions in the middle of `room`.
QRectF fitted(const QRectF& room, const Image& image) {
  const double scale = std::min(room.width() / image.width, room.height() / image.height);
  QRectF place(0, 0, image.width * scale, image.height * scale);
  place.moveCenter(room.center());
  return place;
}

/// Title and score stay close to their picture, whatever room there is.
void paintPane(QPainter& painter, const QRectF& place, const Pane& pane, const PanelStyle& style) {
  const double line = kLine * style.text;
  const QRectF where = fitted(place.adjusted(0, line * 1.1, 0, -line * 1.1), *pane.image);
  drawFigureText(painter, {place.left(), where.top() - line * 1.1, place.width(), line},
                 Qt::AlignHCenter | Qt::AlignVCenter, pane.title, style.text * 1.1, pane.role, QFont::DemiBold);
  drawFigureText(painter, {place.left(), where.bottom() + line * 0.1, place.width(), line},
                 Qt::AlignHCenter | Qt::AlignVCenter, pane.note, style.text, style.look.mutedText);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, where.width() < kCrisp * pane.image->width);
  painter.drawImage(where, toQImage(*pane.image));
}

}  // namespace

void paintDimensionPictures(QPainter& painter, const QRectF& place, const DimensionPicture& picture,
                            const PanelStyle& style) {
  const QString size = levelsText(picture.epsilon);
  const Pane panes[kPictures] = {
      {QObject::tr("● clean"), scoreText(picture.cleanScore), picture.clean, style.look.clean},
      {QObject::tr("nudges, magnified"), QObject::tr("± %1 each").arg(size), picture.signs, style.look.text},
      {QObject::tr("◆ adversarial"), scoreText(picture.adversarialScore), picture.adversarial, style.look.adversarial},
      {QObject::tr("random, same size"), scoreText(picture.noiseScore), picture.noise, style.look.mutedText}};
  const double between = kBetween * style.text;
  const double width = (place.width() - (kPictures - 1) * between) / kPictures;
  for (int i = 0; i < kPictures; ++i)
    paintPane(painter, {place.left() + i * (width + between), place.top(), width, place.height()}, panes[i], style);
}

}  // namespace adv
