// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/microscope/smallest_card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/controls/param_form.hpp"
#include "widgets/plots/distance_plot.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kFormWidth = 150;

}  // namespace

const ParamSpec* mainParam(const AttackInfo& attack) {
  for (const ParamSpec& spec : attack.params) {
    const bool isNumber = spec.kind == ParamKind::Real || spec.kind == ParamKind::Integer;
    if (isNumber && spec.name.find("steps") == std::string::npos) return &spec;
  }
  return nullptr;
}

SmallestCard::SmallestCard(MicroscopeSession& session, ExperimentModel& experiment, QWidget* parent)
    : Card(tr("Smallest change"), parent),
      m_session(session),
      m_experiment(experiment),
      m_found(new QLabel),
      m_plot(new DistancePlot),
      m_legend(new SeriesLegend),
      m_form(new ParamForm) {
  m_found->setObjectName(QStringLiteral("pill"));
  m_found->setAccessibleName(tr("The smallest change that fooled"));
  m_found->setToolTip(tr("The smallest distance of all steps that fooled, in the norm that the attack makes small."));
  setHeaderWidget(m_found);
  actions()->addWidget(m_legend, 1);
  actions()->addWidget(m_form);
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  connect(&session.run(), &RunModel::framesChanged, this, &SmallestCard::showFrames);
  connect(&session.run(), &RunModel::ended, this, &SmallestCard::showFrames);
  connect(&session.run(), &RunModel::currentChanged, this, &SmallestCard::showCurrent);
  connect(&experiment, &ExperimentModel::changed, this, &SmallestCard::showAttack);
  connect(m_plot, &DistancePlot::valueChanged, this,
          [this](double step) { m_session.run().setCurrentIndex(static_cast<int>(step)); });
  connect(m_form, &ParamForm::valuesChanged, this, [this](const ParamValues& values) {
    ParamValues all = m_experiment.experiment().params;
    for (const auto& [name, value] : values) all[name] = value;
    m_experiment.setParams(all);
  });
  showAttack();
}

void SmallestCard::showAttack() {
  const AttackInfo* attack = m_experiment.attack();
  if (!attack || attack->param("epsilon")) return;
  if (m_formAttack != attack->id) {
    m_formAttack = attack->id;
    const ParamSpec* main = mainParam(*attack);
    m_form->setParams(main ? std::vector<ParamSpec>{*main} : std::vector<ParamSpec>{});
    m_form->setFixedWidth(main ? std::max(kFormWidth, m_form->sizeHint().width()) : 0);
    m_form->setVisible(main);
  }
  m_form->setValues(m_experiment.experiment().params);
}

void SmallestCard::showFrames() {
  const AttackInfo* attack = m_experiment.attack();
  if (!attack || attack->param("epsilon")) return;
  const RunModel& run = m_session.run();
  const std::string norm = m_session.norm();
  m_plot->setFrames(run.frames(), run.lastStep(), norm);
  m_legend->setSeries(m_plot->series());
  const Frame* best = smallestSuccess(run.frames(), norm);
  m_found->setText(best ? distanceText(norm, best->distortion) : tr("none yet"));
  setSubtitle(best ? tr("L∞ %1 · L2 %2 · L0 %3 pixels")
                         .arg(levelsText(best->distortion.linf), significant(best->distortion.l2))
                         .arg(best->distortion.l0)
                   : tr("no step fooled the network so far"));
}

void SmallestCard::showCurrent() {
  m_plot->setValue(m_session.run().currentIndex());
  m_plot->setValueText(tr("step %1 of %2").arg(m_session.run().currentIndex()).arg(m_session.run().lastStep()));
}

}  // namespace adv
