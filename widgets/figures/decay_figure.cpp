// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/decay_figure.hpp"

#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/decay_panel.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_chart.hpp"
#include "widgets/plots/decay_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kChart = 0.36;  ///< heights, of the width
constexpr double kWeights = 0.26;
constexpr double kLine = 1.5;

}  // namespace

double DecayFigure::height(const FigureStyle& style) const {
  return style.width * (kChart + kWeights) + 2 * kLine * style.textSize;
}

void DecayFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double tall = style.width * kChart;
  const LineChart chart{errorLines(m_ready, figureInk()), QObject::tr("ε of the attack, n/255 (L∞)"),
                        QObject::tr("Error in the worst case"), 0.0, 255 * m_ready.epsilons.back()};
  paintLineChart(painter, {0, 0, style.width, tall}, chart, style.textSize, style.lineWidth, figureInk());
  const QRectF weights(0, tall + kLine * style.textSize, style.width, style.width * kWeights);
  paintDecayWeights(painter, weights, m_ready, {style.textSize, style.lineWidth, figureInk()});
  drawFigureText(painter, {0, weights.bottom(), style.width, kLine * style.textSize}, Qt::AlignLeft | Qt::AlignVCenter,
                 caption(), style.textSize * 0.8, figureInk().mutedText);
}

QString DecayFigure::caption() const {
  const DecayRequest& request = m_ready.request;
  return QObject::tr(
             "Logistic regression on %1, %2 epochs; L1 decay λ = %3, adversary ε = %4 (L∞); worst case of %5 test "
             "pictures, exact, pixels not clipped; seed %6")
      .arg(QString::fromStdString(request.data), significant(m_ready.epochs), significant(request.l1),
           levelsText(request.epsilon))
      .arg(m_ready.testCount)
      .arg(request.seed);
}

std::string DecayFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9) << "epsilon,plain_error,decay_error,adversarial_error\n";
  for (std::size_t i = 0; i < m_ready.epsilons.size(); ++i) {
    out << m_ready.epsilons[i];
    for (const DecayModel& model : m_ready.models) out << ',' << model.worstErrors[i];
    out << '\n';
  }
  return out.str();
}

std::string DecayFigure::repeatJson() const {
  const DecayRequest& request = m_ready.request;
  return nlohmann::json({{"program", "AdvScope"},
                         {"data", request.data},
                         {"epsilon", request.epsilon},
                         {"l1", request.l1},
                         {"epochs", request.epochs},
                         {"seed", request.seed},
                         {"caption", caption().toStdString()}})
      .dump(2);
}

}  // namespace adv
