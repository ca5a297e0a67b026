// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/neuron_figure.hpp"

#include <QObject>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_panel.hpp"
#include "widgets/figures/neuron_drawing.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kDrawing = 0.36;  ///< heights, of the width
constexpr double kCurve = 0.2;
constexpr double kText = 0.8;
constexpr double kLine = 1.5;

QString numberText(double value) { return significant(value).replace(QLatin1Char('-'), QChar(u'−')); }

Series pointAt(const QString& name, SeriesRole role, double x, double y) {
  Series point{name, role, {x}, {y}};
  point.mark = role == SeriesRole::Adversarial ? PointMark::Diamond : PointMark::Disc;
  return point;
}

}  // namespace

std::vector<Series> neuronSeries(const NeuronReady& ready) {
  std::vector<Series> all;
  if (ready.neuron.epsilon > 0.0)
    all.push_back(pointAt(QObject::tr("after the attack"), SeriesRole::Adversarial, ready.movedSum, ready.movedOutput));
  all.push_back(pointAt(QObject::tr("the neuron"), SeriesRole::Clean, ready.sum, ready.output));
  all.push_back({QObject::tr("y = φ(s)"), SeriesRole::Clean, ready.curveSums, ready.curveOutputs});
  return all;
}

QString neuronSentence(const NeuronReady& ready) {
  if (ready.strongest < 0) return QObject::tr("No slope here: an attacker has nothing to follow");
  const auto i = static_cast<std::size_t>(ready.strongest);
  const bool up = (ready.gradient[i] > 0.0) == ready.neuron.raises;
  return QObject::tr("An attacker moves %1 %2 first: ∂y/∂%1 = %3")
      .arg(withIndex(QStringLiteral("x"), ready.strongest + 1), up ? QObject::tr("up") : QObject::tr("down"),
           numberText(ready.gradient[i]));
}

NeuronFigure::NeuronFigure(NeuronReady ready) : m_ready(std::move(ready)) {}

double NeuronFigure::height(const FigureStyle& style) const {
  return (kDrawing + kCurve) * style.width + 2 * kLine * style.textSize;
}

void NeuronFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = kText * style.textSize;
  const double drawing = kDrawing * style.width;
  NeuronDrawing(m_ready, {0, 0, style.width, drawing}, text, figureInk()).paint(painter);
  const QRectF place(0, drawing + text, style.width, kCurve * style.width);
  LinePanel(neuronSeries(m_ready), QObject::tr("s = w·x + b"), QStringLiteral("y"))
      .paint(painter, place, text, style.lineWidth);
  drawFigureText(painter, {0, place.bottom() + 0.3 * text, style.width, kLine * text}, Qt::AlignLeft | Qt::AlignVCenter,
                 neuronSentence(m_ready), text, figureInk().text, QFont::DemiBold);
}

QString NeuronFigure::caption() const {
  const ActivationInfo& info = allActivations()[static_cast<std::size_t>(m_ready.neuron.activation)];
  return QObject::tr("A neuron: y = φ(w·x + b), φ(s) = %1; s = %2, y = %3; ε = %4 (L∞) %5 y to %6")
      .arg(QString::fromUtf8(info.formula), numberText(m_ready.sum), numberText(m_ready.output),
           numberText(m_ready.neuron.epsilon), m_ready.neuron.raises ? QObject::tr("raises") : QObject::tr("lowers"),
           numberText(m_ready.movedOutput));
}

QString NeuronFigure::fileStem() const {
  return QStringLiteral("neuron-") +
         QString::fromUtf8(allActivations()[static_cast<std::size_t>(m_ready.neuron.activation)].id);
}

std::string NeuronFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(17) << "quantity,index,input,weight,product,gradient,moved_input\n";
  const NeuronRequest& neuron = m_ready.neuron;
  const auto& weights = m_ready.otherCounts ? neuron.otherWeights : neuron.weights;
  for (std::size_t i = 0; i < neuron.inputs.size(); ++i) {
    out << "input," << i + 1 << ',' << neuron.inputs[i] << ',' << weights[i] << ',' << m_ready.products[i] << ','
        << m_ready.gradient[i] << ',' << m_ready.moved[i] << '\n';
  }
  out << "quantity,sum,output\n";
  for (std::size_t i = 0; i < m_ready.curveSums.size(); ++i)
    out << "curve," << m_ready.curveSums[i] << ',' << m_ready.curveOutputs[i] << '\n';
  return out.str();
}

std::string NeuronFigure::repeatJson() const {
  const NeuronRequest& neuron = m_ready.neuron;
  nlohmann::json json = {{"program", "AdvScope"},
                         {"activation", allActivations()[static_cast<std::size_t>(neuron.activation)].id},
                         {"inputs", neuron.inputs},
                         {"weights", neuron.weights},
                         {"bias", neuron.bias},
                         {"epsilon", neuron.epsilon},
                         {"raises", neuron.raises},
                         {"sum", m_ready.sum},
                         {"output", m_ready.output},
                         {"gradient", m_ready.gradient},
                         {"caption", caption().toStdString()}};
  if (neuron.activation == Activation::Maxout) {
    json["other_weights"] = neuron.otherWeights;
    json["other_bias"] = neuron.otherBias;
  }
  return json.dump(2);
}

}  // namespace adv
