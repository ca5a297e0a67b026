// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRectF>

#include "engine/api/neuron.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// A neuron as nodes and edges: inputs at the left, each edge as wide and as coloured as its weight, their sum, the
/// bend, the output. Vermilion arrows at the inputs show where an attacker would move each, as long as ∂y/∂x.
/// Screen and figures share this.
class NeuronDrawing {
 public:
  /// `text` is the size of its type, in the painter's unit.
  NeuronDrawing(const NeuronReady& ready, const QRectF& place, double text, const Theme& look);

  void paint(QPainter& painter) const;
  /// Where the number of an input, and of a weight, stands. The index after the last input is the bias.
  QRectF inputPlace(int index) const;
  QRectF weightPlace(int index) const;
  int inputCount() const { return static_cast<int>(m_ready.neuron.inputs.size()); }

 private:
  QPointF inputCentre(int index) const;
  QPointF sumCentre() const;
  double radius() const;
  double weightOf(int index) const;
  QColor weightColour(double weight) const;
  void paintEdges(QPainter& painter) const;
  void paintInput(QPainter& painter, int index) const;
  void paintAttack(QPainter& painter, int index) const;
  void paintSum(QPainter& painter) const;
  void paintBend(QPainter& painter) const;
  void paintOutput(QPainter& painter) const;
  void paintPill(QPainter& painter, const QRectF& place, const QString& text, const QColor& edge) const;
  void arrow(QPainter& painter, QPointF from, QPointF to, const QColor& colour, double width) const;
  QRectF bendPlace() const;

  const NeuronReady& m_ready;
  QRectF m_place;
  double m_text;
  const Theme& m_look;
};

/// "x₁", "w₃": a letter with a small number, from 1.
QString withIndex(const QString& letter, int number);

}  // namespace adv
