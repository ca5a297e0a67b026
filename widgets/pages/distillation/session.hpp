// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>
#include <optional>

#include "engine/api/distillation.hpp"
#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/pages/latest_question.hpp"

namespace adv {

/// What a person sets on the Distillation page, and can undo.
struct DistillationSetup {
  std::string data = "mnist";  ///< as in DistillRequest
  std::string architecture = "small";
  double temperature = 20.0;
  int epochs = 0;   ///< of each training; 0: the recipe's own number
  int run = 1;      ///< counts fresh starts: each trains in a folder of its own
  int picture = 1;  ///< in the gallery; −1: the training's own
  friend bool operator==(const DistillationSetup&, const DistillationSetup&) = default;
};

/// The picture of the gallery that shows best what a soft label says.
int examplePicture(const std::string& data);

/// What the Distillation page asks of the engine and hears. Holds no widget.
///
/// Pictures are looked at with the networks that are there: F is the undistilled one, deployed is the one of the chosen
/// T. A training is one request; to stop it is to pause it, as the same request goes on where it was, also after the
/// program was closed.
class DistillationSession : public QObject {
  Q_OBJECT
 public:
  explicit DistillationSession(EnginePort& engine, QObject* parent = nullptr);

  const DistillationSetup& setup() const { return m_setup; }
  void setSetup(const DistillationSetup& setup);
  void setShown(bool shown);
  /// Begins, or goes on where it was stopped.
  void train();
  void pause();

  const std::optional<GalleryReady>& gallery() const { return m_gallery; }
  /// What F and the deployed network say of the picture; empty while it is not known, and where there is no network.
  const std::optional<Predicted>& teacher() const { return m_teacher; }
  const std::optional<Predicted>& deployed() const { return m_deployed; }
  /// The network that is trained or was trained here with this setup; null where none was.
  const DistillationNetwork* trained() const;
  /// While a training runs; empty otherwise.
  const std::optional<DistillationState>& training() const { return m_training; }
  const std::optional<Progress>& progress() const { return m_progress; }
  bool isTraining() const { return m_trainTicket != 0; }
  /// The same, or else the record of the bundled network of this T: its curves; null where there is none.
  const DistillationNetwork* record() const;
  bool isTrained() const { return trained() && trained()->stage == DistillationStage::Deployed; }
  /// A picture of the training data and what both networks said of it; null where it is not chosen, or not there yet.
  const DistillationSample* sample() const;
  bool isSettled() const;
  /// Cards of the networks that are looked with; empty where there is none.
  std::string teacherModel() const;
  std::string deployedModel() const;
  const ModelInfo* infoOf(const std::string& model) const;

 signals:
  void setupChanged();
  void galleryChanged();
  void pictureChanged();
  void trainingChanged();
  void failed(const adv::Error& error);
  void busyChanged();
  void settled();

 private:
  void onEvent(const Event& event);
  void onGallery(const GalleryReady& gallery);
  void onTraining(const Event& event);
  void askForGallery();
  void look();
  std::size_t galleryPlace() const;
  void forget();
  void askForRecord();
  DistillRequest request() const;
  std::string bundledFolder() const;
  void keep(const std::string& folder, const std::vector<std::shared_ptr<const DistillationNetwork>>& networks);
  std::string bundled(std::optional<double> temperature) const;

  EnginePort& m_engine;
  DistillationSetup m_setup;
  LatestQuestion m_askTeacher;  ///< in a lane of its own, as the newest of a kind takes the place of the one before
  LatestQuestion m_askDeployed;
  std::optional<GalleryReady> m_gallery;
  std::optional<Predicted> m_teacher;
  std::optional<Predicted> m_deployed;
  std::optional<DistillationState> m_training;
  std::optional<Progress> m_progress;
  /// By folder and id.
  std::map<std::string, std::shared_ptr<const DistillationNetwork>> m_trained;
  Ticket m_galleryTicket = 0;
  Ticket m_trainTicket = 0;
  Ticket m_recordTicket = 0;
  bool m_isShown = false;
  bool m_isStale = true;
  bool m_dataIsChosen = false;  ///< by the user; otherwise what is there
};

}  // namespace adv
