// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/amplitude_view.hpp"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/plots/temperature_axis.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kText = 13.0;

PanelStyle screenStyle() { return {kText * typeScale(), typeScale(), theme()}; }

}  // namespace

AmplitudeView::AmplitudeView(QWidget* parent) : StopSlider(parent) {
  setAccessibleName(tr("Gradient amplitudes of the networks; the axis is the temperature T"));
}

void AmplitudeView::setBars(AmplitudeBars bars) {
  m_bars = std::move(bars);
  setStop(stop());
}

/// Only the ring at the foot: a line would hide the bar.
QRectF AmplitudeView::area() const {
  const QRectF bar = amplitudeBarOf(rect(), m_bars, screenStyle(), static_cast<std::size_t>(stop()));
  return {bar.left(), bar.bottom() + 3, bar.width(), 0};
}

double AmplitudeView::pixelOf(int stop) const {
  return amplitudeBarOf(rect(), m_bars, screenStyle(), static_cast<std::size_t>(stop)).center().x();
}

void AmplitudeView::paintFigure(QPainter& painter) {
  if (stopCount() > 0) paintAmplitudeBars(painter, rect(), m_bars, screenStyle());
}

std::optional<AmplitudePlace> AmplitudeView::placeAt(const QPointF& point) const {
  if (stopCount() == 0) return {};
  return amplitudeBarAt(rect(), m_bars, screenStyle(), point);
}

bool AmplitudeView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return StopSlider::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const auto place = placeAt(help->pos()))
    QToolTip::showText(help->globalPos(), amplitudePlaceText(m_bars.histograms, *place));
  else
    QToolTip::showText(help->globalPos(),
                       tr("Drag along T; click a bin to see its pictures.\nArrow keys: the next T."));
  return true;
}

void AmplitudeView::mousePressEvent(QMouseEvent* event) {
  StopSlider::mousePressEvent(event);
  if (const auto place = placeAt(event->position())) emit binChosen(*place);
}

QString amplitudePlaceText(const GradientHistogramsReady& histograms, const AmplitudePlace& place) {
  const GradientHistogram& network = histograms.networks[place.network];
  return QObject::tr("%1, %2: %3 of %4 pictures (%5)")
      .arg(temperatureText(network.temperature), amplitudeBinText(place.bin))
      .arg(network.counts[place.bin])
      .arg(network.count)
      .arg(shareText(network.share(place.bin)));
}

}  // namespace adv
