// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/plane_pane.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/figures/playground_figure.hpp"
#include "widgets/pages/playground/explanation_card.hpp"
#include "widgets/pages/playground/plane_card.hpp"
#include "widgets/pages/playground/plane_settings_card.hpp"
#include "widgets/pages/playground/plane_step_card.hpp"
#include "widgets/plots/plane_text.hpp"

namespace adv {
namespace {

constexpr double kFirstEpsilon = 0.25;

}  // namespace

PlanePane::PlanePane(EnginePort& engine, QUndoStack& undo, QWidget* parent)
    : QWidget(parent),
      m_session(engine),
      m_verdict{Verdict::Kind::Empty, tr("Nothing to judge yet"), tr("The training begins.")},
      m_plane(new PlaneCard(m_session, undo)),
      m_step(new PlaneStepCard(m_session)),
      m_numbers(new ExplanationCard(m_session)),
      m_settings(new PlaneSettingsCard(m_session)) {
  setFocusProxy(m_plane);
  auto* right = new QVBoxLayout;
  right->setSpacing(12);
  right->addWidget(m_step, 3);
  right->addWidget(m_numbers, 2);
  right->addWidget(m_settings);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(14);
  layout->addWidget(m_plane, 1);
  layout->addLayout(right, 1);
  connect(&m_session, &PlaygroundSession::probeChanged, this, &PlanePane::showVerdict);
  connect(&m_session, &PlaygroundSession::failed, this, [this](const Error& error) {
    m_verdict = verdictOf(error);
    emit verdictChanged();
  });
}

void PlanePane::showVerdict() {
  if (!m_session.ready() || !m_session.probed()) return;
  m_verdict = playgroundVerdict(m_session.model(), *m_session.ready(), *m_session.probed(), m_session.epsilon());
  emit verdictChanged();
}

std::unique_ptr<Figure> PlanePane::figure() const {
  if (!m_session.ready() || !m_session.probed()) return nullptr;
  return std::make_unique<PlaygroundFigure>(
      PlaygroundFigureData{m_session.request(), m_session.preset(), *m_session.ready(), *m_session.probed()});
}

void PlanePane::setPresenting(bool presenting) {
  m_plane->setPresenting(presenting);
  m_settings->setVisible(!presenting);
}

void PlanePane::reset() {
  m_session.setModel({});
  m_session.setTraining({});
  m_session.setSeed(1);
  m_session.setEpsilon(kFirstEpsilon);
  m_session.choosePreset(QStringLiteral("outlier"));
}

}  // namespace adv
