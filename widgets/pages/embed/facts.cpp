// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/facts.hpp"

#include "engine/api/find_by_id.hpp"
#include "widgets/pages/embed/session.hpp"

namespace adv {

EmbedFacts::EmbedFacts(EnginePort& engine, const EmbedSession& session, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_session(session),
      m_pictureQuestion(engine, Lane::Batch),
      m_predictionQuestion(engine, Lane::Batch),
      m_robustnessQuestion(engine, Lane::Batch) {
  connect(&session, &EmbedSession::itemsChanged, this, &EmbedFacts::onItems);
  connect(&m_pictureQuestion, &EmbedQuestion::heard, this, [this](const Payload& payload) {
    if (const auto* ready = payload.as<EmbeddingPicturesReady>()) m_pictures = ready->pictures;
    emit picturesChanged();
  });
  connect(&m_predictionQuestion, &EmbedQuestion::heard, this, [this](const Payload& payload) {
    if (const auto* ready = payload.as<EmbeddingPredictionsReady>()) m_predictions = ready->predictions;
    emit predictionsChanged();
  });
  connect(&m_robustnessQuestion, &EmbedQuestion::heard, this, &EmbedFacts::onRobustness);
  connect(&m_robustnessQuestion, &EmbedQuestion::progressed, this,
          [this](const Progress& progress) { emit measured(progress.done); });
  for (EmbedQuestion* question : {&m_pictureQuestion, &m_predictionQuestion, &m_robustnessQuestion}) {
    connect(question, &EmbedQuestion::failed, this, &EmbedFacts::failed);
    connect(question, &EmbedQuestion::ended, this, [this] {
      if (isSettled()) emit settled();
    });
  }
}

bool EmbedFacts::isSettled() const {
  return !m_pictureQuestion.isAsked() && !m_predictionQuestion.isAsked() && !m_robustnessQuestion.isAsked();
}

void EmbedFacts::setShown(bool shown) {
  m_shown = shown;
  if (shown) return ask();
  for (EmbedQuestion* question : {&m_pictureQuestion, &m_predictionQuestion, &m_robustnessQuestion}) question->cancel();
}

void EmbedFacts::onItems() {
  const EmbedSetup& setup = m_session.setup();
  if (pointsOf(setup) != m_points || setup.network != m_network) forget();
  if (m_session.items()) ask();
}

void EmbedFacts::forget() {
  m_points = pointsOf(m_session.setup());
  m_network = m_session.setup().network;
  for (EmbedQuestion* question : {&m_pictureQuestion, &m_predictionQuestion, &m_robustnessQuestion}) question->cancel();
  m_pictures.reset();
  m_predictions.reset();
  m_robustness.reset();
  m_mostLevels = 0;
  emit picturesChanged();
  emit predictionsChanged();
  emit robustnessChanged();
}

void EmbedFacts::ask() {
  if (!m_session.items()) return;
  takePredictions();
  if (!m_shown) return;
  if (!m_pictures && !m_pictureQuestion.isAsked()) m_pictureQuestion.ask(EmbeddingPicturesRequest{m_points});
  if (!m_predictions && !m_network.empty() && !m_predictionQuestion.isAsked())
    m_predictionQuestion.ask(EmbeddingPredictionsRequest{m_points, m_network});
}

void EmbedFacts::takePredictions() {
  const EmbeddingItems& items = *m_session.items();
  if (m_predictions || items.predictions.empty() || m_network.empty()) return;
  auto known = std::make_shared<EmbeddingPredictions>();
  if (const ModelInfo* info = findById(m_engine.models(), m_network)) known->classes = info->labels;
  known->predictions = items.predictions;
  known->confidences = items.confidences;
  known->labelsFit = known->classes == items.classes;
  m_predictions = std::move(known);
  m_predictionQuestion.cancel();
  emit predictionsChanged();
}

void EmbedFacts::measureRobustness() {
  if (m_network.empty() || m_robustnessQuestion.isAsked()) return;
  EmbeddingRobustnessRequest request;
  request.source = m_points;
  request.model = m_network;
  m_robustnessQuestion.ask(request);
}

void EmbedFacts::onRobustness(const Payload& payload) {
  const auto* ready = payload.as<EmbeddingRobustnessReady>();
  if (!ready) return;
  m_robustness = ready->robustness;
  m_mostLevels = ready->request.maximumLevels;
  emit robustnessChanged();
}

}  // namespace adv
