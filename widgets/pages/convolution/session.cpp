// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/convolution/session.hpp"

#include <algorithm>

#include "widgets/experiment/edit_command.hpp"

namespace adv {
namespace {

constexpr int kLongestSide = 512;  ///< of the picture on the page, so that every answer comes at once

/// The lecture's Sobel kernel: its output has both signs.
ConvolutionState openingState() { return {parseKernel("sobel-x"), {}}; }

}  // namespace

ConvolutionSession::ConvolutionSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_experiment(experiment),
      m_mapQuestion(engine),
      m_windowQuestion(engine),
      m_state(openingState()) {
  connect(&m_mapQuestion, &LatestQuestion::answered, this, [this](const Payload& payload) {
    if (const auto* maps = payload.as<ConvolutionReady>()) takeMaps(*maps);
  });
  connect(&m_windowQuestion, &LatestQuestion::answered, this, [this](const Payload& payload) {
    const auto* window = payload.as<WindowReady>();
    if (!window) return;
    m_window = *window;
    emit windowChanged();
  });
  connect(&m_mapQuestion, &LatestQuestion::failed, this, &ConvolutionSession::failed);
  for (const LatestQuestion* question : {&m_mapQuestion, &m_windowQuestion})
    connect(question, &LatestQuestion::settled, this, &ConvolutionSession::announceSettled);
  connect(&engine, &EnginePort::eventArrived, this, &ConvolutionSession::onAttack);
  connect(&experiment, &ExperimentModel::changed, this, &ConvolutionSession::onExperiment);
}

bool ConvolutionSession::isSettled() const {
  return m_mapQuestion.isSettled() && m_windowQuestion.isSettled() && m_attackTicket == 0 && !(m_shown && m_outdated);
}

void ConvolutionSession::announceSettled() {
  if (isSettled()) emit settled();
}

void ConvolutionSession::setShown(bool shown) {
  m_shown = shown;
  if (m_shown && m_outdated) ask();
}

void ConvolutionSession::onExperiment() {
  m_perturbation.reset();
  m_cellIsChosen = false;
  refresh();
}

void ConvolutionSession::change(const QString& what, const ConvolutionState& next) {
  if (next == m_state) return;
  m_experiment.undoStack().push(new EditCommand<ConvolutionState>(
      what, this, m_state, next, [this](const ConvolutionState& state) { apply(state); }, m_gesture));
}

void ConvolutionSession::reset() {
  m_cellIsChosen = false;
  change(tr("reset"), openingState());
  refresh();
}

void ConvolutionSession::apply(const ConvolutionState& next) {
  m_state = next;
  emit stateChanged();
  refresh();
}

void ConvolutionSession::refresh() {
  m_outdated = true;
  if (m_shown) ask();
}

std::optional<ConvolutionSpec> ConvolutionSession::spec() const {
  PictureInput input{m_experiment.experiment().image};
  if (m_state.isPerturbation) {
    if (!m_perturbation) return {};
    input = *m_perturbation;
  }
  input.longestSide = kLongestSide;
  input.channel = m_state.channel;
  return ConvolutionSpec{input, m_state.kernel, m_state.stepping};
}

void ConvolutionSession::ask() {
  m_outdated = false;
  const auto wanted = spec();
  if (!wanted) return askForAttack();
  m_mapQuestion.ask(ConvolutionRequest{*wanted, m_state.shown});
}

void ConvolutionSession::askForAttack() {
  if (m_attackTicket != 0) m_engine.cancel(m_attackTicket);
  const Experiment& experiment = m_experiment.experiment();
  AttackRequest request;
  request.subject = {experiment.model, experiment.image, experiment.label};
  request.attack = experiment.attack;
  request.params = experiment.params;
  request.target = experiment.target;
  request.seed = experiment.seed;
  m_attackTicket = m_engine.submit(Lane::Attack, request);
  emit activityChanged(tr("attacking"));
}

void ConvolutionSession::onAttack(const Event& event) {
  if (event.ticket != m_attackTicket || m_attackTicket == 0 || !event.isLast) return;
  m_attackTicket = 0;
  emit activityChanged({});
  if (const auto* finished = event.payload.as<AttackFinished>()) {
    m_perturbation = PictureInput{MemoryImage{tr("adversarial").toStdString(), finished->picture},
                                  MemoryImage{tr("clean").toStdString(), finished->clean.original}};
    refresh();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  announceSettled();
}

void ConvolutionSession::takeMaps(const ConvolutionReady& maps) {
  m_maps = std::make_shared<const ConvolutionReady>(maps);
  if (!m_cellIsChosen) m_cell = {m_maps->strongestX, m_maps->strongestY};
  emit mapsChanged();
  const bool wasChosen = m_cellIsChosen;
  moveTo(m_cell);
  m_cellIsChosen = wasChosen;
}

void ConvolutionSession::moveTo(QPoint cell) {
  if (!m_maps) return;
  const NumberMap& output = m_maps->output.numbers;
  m_cell = {std::clamp(cell.x(), 0, output.width - 1), std::clamp(cell.y(), 0, output.height - 1)};
  m_cellIsChosen = true;
  if (const auto wanted = spec()) m_windowQuestion.ask(WindowRequest{*wanted, m_cell.y(), m_cell.x()});
}

}  // namespace adv
