// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/depth_session.hpp"

#include "widgets/pages/embed/session.hpp"

namespace adv {
namespace {

constexpr int kPictures = 100;

}  // namespace

EmbedDepthSession::EmbedDepthSession(EnginePort& engine, const EmbedSession& session, ExperimentModel& experiment,
                                     QObject* parent)
    : QObject(parent),
      m_session(session),
      m_experiment(experiment),
      m_network(engine, Lane::Load),
      m_question(engine, Lane::Batch) {
  connect(&session, &EmbedSession::setupChanged, this, &EmbedDepthSession::onSetup);
  connect(&session, &EmbedSession::finished, this, &EmbedDepthSession::measure);
  connect(&experiment, &ExperimentModel::changed, this, &EmbedDepthSession::measure);
  connect(&m_network, &EmbedQuestion::heard, this, [this](const Payload& payload) {
    if (const auto* ready = payload.as<NetworkReady>()) m_layers = ready->layers;
    emit layersChanged();
    measure();
  });
  connect(&m_question, &EmbedQuestion::heard, this, [this](const Payload& payload) {
    const auto* ready = payload.as<EmbeddingDepthReady>();
    if (!ready) return;
    m_ready = *ready;
    emit depthChanged();
  });
  connect(&m_question, &EmbedQuestion::progressed, this,
          [this](const Progress& progress) { emit progressed(progress.done); });
  for (EmbedQuestion* question : {&m_network, &m_question}) {
    connect(question, &EmbedQuestion::failed, this, &EmbedDepthSession::failed);
    connect(question, &EmbedQuestion::ended, this, [this] {
      if (isSettled()) emit settled();
    });
  }
}

void EmbedDepthSession::setShown(bool shown) {
  m_shown = shown;
  if (shown) {
    onSetup();
    measure();
  } else if (m_question.isAsked()) {
    m_asked.reset();
    m_question.cancel();
  }
}

void EmbedDepthSession::onSetup() {
  const std::string& network = m_session.setup().network;
  if (!m_shown || network == m_layersOf) return;
  m_layersOf = network;
  m_layers.clear();
  m_ready.reset();
  m_asked.reset();
  m_question.cancel();
  emit layersChanged();
  emit depthChanged();
  if (!network.empty()) m_network.ask(NetworkRequest{network});
}

EmbeddingAttack EmbedDepthSession::attack() const {
  const Experiment& experiment = m_experiment.experiment();
  EmbeddingAttack attack;
  attack.model = m_session.setup().network;
  attack.attack = {experiment.attack, experiment.params};
  if (experiment.model == attack.model) attack.target = experiment.target;
  attack.seed = experiment.seed;
  return attack;
}

EmbeddingDepthRequest EmbedDepthSession::request() const {
  const EmbeddingAttack own = attack();
  EmbeddingDepthRequest request;
  request.data = m_session.setup().source.data;
  request.count = kPictures;
  request.model = own.model;
  request.attack = own.attack;
  request.target = own.target;
  request.seed = own.seed;
  return request;
}

/// The map comes first: as long as it moves, nothing is measured.
void EmbedDepthSession::measure() {
  if (!m_shown || m_layers.empty() || !m_session.isFinished() || m_session.isRunning()) return;
  const EmbeddingDepthRequest wanted = request();
  if (m_asked && *m_asked == wanted) return;
  m_asked = wanted;
  m_question.ask(wanted);
}

}  // namespace adv
