// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/log_slider.hpp"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <cmath>

#include "widgets/controls/number_pill.hpp"

namespace adv {
namespace {

constexpr int kPlaces = 200;
constexpr int kPage = 10;

/// To two digits, as a person would choose it.
double roundNumber(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
  return std::round(value / unit) * unit;
}

}  // namespace

LogSlider::LogSlider(const QString& name, const QString& toolTip, QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal)), m_pill(new NumberPill) {
  m_slider->setRange(0, kPlaces);
  m_slider->setPageStep(kPage);
  for (QWidget* part : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_pill)}) {
    part->setAccessibleName(name);
    part->setToolTip(toolTip);
  }
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_slider, 1);
  layout->addWidget(m_pill);
  setFocusProxy(m_slider);
  connect(m_slider, &QSlider::sliderPressed, this, &LogSlider::dragStarted);
  connect(m_slider, &QSlider::sliderReleased, this, &LogSlider::dragFinished);
  connect(m_slider, &QSlider::valueChanged, this, [this](int place) {
    const double value = roundedAt(place);
    if (value == m_value) return;
    m_value = value;
    m_pill->setValue(value);
    emit valueEdited(value);
  });
  connect(m_pill, &NumberPill::valueEdited, this, [this](double value) {
    setValue(value);
    emit valueEdited(m_value);
  });
}

double LogSlider::roundedAt(int place) const {
  if (place == 0) return m_scale.low;
  if (place == kPlaces) return m_scale.high;
  const double value = roundNumber(m_scale.valueAt(static_cast<double>(place) / kPlaces));
  return std::clamp(m_isWhole ? std::round(value) : value, m_scale.low, m_scale.high);
}

void LogSlider::setRange(double low, double high) {
  m_scale.low = low;
  m_scale.high = std::max(high, low * 1.001);
  m_pill->setLimits(low, m_scale.high, 1.0);
  showValue();
}

void LogSlider::setValue(double value) {
  m_value = m_isWhole ? std::round(value) : value;
  m_pill->setValue(m_value);
  showValue();
}

/// A slider under the mouse stays where the mouse has it.
void LogSlider::showValue() {
  if (m_slider->isSliderDown()) return;
  const QSignalBlocker quiet(m_slider);
  m_slider->setValue(static_cast<int>(std::lround(kPlaces * m_scale.shareOf(m_value))));
}

}  // namespace adv
