// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/microscope/epsilon_card.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/controls/levels_edit.hpp"
#include "widgets/plots/epsilon_plot.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

struct Reach {
  double levels;
  bool both;
};
constexpr Reach kReaches[] = {{16, false}, {16, true}, {32, false}, {64, false}, {128, false}, {255, false}};

QString reachText(const Reach& reach) {
  return reach.both ? QObject::tr("−%1 … %1").arg(reach.levels) : QObject::tr("0 … %1").arg(reach.levels);
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
  m_edit->setRange(0, 255);
  m_edit->setAccessibleName(tr("ε in levels of 255"));
  m_edit->setToolTip(tr("ε, the largest change of a channel (L∞), 0 to 255 levels. Click to type 8/255, 8 or 0.03."));
  for (const Reach& reach : kReaches) m_reach->addItem(reachText(reach));
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

void EpsilonCard::setReach(int index) {
  const Reach& reach = kReaches[index];
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
  const bool hasEpsilon = attack && attack->param("epsilon");
  setEnabled(hasEpsilon);
  if (!hasEpsilon) return;
  const double levels = m_experiment.param("epsilon") * 255.0;
  for (int index = m_reach->currentIndex(); levels > m_plot->high() + 1e-6 && index + 1 < m_reach->count(); ++index)
    m_reach->setCurrentIndex(index + 1);
  if (std::abs(std::abs(m_plot->value()) - levels) > 1e-6) m_plot->setValue(levels);
  m_plot->setValueText(levelsText(levels / 255.0));
  m_edit->setLevels(levels);
  const QString curve = m_session.curveAttack().toUpper();
  setSubtitle(tr("%1, one-step response (%2)").arg(QString::fromStdString(attack->norm), curve));
}

}  // namespace adv
