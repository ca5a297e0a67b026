// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/depth_card.hpp"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/controls/levels_edit.hpp"
#include "widgets/plots/depth_plot.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLevels = 255.0;
constexpr int kTicksOfALevel = 4;
constexpr double kSliderReach = 16.0;  ///< levels; twice ε where that is larger
constexpr int kSliderWidth = 170;

}  // namespace

DepthCard::DepthCard(LayersSession& session, ExperimentModel& experiment, QWidget* parent)
    : Card(tr("Where the change grows"), parent),
      m_session(session),
      m_experiment(experiment),
      m_edit(new LevelsEdit),
      m_slider(new QSlider(Qt::Horizontal)),
      m_legend(new SeriesLegend),
      m_plot(new DepthPlot) {
  makeEpsilon();
  m_legend->setSeries(depthSeries({}));
  actions()->addWidget(m_slider);
  actions()->addWidget(m_legend, 1);
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  connect(m_plot, &DepthPlot::layerChosen, &session, &LayersSession::setLayer);
  connect(&session, &LayersSession::layerChanged, this, [this] { m_plot->setLayer(m_session.layer()); });
  connect(&session, &LayersSession::networkChanged, this, [this] {
    if (m_session.network()) m_plot->setLayers(m_session.network()->layers);
  });
  connect(&session, &LayersSession::changesChanged, this, &DepthCard::showChanges);
  connect(&session, &LayersSession::busyChanged, this, &DepthCard::showState);
  connect(&session, &LayersSession::progressed, this, [this](double done) { setProgress(tr("attack"), done, -1); });
  connect(&experiment, &ExperimentModel::changed, this, &DepthCard::showEpsilon);
  showEpsilon();
}

void DepthCard::makeEpsilon() {
  m_edit->setAccessibleName(tr("ε in levels of 255"));
  m_edit->setToolTip(tr("ε of the attack, in levels of 255. Click to type 8/255, 8 or 0.03."));
  setHeaderWidget(m_edit);
  m_slider->setFixedWidth(kSliderWidth);
  m_slider->setAccessibleName(tr("ε in quarters of a level"));
  m_slider->setToolTip(
      tr("ε of the experiment, from 0 in quarters of a level of 255: drag it, and all layers follow."));
  m_slider->setPageStep(2 * kTicksOfALevel);
  connect(m_edit, &LevelsEdit::levelsChanged, this,
          [this](double levels) { m_experiment.setParam("epsilon", levels / kLevels); });
  connect(m_slider, &QSlider::sliderPressed, this, [this] {
    m_experiment.beginGesture();
    m_session.beginDrag();
  });
  connect(m_slider, &QSlider::valueChanged, this,
          [this](int ticks) { m_experiment.setParam("epsilon", ticks / (kTicksOfALevel * kLevels)); });
  connect(m_slider, &QSlider::sliderReleased, this, [this] {
    m_experiment.endGesture();
    m_session.endDrag();
    showEpsilon();
  });
}

/// Without an ε there is nothing to move. While it is dragged the slider's reach stays as it is.
void DepthCard::showEpsilon() {
  const AttackInfo* attack = m_experiment.attack();
  const ParamSpec* epsilon = attack ? attack->param("epsilon") : nullptr;
  m_edit->setVisible(epsilon);
  m_slider->setVisible(epsilon);
  if (!epsilon) return;
  const double levels = kLevels * m_experiment.param("epsilon");
  m_edit->setRange(0, kLevels * epsilon->maximum);
  m_edit->setLevels(levels);
  if (m_slider->isSliderDown()) return;
  const QSignalBlocker quiet(m_slider);
  m_slider->setRange(0, static_cast<int>(std::lround(kTicksOfALevel * std::max(kSliderReach, 2 * levels))));
  m_slider->setValue(static_cast<int>(std::lround(kTicksOfALevel * levels)));
}

void DepthCard::showChanges() {
  m_plot->setChanges(m_session.changes() ? m_session.changes()->changes : std::vector<LayerChange>());
}

void DepthCard::showState() {
  if (!m_session.isRunning()) clearProgress();
}

}  // namespace adv
