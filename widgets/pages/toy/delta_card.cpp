// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/toy/delta_card.hpp"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/controls/number_pill.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/plots/toy_lines.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

constexpr double kLargest = 1e6;
/// A tick is a tenth of the axis, and a drag moves by a tenth of a tick.
constexpr double kTicks = 10.0;
constexpr double kStepsOfATick = 10.0;

}  // namespace

ToyDeltaCard::ToyDeltaCard(ToySession& session, QWidget* parent)
    : Card(tr("Step δ"), parent),
      m_session(session),
      m_edit(new NumberPill),
      m_plot(new AxisSlider),
      m_legend(new SeriesLegend),
      m_dice(new QToolButton) {
  setFocusProxy(m_plot);
  m_edit->setAccessibleName(tr("Step δ"));
  m_edit->setToolTip(tr("How far each number moves, 0 or more. Click to type; arrows move it by 0.05."));
  m_edit->setLimits(0.0, kLargest, 0.05);
  m_plot->setAccessibleName(tr("P(class 1) against the step δ"));
  m_plot->setHint(tr("Drag anywhere: the step δ"));
  // The curve itself crosses the marker half way up.
  m_plot->setMarkerTextHeight(0.12);
  m_dice->setIcon(themedIcon(QStringLiteral("dice")));
  m_dice->setToolTip(tr("Other random signs"));
  m_dice->setAccessibleName(m_dice->toolTip());
  setHeaderWidget(m_edit);
  setSubtitle(tr("P(class 1)"));
  actions()->addWidget(m_legend, 4);
  actions()->addWidget(m_dice);
  body()->addWidget(m_plot, 1);
  connect(m_plot, &AxisSlider::dragStarted, this, [this] { m_session.beginEdit(); });
  connect(m_plot, &AxisSlider::valueChanged, this, &ToyDeltaCard::setDelta);
  connect(m_plot, &AxisSlider::dragFinished, this, [this] { m_session.endEdit(tr("Change δ")); });
  connect(m_edit, &NumberPill::valueEdited, this, [this](double delta) {
    ToyRequest request = m_session.request();
    request.delta = delta;
    m_session.edit(request, tr("Change δ"));
  });
  connect(m_dice, &QToolButton::clicked, this, [this] {
    ToyRequest request = m_session.request();
    ++request.seed;
    m_session.edit(request, tr("Draw other signs"));
  });
  connect(&session, &ToySession::requestChanged, this, &ToyDeltaCard::showRequest);
  connect(&session, &ToySession::readyChanged, this, &ToyDeltaCard::showReady);
  setReach(1.0);
  showRequest();
}

void ToyDeltaCard::setPresenting(bool presenting) { m_dice->setVisible(!presenting); }

void ToyDeltaCard::setDelta(double delta) {
  ToyRequest request = m_session.request();
  request.delta = delta;
  m_session.change(request);
}

void ToyDeltaCard::setReach(double reach) {
  m_plot->setTickUnit(reach / kTicks);
  m_plot->setSteps(reach / kTicks / kStepsOfATick, reach / kTicks, true);
  m_plot->setRange(0.0, reach);
}

void ToyDeltaCard::showRequest() {
  m_edit->setValue(m_session.request().delta);
  m_plot->setValue(m_session.request().delta);
  m_plot->setValueText(exactText(m_session.request().delta));
}

void ToyDeltaCard::showReady() {
  const ToyReady& ready = *m_session.ready();
  const double reach = ready.request.reach;
  if (reach != m_plot->high()) setReach(reach);
  const auto lines = toyLines(ready);
  m_legend->setSeries(lines);
  m_plot->setSeries(lines);
  m_plot->setMarker(ready.flip && *ready.flip <= reach ? ready.flip : std::nullopt,
                    ready.flip ? tr("flips at δ = %1").arg(significant(*ready.flip, 4)) : QString());
  m_plot->setValue(m_session.request().delta);
}

}  // namespace adv
