// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/dimensions/session.hpp"

namespace adv {

DimensionsSession::DimensionsSession(EnginePort& engine, QObject* parent) : QObject(parent), m_engine(engine) {
  connect(&engine, &EnginePort::eventArrived, this, &DimensionsSession::onEvent);
}

void DimensionsSession::setShown() {
  if (m_wasShown) return;
  m_wasShown = true;
  askForAll();
  trainAgain();
}

void DimensionsSession::setSetting(const DimensionSetting& setting) {
  if (setting == m_setting) return;
  m_setting = setting;
  askForAll();
}

void DimensionsSession::setD(int d) {
  if (d == m_d) return;
  m_d = d;
  askForPicture();
}

void DimensionsSession::askForPicture() {
  m_pictureTicket = m_engine.submit(Lane::Preview, DimensionPictureRequest{m_setting, m_d});
}

void DimensionsSession::askForAll() {
  askForPicture();
  m_measuredTicket = m_engine.submit(Lane::Attack, DimensionsRequest{m_setting, {}, 20});
}

void DimensionsSession::trainAgain() {
  m_trainedTicket = m_engine.submit(Lane::Training, DimensionsTrainedRequest{});
  emit trainingChanged();
}

void DimensionsSession::cancelTraining() {
  if (m_trainedTicket != 0) m_engine.cancel(m_trainedTicket);
}

void DimensionsSession::onEvent(const Event& event) {
  for (Ticket* ticket : {&m_measuredTicket, &m_pictureTicket, &m_trainedTicket}) {
    if (*ticket == 0 || event.ticket != *ticket) continue;
    if (event.isLast) *ticket = 0;
    take(event);
    if (event.isLast && ticket == &m_trainedTicket) emit trainingChanged();
    if (event.isLast && isSettled()) emit settled();
    return;
  }
}

void DimensionsSession::take(const Event& event) {
  if (const auto* measured = event.payload.as<DimensionsMeasured>()) {
    m_measured = *measured;
    emit measuredChanged();
  } else if (const auto* picture = event.payload.as<DimensionPicture>()) {
    m_picture = *picture;
    emit pictureChanged();
  } else if (const auto* trained = event.payload.as<DimensionsTrained>()) {
    m_trained = *trained;
    emit trainedChanged();
  } else if (const auto* progress = event.payload.as<Progress>()) {
    emit trainingProgressed(*progress);
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
}

}  // namespace adv
