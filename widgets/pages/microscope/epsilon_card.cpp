// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/microscope/epsilon_card.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/controls/levels_edit.hpp"
#include "widgets/plots/epsilon_plot.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kShortestL2 = 510;  ///< levels: 2.0
constexpr double kShortest = 16;

QString reachText(double levels, bool both) {
  return both ? QObject::tr("−%1 … %1").arg(levels) : QObject::tr("0 … %1").arg(levels);
}

}  // namespace

EpsilonCard::EpsilonCard(MicroscopeSession& session, ExperimentModel& experiment, QWidget* parent)
    : Card(QStringLiteral("ε"), parent),
      m_session(session),
      m_experiment(experiment),
      m_edit(new LevelsEdit),
      m_plot(new EpsilonPlot),
      m_legend(new SeriesLegend),
      m_reach(new QComboBox) {
  m_edit->setAccessibleName(tr("ε in levels of 255"));
  m_reach->setToolTip(
      tr("The reach of the ε axis, in levels of 255. Negative ε goes down the gradient: more confident, not less."));
  m_reach->setAccessibleName(tr("Reach of the ε axis"));
  setHeaderWidget(m_edit);
  actions()->addWidget(m_legend, 1);
  actions()->addWidget(m_reach);
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);

  connect(&session, &MicroscopeSession::curveChanged, this, &EpsilonCard::showCurve);
  connect(&experiment, &ExperimentModel::changed, this, &EpsilonCard::showEpsilon);
  connect(m_edit, &LevelsEdit::levelsChanged, this, [this](double levels) { setEpsilon(levels); });
  connect(m_plot, &EpsilonPlot::dragStarted, this, [this] {
    m_experiment.beginGesture();
    m_session.beginDrag();
  });
  connect(m_plot, &EpsilonPlot::valueChanged, this, [this](double levels) { setEpsilon(std::abs(levels)); });
  connect(m_plot, &EpsilonPlot::dragFinished, this, [this] {
    m_session.endDrag();
    m_experiment.endGesture();
  });
  connect(m_reach, &QComboBox::currentIndexChanged, this, &EpsilonCard::setReach);
  showEpsilon();
}

/// In L2 a change spreads over all pixels, so that the axis reaches farther: to the largest ε that the attack takes.
void EpsilonCard::fitToNorm(const AttackInfo& attack) {
  const std::string norm = m_session.norm();
  const bool isL2 = norm == "L2";
  const double maximum = std::min(attack.param("epsilon")->maximum, isL2 ? 16.0 : 1.0) * 255;
  if (norm == m_norm && maximum == m_maximum) return;
  m_norm = norm;
  m_maximum = maximum;
  m_edit->setRange(0, maximum);
  m_edit->setToolTip(
      isL2 ? tr("ε, the largest Euclidean length of the change (L2), 0 to %1 levels. Click to type "
                "128/255, 128 or 0.5.")
                 .arg(maximum)
           : tr("ε, the largest change of a channel (L∞), 0 to %1 levels. Click to type 8/255, 8 or 0.03.")
                 .arg(maximum));
  m_reaches.clear();
  for (double levels = isL2 ? kShortestL2 : kShortest; m_reaches.empty() || m_reaches.back().levels < maximum;
       levels *= 2) {
    m_reaches.push_back({std::min(levels, maximum), false});
    if (m_reaches.size() == 1) m_reaches.push_back({levels, true});
  }
  const QSignalBlocker quiet(m_reach);
  m_reach->clear();
  for (const Reach& reach : m_reaches) m_reach->addItem(reachText(reach.levels, reach.both));
  setReach(0);
}

void EpsilonCard::setReach(int index) {
  const Reach& reach = m_reaches[static_cast<std::size_t>(index)];
  m_plot->setReach(reach.levels, reach.both);
  m_session.setCurveMaximum(reach.levels);
  showEpsilon();
}

void EpsilonCard::setEpsilon(double levels) { m_experiment.setParam("epsilon", levels / 255.0); }

void EpsilonCard::showCurve() {
  if (!m_session.curve() || !m_session.clean()) return;
  m_plot->setCurve(*m_session.curve(), m_session.clean()->model);
  m_legend->setSeries(m_plot->series());
}

void EpsilonCard::showEpsilon() {
  const AttackInfo* attack = m_experiment.attack();
  if (!attack || !attack->param("epsilon")) return;
  fitToNorm(*attack);
  const double levels = m_experiment.param("epsilon") * 255.0;
  for (int index = m_reach->currentIndex(); levels > m_plot->high() + 1e-6 && index + 1 < m_reach->count(); ++index)
    m_reach->setCurrentIndex(index + 1);
  if (std::abs(std::abs(m_plot->value()) - levels) > 1e-6) m_plot->setValue(levels);
  m_plot->setValueText(levelsText(levels / 255.0));
  m_edit->setLevels(levels);
  const AttackInfo* curve = m_session.curveAttack();
  const QString size = m_norm == "L2" ? tr("(%1), L2").arg(levels / 255, 0, 'f', 2) : QString::fromStdString(m_norm);
  setSubtitle(curve ? tr("%1, one-step response (%2)").arg(size, QString::fromStdString(curve->title)) : size);
}

}  // namespace adv
