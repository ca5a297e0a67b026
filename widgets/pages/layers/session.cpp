// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/layers/session.hpp"

#include <algorithm>

namespace adv {
namespace {

constexpr int kTop = 5;
constexpr int kMapsOfAPage = 64;
/// A preview that takes longer than this gives way to a newer ε.
constexpr qint64 kPatienceMilliseconds = 400;

}  // namespace

LayersSession::LayersSession(EnginePort& engine, ExperimentModel& experiment, QObject* parent)
    : QObject(parent), m_engine(engine), m_experiment(experiment) {
  connect(&engine, &EnginePort::eventArrived, this, &LayersSession::onEvent);
  connect(&experiment, &ExperimentModel::modelChanged, this, [this] { m_network.reset(); });
  for (const auto change :
       {&ExperimentModel::imageChanged, &ExperimentModel::modelChanged, &ExperimentModel::labelChanged})
    connect(&experiment, change, this, &LayersSession::onSubject);
  for (const auto change : {&ExperimentModel::attackChanged, &ExperimentModel::targetChanged,
                            &ExperimentModel::seedChanged, &ExperimentModel::paramsChanged})
    connect(&experiment, change, this, &LayersSession::onRun);
}

bool LayersSession::isSettled() const {
  return m_networkTicket == 0 && m_changesTicket == 0 && m_mapsTicket == 0 && !(m_shown && m_outdated);
}

void LayersSession::setShown(bool shown) {
  m_shown = shown;
  if (shown && m_outdated) refresh();
}

void LayersSession::refresh() {
  m_outdated = false;
  forgetPictures();
  askForNetwork();
  askForChanges(Lane::Attack);
}

void LayersSession::onSubject() {
  m_outdated = true;
  if (m_shown) refresh();
}

/// What is shown stays until the new run has something to show.
void LayersSession::onRun() {
  if (!m_shown) {
    m_outdated = true;
  } else if (!m_dragging) {
    askForChanges(Lane::Attack);
  } else {
    m_changesWanted = true;
    if (m_changesTicket == 0 || m_timer.elapsed() > kPatienceMilliseconds) askForChanges(Lane::Preview);
  }
}

void LayersSession::beginDrag() {
  m_dragging = true;
  m_engine.cancelLane(Lane::Attack);
}

void LayersSession::endDrag() {
  if (!m_dragging) return;
  m_dragging = false;
  if (m_shown) askForChanges(Lane::Attack);
}

void LayersSession::forgetPictures() {
  m_mapsTicket = 0;
  m_mapsWanted = false;
  m_changes.reset();
  m_maps.reset();
  emit changesChanged();
  emit mapsChanged();
}

void LayersSession::askForNetwork() {
  m_networkTicket = m_engine.submit(Lane::Load, NetworkRequest{m_experiment.experiment().model});
  emit busyChanged();
}

void LayersSession::askForChanges(Lane lane) {
  const Experiment& experiment = m_experiment.experiment();
  m_request.run = {{experiment.model, experiment.image, experiment.label},
                   experiment.attack,
                   experiment.params,
                   experiment.target,
                   experiment.seed,
                   kTop};
  m_changesWanted = false;
  m_timer.start();
  m_changesTicket = m_engine.submit(lane, m_request);
  emit busyChanged();
}

void LayersSession::askForMaps() {
  if (!m_network) return;
  m_mapsWanted = false;
  FeatureMapsRequest request;
  request.subject = m_request.run.subject;
  request.layer = m_network->layers[static_cast<std::size_t>(m_layer)].name;
  request.adversarial = m_changes ? m_changes->adversarial : nullptr;
  request.order = m_order;
  request.first = m_first;
  request.count = kMapsOfAPage;
  m_mapsTicket = m_engine.submit(Lane::Preview, request);
  emit busyChanged();
}

void LayersSession::setLayer(int layer) {
  if (!m_network || layer < 0 || layer >= static_cast<int>(m_network->layers.size()) || layer == m_layer) return;
  m_layer = layer;
  m_layerName = QString::fromStdString(m_network->layers[static_cast<std::size_t>(layer)].name);
  m_first = 0;
  emit layerChanged();
  askForMaps();
}

void LayersSession::setOrder(MapOrder order) {
  m_order = order;
  m_first = 0;
  if (m_shown) askForMaps();
}

void LayersSession::setFirst(int first) {
  m_first = first;
  if (m_shown) askForMaps();
}

/// The layer of the same name, or the first convolution.
void LayersSession::chooseLayerAgain() {
  const auto& layers = m_network->layers;
  auto found = std::find_if(layers.begin(), layers.end(),
                            [&](const LayerInfo& layer) { return QString::fromStdString(layer.name) == m_layerName; });
  if (found == layers.end()) {
    found = std::find_if(layers.begin(), layers.end(),
                         [](const LayerInfo& layer) { return layer.kind == LayerKind::Convolution; });
  }
  m_layer = found == layers.end() ? static_cast<int>(layers.size()) - 1 : static_cast<int>(found - layers.begin());
  m_first = 0;
  emit layerChanged();
}

void LayersSession::onEvent(const Event& event) {
  if (event.ticket == 0) return;
  if (event.ticket == m_networkTicket) {
    onNetwork(event);
  } else if (event.ticket == m_changesTicket) {
    onChanges(event);
  } else if (event.ticket == m_mapsTicket) {
    onMaps(event);
  } else {
    return;
  }
  if (!event.isLast) return;
  emit busyChanged();
  if (isSettled()) emit settled();
}

void LayersSession::onNetwork(const Event& event) {
  if (event.isLast) m_networkTicket = 0;
  if (const auto* network = event.payload.as<NetworkReady>()) {
    m_network = *network;
    emit networkChanged();
    chooseLayerAgain();
    if (m_changes) emit changesChanged();
    askForMaps();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    m_network.reset();
    emit networkChanged();
    emit failed(failure->error);
  }
}

void LayersSession::onChanges(const Event& event) {
  if (event.isLast) m_changesTicket = 0;
  if (const auto* changes = event.payload.as<LayerChangesReady>()) {
    m_changes = *changes;
    emit changesChanged();
    m_mapsWanted = true;
    if (m_mapsTicket == 0) askForMaps();
    if (changes->isWhole) emit previewMeasured(static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
  } else if (const auto* progress = event.payload.as<Progress>()) {
    emit progressed(progress->done);
  } else if (const auto* failure = event.payload.as<Failed>()) {
    m_changes.reset();
    emit changesChanged();
    emit failed(failure->error);
  }
  if (event.isLast && m_changesWanted && m_dragging) askForChanges(Lane::Preview);
}

void LayersSession::onMaps(const Event& event) {
  if (event.isLast) m_mapsTicket = 0;
  if (const auto* maps = event.payload.as<FeatureMapsReady>()) {
    m_maps = *maps;
    emit mapsChanged();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    m_maps.reset();
    emit mapsChanged();
    emit failed(failure->error);
  }
  if (event.isLast && m_mapsWanted) askForMaps();
}

}  // namespace adv
