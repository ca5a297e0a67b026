// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/temperature_figures.hpp"

#include <algorithm>

#include "widgets/figures/chart_row.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

QString picturesText(int count, const std::string& data) {
  return QObject::tr("%1 pictures of %2").arg(count).arg(QString::fromStdString(data));
}

}  // namespace

double AccuracyVariationFigure::height(const FigureStyle& style) const { return chartRowHeight(style, 1, caption()); }

void AccuracyVariationFigure::paint(QPainter& painter, const FigureStyle& style) const {
  paintChartRow(painter, style, {accuracyVariationChart(m_ready, m_showsPublished)}, caption());
}

QString AccuracyVariationFigure::caption() const {
  return QObject::tr("Accuracy after defensive distillation; %1; band: the seeds. %2")
      .arg(picturesText(m_ready.pictures, m_ready.request.data), accuracySentence(m_ready));
}

std::string AccuracyVariationFigure::csv() const {
  return chartRowCsv({accuracyVariationChart(m_ready, m_showsPublished)});
}

std::string AccuracyVariationFigure::repeatJson() const {
  return repeatMeasurement(m_ready.request.models, m_ready.request.data, m_ready.pictures, caption());
}

double SuccessFigure::height(const FigureStyle& style) const { return chartRowHeight(style, 1, caption()); }

void SuccessFigure::paint(QPainter& painter, const FigureStyle& style) const {
  paintChartRow(painter, style, {successChart(m_ready, m_view, m_showsPublished)}, caption());
}

QString SuccessFigure::caption() const {
  const TemperatureAttacksRequest& request = m_ready.request;
  return QObject::tr(
             "Attack success against T; %1, random targets, JSMA at most 14.5 % of the features, PGD ε = %2 "
             "(L∞), Carlini-Wagner %3 × %4 steps; seed %5; 95 % bands. %6")
      .arg(picturesText(m_ready.pictures, request.data), significant(request.epsilon))
      .arg(request.searches)
      .arg(request.steps)
      .arg(request.seed)
      .arg(successSentence(m_ready, m_view));
}

QString SuccessFigure::fileStem() const {
  return m_view == SuccessView::AsPublished ? QStringLiteral("success-as-published")
                                            : QStringLiteral("success-as-it-is");
}

std::string SuccessFigure::csv() const { return chartRowCsv({successChart(m_ready, m_view, m_showsPublished)}); }

std::string SuccessFigure::repeatJson() const {
  return repeatMeasurement(m_ready.request.models, m_ready.request.data, m_ready.pictures, caption());
}

std::vector<TemperatureChart> TemperatureSizesFigure::charts() const {
  std::vector<TemperatureChart> charts;
  if (m_attacks) charts.push_back(robustnessChart(*m_attacks, m_measure, m_showsPublished));
  if (m_outputs) charts.push_back(logitChart(*m_outputs, m_showsPublished));
  return charts;
}

double TemperatureSizesFigure::height(const FigureStyle& style) const {
  return chartRowHeight(style, (m_attacks ? 1 : 0) + (m_outputs ? 1 : 0), caption());
}

void TemperatureSizesFigure::paint(QPainter& painter, const FigureStyle& style) const {
  paintChartRow(painter, style, charts(), caption());
}

QString TemperatureSizesFigure::caption() const {
  QStringList parts;
  if (m_attacks) parts << QObject::tr("robustness: %1").arg(picturesText(m_attacks->pictures, m_attacks->request.data));
  if (m_outputs) parts << QObject::tr("logits: %1").arg(picturesText(m_outputs->pictures, m_outputs->request.data));
  return QObject::tr("Robustness and logits against T; %1").arg(parts.join(QStringLiteral("; ")));
}

std::string TemperatureSizesFigure::csv() const { return chartRowCsv(charts()); }

std::string TemperatureSizesFigure::repeatJson() const {
  if (m_attacks)
    return repeatMeasurement(m_attacks->request.models, m_attacks->request.data, m_attacks->pictures, caption());
  return m_outputs
             ? repeatMeasurement(m_outputs->request.models, m_outputs->request.data, m_outputs->pictures, caption())
             : repeatMeasurement({}, {}, 0, caption());
}

}  // namespace adv
