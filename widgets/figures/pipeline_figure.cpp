// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/pipeline_figure.hpp"

#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/api/distillation.hpp"
#include "engine/api/soft_label.hpp"
#include "widgets/figures/chart_row.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/soft_label_chart.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kBoxes = 0.27;  ///< heights, of the width
constexpr double kChart = 0.24;
constexpr double kBoxText = 0.72;  ///< of the type, in the five narrow boxes
constexpr double kLine = 1.5;

}  // namespace

double PipelineFigure::height(const FigureStyle& style) const {
  return style.width * (kBoxes + kChart) + kLine * style.textSize + captionHeight(style, caption());
}

void PipelineFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const QRectF boxes(0, 0, style.width, style.width * kBoxes);
  paintPipeline(painter, boxes, m_state, {kBoxText * style.textSize, style.lineWidth, figureInk()});
  TemperatureChart chart = softLabelChart(m_state);
  chart.title = QObject::tr("Share of each class in the soft label, by the logits of %1").arg(m_state.teacherName);
  chart.xName = QObject::tr("temperature T");
  chart.marker = softLabelAxis().at(m_state.temperature);
  const QRectF below(0, boxes.bottom() + kLine * style.textSize, style.width, style.width * kChart);
  paintTemperatureChart(painter, below, chart, {style.textSize, style.lineWidth, figureInk()});
  paintCaption(painter, style, below.bottom(), caption());
}

QString PipelineFigure::caption() const {
  return QObject::tr("Defensive distillation (Papernot et al. 2016). %1.").arg(softLabelSentence(m_state));
}

std::string PipelineFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9) << "class,teacher_logit,soft_label,gradient,deployed_logit\n";
  if (m_state.teacherLogits.empty()) return out.str();
  const auto soft = softLabel(m_state.teacherLogits, m_state.temperature);
  const auto gradient =
      softLabelGradient(m_state.teacherLogits, hardLabel(soft.size(), m_state.label), m_state.temperature);
  for (std::size_t i = 0; i < soft.size(); ++i) {
    out << csvQuoted(classNameOf(m_state, static_cast<int>(i)).toStdString()) << ',' << m_state.teacherLogits[i] << ','
        << soft[i] << ',' << gradient[i] << ',';
    if (i < m_state.deployedLogits.size()) out << m_state.deployedLogits[i];
    out << '\n';
  }
  return out.str();
}

std::string PipelineFigure::repeatJson() const {
  return nlohmann::json({{"program", "AdvScope"},
                         {"temperature", m_state.temperature},
                         {"label", m_state.label},
                         {"teacher", m_state.teacher.network.toStdString()},
                         {"caption", caption().toStdString()}})
      .dump(2);
}

}  // namespace adv
