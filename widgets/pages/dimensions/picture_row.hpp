// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/api/dimensions.hpp"

namespace adv {

/// Clean, nudges, adversarial and noise, side by side.
class DimensionPictureRow : public QWidget {
  Q_OBJECT
 public:
  explicit DimensionPictureRow(QWidget* parent = nullptr);
  void setPicture(const DimensionPicture& picture);
  QSize sizeHint() const override { return {800, 260}; }
  QSize minimumSizeHint() const override { return {400, 130}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  DimensionPicture m_picture;
};

}  // namespace adv
