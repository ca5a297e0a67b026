// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/figures/amplitude_bars.hpp"
#include "widgets/plots/stop_slider.hpp"

namespace adv {

/// The stacked bars of the gradient amplitudes; the axis of the networks is the slider, and a click chooses a bin.
class AmplitudeView : public StopSlider {
  Q_OBJECT
 public:
  explicit AmplitudeView(QWidget* parent = nullptr);

  void setBars(AmplitudeBars bars);
  const AmplitudeBars& bars() const { return m_bars; }

 signals:
  void binChosen(const adv::AmplitudePlace& place);

 protected:
  int stopCount() const override { return static_cast<int>(m_bars.histograms.networks.size()); }
  QRectF area() const override;
  double pixelOf(int stop) const override;
  void paintFigure(QPainter& painter) override;
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  std::optional<AmplitudePlace> placeAt(const QPointF& point) const;

  AmplitudeBars m_bars;
};

/// "T = 20, 10⁻¹⁰ to 10⁻⁵: 31 of 200 pictures (15.5 %)".
QString amplitudePlaceText(const GradientHistogramsReady& histograms, const AmplitudePlace& place);

}  // namespace adv
