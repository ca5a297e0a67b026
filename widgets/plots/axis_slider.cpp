// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/axis_slider.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/plots/axis_slider_handle.hpp"
#include "widgets/plots/qcustomplot.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

/// Room for the ring and for the first and last tick label.
constexpr int kSideMargin = 44;
constexpr int kTopMargin = 8;
constexpr int kBottomMargin = 30;
constexpr double kHeadroom = 0.06;
constexpr double kLogRoom = 1.5;
constexpr double kMostTicks = 16;

constexpr float kBandOpacity = 0.18F;
constexpr float kSpanOpacity = 0.10F;
constexpr double kMarkSize = 7.0;

QCPScatterStyle::ScatterShape shapeOf(PointMark mark) {
  switch (mark) {
    case PointMark::Disc: return QCPScatterStyle::ssDisc;
    case PointMark::Square: return QCPScatterStyle::ssSquare;
    case PointMark::Diamond: return QCPScatterStyle::ssDiamond;
    case PointMark::Triangle: return QCPScatterStyle::ssTriangle;
    case PointMark::None: break;
  }
  return QCPScatterStyle::ssNone;
}

/// 0, 50 and 100 % are enough to read a probability by.
QSharedPointer<QCPAxisTicker> probabilityTicker() {
  auto ticker = QSharedPointer<QCPAxisTickerText>::create();
  for (const int percent : {0, 50, 100}) ticker->addTick(percent / 100.0, QStringLiteral("%1 %").arg(percent));
  return ticker;
}

/// Numbers with a unit behind them.
class UnitTicker : public QCPAxisTicker {
 public:
  explicit UnitTicker(QString unit) : m_unit(std::move(unit)) {}

 protected:
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
    return QCPAxisTicker::getTickLabel(tick, locale, format, precision) + m_unit;
  }

 private:
  QString m_unit;
};

QFont tickFont() {
  QFont font;
  font.setPixelSize(typeSize(12));
  return font;
}

}  // namespace

AxisSlider::AxisSlider(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_handle(new AxisSliderHandle(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::SizeHorCursor);
  m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
  m_plot->setFocusPolicy(Qt::NoFocus);
  m_plot->setInteractions({});
  m_plot->axisRect()->setAutoMargins(QCP::msNone);
  m_plot->xAxis->grid()->setVisible(false);
  m_plot->yAxis->grid()->setZeroLinePen(Qt::NoPen);
  m_plot->yAxis->setTickLength(0);
  m_plot->yAxis->setSubTicks(false);
  m_plot->xAxis->setSubTicks(false);
  m_plot->xAxis->setTickLength(0, 5);
  setProbabilityAxis();
  applyTheme();
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &AxisSlider::applyTheme);
}

QSize AxisSlider::minimumSizeHint() const { return {200, static_cast<int>(78 * typeScale())}; }

void AxisSlider::applyTheme() {
  const Theme& look = theme();
  m_plot->setBackground(QBrush(look.card));
  m_plot->axisRect()->setBackground(QBrush(look.plotBackground));
  const int side = static_cast<int>(kSideMargin * typeScale());
  m_plot->axisRect()->setMargins({side, kTopMargin, side / 2, static_cast<int>(kBottomMargin * typeScale())});
  for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
    axis->setTickLabelFont(tickFont());
    axis->setTickLabelColor(look.mutedText);
    axis->setBasePen(Qt::NoPen);
    axis->setTickPen(QPen(look.mutedText, 1));
    axis->setLabelFont(tickFont());
    axis->setLabelColor(look.mutedText);
  }
  m_plot->yAxis->grid()->setPen(QPen(look.grid, 1));
  setSeries(std::move(m_series));
}

void AxisSlider::setRange(double low, double high) {
  m_scale.low = low;
  m_scale.high = std::max(high, low + 1e-9);
  m_plot->xAxis->setRange(m_scale.low, m_scale.high);
  m_plot->xAxis->setNumberFormat(QStringLiteral("gb"));
  setTicker();
  setValue(m_value);
  replot();
}

void AxisSlider::setTicker() {
  if (m_scale.isLogarithmic) return m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
  auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
  ticker->setTickStep(m_tickUnit);
  const bool isCrowded = (m_scale.high - m_scale.low) / m_tickUnit > kMostTicks;
  ticker->setScaleStrategy(isCrowded ? QCPAxisTickerFixed::ssMultiples : QCPAxisTickerFixed::ssNone);
  ticker->setTickCount(12);
  m_plot->xAxis->setTicker(ticker);
}

void AxisSlider::setTickUnit(double unit) {
  m_tickUnit = unit;
  setTicker();
}

void AxisSlider::setLogarithmic() {
  m_scale.isLogarithmic = true;
  m_plot->xAxis->setScaleType(QCPAxis::stLogarithmic);
  m_plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
  setTicker();
}

void AxisSlider::setTicks(const std::vector<std::pair<double, QString>>& ticks) {
  auto ticker = QSharedPointer<QCPAxisTickerText>::create();
  for (const auto& [place, name] : ticks) ticker->addTick(place, name);
  m_plot->xAxis->setTicker(ticker);
  replot();
}

void AxisSlider::setSteps(double snap, double coarse, bool freeWithShift) {
  m_snap = snap;
  m_coarse = coarse;
  m_freeWithShift = freeWithShift;
}

void AxisSlider::setStops(std::vector<double> stops) { m_stops = std::move(stops); }

void AxisSlider::setValue(double value) {
  m_value = std::clamp(value, m_scale.low, m_scale.high);
  m_handle->update();
}

void AxisSlider::setSeries(std::vector<Series> series) {
  m_series = std::move(series);
  m_plot->clearGraphs();
  for (auto line = m_series.rbegin(); line != m_series.rend(); ++line) addLine(*line);
  rescaleValueAxis();
  replot();
}

QCPGraph* AxisSlider::addGraph(const Series& series, const std::vector<double>& y, const QPen& pen) {
  QCPGraph* graph = m_plot->addGraph();
  graph->setPen(pen);
  graph->setAntialiased(true);
  graph->setData(QVector<double>(series.x.begin(), series.x.end()), QVector<double>(y.begin(), y.end()), true);
  return graph;
}

void AxisSlider::addLine(const Series& series) {
  if (!series.low.empty()) {
    QCPGraph* low = addGraph(series, series.low, Qt::NoPen);
    QCPGraph* high = addGraph(series, series.high, Qt::NoPen);
    QColor soft = colourOf(series);
    soft.setAlphaF(kBandOpacity);
    high->setBrush(soft);
    high->setChannelFillGraph(low);
  }
  QCPGraph* graph = addGraph(series, series.y, penOf(series, isDashed(series) ? 1.8 : 2.4));
  graph->setName(series.name);
  if (series.isPoints) graph->setLineStyle(QCPGraph::lsNone);
  if (series.mark == PointMark::None) return;
  const QColor colour = colourOf(series);
  graph->setScatterStyle(QCPScatterStyle(shapeOf(series.mark), QPen(colour, 1), QBrush(colour), kMarkSize));
}

void AxisSlider::setMarker(std::optional<double> x, const QString& text) {
  if (x == m_marker && text == m_markerText) return;
  m_marker = x;
  m_markerText = text;
  replot();
}

void AxisSlider::setMarkerTextHeight(double share) {
  m_markerTextHeight = share;
  replot();
}

void AxisSlider::setSpan(std::optional<std::pair<double, double>> span, const QString& text) {
  if (span == m_span && text == m_spanText) return;
  m_span = span;
  m_spanText = text;
  replot();
}

void AxisSlider::setHint(const QString& text) {
  m_hint = text;
  setToolTip(text);
}

void AxisSlider::setProbabilityAxis() {
  m_isProbability = true;
  m_plot->yAxis->setTicker(probabilityTicker());
  m_plot->yAxis->setLabel({});
  rescaleValueAxis();
}

void AxisSlider::setTickNames(const std::vector<std::pair<double, QString>>& ticks) {
  auto ticker = QSharedPointer<QCPAxisTickerText>::create();
  for (const auto& [place, name] : ticks) ticker->addTick(place, name);
  m_plot->xAxis->setTicker(ticker);
  replot();
}

int AxisSlider::tickNameWidth(const QString& name) { return QFontMetrics(tickFont()).horizontalAdvance(name); }

void AxisSlider::setValueAxis(const QString& name, const QString& unit) {
  m_isProbability = false;
  if (m_scale.isLogarithmic) {
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
  } else {
    auto ticker = QSharedPointer<UnitTicker>::create(unit.isEmpty() ? unit : QStringLiteral(" ") + unit);
    ticker->setTickCount(3);
    m_plot->yAxis->setTicker(ticker);
  }
  m_plot->yAxis->setNumberFormat(QStringLiteral("gb"));
  m_plot->yAxis->setNumberPrecision(3);
  m_plot->yAxis->setLabel({});
  m_plot->setAccessibleName(name);
  rescaleValueAxis();
}

/// From the smallest to the largest value above 0, with a little room.
void AxisSlider::rescaleLogarithmicAxis() {
  double low = std::numeric_limits<double>::max();
  double high = 0.0;
  for (const Series& one : m_series) {
    for (const double y : one.y) {
      if (y > 0.0) low = std::min(low, y);
      if (std::isfinite(y)) high = std::max(high, y);
    }
  }
  if (high > 0.0) m_plot->yAxis->setRange(low / kLogRoom, high * kLogRoom);
}

void AxisSlider::rescaleValueAxis() {
  if (m_scale.isLogarithmic) return rescaleLogarithmicAxis();
  double low = 0.0;
  const bool isEmpty = std::all_of(m_series.begin(), m_series.end(), [](const Series& one) { return one.y.empty(); });
  double high = m_isProbability || isEmpty ? 1.0 : 1e-9;
  if (!m_isProbability) {
    for (const Series& one : m_series) {
      for (const double y : one.y) {
        if (!std::isfinite(y)) continue;
        low = std::min(low, y);
        high = std::max(high, y);
      }
    }
  }
  const double room = (high - low) * kHeadroom;
  m_plot->yAxis->setRange(low - (m_isProbability || low < 0.0 ? room / 2 : 0.0), high + room);
}

void AxisSlider::setValueText(const QString& text) { setAccessibleDescription(text); }

QRect AxisSlider::plotArea() const { return m_plot->axisRect()->rect(); }

double AxisSlider::valueAt(int pixel) const {
  const QRect area = plotArea();
  return m_scale.valueAt(static_cast<double>(pixel - area.left()) / std::max(1, area.width()));
}

double AxisSlider::pixelOf(double value) const {
  const QRect area = plotArea();
  return area.left() + area.width() * m_scale.shareOf(value);
}

void AxisSlider::addMarker() {
  auto* line = new QCPItemStraightLine(m_plot);
  for (QCPItemPosition* end : {line->point1, line->point2}) {
    end->setTypeX(QCPItemPosition::ptPlotCoords);
    end->setTypeY(QCPItemPosition::ptAxisRectRatio);
  }
  line->point1->setCoords(*m_marker, 0);
  line->point2->setCoords(*m_marker, 1);
  line->setPen(QPen(theme().adversarial, 1.2, Qt::DotLine));
  auto* text = new QCPItemText(m_plot);
  const bool onTheRight = m_scale.shareOf(*m_marker) < 0.5;
  text->position->setTypeX(QCPItemPosition::ptPlotCoords);
  text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
  text->position->setCoords(*m_marker, m_markerTextHeight);
  text->setPositionAlignment((onTheRight ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  text->setPadding({6, 0, 6, 0});
  text->setText(m_markerText);
  text->setFont(tickFont());
  text->setColor(theme().mutedText);
}

void AxisSlider::addSpan() {
  auto* area = new QCPItemRect(m_plot);
  auto* text = new QCPItemText(m_plot);
  for (QCPItemPosition* place : {area->topLeft, area->bottomRight, text->position}) {
    place->setTypeX(QCPItemPosition::ptPlotCoords);
    place->setTypeY(QCPItemPosition::ptAxisRectRatio);
  }
  area->topLeft->setCoords(m_span->first, 0);
  area->bottomRight->setCoords(m_span->second, 1);
  QColor soft = theme().mutedText;
  soft.setAlphaF(kSpanOpacity);
  area->setPen(Qt::NoPen);
  area->setBrush(soft);
  text->position->setCoords(m_span->second, 0);
  text->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
  text->setPadding({6, 3, 6, 0});
  text->setText(m_spanText);
  text->setFont(tickFont());
  text->setColor(theme().mutedText);
}

void AxisSlider::replot() {
  m_plot->clearItems();
  if (m_span) addSpan();
  if (m_marker) addMarker();
  m_plot->replot(QCustomPlot::rpQueuedReplot);
  m_handle->update();
}

void AxisSlider::resizeEvent(QResizeEvent*) {
  m_plot->setGeometry(rect());
  m_handle->setGeometry(rect());
  m_plot->replot();
}

}  // namespace adv
