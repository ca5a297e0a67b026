// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/paths_session.hpp"

#include "widgets/pages/embed/session.hpp"

namespace adv {
namespace {

constexpr int kQuietMilliseconds = 250;

}  // namespace

EmbedPathsSession::EmbedPathsSession(EnginePort& engine, const EmbedSession& session, ExperimentModel& experiment,
                                     QObject* parent)
    : QObject(parent), m_session(session), m_experiment(experiment), m_question(engine, Lane::Attack) {
  m_quiet.setSingleShot(true);
  m_quiet.setInterval(kQuietMilliseconds);
  connect(&m_quiet, &QTimer::timeout, this, &EmbedPathsSession::onPlaces);
  connect(&experiment, &ExperimentModel::changed, this, &EmbedPathsSession::onExperiment);
  connect(&session, &EmbedSession::itemsChanged, this, &EmbedPathsSession::onItems);
  connect(&session, &EmbedSession::placesChanged, this, &EmbedPathsSession::onPlaces);
  connect(&m_question, &EmbedQuestion::progressed, this,
          [this](const Progress& progress) { emit progressed(progress.done); });
  connect(&m_question, &EmbedQuestion::failed, this, &EmbedPathsSession::failed);
  connect(&m_question, &EmbedQuestion::heard, this, [this](const Payload& payload) {
    const auto* ready = payload.as<EmbeddingPathsReady>();
    if (!ready) return;
    m_ready = *ready;
    emit pathsChanged();
  });
  connect(&m_question, &EmbedQuestion::ended, this, [this] {
    emit busyChanged();
    onPlaces();
    if (isSettled()) emit settled();
  });
}

void EmbedPathsSession::setShown(bool shown) {
  m_shown = shown;
  if (shown && m_outdated) ask();
  if (shown || !isRunning()) return;
  m_outdated = true;
  m_question.cancel();
}

void EmbedPathsSession::attack(std::vector<int> points) {
  m_points = std::move(points);
  m_source = m_session.setup().source;
  m_outdated = false;
  m_question.cancel();
  m_ready.reset();
  emit pointsChanged();
  emit pathsChanged();
  ask();
}

/// Another network of the experiment is not the map's: its label and target name other classes.
EmbeddingPathsRequest EmbedPathsSession::request() const {
  const Experiment& experiment = m_experiment.experiment();
  EmbeddingPathsRequest request;
  request.points = m_points;
  request.model = m_session.setup().network;
  request.attack = {experiment.attack, experiment.params};
  if (experiment.model == request.model) request.target = experiment.target;
  request.seed = experiment.seed;
  return request;
}

void EmbedPathsSession::ask() {
  m_outdated = false;
  const bool hasPlaces = m_session.ready() && m_session.ready()->places;
  if (m_points.empty() || !hasPlaces || m_session.setup().network.empty()) return;
  m_outdated = !m_shown;
  if (!m_shown) return;
  m_asked = request();
  m_question.ask(*m_asked);
  m_quiet.start();
  emit busyChanged();
}

void EmbedPathsSession::onExperiment() {
  if (m_asked && !m_points.empty() && request() != *m_asked) ask();
}

void EmbedPathsSession::onItems() {
  if (m_session.setup().source == m_source || m_points.empty()) return;
  attack({});
}

/// The map has moved on: the same paths are laid through it again.
void EmbedPathsSession::onPlaces() {
  if (m_quiet.isActive() || isRunning() || !m_ready || !m_ready->isComplete || !m_session.ready()) return;
  if (m_session.looksBack() || m_session.ready()->iteration == m_ready->mapIteration) return;
  ask();
}

const EmbeddingPath* EmbedPathsSession::pathAt(int path) const {
  if (!m_ready || path < 0 || path >= static_cast<int>(m_ready->paths->paths.size())) return nullptr;
  return &m_ready->paths->paths[static_cast<std::size_t>(path)];
}

Experiment EmbedPathsSession::experimentAt(int path) const {
  Experiment experiment = m_experiment.experiment();
  const EmbeddingPath* shown = pathAt(path);
  if (!shown) return experiment;
  const AttackRequest run = attackOf(*m_ready, *shown);
  experiment.image = run.subject.image;
  experiment.model = run.subject.model;
  experiment.label.reset();
  experiment.target = run.target;
  return experiment;
}

int EmbedPathsSession::iterationAt(int path, int station) const {
  const EmbeddingPath* shown = pathAt(path);
  if (!shown || station < 0 || station >= static_cast<int>(shown->stations.size())) return -1;
  return shown->stations[static_cast<std::size_t>(station)].iteration;
}

Experiment EmbedPathsSession::experimentOf(int point) const {
  Experiment experiment = m_experiment.experiment();
  const std::string& network = m_session.setup().network;
  experiment.image = m_session.items()->pictureOf(point);
  if (!network.empty() && experiment.model != network) {
    experiment.model = network;
    experiment.target.reset();
  }
  experiment.label.reset();
  return experiment;
}

}  // namespace adv
