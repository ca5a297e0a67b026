// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/plots/axis_scale.hpp"
#include "widgets/plots/series.hpp"

class QCPGraph;
class QCustomPlot;
class QPen;

namespace adv {

class AxisSliderHandle;

/// A plot whose x-axis is the slider: dragging anywhere on it moves the value. Arrow keys move by a fine step, Page
/// keys by a coarse one, Home and End to the ends. Dragging repaints the handle only, never the plot.
class AxisSlider : public QWidget {
  Q_OBJECT
 public:
  explicit AxisSlider(QWidget* parent = nullptr);

  void setRange(double low, double high);
  double low() const { return m_scale.low; }
  double high() const { return m_scale.high; }
  /// Ticks are at multiples of this.
  void setTickUnit(double unit);
  /// Decades instead of even steps, along the axis and for the values; the range begins above 0.
  void setLogarithmic();
  /// Names at some places of the axis, instead of numbers: of an axis that is not linear. After `setRange`.
  void setTicks(const std::vector<std::pair<double, QString>>& ticks);
  /// Drags snap to multiples of `snap` (with Shift held, to a tenth of it where `freeWithShift`).
  void setSteps(double snap, double coarse, bool freeWithShift = false);
  /// Instead of steps: the only values there are, rising. Keys go from one to the next.
  void setStops(std::vector<double> stops);
  /// Clamped to the range; no signal.
  void setValue(double value);
  double value() const { return m_value; }

  /// The first line is drawn on top.
  void setSeries(std::vector<Series> series);
  const std::vector<Series>& series() const { return m_series; }
  /// A dotted line with a text; none where empty.
  void setMarker(std::optional<double> x, const QString& text = {});
  /// Where the marker's text stands: 0 at the top, 1 at the bottom.
  void setMarkerTextHeight(double share);
  /// A part of the axis that is something special, shaded and named; none where empty.
  void setSpan(std::optional<std::pair<double, double>> span, const QString& text = {});
  /// Text under the right end of the axis.
  void setHint(const QString& text);
  /// y is a probability from 0 to 1; otherwise it is scaled to the data and named.
  void setProbabilityAxis();
  /// `unit` stands behind the numbers: "%"; empty for none.
  void setValueAxis(const QString& name, const QString& unit = {});
  /// Names at places of the x-axis instead of numbers, until the next `setRange`.
  void setTickNames(const std::vector<std::pair<double, QString>>& ticks);
  /// Of text at the ticks, in pixels.
  static int tickNameWidth(const QString& name);
  /// What an assistive technology reads after the name: "4/255".
  void setValueText(const QString& text);

  /// The plotting area in widget coordinates.
  QRect plotArea() const;
  double valueAt(int pixel) const;
  double pixelOf(double value) const;

  QSize sizeHint() const override { return {480, 150}; }
  QSize minimumSizeHint() const override;

 signals:
  void valueChanged(double value);
  void dragStarted();
  void dragFinished(double value);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void applyTheme();
  QCPGraph* addGraph(const Series& series, const std::vector<double>& y, const QPen& pen);
  void addLine(const Series& series);
  void addMarker();
  void addSpan();
  void replot();
  void rescaleValueAxis();
  void rescaleLogarithmicAxis();
  void setTicker();
  double snapped(double value, bool isFree) const;
  void moveTo(double value, bool isFree);
  void nudge(double by);
  /// By so many stops.
  void skip(int by);

  QCustomPlot* m_plot;
  AxisSliderHandle* m_handle;
  std::vector<Series> m_series;
  AxisScale m_scale;
  double m_tickUnit = 1.0;
  double m_value = 0.0;
  double m_snap = 1.0;
  double m_coarse = 4.0;
  std::vector<double> m_stops;
  bool m_freeWithShift = false;
  bool m_dragging = false;
  bool m_isProbability = true;
  std::optional<double> m_marker;
  QString m_markerText;
  double m_markerTextHeight = 0.5;
  std::optional<std::pair<double, double>> m_span;
  QString m_spanText;
  QString m_hint;
};

}  // namespace adv
