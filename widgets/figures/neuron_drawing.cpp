// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/neuron_drawing.hpp"

#include <QObject>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/number_cells.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kInputX = 0.29;  ///< of the width
constexpr double kSumX = 0.62;
constexpr double kBendX = 0.78;
constexpr double kOutputX = 0.91;
constexpr double kWeightAt = 0.42;    ///< along its edge
constexpr double kFullWeight = 1.2;   ///< whose edge is widest and whose colour is strongest
constexpr double kWidestEdge = 0.55;  ///< of the text size

QString numberText(double value) { return significant(value).replace(QLatin1Char('-'), QChar(u'−')); }

}  // namespace

QString withIndex(const QString& letter, int number) {
  QString text = letter;
  for (const QChar digit : QString::number(number)) text += QChar(0x2080 + digit.digitValue());
  return text;
}

NeuronDrawing::NeuronDrawing(const NeuronReady& ready, const QRectF& place, double text, const Theme& look)
    : m_ready(ready), m_place(place), m_text(text), m_look(look) {}

double NeuronDrawing::radius() const {
  const double row = m_place.height() / (inputCount() + 1);
  return std::min({1.9 * m_text, 0.36 * row, 0.06 * m_place.width()});
}

QPointF NeuronDrawing::inputCentre(int index) const {
  const double row = m_place.height() / (inputCount() + 1);
  return {m_place.left() + kInputX * m_place.width(), m_place.top() + (index + 0.5) * row};
}

QPointF NeuronDrawing::sumCentre() const { return {m_place.left() + kSumX * m_place.width(), m_place.center().y()}; }

QRectF NeuronDrawing::bendPlace() const {
  const double side = std::min(4.6 * m_text, 0.13 * m_place.width());
  QRectF place(0, 0, side, side);
  place.moveCenter({m_place.left() + kBendX * m_place.width(), sumCentre().y()});
  return place;
}

QRectF NeuronDrawing::inputPlace(int index) const {
  const double r = radius();
  const QPointF centre = inputCentre(index);
  return {centre.x() - r, centre.y() - r, 2 * r, 2 * r};
}

QRectF NeuronDrawing::weightPlace(int index) const {
  const QPointF from = inputCentre(index);
  const QPointF centre = from + (sumCentre() - from) * kWeightAt;
  const double row = m_place.height() / (inputCount() + 1);
  const double high = std::min(1.7 * m_text, 0.7 * row);
  const double wide = 4.4 * m_text;
  return {centre.x() - wide / 2, centre.y() - high / 2, wide, high};
}

double NeuronDrawing::weightOf(int index) const {
  const NeuronRequest& neuron = m_ready.neuron;
  if (index == inputCount()) return m_ready.otherCounts ? neuron.otherBias : neuron.bias;
  return (m_ready.otherCounts ? neuron.otherWeights : neuron.weights)[static_cast<std::size_t>(index)];
}

QColor NeuronDrawing::weightColour(double weight) const {
  return cellColour(weight, CellColours::Signed, kFullWeight, m_look);
}

void NeuronDrawing::paint(QPainter& painter) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  paintEdges(painter);
  for (int index = 0; index <= inputCount(); ++index) paintInput(painter, index);
  for (int index = 0; index < inputCount(); ++index) paintAttack(painter, index);
  paintSum(painter);
  paintBend(painter);
  paintOutput(painter);
  painter.restore();
}

void NeuronDrawing::paintEdges(QPainter& painter) const {
  for (int index = 0; index <= inputCount(); ++index) {
    const double weight = weightOf(index);
    const double share = std::min(1.0, std::abs(weight) / kFullWeight);
    QPen pen(weight == 0.0 ? m_look.grid : weightColour(weight), m_text * (0.07 + kWidestEdge * share), Qt::SolidLine,
             Qt::RoundCap);
    if (index == inputCount()) pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.drawLine(inputCentre(index), sumCentre());
  }
  for (int index = 0; index < inputCount(); ++index) {
    const QString name = withIndex(m_ready.otherCounts ? QStringLiteral("w′") : QStringLiteral("w"), index + 1);
    paintPill(painter, weightPlace(index), QStringLiteral("%1 %2").arg(name, numberText(weightOf(index))),
              weightColour(weightOf(index)));
  }
}

void NeuronDrawing::paintPill(QPainter& painter, const QRectF& place, const QString& text, const QColor& edge) const {
  painter.setPen(QPen(edge, m_text / 9));
  painter.setBrush(m_look.card);
  painter.drawRoundedRect(place, place.height() / 3, place.height() / 3);
  drawFigureText(painter, place.adjusted(m_text * 0.2, 0, -m_text * 0.2, 0), Qt::AlignCenter, text, 0.86 * m_text,
                 m_look.text, QFont::Medium);
}

void NeuronDrawing::paintInput(QPainter& painter, int index) const {
  const bool isBias = index == inputCount();
  const bool isStrongest = index == m_ready.strongest;
  const QRectF place = inputPlace(index);
  painter.setPen(QPen(isStrongest ? m_look.adversarial : m_look.clean, m_text / (isStrongest ? 5 : 9)));
  if (isBias) painter.setPen(QPen(m_look.control, m_text / 9, Qt::DashLine));
  painter.setBrush(m_look.card);
  painter.drawEllipse(place);
  const double value = isBias ? weightOf(index) : m_ready.neuron.inputs[static_cast<std::size_t>(index)];
  drawFigureText(painter, place.adjusted(m_text * 0.2, 0, -m_text * 0.2, 0), Qt::AlignCenter, numberText(value),
                 std::min(1.15 * m_text, 0.7 * radius()), m_look.text, QFont::DemiBold);
  const QString name = isBias ? QStringLiteral("b") : withIndex(QStringLiteral("x"), index + 1);
  drawFigureText(painter, {place.left() - 2.4 * m_text, place.top(), 2.1 * m_text, place.height()},
                 Qt::AlignRight | Qt::AlignVCenter, name, m_text, m_look.mutedText, QFont::Medium);
}

/// As long as |∂y/∂x|, up where the attack raises the input.
void NeuronDrawing::paintAttack(QPainter& painter, int index) const {
  const auto i = static_cast<std::size_t>(index);
  const double slope = m_ready.gradient[i];
  const QRectF node = inputPlace(index);
  const double x = node.left() - 3.4 * m_text;
  const double strongest =
      m_ready.strongest < 0 ? 0.0 : std::abs(m_ready.gradient[static_cast<std::size_t>(m_ready.strongest)]);
  const double length = strongest > 0.0 ? std::abs(slope) / strongest * 1.7 * radius() : 0.0;
  const bool up = (slope > 0.0) == m_ready.neuron.raises;
  const double half = (up ? -1.0 : 1.0) * length / 2;
  const QPointF centre(x, node.center().y());
  if (length > 0.5)
    arrow(painter, centre - QPointF(0, half), centre + QPointF(0, half), m_look.adversarial, m_text / 6);
  drawFigureText(painter,
                 {m_place.left(), node.center().y() - 0.8 * m_text, x - 0.6 * m_text - m_place.left(), 1.6 * m_text},
                 Qt::AlignRight | Qt::AlignVCenter,
                 QObject::tr("∂y/∂%1 = %2").arg(withIndex(QStringLiteral("x"), index + 1), numberText(slope)),
                 0.86 * m_text, slope == 0.0 ? m_look.mutedText : m_look.adversarial, QFont::Medium);
}

void NeuronDrawing::arrow(QPainter& painter, QPointF from, QPointF to, const QColor& colour, double width) const {
  const QPointF way = to - from;
  const double length = std::hypot(way.x(), way.y());
  if (length <= 0.0) return;
  const QPointF along = way / length;
  const QPointF across(-along.y(), along.x());
  const double head = std::min(length, 0.6 * m_text);
  painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
  painter.drawLine(from, to - along * head * 0.8);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawPolygon(QPolygonF{to, to - along * head + across * head * 0.5, to - along * head - across * head * 0.5});
}

void NeuronDrawing::paintSum(QPainter& painter) const {
  const double r = std::min(2.5 * m_text, 0.075 * m_place.width());
  const QPointF centre = sumCentre();
  const double sum = m_ready.otherCounts ? m_ready.otherSum : m_ready.sum;
  arrow(painter, centre + QPointF(r, 0), {bendPlace().left(), centre.y()}, m_look.text, m_text / 8);
  painter.setPen(QPen(m_look.text, m_text / 8));
  painter.setBrush(m_look.card);
  painter.drawEllipse(centre, r, r);
  drawFigureText(painter, {centre.x() - r, centre.y() - 0.8 * r, 2 * r, 0.8 * r}, Qt::AlignCenter, QStringLiteral("Σ"),
                 0.9 * m_text, m_look.mutedText);
  drawFigureText(painter, {centre.x() - 0.9 * r, centre.y() - 0.15 * r, 1.8 * r, 0.8 * r}, Qt::AlignCenter,
                 numberText(sum), 1.1 * m_text, m_look.text, QFont::DemiBold);
}

void NeuronDrawing::paintBend(QPainter& painter) const {
  const QRectF box = bendPlace();
  arrow(painter, {box.right(), box.center().y()},
        {m_place.left() + kOutputX * m_place.width() - 2.4 * m_text, box.center().y()}, m_look.text, m_text / 8);
  painter.setPen(QPen(m_look.text, m_text / 8));
  painter.setBrush(m_look.card);
  painter.drawRoundedRect(box, m_text / 2, m_text / 2);
  const auto [low, high] = std::minmax_element(m_ready.curveOutputs.begin(), m_ready.curveOutputs.end());
  const double reach = std::max(1e-9, *high - *low);
  const QRectF inner = box.adjusted(m_text * 0.5, m_text * 0.6, -m_text * 0.5, -m_text * 0.6);
  const auto at = [&](double sum, double output) {
    return QPointF(inner.left() + inner.width() * (sum / m_ready.reach + 1) / 2,
                   inner.bottom() - inner.height() * (output - *low) / reach);
  };
  QPolygonF line;
  for (std::size_t i = 0; i < m_ready.curveSums.size(); ++i) line << at(m_ready.curveSums[i], m_ready.curveOutputs[i]);
  painter.setPen(QPen(m_look.clean, m_text / 6));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(line);
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_look.text);
  painter.drawEllipse(at(m_ready.sum, m_ready.output), m_text * 0.3, m_text * 0.3);
  const ActivationInfo& info = allActivations()[static_cast<std::size_t>(m_ready.neuron.activation)];
  drawFigureText(painter, {box.left() - m_text, box.bottom() + 0.2 * m_text, box.width() + 2 * m_text, 1.5 * m_text},
                 Qt::AlignCenter, QString::fromUtf8(info.title), 0.9 * m_text, m_look.mutedText, QFont::Medium);
}

void NeuronDrawing::paintOutput(QPainter& painter) const {
  const double x = m_place.left() + kOutputX * m_place.width() - 2.2 * m_text;
  const double wide = m_place.right() - x;
  const double y = sumCentre().y();
  drawFigureText(painter, {x, y - 2.6 * m_text, wide, 1.6 * m_text}, Qt::AlignCenter, QStringLiteral("y"), m_text,
                 m_look.mutedText, QFont::Medium);
  drawFigureText(painter, {x, y - 1.1 * m_text, wide, 2.2 * m_text}, Qt::AlignCenter,
                 QStringLiteral("● ") + numberText(m_ready.output), 1.45 * m_text, m_look.clean, QFont::DemiBold);
  if (m_ready.neuron.epsilon <= 0.0) return;
  drawFigureText(painter, {x, y + 1.1 * m_text, wide, 2.0 * m_text}, Qt::AlignCenter,
                 QStringLiteral("◆ ") + numberText(m_ready.movedOutput), 1.25 * m_text, m_look.adversarial,
                 QFont::DemiBold);
}

}  // namespace adv
