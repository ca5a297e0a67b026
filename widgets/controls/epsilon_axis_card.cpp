// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/epsilon_axis_card.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/controls/levels_edit.hpp"
#include "widgets/plots/epsilon_plot.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLevels = 255.0;
/// Above this reach a quarter of a level is finer than a pixel.
constexpr double kWideReach = 64.0;

}  // namespace

EpsilonAxisCard::EpsilonAxisCard(const QString& title, ExperimentModel& experiment, QWidget* parent)
    : Card(title, parent),
      m_experiment(experiment),
      m_edit(new LevelsEdit),
      m_plot(new EpsilonPlot),
      m_legend(new SeriesLegend) {
  m_edit->setAccessibleName(tr("ε in levels of 255"));
  m_edit->setToolTip(tr("ε of the attack, in levels of 255. Click to type 8/255, 8 or 0.03."));
  setHeaderWidget(m_edit);
  actions()->addStretch(1);
  body()->addWidget(m_legend);
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  connect(m_plot, &EpsilonPlot::dragStarted, this, [this] {
    m_experiment.beginGesture();
    emit dragStarted();
  });
  connect(m_plot, &EpsilonPlot::valueChanged, this, &EpsilonAxisCard::setEpsilon);
  connect(m_plot, &EpsilonPlot::dragFinished, this, [this] {
    m_experiment.endGesture();
    emit dragFinished();
  });
  connect(m_edit, &LevelsEdit::levelsChanged, this, &EpsilonAxisCard::setEpsilon);
  connect(&experiment, &ExperimentModel::changed, this, &EpsilonAxisCard::showEpsilon);
  showEpsilon();
}

void EpsilonAxisCard::putLegendInHeader() { actions()->addWidget(m_legend, 4); }

void EpsilonAxisCard::setLines(std::vector<Series> lines) {
  m_legend->setSeries(lines);
  m_plot->setSeries(std::move(lines));
}

void EpsilonAxisCard::setReach(double levels) {
  if (levels > 0.0 && std::abs(levels - m_plot->high()) > 1e-6) m_plot->setReach(levels, false);
  m_plot->setSteps(levels > kWideReach ? 1.0 : 0.25, levels > kWideReach ? 8.0 : 2.0, true);
  showEpsilon();
}

void EpsilonAxisCard::setEpsilon(double levels) { m_experiment.setParam("epsilon", levels / kLevels); }

void EpsilonAxisCard::showEpsilon() {
  const AttackInfo* attack = m_experiment.attack();
  const bool hasEpsilon = attack && attack->param("epsilon");
  setEnabled(hasEpsilon);
  if (!hasEpsilon) return;
  const double epsilon = m_experiment.param("epsilon");
  m_plot->setValue(kLevels * epsilon);
  m_plot->setValueText(levelsText(epsilon));
  m_edit->setRange(0, kLevels * attack->param("epsilon")->maximum);
  m_edit->setLevels(kLevels * epsilon);
  setSubtitle(QString::fromStdString(attack->title + ", " + attack->normWith(m_experiment.experiment().params)));
}

}  // namespace adv
