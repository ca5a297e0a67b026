// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/training_plot.hpp"

#include <algorithm>

#include "widgets/plots/qcustomplot.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr std::size_t kAccuracies = 2;
constexpr double kHeadroom = 1.05;

template <class Quantity>
Series line(const QString& name, SeriesRole role, bool dashed, const std::vector<TrainingPoint>& points,
            Quantity quantity) {
  Series series{name, role, {}, {}, {}, dashed};
  for (const TrainingPoint& point : points) {
    series.x.push_back(point.epochs);
    series.y.push_back(quantity(point));
  }
  return series;
}

QFont tickFont() {
  QFont font;
  font.setPixelSize(typeSize(12));
  return font;
}

}  // namespace

std::vector<Series> trainingSeries(const std::vector<TrainingPoint>& points) {
  return {line(QObject::tr("accuracy, test"), SeriesRole::Clean, false, points,
               [](const TrainingPoint& p) { return p.testAccuracy; }),
          line(QObject::tr("training"), SeriesRole::Clean, true, points,
               [](const TrainingPoint& p) { return p.trainAccuracy; }),
          line(QObject::tr("loss, test"), SeriesRole::Neutral, false, points,
               [](const TrainingPoint& p) { return p.testLoss; }),
          line(QObject::tr("training"), SeriesRole::Neutral, true, points,
               [](const TrainingPoint& p) { return p.trainLoss; })};
}

TrainingPlot::TrainingPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
  m_plot->setInteractions({});
  m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
  m_plot->setFocusPolicy(Qt::NoFocus);
  m_plot->yAxis2->setVisible(true);
  setAccessibleName(tr("Accuracy and loss against epochs"));
  setToolTip(
      tr("Blue, left axis: share of right pictures. Black, right axis: mean cross-entropy in nats.\nSolid: test "
         "pictures. Dashed: training pictures, as they passed by. Below: epochs."));
  applyTheme();
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &TrainingPlot::applyTheme);
}

void TrainingPlot::setPoints(const std::vector<TrainingPoint>& points) {
  m_series = trainingSeries(points);
  replot();
}

void TrainingPlot::applyTheme() {
  const Theme& look = theme();
  m_plot->setBackground(QBrush(look.card));
  m_plot->axisRect()->setBackground(QBrush(look.plotBackground));
  for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis, m_plot->yAxis2}) {
    axis->setTickLabelFont(tickFont());
    axis->setLabelFont(tickFont());
    axis->setBasePen(Qt::NoPen);
    axis->setTickPen(Qt::NoPen);
    axis->setSubTicks(false);
    axis->grid()->setPen(QPen(look.grid, 1));
    axis->grid()->setZeroLinePen(Qt::NoPen);
    axis->setTickLabelColor(look.mutedText);
    axis->setLabelColor(look.mutedText);
    axis->setNumberFormat(QStringLiteral("gb"));
    axis->setNumberPrecision(3);
  }
  m_plot->xAxis->grid()->setVisible(false);
  m_plot->xAxis->ticker()->setTickCount(4);
  m_plot->yAxis2->ticker()->setTickCount(3);
  m_plot->yAxis->setTickLabelColor(look.clean);
  m_plot->yAxis2->setTickLabelColor(look.text);
  auto percent = QSharedPointer<QCPAxisTickerText>::create();
  for (const int share : {0, 50, 100}) percent->addTick(share / 100.0, QStringLiteral("%1 %").arg(share));
  m_plot->yAxis->setTicker(percent);
  m_plot->yAxis->setRange(0, 1.03);
  replot();
}

void TrainingPlot::replot() {
  m_plot->clearGraphs();
  double reach = 1e-9;
  double highest = 1e-9;
  for (std::size_t i = 0; i < m_series.size(); ++i) {
    const Series& one = m_series[i];
    const bool isLoss = i >= kAccuracies;
    QCPGraph* graph = m_plot->addGraph(m_plot->xAxis, isLoss ? m_plot->yAxis2 : m_plot->yAxis);
    graph->setPen(penOf(one, isDashed(one) ? 1.2 : isLoss ? 1.6 : 2.4));
    graph->setData(QVector<double>(one.x.begin(), one.x.end()), QVector<double>(one.y.begin(), one.y.end()), true);
    if (!one.x.empty()) reach = std::max(reach, one.x.back());
    if (isLoss && !one.y.empty()) highest = std::max(highest, *std::max_element(one.y.begin(), one.y.end()));
  }
  m_plot->xAxis->setRange(0, reach);
  m_plot->yAxis2->setRange(0, highest * kHeadroom);
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TrainingPlot::resizeEvent(QResizeEvent*) { m_plot->setGeometry(rect()); }

}  // namespace adv
