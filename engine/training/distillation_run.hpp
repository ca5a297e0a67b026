// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/api/distillation.hpp"
#include "engine/training/distillation_recipes.hpp"
#include "engine/training/labelled_pictures.hpp"
#include "engine/training/training_run.hpp"

namespace adv {

struct DistillationSetup {
  DistillRequest request;
  std::optional<double> temperature;  ///< nothing: trained once, not distilled
  std::uint64_t seed = 1;
  c10::Device device = c10::kCPU;
};

/// One network's way through the stages, step by step: the teacher is trained in a folder below the network's own and
/// keeps its last state there until the student is done, so that after an interruption its labels are worked out again,
/// to the same bits.
class DistillationRun {
 public:
  /// Where the network is in its folder already there is nothing to do. Throws `Failure`.
  DistillationRun(DistillationSetup setup, DistillationRecipe recipe);

  /// `pictures`: of the recipe; read on the way.
  void step(LabelledPictures& pictures);
  bool isDone() const { return m_network.stage == DistillationStage::Deployed; }
  const DistillationNetwork& network() const { return m_network; }
  const DistillationRecipe& recipe() const { return m_recipe; }
  /// Whether `network` is another than at the last call.
  bool takeChange() { return std::exchange(m_hasChanged, false); }
  /// Of the present stage, in [0, 1].
  double stageDone(const LabelledPictures& pictures) const;
  double recentLoss() const;
  /// All epochs, and those that are done, in parts of an epoch too.
  int epochs() const { return m_recipe.base.epochs * (m_setup.temperature ? 2 : 1); }
  double epochsDone() const;

 private:
  void enter(DistillationStage stage);
  void readPictures(LabelledPictures& pictures);
  void beginTeacher(const LabelledPictures& pictures);
  void teach();
  void labelPart(const LabelledPictures& pictures);
  void beginStudent(const LabelledPictures& pictures);
  void learn(const LabelledPictures& pictures);
  void deploy(const LabelledPictures& pictures);
  TrainingRecipe trainingRecipe(const LabelledPictures& pictures, const at::Tensor& probabilities) const;
  std::unique_ptr<TrainingRun> trainingRun(const TrainingRecipe& recipe, bool isTeacher) const;
  std::vector<double> sampleLogits(const TrainedNetwork& network, const LabelledPictures& pictures) const;
  std::filesystem::path teacherFolder() const { return m_folder / "teacher"; }
  void follow(TrainingRun& run, std::vector<EpochDone>& epochs);

  DistillationSetup m_setup;
  DistillationRecipe m_recipe;
  std::filesystem::path m_folder;
  std::string m_command;
  DistillationNetwork m_network;
  bool m_hasChanged = true;
  TrainingRecipe m_teacherRecipe;
  TrainingRecipe m_studentRecipe;
  std::unique_ptr<TrainingRun> m_teacher;
  std::unique_ptr<TrainingRun> m_student;
  at::Tensor m_probabilities;  ///< [N, K] of the teacher at T
  int m_labelled = 0;
};

}  // namespace adv
