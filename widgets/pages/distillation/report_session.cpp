// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/report_session.hpp"

namespace adv {

ReportSession::ReportSession(EnginePort& engine, QObject* parent) : QObject(parent), m_engine(engine) {
  connect(&engine, &EnginePort::eventArrived, this, &ReportSession::onEvent);
}

void ReportSession::setShown(bool shown) {
  if (!shown || m_wasShown) return;
  m_wasShown = true;
  m_reading = m_engine.submit(Lane::Load, LoadReportRequest{});
  m_counting = m_engine.submit(Lane::Load, DistilledAccuraciesRequest{});
  emit busyChanged();
}

void ReportSession::measure(const std::vector<Request>& questions) {
  cancel();
  m_measuring.clear();
  for (const Request& question : questions) m_measuring.insert(m_engine.submit(Lane::Batch, question));
  emit busyChanged();
}

void ReportSession::cancel() {
  for (const Ticket ticket : m_measuring) m_engine.cancel(ticket);
}

void ReportSession::showStored() {
  cancel();
  m_measuring.clear();
  m_isLive = false;
  m_shown = m_loaded && m_loaded->report ? *m_loaded->report : DistillationReport();
  emit busyChanged();
  emit reportChanged();
}

void ReportSession::onEvent(const Event& event) {
  if (event.ticket == 0) return;
  if (event.ticket == m_reading) {
    if (event.isLast) m_reading = 0;
    onRead(event.payload);
  } else if (event.ticket == m_counting) {
    if (event.isLast) m_counting = 0;
    if (const auto* known = event.payload.as<DistilledAccuracies>()) m_accuracies = known->networks;
    emit reportChanged();
  } else if (m_measuring.contains(event.ticket)) {
    if (event.isLast) m_measuring.erase(event.ticket);
    onMeasured(event.payload);
  } else {
    return;
  }
  if (!event.isLast) return;
  emit busyChanged();
  if (isSettled()) emit settled();
}

/// Where no report can be read, the networks that are there can still be measured.
void ReportSession::onRead(const Payload& payload) {
  if (const auto* loaded = payload.as<ReportLoaded>()) {
    take(*loaded);
  } else if (const auto* group = payload.as<DistilledGroup>()) {
    for (const ModelInfo& model : group->models) m_models.push_back(model.id);
    emit reportChanged();
  } else if (payload.is<Failed>() && !m_askedForGroup) {
    m_askedForGroup = true;
    m_reading = m_engine.submit(Lane::Load, DistilledGroupRequest{});
  }
}

void ReportSession::take(const ReportLoaded& loaded) {
  m_loaded = loaded;
  m_models.clear();
  for (const ReportNetwork& network : loaded.networks) {
    if (network.weights != ReportWeights::Missing) m_models.push_back(network.id);
  }
  if (!m_isLive && loaded.report) m_shown = *loaded.report;
  emit reportChanged();
}

void ReportSession::onMeasured(const Payload& payload) {
  if (const auto* progress = payload.as<Progress>()) return emit progressed(*progress);
  if (const auto* failure = payload.as<Failed>()) return emit failed(failure->error);
  if (const auto* gradients = payload.as<GradientHistogramsReady>())
    m_shown.gradients = *gradients;
  else if (const auto* attacks = payload.as<TemperatureAttacksReady>())
    m_shown.attacks = *attacks;
  else if (const auto* outputs = payload.as<TemperatureOutputsReady>())
    m_shown.outputs = *outputs;
  else if (const auto* profile = payload.as<TemperatureProfileReady>())
    m_shown.profile = *profile;
  else
    return;
  m_isLive = true;
  emit reportChanged();
}

}  // namespace adv
