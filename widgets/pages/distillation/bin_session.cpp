// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/bin_session.hpp"

namespace adv {

BinSession::BinSession(EnginePort& engine, QObject* parent) : QObject(parent), m_engine(engine) {
  connect(&engine, &EnginePort::eventArrived, this, &BinSession::onEvent);
}

void BinSession::look(const std::string& model, const std::string& data, std::vector<AmplitudeSample> samples) {
  m_model = model;
  m_data = data.substr(0, data.find(':'));
  samples.resize(std::min(samples.size(), kMostPictures));
  m_samples = std::move(samples);
  m_pictures.clear();
  m_ticket = 0;
  emit picturesChanged();
  askForNext();
}

ImageSource BinSession::sourceOf(std::size_t place) const { return SampleImage{m_data, m_samples[place].index}; }

void BinSession::askForNext() {
  if (m_pictures.size() < m_samples.size())
    m_ticket = m_engine.submit(Lane::Load, GradientPictureRequest{m_model, sourceOf(m_pictures.size())});
}

void BinSession::onEvent(const Event& event) {
  if (m_ticket == 0 || event.ticket != m_ticket || !event.isLast) return;
  m_ticket = 0;
  if (const auto* picture = event.payload.as<GradientPicture>()) {
    m_pictures.push_back(*picture);
    askForNext();
    emit picturesChanged();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  if (isSettled()) emit settled();
}

}  // namespace adv
