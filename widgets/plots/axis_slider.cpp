// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/axis_slider.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

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

constexpr float kBandOpacity = 0.18F;
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
  m_low = low;
  m_high = std::max(high, low + 1e-9);
  m_plot->xAxis->setRange(m_low, m_high);
  auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
  ticker->setTickStep(1.0);
  ticker->setScaleStrategy((m_high - m_low) > 16 ? QCPAxisTickerFixed::ssMultiples : QCPAxisTickerFixed::ssNone);
  ticker->setTickCount(12);
  m_plot->xAxis->setTicker(ticker);
  m_plot->xAxis->setNumberFormat(QStringLiteral("gb"));
  setValue(m_value);
  replot();
}

void AxisSlider::setSteps(double snap, double coarse, bool freeWithShift) {
  m_snap = snap;
  m_coarse = coarse;
  m_freeWithShift = freeWithShift;
}

void AxisSlider::setValue(double value) {
  m_value = std::clamp(value, m_low, m_high);
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

void AxisSlider::setValueAxis(const QString& name) {
  m_isProbability = false;
  auto ticker = QSharedPointer<QCPAxisTicker>::create();
  ticker->setTickCount(3);
  m_plot->yAxis->setTicker(ticker);
  m_plot->yAxis->setNumberFormat(QStringLiteral("gb"));
  m_plot->yAxis->setNumberPrecision(3);
  m_plot->yAxis->setLabel({});
  m_plot->setAccessibleName(name);
  rescaleValueAxis();
}

void AxisSlider::rescaleValueAxis() {
  double low = 0.0;
  double high = m_isProbability ? 1.0 : 1e-9;
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
  return m_low + (m_high - m_low) * (pixel - area.left()) / std::max(1, area.width());
}

double AxisSlider::pixelOf(double value) const {
  const QRect area = plotArea();
  return area.left() + area.width() * (value - m_low) / (m_high - m_low);
}

void AxisSlider::replot() {
  m_plot->clearItems();
  if (m_marker) {
    auto* line = new QCPItemStraightLine(m_plot);
    line->point1->setCoords(*m_marker, 0);
    line->point2->setCoords(*m_marker, 1);
    line->setPen(QPen(theme().adversarial, 1.2, Qt::DotLine));
    auto* text = new QCPItemText(m_plot);
    const bool onTheRight = *m_marker < (m_low + m_high) / 2;
    text->position->setTypeX(QCPItemPosition::ptPlotCoords);
    text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    text->position->setCoords(*m_marker, 0.5);
    text->setPositionAlignment((onTheRight ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    text->setPadding({6, 0, 6, 0});
    text->setText(m_markerText);
    text->setFont(tickFont());
    text->setColor(theme().mutedText);
  }
  m_plot->replot(QCustomPlot::rpQueuedReplot);
  m_handle->update();
}

void AxisSlider::resizeEvent(QResizeEvent*) {
  m_plot->setGeometry(rect());
  m_handle->setGeometry(rect());
  m_plot->replot();
}

void AxisSlider::moveTo(double value, bool isFree) {
  const double snap = isFree && m_freeWithShift ? m_snap / 10 : m_snap;
  const double moved = std::clamp(std::round(value / snap) * snap, m_low, m_high);
  if (moved == m_value) return;
  setValue(moved);
  emit valueChanged(moved);
}

void AxisSlider::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  m_dragging = true;
  emit dragStarted();
  moveTo(valueAt(event->pos().x()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void AxisSlider::mouseMoveEvent(QMouseEvent* event) {
  if (m_dragging) moveTo(valueAt(event->pos().x()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void AxisSlider::mouseReleaseEvent(QMouseEvent* event) {
  if (!m_dragging || event->button() != Qt::LeftButton) return;
  m_dragging = false;
  emit dragFinished(m_value);
}

void AxisSlider::wheelEvent(QWheelEvent* event) {
  if (!hasFocus()) return event->ignore();
  nudge(event->angleDelta().y() > 0 ? m_snap : -m_snap);
}

void AxisSlider::nudge(double by) {
  emit dragStarted();
  moveTo(m_value + by, std::abs(by) < m_snap);
  emit dragFinished(m_value);
}

void AxisSlider::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: return nudge(-m_snap);
    case Qt::Key_Right:
    case Qt::Key_Up: return nudge(m_snap);
    case Qt::Key_PageDown: return nudge(-m_coarse);
    case Qt::Key_PageUp: return nudge(m_coarse);
    case Qt::Key_Home: return nudge(m_low - m_value);
    case Qt::Key_End: return nudge(m_high - m_value);
    default: QWidget::keyPressEvent(event);
  }
}

void AxisSlider::focusInEvent(QFocusEvent*) { m_handle->update(); }
void AxisSlider::focusOutEvent(QFocusEvent*) { m_handle->update(); }

}  // namespace adv
