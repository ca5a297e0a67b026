// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/attack_panel.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>
#include <random>

#include "widgets/controls/param_form.hpp"
#include "widgets/experiment/attack_groups.hpp"
#include "widgets/pages/embed/paths_session.hpp"
#include "widgets/pages/embed/session.hpp"

namespace adv {
namespace {

constexpr std::size_t kMany = 100;
constexpr std::size_t kMost = 1000;  ///< that the engine takes at once

QToolButton* textButton(const QString& text, const QString& tip) {
  auto* button = new QToolButton;
  button->setText(text);
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  return button;
}

}  // namespace

EmbedAttackPanel::EmbedAttackPanel(const EnginePort& engine, const EmbedSession& session, EmbedPathsSession& paths,
                                   ExperimentModel& experiment, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_paths(paths),
      m_experiment(experiment),
      m_hint(new QLabel),
      m_attack(new QComboBox),
      m_form(new ParamForm),
      m_many(textButton(tr("100 a&t random"), tr("Attacks a hundred points, drawn with the experiment’s seed"))),
      m_these(textButton(tr("the s&election"), tr("Attacks the selected points, at most a thousand"))),
      m_clear(textButton(tr("&clear"), tr("Forgets the paths; while an attack runs, stops it"))) {
  fillAttacks(engine);
  arrange();
  connect(m_attack, &QComboBox::activated, this,
          [this] { m_experiment.setAttack(m_attack->currentData().toString().toStdString()); });
  connect(m_form, &ParamForm::valuesChanged, &m_experiment, &ExperimentModel::setParams);
  connect(m_many, &QToolButton::clicked, this, &EmbedAttackPanel::attackMany);
  connect(m_these, &QToolButton::clicked, this, [this] {
    std::vector<int> points = m_selection;
    points.resize(std::min(points.size(), kMost));
    m_paths.attack(std::move(points));
  });
  connect(m_clear, &QToolButton::clicked, this, [this] { m_paths.attack({}); });
  connect(&experiment, &ExperimentModel::changed, this, &EmbedAttackPanel::showAttack);
  connect(&session, &EmbedSession::setupChanged, this, &EmbedAttackPanel::showState);
  connect(&session, &EmbedSession::itemsChanged, this, &EmbedAttackPanel::showState);
  connect(&paths, &EmbedPathsSession::pointsChanged, this, &EmbedAttackPanel::showState);
  showAttack();
  showState();
}

void EmbedAttackPanel::fillAttacks(const EnginePort& engine) {
  std::optional<AttackGroup> group;
  for (const AttackInfo* info : inGroups(engine.attacks())) {
    if (group && *group != groupOf(*info)) m_attack->insertSeparator(m_attack->count());
    group = groupOf(*info);
    m_attack->addItem(titleWithNorm(*info, {}), QString::fromStdString(info->id));
    m_attack->setItemData(m_attack->count() - 1, QString::fromStdString(info->summary), Qt::ToolTipRole);
  }
  m_attack->setAccessibleName(tr("Attack"));
  m_attack->setToolTip(tr("The experiment’s attack, the same as on the other pages"));
  m_attack->setMinimumContentsLength(12);
  m_attack->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
}

void EmbedAttackPanel::arrange() {
  m_hint->setWordWrap(true);
  m_hint->setObjectName(QStringLiteral("muted"));
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(6);
  for (QToolButton* button : {m_many, m_these, m_clear}) buttons->addWidget(button);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 4, 0, 4);
  layout->setSpacing(8);
  layout->addWidget(m_hint);
  layout->addWidget(m_attack);
  layout->addLayout(buttons);
  layout->addWidget(m_form);
  layout->addStretch(1);
}

void EmbedAttackPanel::showAttack() {
  const AttackInfo* attack = m_experiment.attack();
  if (!attack) return;
  m_attack->setCurrentIndex(m_attack->findData(QString::fromStdString(attack->id)));
  if (m_formAttack != attack->id) {
    m_formAttack = attack->id;
    m_form->setParams(attack->params);
  }
  m_form->setValues(m_experiment.experiment().params);
}

void EmbedAttackPanel::setSelection(const std::vector<int>& points) {
  m_selection = points;
  showState();
}

void EmbedAttackPanel::showState() {
  const bool hasNetwork = !m_session.setup().network.empty();
  m_hint->setText(
      hasNetwork
          ? tr("Click a point to attack it. Its way is drawn in the colours of what the network says; grey is noise of "
               "the same size. Click a station to see it in the Microscope.")
          : tr("An attack needs a network to fool: choose one under Data."));
  m_many->setEnabled(hasNetwork && m_session.items());
  m_these->setEnabled(hasNetwork && !m_selection.empty());
  m_clear->setEnabled(!m_paths.points().empty());
}

/// Clean points only, without repetition.
void EmbedAttackPanel::attackMany() {
  const EmbeddingItemsPtr items = m_session.items();
  if (!items) return;
  std::vector<int> all(static_cast<std::size_t>(items->adversarialFrom > 0 ? items->adversarialFrom : items->count));
  std::iota(all.begin(), all.end(), 0);
  std::mt19937_64 draws(m_experiment.experiment().seed);
  const std::size_t count = std::min(kMany, all.size());
  for (std::size_t i = 0; i < count; ++i) std::swap(all[i], all[i + draws() % (all.size() - i)]);
  all.resize(count);
  m_paths.attack(std::move(all));
}

}  // namespace adv
