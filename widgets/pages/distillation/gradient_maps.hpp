// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "engine/api/gradient_histogram.hpp"

namespace adv {

/// A picture and its gradient twice: in the log domain, and as float32 has it. Both on one scale; what is exactly zero
/// stays empty.
class GradientMaps : public QWidget {
  Q_OBJECT
 public:
  explicit GradientMaps(QWidget* parent = nullptr);
  void setPicture(const std::optional<GradientPicture>& picture);
  QSize sizeHint() const override { return {480, 150}; }
  QSize minimumSizeHint() const override { return {320, 96}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<GradientPicture> m_picture;
};

}  // namespace adv
