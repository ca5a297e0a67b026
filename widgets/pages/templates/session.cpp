// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/templates/session.hpp"

#include <algorithm>
#include <cmath>

namespace adv {
namespace {

constexpr int kTick = 40;            ///< milliseconds between two pictures in slow motion
constexpr double kQuickening = 1.1;  ///< from each to the next
constexpr double kFullSpeed = 60.0;  ///< updates a picture, from which on the training runs freely
constexpr double kMoreEpochs = 0.4;  ///< of the usual ones, after a change at the end
constexpr double kTradeOffEpochs = 0.5;
constexpr double kALittleMore = 1.25;  ///< than is needed
constexpr int kMostTries = 100;        ///< pictures, until one is right from the start
constexpr double kLevels = 255.0;
constexpr int kDecades = 4;

}  // namespace

TemplatesSession::TemplatesSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent), m_engine(engine), m_experiment(experiment) {
  connect(&engine, &EnginePort::eventArrived, this, &TemplatesSession::onEvent);
  connect(&experiment, &ExperimentModel::seedChanged, this, &TemplatesSession::onExperiment);
  m_next.setSingleShot(true);
  connect(&m_next, &QTimer::timeout, this, &TemplatesSession::askForMore);
  m_training.plan.start.seed = experiment.experiment().seed;
  begin();
}

bool TemplatesSession::isSettled() const {
  const bool begun = m_ready.has_value() || !m_shown;
  return begun && !m_playing && m_trainingTicket == 0 && m_mixTicket == 0 && m_tradeOffTicket == 0;
}

void TemplatesSession::setShown(bool shown) {
  m_shown = shown;
  if (shown && !m_ready && !m_playing) setPlaying(true);
}

void TemplatesSession::reset() {
  const int run = m_training.run;
  m_training = {};
  m_training.run = run;
  m_training.plan.start.seed = m_experiment.experiment().seed;
  m_slowMotion = true;
  begin();
  restart();
}

/// Everything that follows from the data.
void TemplatesSession::begin() {
  m_training.epochs = known().epochs;
  m_training.plan.start.logistic = known().logistic;
  m_epsilon = known().epsilon;
  m_amountIsChosen = m_pictureIsChosen = m_targetIsChosen = false;
  m_mix = MixRequest{};
  m_mix.data = m_training.plan.data;
  m_mix.target = known().target;
  m_mix.reach = known().reach;
  m_ready.reset();
  m_mixed.reset();
  m_tradeOff.reset();
  for (Ticket* ticket : {&m_mixTicket, &m_tradeOffTicket}) {
    if (*ticket != 0) m_engine.cancel(*ticket);
    *ticket = 0;  // what still comes is of the old data
  }
  m_mixIsDue = false;
  emit trainingChanged();
  emit mixedChanged();
  emit tradeOffChanged();
}

void TemplatesSession::restart() {
  ++m_training.run;
  m_training.epochs = known().epochs;
  m_pace = 1.0;
  m_playing = false;
  setPlaying(true);
}

void TemplatesSession::setPlaying(bool playing) {
  if (playing == m_playing) return;
  m_playing = playing;
  if (playing) {
    if (m_ready && m_ready->run == m_training.run && m_ready->epochs >= m_training.epochs)
      m_training.epochs = m_ready->epochs + known().epochs;
    askForMore();
  } else {
    m_next.stop();
    if (m_trainingTicket != 0) m_engine.cancel(m_trainingTicket);
  }
  emit busyChanged();
}

void TemplatesSession::setData(const std::string& data) {
  if (data == m_training.plan.data) return;
  m_training.plan.data = data;
  begin();
  restart();
}

void TemplatesSession::setStart(const linear::Start& start) {
  if (start == m_training.plan.start) return;
  m_training.plan.start = start;
  restart();
}

void TemplatesSession::onExperiment() {
  linear::Start start = m_training.plan.start;
  start.seed = m_experiment.experiment().seed;
  if (!m_shown) {
    m_training.plan.start = start;
    return;
  }
  setStart(start);
}

/// Goes on from the weights as they are, for some epochs more.
void TemplatesSession::setSettings(const linear::Settings& settings) {
  if (settings == m_training.settings) return;
  m_training.settings = settings;
  if (m_ready && m_ready->run == m_training.run)
    m_training.epochs = std::max(m_training.epochs, m_ready->epochs + kMoreEpochs * known().epochs);
  if (!m_playing) return setPlaying(true);
  askForMore();
}

void TemplatesSession::askForMore() {
  TemplatesRequest request = m_training;
  const bool isSlow = m_slowMotion && m_pace < kFullSpeed;
  request.mostUpdates = isSlow ? static_cast<int>(m_pace) : 0;
  request.epsilon = isSlow ? 0.0 : m_epsilon;
  m_pace *= kQuickening;
  m_next.stop();
  m_sinceAsked.start();
  m_trainingTicket = m_engine.submit(Lane::Training, request);
  emit busyChanged();
}

void TemplatesSession::onEvent(const Event& event) {
  if (event.ticket == 0) return;
  if (event.ticket == m_trainingTicket)
    onTraining(event);
  else if (event.ticket == m_mixTicket)
    onMixed(event);
  else if (event.ticket == m_tradeOffTicket)
    onTradeOff(event);
  else
    return;
  if (!event.isLast) return;
  emit busyChanged();
  if (isSettled()) emit settled();
}

void TemplatesSession::onTraining(const Event& event) {
  if (event.isLast) m_trainingTicket = 0;
  if (const auto* progress = event.payload.as<Progress>()) {
    m_loading = *progress;
    emit trainingChanged();
  } else if (const auto* ready = event.payload.as<TemplatesReady>()) {
    m_loading.reset();
    m_ready = *ready;
    m_mix.weights = ready->weights;
    emit trainingChanged();
    mixIsDue();
    if (event.isLast && m_playing) finishTraining();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    m_loading.reset();
    m_playing = false;
    emit trainingChanged();
    emit failed(failure->error);
  }
}

/// The next few updates, or the end.
void TemplatesSession::finishTraining() {
  if (m_ready->epochs < m_training.epochs || !m_ready->isMeasured) {
    if (m_ready->epochs >= m_training.epochs) m_pace = kFullSpeed;
    m_next.start(std::max(0, kTick - static_cast<int>(m_sinceAsked.elapsed())));
    return;
  }
  m_playing = false;
  if (!m_targetIsChosen) m_mix.target = -1;
  mixIsDue();
  emit trainingChanged();
  if (!m_tradeOff && m_tradeOffTicket == 0) measureTradeOff();
}

void TemplatesSession::setTarget(int target) {
  m_targetIsChosen = true;
  m_amountIsChosen = false;
  m_mix.target = target;
  mixIsDue();
}

void TemplatesSession::setAmount(double amount) {
  m_amountIsChosen = true;
  m_mix.amount = amount;
  mixIsDue();
}

void TemplatesSession::setPicture(const MixedPicture& picture) {
  m_pictureIsChosen = true;
  m_amountIsChosen = false;
  m_mix.picture = picture;
  mixIsDue();
}

void TemplatesSession::mixIsDue() {
  m_mixIsDue = true;
  if (m_mixTicket == 0) askForMix();
}

void TemplatesSession::askForMix() {
  if (!m_mix.weights) return;
  m_mixIsDue = false;
  m_mixTicket = m_engine.submit(Lane::Preview, m_mix);
  emit busyChanged();
}

void TemplatesSession::onMixed(const Event& event) {
  if (event.isLast) m_mixTicket = 0;
  if (const auto* mixed = event.payload.as<TemplateMixed>()) {
    m_mixed = *mixed;
    if (event.isLast && !m_mixIsDue) improveExample();
    emit mixedChanged();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  if (event.isLast && m_mixIsDue) askForMix();
}

/// What nobody has chosen becomes an example that works: a picture that is right from the start, another class as
/// target, and a little more of its template than is needed.
void TemplatesSession::improveExample() {
  const TemplateMixed& mixed = *m_mixed;
  if (m_mix.target < 0) m_mix.target = mixed.target;
  if (!m_targetIsChosen && mixed.label == mixed.target) {
    m_mix.target = (mixed.target + 1) % m_mix.weights->classCount();
    m_mixIsDue = true;
    return;
  }
  const auto* test = std::get_if<TestPicture>(&m_mix.picture);
  const bool isWrong = mixed.labelIsKnown && mixed.clean.topClass() != mixed.label;
  if (!m_playing && !m_pictureIsChosen && test && isWrong && test->index < kMostTries) {
    m_mix.picture = TestPicture{test->index + 1};
    m_mixIsDue = true;
    return;
  }
  if (mixed.needed < 0.0 && m_mix.reach < 1.0 && !m_playing) {
    m_mix.reach = std::min(1.0, 2 * m_mix.reach);
    m_mixIsDue = true;
    return;
  }
  if (m_amountIsChosen || mixed.needed < 0.0) return;
  const double amount = std::min(m_mix.reach, std::ceil(kALittleMore * mixed.needed * kLevels) / kLevels);
  if (amount == m_mix.amount) return;
  m_mix.amount = amount;
  m_mixIsDue = true;
}

void TemplatesSession::setEpsilon(double epsilon) {
  if (!(epsilon > 0.0) || epsilon == m_epsilon) return;
  m_epsilon = epsilon;
  measureTradeOff();
  if (!m_ready || m_playing) return;
  m_playing = true;
  askForMore();
}

/// None, and half decades up to the strongest.
std::vector<double> TemplatesSession::strengths() const {
  std::vector<double> all = {0.0};
  const double highest = std::log10(known().strongest);
  for (int half = -2 * kDecades + 1; half <= 0; ++half) all.push_back(std::pow(10.0, highest + half / 2.0));
  return all;
}

void TemplatesSession::measureTradeOff() {
  TradeOffRequest request;
  request.plan = m_training.plan;
  request.settings = m_training.settings;
  request.strengths = strengths();
  request.epochs = kTradeOffEpochs * known().epochs;
  request.epsilon = m_epsilon;
  m_tradeOff.reset();
  m_tradeOffDone = 0.0;
  m_tradeOffTicket = m_engine.submit(Lane::Batch, request);
  emit tradeOffChanged();
  emit busyChanged();
}

void TemplatesSession::onTradeOff(const Event& event) {
  if (event.isLast) m_tradeOffTicket = 0;
  if (const auto* ready = event.payload.as<TradeOffReady>()) {
    m_tradeOff = *ready;
    m_tradeOffDone = ready->done;
  } else if (const auto* progress = event.payload.as<Progress>()) {
    m_tradeOffDone = progress->done;
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  emit tradeOffChanged();
}

}  // namespace adv
