// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/playground_figure.hpp"

#include <QObject>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_panel.hpp"
#include "widgets/plots/plane_painter.hpp"
#include "widgets/plots/plane_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kPlaneShare = 0.5;  ///< of the width
constexpr double kTextShare = 0.8;   ///< of the style's text, for axes and names
constexpr double kLine = 1.4;
constexpr double kMarkShare = 52.0;  ///< the plane is so many marks wide

}  // namespace

double PlaygroundFigure::height(const FigureStyle& style) const {
  return kPlaneShare * style.width + style.textSize * kTextShare * 1.8 * kLine;
}

void PlaygroundFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = kTextShare * style.textSize, side = kPlaneShare * style.width;
  const PlaneScene scene{
      m_data.request.points, m_data.ready, m_data.probed, m_data.request.epsilon, m_data.request.training.norm, -1};
  const QRectF square(0, 0, side, side);
  const PlanePainter plane(square, side / kMarkShare, style.textSize, figureInk());
  plane.paintRegions(painter, scene);
  plane.paintMarks(painter, scene);
  painter.setPen(QPen(figureInk().cardBorder, style.lineWidth));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(square);

  std::vector<Series> lines = stepSeries(m_data.probed);
  const QRectF right(side + text, 0, style.width - side - text, side);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const QRectF box(right.left(), right.top() + static_cast<double>(i) * text * kLine, right.width(), text * kLine);
    painter.setPen(QPen(colourOf(lines[i]), text / 5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(box.left() + text * 3.6, box.center().y()),
                     QPointF(box.left() + text * 4.8, box.center().y()));
    drawFigureText(painter, box.adjusted(text * 5.3, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, lines[i].name, text,
                   figureInk().text);
  }
  const double legend = 2.2 * text * kLine;
  LinePanel(std::move(lines), QObject::tr("length ε of the step"),
            QObject::tr("probability of %1").arg(nameOf(m_data.probed.label)))
      .paint(painter, right.adjusted(0, legend, 0, LinePanel::below(text) * 0), text, style.lineWidth);
  drawFigureText(painter, {0, side + text * 0.5, style.width, text * kLine}, Qt::AlignLeft | Qt::AlignVCenter,
                 caption(), text, figureInk().mutedText);
}

QString PlaygroundFigure::caption() const {
  const PlaygroundRequest& request = m_data.request;
  QStringList parts = {playgroundVerdict(request.model, m_data.ready, m_data.probed, request.epsilon).headline,
                       nameOf(request.model), QObject::tr("%L1 steps").arg(m_data.ready.state->steps)};
  if (request.training.adversarialEpsilon > 0.0)
    parts << QObject::tr("adversarial training, ε = %1").arg(significant(request.training.adversarialEpsilon));
  parts << QObject::tr("seed %1").arg(request.seed);
  return parts.join(QStringLiteral(" · "));
}

std::string PlaygroundFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9) << "quantity,x,y,value\n";
  for (const PlanePoint& point : m_data.request.points)
    out << "point," << point.at.x << ',' << point.at.y << ',' << nameOf(point.of).toStdString() << '\n';
  const PlaneProbed& probed = m_data.probed;
  for (std::size_t i = 0; i < probed.epsilons.size(); ++i) {
    out << "attack," << probed.epsilons[i] << ",," << probed.attackProbability[i] << '\n';
    out << "noise," << probed.epsilons[i] << ",," << probed.noiseProbability[i] << '\n';
  }
  for (std::size_t i = 0; i < probed.line.size(); ++i)
    out << "logit along the step," << probed.line[i] << ",," << probed.logits[i] << '\n';
  const int side = m_data.ready.side;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      out << "logit," << 2.0 * column / (side - 1) - 1 << ',' << 2.0 * row / (side - 1) - 1 << ','
          << m_data.ready.logits[static_cast<std::size_t>(row) * side + column] << '\n';
    }
  }
  return out.str();
}

std::string PlaygroundFigure::repeatJson() const {
  const PlaygroundRequest& request = m_data.request;
  nlohmann::ordered_json points = nlohmann::json::array();
  for (const PlanePoint& point : request.points)
    points.push_back({point.at.x, point.at.y, nameOf(point.of).toStdString()});
  const nlohmann::ordered_json json = {{"preset", m_data.preset.toStdString()},
                                       {"points", points},
                                       {"model",
                                        {{"kind", idOf(request.model.kind)},
                                         {"degree", request.model.degree},
                                         {"layers", request.model.layers},
                                         {"centres", request.model.centres}}},
                                       {"training",
                                        {{"optimiser", request.training.adam ? "adam" : "gradient descent"},
                                         {"learning_rate", request.training.learningRate},
                                         {"weight_decay", request.training.weightDecay},
                                         {"adversarial_epsilon", request.training.adversarialEpsilon}}},
                                       {"norm", request.training.norm == PlaneNorm::L2 ? "L2" : "Linf"},
                                       {"steps", m_data.ready.state->steps},
                                       {"seed", request.seed},
                                       {"from", {m_data.probed.start.at.x, m_data.probed.start.at.y}},
                                       {"epsilon", request.epsilon}};
  return json.dump(2);
}

}  // namespace adv
