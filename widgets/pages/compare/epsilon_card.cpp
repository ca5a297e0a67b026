// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/epsilon_card.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/compare.hpp"
#include "widgets/controls/levels_edit.hpp"
#include "widgets/experiment/comparison.hpp"
#include "widgets/figures/compare_panel.hpp"
#include "widgets/plots/epsilon_plot.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kReaches[] = {16, 32, 48, 64, 128, 255};

}  // namespace

CompareEpsilonCard::CompareEpsilonCard(EnginePort& engine, CompareSession& session, QWidget* parent)
    : Card(QStringLiteral("ε"), parent),
      m_engine(engine),
      m_session(session),
      m_edit(new LevelsEdit),
      m_plot(new EpsilonPlot),
      m_legend(new SeriesLegend),
      m_reach(new QComboBox) {
  m_edit->setRange(0, 255);
  m_edit->setAccessibleName(tr("ε of all attacks, in levels of 255"));
  m_edit->setToolTip(tr("The ε that all attacks with one in L∞ get, 0 to 255 levels. Click to type 8/255, 8 or 0.03."));
  for (const double reach : kReaches) m_reach->addItem(tr("0 … %1").arg(reach), reach);
  m_reach->setCurrentIndex(m_reach->findData(session.reach()));
  m_reach->setToolTip(tr("The reach of the ε axis, in levels of 255"));
  m_reach->setAccessibleName(tr("Reach of the ε axis"));
  setHeaderWidget(m_edit);
  setSubtitle(tr("L∞, probability of the label"));
  actions()->addWidget(m_legend, 1);
  actions()->addWidget(m_reach);
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  m_plot->setReach(session.reach(), false);

  connect(m_edit, &LevelsEdit::levelsChanged, this, [this](double levels) { m_session.setEpsilon(levels / 255.0); });
  connect(m_plot, &EpsilonPlot::dragStarted, &session, &CompareSession::beginDrag);
  connect(m_plot, &EpsilonPlot::valueChanged, this, [this](double levels) { m_session.setEpsilon(levels / 255.0); });
  connect(m_plot, &EpsilonPlot::dragFinished, &session, &CompareSession::endDrag);
  connect(m_reach, &QComboBox::currentIndexChanged, this, [this](int index) {
    m_session.setReach(kReaches[index]);
    m_plot->setReach(kReaches[index], false);
    showEpsilon();
  });
  connect(&session, &CompareSession::sweepChanged, this, &CompareEpsilonCard::showCurves);
  connect(&session, &CompareSession::readyChanged, this, &CompareEpsilonCard::showCurves);
  connect(&session, &CompareSession::epsilonChanged, this, &CompareEpsilonCard::showEpsilon);
  showEpsilon();
}

/// Lines for the attacks that share the ε; for each of the others one point, at the size that it found.
void CompareEpsilonCard::showCurves() {
  std::vector<Series> lines;
  const auto& ready = m_session.ready();
  for (const ComparePanel& panel : ready ? comparePanels(*ready, m_engine.attacks()) : std::vector<ComparePanel>()) {
    if (panel.line.name.isEmpty()) continue;
    const ComparedAttack& row = ready->attacks[lines.size()];
    Series line = panel.line;
    if (!row.choice.params.contains("epsilon") && row.finished) {
      line.x = {255.0 * row.finished->distortion.linf};
      line.y = {row.finished->adversarial.labelProbability};
    }
    for (const SweepLine& swept : m_session.sweep() ? m_session.sweep()->lines : std::vector<SweepLine>()) {
      if (swept.attack != row.choice.attack) continue;
      line.x = swept.levels;
      line.y = swept.labelProbability;
    }
    lines.push_back(std::move(line));
  }
  m_plot->setSeries(lines);
  m_legend->setSeries(lines);
}

void CompareEpsilonCard::showEpsilon() {
  const double levels = m_session.epsilon() * 255.0;
  for (int index = m_reach->currentIndex(); levels > m_plot->high() + 1e-6 && index + 1 < m_reach->count(); ++index)
    m_reach->setCurrentIndex(index + 1);
  m_plot->setValue(levels);
  m_plot->setValueText(levelsText(m_session.epsilon()));
  m_edit->setLevels(levels);
}

}  // namespace adv
