// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include "widgets/figures/figure.hpp"

namespace adv {

/// Figures of one page below each other, exported as one.
class FigureStack : public Figure {
 public:
  FigureStack(QString fileStem, std::vector<std::unique_ptr<Figure>> parts)
      : m_fileStem(std::move(fileStem)), m_parts(std::move(parts)) {}

  double height(const FigureStyle& style) const override;
  void paint(QPainter& painter, const FigureStyle& style) const override;
  QString caption() const override;
  QString fileStem() const override { return m_fileStem; }
  /// One table after the other, with an empty line between them.
  std::string csv() const override;
  std::string repeatJson() const override;

 private:
  QString m_fileStem;
  std::vector<std::unique_ptr<Figure>> m_parts;
};

}  // namespace adv
