// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/pooling/session.hpp"

#include <algorithm>

#include "widgets/experiment/edit_command.hpp"

namespace adv {
namespace {

constexpr int kLongestSide = 224;  ///< so that every answer comes at once
constexpr int kMostLevels = 7;

}  // namespace

PoolingSession::PoolingSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent), m_experiment(experiment), m_cellsQuestion(engine), m_pictureQuestion(engine) {
  hear(m_cellsQuestion, m_cells, &PoolingSession::cellsChanged);
  hear(m_pictureQuestion, m_picture, &PoolingSession::pictureChanged);
  connect(&experiment, &ExperimentModel::imageChanged, this, &PoolingSession::refresh);
}

void PoolingSession::hear(LatestQuestion& question, std::optional<PoolingReady>& answer,
                          void (PoolingSession::*changed)()) {
  connect(&question, &LatestQuestion::answered, this, [this, &answer, changed](const Payload& payload) {
    const auto* ready = payload.as<PoolingReady>();
    if (!ready) return;
    answer = *ready;
    if (&answer == &m_picture) m_level = std::min(m_level, static_cast<int>(m_picture->levels.size()) - 1);
    emit(this->*changed)();
  });
  connect(&question, &LatestQuestion::failed, this, &PoolingSession::failed);
  connect(&question, &LatestQuestion::settled, this, [this] {
    if (isSettled()) emit settled();
  });
}

void PoolingSession::setShown(bool shown) {
  m_shown = shown;
  if (m_shown && m_outdated) ask();
}

void PoolingSession::setLevel(int level) {
  if (!m_picture || level == m_level) return;
  m_level = std::clamp(level, 0, static_cast<int>(m_picture->levels.size()) - 1);
  emit levelChanged();
}

void PoolingSession::change(const QString& what, const PoolingState& next) {
  if (next == m_state) return;
  m_experiment.undoStack().push(new EditCommand<PoolingState>(
      what, this, m_state, next, [this](const PoolingState& state) { apply(state); }, m_gesture));
}

void PoolingSession::apply(const PoolingState& next) {
  m_state = next;
  emit stateChanged();
  refresh();
}

void PoolingSession::refresh() {
  m_outdated = true;
  if (m_shown) ask();
}

void PoolingSession::ask() {
  m_outdated = false;
  m_cellsQuestion.ask(PoolingRequest{m_state.cells, m_state.spec, 1});
  const PictureInput picture{m_experiment.experiment().image, {}, kLongestSide, ChannelChoice::Each};
  m_pictureQuestion.ask(PoolingRequest{picture, m_state.spec, kMostLevels});
}

}  // namespace adv
