// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/dimensions/picture_row.hpp"

#include <QPainter>

#include "widgets/figures/dimension_pictures.hpp"
#include "widgets/figures/dimension_words.hpp"

namespace adv {

DimensionPictureRow::DimensionPictureRow(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setToolTip(
      tr("A traffic sign of d numbers. Scores are those of the exact numbers; the pictures are rounded to 8 bits "
         "and cut off at black and white."));
}

void DimensionPictureRow::setPicture(const DimensionPicture& picture) {
  m_picture = picture;
  setAccessibleName(dimensionSentence(picture));
  update();
}

void DimensionPictureRow::paintEvent(QPaintEvent*) {
  if (!m_picture.clean) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintDimensionPictures(painter, QRectF(rect()), m_picture, {13.0 * typeScale(), typeScale(), theme()});
}

}  // namespace adv
