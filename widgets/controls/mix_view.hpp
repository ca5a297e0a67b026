// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "engine/api/templates.hpp"

namespace adv {

/// Picture + amount × template = sum.
class MixView : public QWidget {
  Q_OBJECT
 public:
  explicit MixView(QWidget* parent = nullptr);
  void setMixed(const std::optional<TemplateMixed>& mixed, linear::WeightsPtr weights);
  QSize sizeHint() const override { return {420, 180}; }
  QSize minimumSizeHint() const override { return {240, 100}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<TemplateMixed> m_mixed;
  linear::WeightsPtr m_weights;
};

}  // namespace adv
