// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/session.hpp"

#include "engine/api/find_by_id.hpp"

#include <QStandardPaths>
#include <algorithm>
#include <filesystem>

namespace adv {
namespace {

constexpr int kPictures = 24;
constexpr int kAllClasses = 1000;
constexpr int kOwnPicture = -1;
const char kOffline[] = "signs";  ///< data that is always there

std::string gallerySource(const std::string& data) {
  if (data == "signs") return "signs";
  return data == "cifar10" ? "cifar10-test" : "mnist-test";
}

/// Data that has no undistilled network of its own set is looked at with another network for the same pictures.
std::string otherNetwork(const std::string& data) { return data == "signs" ? "signs_small" : "digits"; }

}  // namespace

/// A 9 that is much like a 4; a speed limit that is much like the others.
int examplePicture(const std::string& data) { return data == kOffline ? 3 : 1; }

DistillationSession::DistillationSession(EnginePort& engine, QObject* parent)
    : QObject(parent), m_engine(engine), m_askTeacher(engine, nullptr, Lane::Load), m_askDeployed(engine) {
  connect(&engine, &EnginePort::eventArrived, this, &DistillationSession::onEvent);
  const auto hear = [this](LatestQuestion& question, std::optional<Predicted>& answer) {
    connect(&question, &LatestQuestion::answered, this, [this, &answer](const Payload& payload) {
      if (const auto* predicted = payload.as<Predicted>()) answer = *predicted;
      emit pictureChanged();
    });
    connect(&question, &LatestQuestion::failed, this, &DistillationSession::failed);
    connect(&question, &LatestQuestion::settled, this, [this] {
      if (isSettled()) emit settled();
    });
  };
  hear(m_askTeacher, m_teacher);
  hear(m_askDeployed, m_deployed);
}

bool DistillationSession::isSettled() const {
  return m_galleryTicket == 0 && m_trainTicket == 0 && m_recordTicket == 0 && m_askTeacher.isSettled() &&
         m_askDeployed.isSettled() && !(m_isShown && m_isStale);
}

void DistillationSession::setShown(bool shown) {
  m_isShown = shown;
  if (shown && m_isStale) askForGallery();
}

void DistillationSession::setSetup(const DistillationSetup& setup) {
  if (setup == m_setup) return;
  const DistillationSetup before = std::exchange(m_setup, setup);
  emit setupChanged();
  if (before.data != setup.data) {
    m_dataIsChosen = true;
    m_isStale = true;
    forget();
    if (m_isShown) askForGallery();
    return;
  }
  if (before.picture != setup.picture) m_teacher.reset();
  m_deployed.reset();
  if (m_gallery) look();
  askForRecord();
  emit trainingChanged();
}

void DistillationSession::forget() {
  m_gallery.reset();
  m_teacher.reset();
  m_deployed.reset();
  emit galleryChanged();
  emit pictureChanged();
  emit trainingChanged();
}

void DistillationSession::askForGallery() {
  m_isStale = false;
  m_galleryTicket = m_engine.submit(Lane::Load, GalleryRequest{gallerySource(m_setup.data), kPictures, 1});
  emit busyChanged();
}

void DistillationSession::onGallery(const GalleryReady& gallery) {
  if (gallery.items.empty() && !m_dataIsChosen && m_setup.data != kOffline) {
    m_setup.data = kOffline;
    m_setup.picture = examplePicture(kOffline);
    emit setupChanged();
    return askForGallery();
  }
  m_gallery = gallery;
  emit galleryChanged();
  look();
  askForRecord();
}

void DistillationSession::look() {
  if (sample() || m_gallery->items.empty()) return emit pictureChanged();
  const ImageSource& source = m_gallery->items[galleryPlace()].source;
  if (!m_teacher && !teacherModel().empty())
    m_askTeacher.ask(PredictRequest{Subject{teacherModel(), source, {}}, kAllClasses});
  if (!deployedModel().empty()) m_askDeployed.ask(PredictRequest{Subject{deployedModel(), source, {}}, kAllClasses});
  emit pictureChanged();
}

std::size_t DistillationSession::galleryPlace() const {
  const auto last = static_cast<int>(m_gallery->items.size()) - 1;
  return static_cast<std::size_t>(std::clamp(m_setup.picture, 0, last));
}

const DistillationSample* DistillationSession::sample() const {
  const DistillationNetwork* network = m_setup.picture == kOwnPicture ? trained() : nullptr;
  return network && network->sample.picture ? &network->sample : nullptr;
}

std::string DistillationSession::bundled(std::optional<double> temperature) const {
  const std::string group = "distillation-" + m_setup.data;
  const ModelInfo* first = nullptr;
  for (const ModelInfo& info : m_engine.models()) {
    if (info.group != group || info.temperature != temperature || !info.available) continue;
    if (!first || info.seed < first->seed) first = &info;
  }
  return first ? first->id : std::string();
}

std::string DistillationSession::teacherModel() const {
  const std::string own = bundled(std::nullopt);
  if (!own.empty()) return own;
  const ModelInfo* other = infoOf(otherNetwork(m_setup.data));
  return other && other->available ? other->id : std::string();
}

std::string DistillationSession::deployedModel() const {
  if (isTrained()) return cardOfDistilled(request().folder, trained()->id);
  return bundled(m_setup.temperature);
}

const ModelInfo* DistillationSession::infoOf(const std::string& model) const {
  return findById(m_engine.models(), model);
}

const DistillationNetwork* DistillationSession::trained() const {
  const std::string folder = request().folder;
  for (const auto& [place, network] : m_trained) {
    if (place.starts_with(folder + '/') && network->temperature == m_setup.temperature) return network.get();
  }
  return nullptr;
}

const DistillationNetwork* DistillationSession::record() const {
  if (trained()) return trained();
  const auto found = m_trained.find(bundledFolder() + '/' + bundled(m_setup.temperature));
  return found == m_trained.end() ? nullptr : found->second.get();
}

/// Above the folder of the bundled network's card; empty where there is none.
std::string DistillationSession::bundledFolder() const {
  const ModelInfo* info = infoOf(bundled(m_setup.temperature));
  return info ? std::filesystem::path(info->cardPath).parent_path().parent_path().string() : std::string();
}

/// A network that is in its folder already is not trained again: the answer is what was written down about it.
void DistillationSession::askForRecord() {
  if (!m_isShown || record() || bundledFolder().empty()) return;
  DistillRequest request;
  request.data = m_setup.data;
  request.temperatures = {m_setup.temperature};
  request.folder = bundledFolder();
  m_recordTicket = m_engine.submit(Lane::Load, request);
}

DistillRequest DistillationSession::request() const {
  DistillRequest request;
  request.data = m_setup.data;
  request.architecture = m_setup.architecture;
  request.temperatures = {m_setup.temperature};
  request.epochs = m_setup.epochs;
  request.folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() +
                   "/advscope/distillation/" + m_setup.data + '-' + m_setup.architecture + '-' +
                   std::to_string(m_setup.epochs) + "-run" + std::to_string(m_setup.run);
  return request;
}

void DistillationSession::train() {
  m_setup.picture = kOwnPicture;
  emit setupChanged();
  m_trainTicket = m_engine.submit(Lane::Training, request());
  emit busyChanged();
  emit trainingChanged();
}

void DistillationSession::pause() {
  if (m_trainTicket != 0) m_engine.cancel(m_trainTicket);
}

void DistillationSession::onEvent(const Event& event) {
  if (event.ticket == 0) return;
  if (event.ticket == m_trainTicket) {
    if (event.isLast) m_trainTicket = 0;
    onTraining(event);
  } else if (event.ticket == m_recordTicket) {
    if (event.isLast) m_recordTicket = 0;
    if (const auto* known = event.payload.as<Distilled>()) keep(known->folder, known->networks);
    emit trainingChanged();
  } else if (event.ticket == m_galleryTicket && event.isLast) {
    m_galleryTicket = 0;
    if (const auto* gallery = event.payload.as<GalleryReady>()) onGallery(*gallery);
    if (const auto* failure = event.payload.as<Failed>()) emit failed(failure->error);
  } else {
    return;
  }
  if (!event.isLast) return;
  emit busyChanged();
  if (isSettled()) emit settled();
}

void DistillationSession::keep(const std::string& folder,
                               const std::vector<std::shared_ptr<const DistillationNetwork>>& networks) {
  for (const auto& network : networks) m_trained[folder + '/' + network->id] = network;
}

void DistillationSession::onTraining(const Event& event) {
  if (const auto* progress = event.payload.as<Progress>()) {
    m_progress = *progress;
  } else if (const auto* state = event.payload.as<DistillationState>()) {
    m_training = *state;
    keep(state->request.folder, state->networks);
  } else if (const auto* done = event.payload.as<Distilled>()) {
    keep(done->folder, done->networks);
  } else if (const auto* failure = event.payload.as<Failed>()) {
    emit failed(failure->error);
  }
  if (event.isLast) {
    m_training.reset();
    m_progress.reset();
    m_deployed.reset();
    if (m_gallery) look();
  }
  emit trainingChanged();
}

}  // namespace adv
