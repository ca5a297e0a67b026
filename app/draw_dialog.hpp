// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "engine/api/image.hpp"

namespace adv {

/// A sheet to draw a digit on; the network answers while the mouse moves.
class DrawDialog : public QDialog {
  Q_OBJECT
 public:
  explicit DrawDialog(QWidget* parent = nullptr);

 signals:
  void drawn(const adv::ImagePtr& image);
};

}  // namespace adv
