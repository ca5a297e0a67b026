// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/plane_step_card.hpp"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/plane_painter.hpp"
#include "widgets/plots/plane_text.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kSnap = 0.01;
constexpr double kCoarse = 0.1;

}  // namespace

PlaneStepCard::PlaneStepCard(PlaygroundSession& session, QWidget* parent)
    : Card(tr("After a step of"), parent),
      m_session(session),
      m_edit(new QDoubleSpinBox),
      m_legend(new SeriesLegend),
      m_plot(new AxisSlider) {
  m_edit->setRange(0.0, 1.0);
  m_edit->setSingleStep(kSnap);
  m_edit->setDecimals(3);
  m_edit->setPrefix(tr("ε = "));
  m_edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
  m_edit->setAccessibleName(tr("Length ε of the step"));
  m_edit->setToolTip(tr("Length of the step, 0 to 1; the plane reaches from −1 to 1"));
  setHeaderWidget(m_edit);
  actions()->addWidget(m_legend, 1);
  m_plot->setRange(0.0, 1.0);
  m_plot->setSteps(kSnap, kCoarse, true);
  m_plot->setTickUnit(kCoarse);
  m_plot->setAccessibleName(tr("Length ε of the step"));
  m_plot->setHint(tr(
      "ε, the length of the step; the plane reaches from −1 to 1. Drag anywhere on the plot.\nThe band: where 80 % of "
      "random directions lie. Arrow keys: 0.01. Page keys: 0.1."));
  m_plot->setValue(session.epsilon());
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  const auto move = [this](double epsilon) {
    m_session.setEpsilon(epsilon);
    showLength();
  };
  connect(m_plot, &AxisSlider::valueChanged, this, move);
  connect(m_edit, &QDoubleSpinBox::valueChanged, this, move);
  connect(&session, &PlaygroundSession::probeChanged, this, &PlaneStepCard::showProbe);
  showLength();
}

void PlaneStepCard::showProbe() {
  const auto& probed = m_session.probed();
  if (!probed) return;
  m_plot->setSeries(stepSeries(*probed));
  m_legend->setSeries(stepSeries(*probed));
  m_plot->setMarker(probed->smallestStep, tr("flips"));
  showLength();
}

void PlaneStepCard::showLength() {
  const QSignalBlocker quiet(m_edit);
  m_edit->setValue(m_session.epsilon());
  m_plot->setValue(m_session.epsilon());
  m_plot->setValueText(significant(m_session.epsilon()));
}

}  // namespace adv
