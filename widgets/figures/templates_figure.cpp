// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/templates_figure.hpp"

#include <QObject>
#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_chart.hpp"
#include "widgets/figures/mix_panel.hpp"
#include "widgets/figures/template_image.hpp"
#include "widgets/plots/mix_lines.hpp"
#include "widgets/plots/training_plot.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kMixShare = 0.24;  ///< of the width, as a height
constexpr double kChartShare = 0.24;
constexpr double kText = 0.8;  ///< of the style's text
constexpr double kLine = 1.4;
constexpr double kGap = 0.6;
constexpr int kMostColumns = 10;
constexpr double kLevels = 255.0;

int columnsOf(const linear::Weights& weights) {
  const int count = weights.classCount();
  const int rows = (count + kMostColumns - 1) / kMostColumns;
  return std::max(4, (count + rows - 1) / rows);
}

QString lossName(const TemplatesReady& ready) {
  return ready.plan.start.logistic ? QObject::tr("logistic regression") : QObject::tr("softmax regression");
}

}  // namespace

double TemplatesFigure::mixHeight(const FigureStyle& style) const {
  return m_data.mixed ? kMixShare * style.width + style.textSize : 0.0;
}

double TemplatesFigure::rowHeight(const FigureStyle& style) const {
  const linear::Weights& weights = *m_data.training.weights;
  const int columns = columnsOf(weights);
  const int rows = (weights.classCount() + columns - 1) / columns;
  const double text = kText * style.textSize;
  const double side = (style.width - (columns - 1) * kGap * text) / columns;
  return rows * (side + kLine * text + kGap * text) + text;
}

double TemplatesFigure::chartHeight(const FigureStyle& style) const {
  return kChartShare * style.width + 2 * kText * style.textSize * kLine;
}

double TemplatesFigure::height(const FigureStyle& style) const {
  return mixHeight(style) + rowHeight(style) + chartHeight(style) + kText * style.textSize * 1.8 * kLine;
}

void TemplatesFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = kText * style.textSize;
  const double top = mixHeight(style);
  if (m_data.mixed)
    paintMix(painter, {0, 0, style.width, top - style.textSize}, *m_data.mixed, *m_data.training.weights, text,
             figureInk());
  paintRow(painter, style, top);
  paintCharts(painter, style, top + rowHeight(style));
  drawFigureText(painter, {0, height(style) - text * 1.5 * kLine, style.width, text * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), text, figureInk().mutedText);
}

void TemplatesFigure::paintRow(QPainter& painter, const FigureStyle& style, double top) const {
  const linear::Weights& weights = *m_data.training.weights;
  const int columns = columnsOf(weights);
  const double text = kText * style.textSize;
  const double gap = kGap * text;
  const double side = (style.width - (columns - 1) * gap) / columns;
  const double scale = sharedTemplateScale(weights);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  for (int k = 0; k < weights.classCount(); ++k) {
    const QRectF place((k % columns) * (side + gap), top + (k / columns) * (side + text * kLine + gap), side, side);
    painter.drawImage(place, templateImage(weights, k, scale));
    const bool isTarget = m_data.mixed && m_data.mixed->target == k;
    drawFigureText(painter, {place.left(), place.bottom(), side, text * kLine}, Qt::AlignHCenter | Qt::AlignVCenter,
                   classText(weights, k), text, isTarget ? figureInk().target : figureInk().text,
                   isTarget ? QFont::DemiBold : QFont::Normal);
  }
}

void TemplatesFigure::paintCharts(QPainter& painter, const FigureStyle& style, double top) const {
  const TemplatesReady& ready = m_data.training;
  std::vector<LineChart> charts;
  auto lines = trainingSeries(ready.points);
  lines.resize(2);
  lines[0].name = QObject::tr("test");
  lines[1].name = QObject::tr("training");
  charts.push_back({lines, QObject::tr("epochs"), {}, 0.0, std::max(1e-9, ready.epochs)});
  if (m_data.mixed)
    charts.push_back({mixLines(*m_data.mixed, *ready.weights),
                      QObject::tr("amount, n/255"),
                      {},
                      0.0,
                      kLevels * std::max(1e-9, m_data.mixed->curve.amounts.back())});
  if (m_data.tradeOff && !m_data.tradeOff->points.empty()) {
    const StrengthAxis axis(m_data.tradeOff->request.strengths);
    charts.push_back({tradeOffLines(*m_data.tradeOff), QObject::tr("log₁₀ L2; left: 0"), {}, axis.low(), axis.high()});
  }
  const double gap = style.textSize;
  const double width =
      (style.width - (static_cast<double>(charts.size()) - 1) * gap) / static_cast<double>(charts.size());
  double left = 0.0;
  for (const LineChart& chart : charts) {
    paintLineChart(painter, {left, top, width, chartHeight(style)}, chart, kText * style.textSize, style.lineWidth,
                   figureInk());
    left += width + gap;
  }
}

QString TemplatesFigure::caption() const {
  const TemplatesReady& ready = m_data.training;
  QStringList parts = {lossName(ready), QString::fromStdString(ready.plan.data)};
  parts << QObject::tr("%1 epochs").arg(significant(ready.epochs));
  parts << QObject::tr("L2 %1").arg(significant(ready.settings.l2));
  if (ready.settings.l1 > 0.0) parts << QObject::tr("L1 %1").arg(significant(ready.settings.l1));
  if (!ready.points.empty()) parts << QObject::tr("right %1").arg(shareText(ready.points.back().testAccuracy));
  if (m_data.mixed) parts << QObject::tr("%1 × template (L∞)").arg(levelsText(m_data.mixed->amount));
  parts << QObject::tr("templates on one scale, grey 0") << QObject::tr("seed %1").arg(ready.plan.start.seed);
  return parts.join(QStringLiteral(" · "));
}

QString TemplatesFigure::fileStem() const {
  const QString data = QString::fromStdString(m_data.training.plan.data).section(QLatin1Char('/'), -1);
  return QStringLiteral("templates-%1").arg(data).replace(QLatin1Char(' '), QLatin1Char('-'));
}

std::string TemplatesFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9) << "quantity,x,value\n";
  const auto line = [&](const std::string& quantity, double x, double value) {
    out << csvQuoted(quantity) << ',' << x << ',' << value << '\n';
  };
  for (const TrainingPoint& point : m_data.training.points) {
    line("test accuracy against epochs", point.epochs, point.testAccuracy);
    line("training accuracy against epochs", point.epochs, point.trainAccuracy);
    line("test loss against epochs", point.epochs, point.testLoss);
    line("training loss against epochs", point.epochs, point.trainLoss);
  }
  if (m_data.mixed) {
    for (const Series& series : mixLines(*m_data.mixed, *m_data.training.weights)) {
      for (std::size_t i = 0; i < series.x.size(); ++i)
        line(series.name.toStdString() + " against the amount in levels", series.x[i], series.y[i]);
    }
  }
  if (m_data.tradeOff) {
    for (const TradeOffPoint& point : m_data.tradeOff->points) {
      line("accuracy against L2", point.l2, point.measures.accuracy);
      line("FGSM error against L2", point.l2, point.measures.fgsmError);
      line("median smallest L∞ in levels against L2", point.l2, kLevels * point.measures.medianFlip);
    }
  }
  return out.str();
}

std::string TemplatesFigure::repeatJson() const {
  const TemplatesReady& ready = m_data.training;
  nlohmann::json json = {{"program", "AdvScope"},
                         {"data", ready.plan.data},
                         {"logistic", ready.plan.start.logistic},
                         {"initial_scale", ready.plan.start.initialScale},
                         {"seed", ready.plan.start.seed},
                         {"epochs", ready.epochs},
                         {"updates", ready.updates},
                         {"learning_rate", ready.learningRate},
                         {"momentum", ready.settings.momentum},
                         {"batch", ready.settings.batch},
                         {"l2", ready.settings.l2},
                         {"l1", ready.settings.l1},
                         {"caption", caption().toStdString()}};
  if (m_data.mixed)
    json["mix"] = {{"picture", m_data.mixed->pictureName},
                   {"target", m_data.mixed->target},
                   {"amount", m_data.mixed->amount},
                   {"needed", m_data.mixed->needed}};
  if (m_data.tradeOff) json["trade_off_epsilon"] = m_data.tradeOff->request.epsilon;
  return json.dump(2);
}

}  // namespace adv
