// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QString>
#include <string>
#include <vector>

namespace adv {

/// How a figure is meant to be used; sizes in points (1/72 inch).
struct FigureStyle {
  QString name;  ///< "slide"
  double width = 720.0;
  double textSize = 14.0;
  double lineWidth = 1.0;
  bool transparent = false;
};

/// slide (16:9, large type), paper column (8.5 cm, 8 pt), paper wide (17 cm), poster.
const std::vector<FigureStyle>& figureStyles();

/// Something that paints itself. Screen and export share that code, so that what is exported is what was seen.
class Figure {
 public:
  virtual ~Figure() = default;
  /// Height in points for the style's width.
  virtual double height(const FigureStyle& style) const = 0;
  /// Paints into (0, 0, style.width, height(style)), in points.
  virtual void paint(QPainter& painter, const FigureStyle& style) const = 0;
  /// What, model, attack, ε with its norm, seed: one or two sentences.
  virtual QString caption() const = 0;
  /// A short name for files.
  virtual QString fileStem() const = 0;
  /// The numbers behind the figure.
  virtual std::string csv() const = 0;
  /// Everything that is needed to repeat it.
  virtual std::string repeatJson() const = 0;
};

}  // namespace adv
