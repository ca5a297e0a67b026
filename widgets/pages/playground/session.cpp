// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/session.hpp"

#include <algorithm>

namespace adv {
namespace {

constexpr int kFrameMilliseconds = 16;
constexpr int kFirstRun = 500;     ///< steps of a new classifier
constexpr int kAfterChange = 300;  ///< and after a change of points or settings
constexpr int kForever = 90'000;
constexpr int kUsualSpeed = 4;
constexpr std::size_t kMostLosses = 400;

}  // namespace

PlaygroundSession::PlaygroundSession(EnginePort& engine, QObject* parent)
    : QObject(parent), m_engine(engine), m_speed(kUsualSpeed) {
  m_frame.setInterval(kFrameMilliseconds);
  m_frame.setTimerType(Qt::PreciseTimer);
  connect(&m_frame, &QTimer::timeout, this, &PlaygroundSession::tick);
  connect(&engine, &EnginePort::eventArrived, this, &PlaygroundSession::onEvent);
}

bool PlaygroundSession::isSettled() const {
  return !m_running && m_pointsTicket == 0 && m_trainTicket == 0 && m_probeTicket == 0;
}

void PlaygroundSession::setShown(bool shown) {
  m_shown = shown;
  if (!shown) return m_frame.stop();
  if (m_preset.isEmpty()) return choosePreset(QStringLiteral("outlier"));
  if (m_running) m_frame.start();
}

void PlaygroundSession::choosePreset(const QString& preset) {
  m_preset = preset;
  m_pointsTicket = m_engine.submit(Lane::Preview, PlanePointsRequest{preset.toStdString(), m_request.seed});
  m_wasSettled = false;
}

void PlaygroundSession::setPoints(const std::vector<PlanePoint>& points) {
  const bool cameOrWent = points.size() != m_request.points.size();
  m_request.points = points;
  followPoint(cameOrWent);
  emit pointsChanged();
  wake(kAfterChange);
}

/// The probe goes with its point, whose index is another one after a point before it has gone.
void PlaygroundSession::followPoint(bool cameOrWent) {
  if (m_probePoint < 0) return;
  const auto& points = m_request.points;
  if (!cameOrWent) return moveProbe(points[static_cast<std::size_t>(m_probePoint)].at, m_probePoint);
  const auto same = std::find(points.begin(), points.end(), PlanePoint{m_probe.at, *m_probe.label});
  moveProbe(m_probe.at, same == points.end() ? -1 : static_cast<int>(same - points.begin()));
}

void PlaygroundSession::setModel(const PlaneModel& model) {
  if (model == m_request.model) return;
  m_request.model = model;
  emit setupChanged();
  restart();
}

void PlaygroundSession::setTraining(const PlaneTraining& training) {
  if (training == m_request.training) return;
  m_request.training = training;
  m_probe.norm = training.norm;
  emit setupChanged();
  wake(kAfterChange);
}

void PlaygroundSession::setSeed(std::uint64_t seed) {
  m_request.seed = m_probe.seed = seed;
  emit setupChanged();
  restart();
}

void PlaygroundSession::play() {
  m_pausedByUser = false;
  wake(kForever);
}

void PlaygroundSession::pause() {
  m_pausedByUser = true;
  m_running = false;
  m_frame.stop();
  emit stateChanged();
  tellIfSettled();
}

void PlaygroundSession::stepOnce() {
  pause();
  if (m_trainTicket == 0) ask(1);
}

void PlaygroundSession::forget() {
  m_ready.reset();
  m_request.from.reset();
  m_losses.clear();
  m_lossStride = 1;
  if (m_trainTicket != 0) m_engine.cancel(std::exchange(m_trainTicket, 0));
}

void PlaygroundSession::restart() {
  forget();
  m_pausedByUser = false;
  wake(kFirstRun);
}

/// Trains for some more steps, unless the user has paused: then only looks.
void PlaygroundSession::wake(int steps) {
  if (m_pausedByUser) {
    m_lookWanted = true;
    if (m_trainTicket == 0) ask(0);
    return;
  }
  const int done = m_request.from ? m_request.from->steps : 0;
  m_stopAt = m_running ? std::max(m_stopAt, done + steps) : done + steps;
  m_running = true;
  m_wasSettled = false;
  if (m_shown) m_frame.start();
  emit stateChanged();
}

void PlaygroundSession::tick() {
  if (!m_running || m_trainTicket != 0 || m_pointsTicket != 0) return;
  const int done = m_request.from ? m_request.from->steps : 0;
  ask(std::clamp(m_stopAt - done, 0, m_speed));
}

void PlaygroundSession::ask(int steps) {
  m_lookWanted = false;
  m_wasSettled = false;
  m_request.steps = steps;
  m_trainTicket = m_engine.submit(Lane::Training, m_request);
}

void PlaygroundSession::moveProbe(PlanePlace at, int index) {
  m_probe.at = at;
  m_probePoint = index;
  m_probe.label.reset();
  if (index >= 0) m_probe.label = m_request.points[static_cast<std::size_t>(index)].of;
  askProbe();
}

void PlaygroundSession::setEpsilon(double epsilon) {
  m_request.epsilon = m_probe.epsilon = epsilon;
  askProbe();
  if (m_running || m_pointsTicket != 0) return;
  m_lookWanted = true;
  if (m_trainTicket == 0) ask(0);
}

void PlaygroundSession::askProbe() {
  m_probeWanted = true;
  if (!m_ready || m_probeTicket != 0) return;
  m_probeWanted = false;
  m_wasSettled = false;
  m_probe.model = m_request.model;
  m_probe.state = m_ready->state;
  m_probeTicket = m_engine.submit(Lane::Preview, m_probe);
}

void PlaygroundSession::onEvent(const Event& event) {
  if (event.ticket == 0) return;
  if (event.ticket == m_trainTicket) return onSnapshot(event);
  if (event.ticket != m_pointsTicket && event.ticket != m_probeTicket) return;
  if (event.isLast) (event.ticket == m_pointsTicket ? m_pointsTicket : m_probeTicket) = 0;
  if (const auto* points = event.payload.as<PlanePoints>()) {
    forget();
    m_pausedByUser = false;
    m_request.points = points->points;
    m_request.heldOut = points->heldOut;
    emit pointsChanged();
    if (!points->points.empty()) moveProbe(points->points[static_cast<std::size_t>(points->start)].at, points->start);
    wake(kFirstRun);
  } else if (const auto* probed = event.payload.as<PlaneProbed>()) {
    m_probed = *probed;
    emit probeChanged();
    if (m_probeWanted) askProbe();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  tellIfSettled();
}

void PlaygroundSession::onSnapshot(const Event& event) {
  if (event.isLast) m_trainTicket = 0;
  if (const auto* ready = event.payload.as<PlaygroundReady>()) {
    m_ready = *ready;
    if (event.isLast) {
      m_request.from = ready->state;
      keepLosses(ready->losses, ready->state->steps);
    }
    if (m_running && ready->state->steps >= m_stopAt) {
      m_running = false;
      m_frame.stop();
      emit stateChanged();
    }
    emit snapshotChanged();
    askProbe();
    if (event.isLast && m_lookWanted && !m_running) ask(0);
  } else if (const auto* failure = event.payload.as<Failed>()) {
    pause();
    emit failed(failure->error);
  }
  tellIfSettled();
}

/// Of long trainings every second loss is let go, again and again.
void PlaygroundSession::keepLosses(const std::vector<double>& losses, int stepsDone) {
  const int first = stepsDone - static_cast<int>(losses.size());
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const int step = first + static_cast<int>(i);
    if (step % m_lossStride == 0) m_losses.emplace_back(step, losses[i]);
  }
  while (m_losses.size() > kMostLosses) {
    m_lossStride *= 2;
    std::erase_if(m_losses, [&](const QPointF& loss) { return static_cast<int>(loss.x()) % m_lossStride != 0; });
  }
}

void PlaygroundSession::tellIfSettled() {
  if (isSettled() == m_wasSettled) return;
  m_wasSettled = isSettled();
  if (m_wasSettled) emit settled();
}

}  // namespace adv
