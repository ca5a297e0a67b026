// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/api/dimensions.hpp"
#include "widgets/figures/figure.hpp"

namespace adv {

/// The needed ε against the number of dimensions, and the pictures of one of them.
class DimensionsFigure : public Figure {
 public:
  DimensionsFigure(DimensionsMeasured measured, DimensionPicture picture, std::optional<DimensionsTrained> trained)
      : m_measured(std::move(measured)), m_picture(std::move(picture)), m_trained(std::move(trained)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return QStringLiteral("dimensions"); }
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  DimensionsMeasured m_measured;
  DimensionPicture m_picture;
  std::optional<DimensionsTrained> m_trained;
};

}  // namespace adv
