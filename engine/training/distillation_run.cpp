// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/distillation_run.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <utility>

#include "engine/training/distillation_record.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr int kLabelPart = 32;
constexpr std::uint64_t kStudentSeeds = 1'000'000;  ///< so that a student begins and sees pictures in its own way

std::string titleOf(const DistillationRecipe& recipe, const DistillationSetup& setup) {
  const std::string what =
      setup.temperature ? "Distilled at T = " + temperatureText(setup.temperature) : std::string("Not distilled");
  return what + ", " + recipe.base.title + (setup.seed > 1 ? ", seed " + std::to_string(setup.seed) : "");
}

std::string descriptionOf(const DistillationRecipe& recipe, const DistillationSetup& setup) {
  return recipe.base.description +
         (setup.temperature ? " that learned from the probabilities of another of its kind, both at a temperature of " +
                                  temperatureText(setup.temperature) + " (Papernot et al. 2016)."
                            : std::string(" that learned from labels: what the distilled ones are compared with."));
}

}  // namespace

DistillationRun::DistillationRun(DistillationSetup setup, DistillationRecipe recipe)
    : m_setup(std::move(setup)), m_recipe(std::move(recipe)) {
  const std::string id = distilledId(m_setup.request, m_setup.temperature, m_setup.seed);
  m_folder = fs::path(m_setup.request.folder) / id;
  m_command = distillCommand(m_setup.request, m_setup.temperature, m_setup.seed);
  if (const auto known = loadRecord(m_folder, m_command)) m_network = *known;
  m_network.id = id;
  m_network.temperature = m_setup.temperature;
  m_network.seed = m_setup.seed;
  m_network.stage = fs::exists(m_folder / "model.json") ? DistillationStage::Deployed : DistillationStage::Data;
}

void DistillationRun::step(LabelledPictures& pictures) {
  switch (m_network.stage) {
    case DistillationStage::Data: readPictures(pictures); break;
    case DistillationStage::Teacher: teach(); break;
    case DistillationStage::SoftLabels: labelPart(pictures); break;
    case DistillationStage::Student: learn(pictures); break;
    case DistillationStage::Deployed: break;
  }
}

void DistillationRun::readPictures(LabelledPictures& pictures) {
  if (!pictures.isRead() && pictures.readMore()) return;
  m_network.sample.index = m_recipe.sample;
  m_network.sample.label = pictures.data().label(m_recipe.sample);
  m_setup.temperature ? beginTeacher(pictures) : beginStudent(pictures);
}

/// The record names the command before anything else is there to go on with.
void DistillationRun::enter(DistillationStage stage) {
  m_network.stage = stage;
  m_hasChanged = true;
  if (stage != DistillationStage::Deployed) saveRecord(m_folder, {m_command, m_network});
}

TrainingRecipe DistillationRun::trainingRecipe(const LabelledPictures& pictures,
                                               const at::Tensor& probabilities) const {
  TrainingRecipe recipe = m_recipe.base;
  recipe.id = m_network.id;
  recipe.title = titleOf(m_recipe, m_setup);
  recipe.description = descriptionOf(m_recipe, m_setup);
  recipe.command = m_command + " --out models/" + fs::path(m_setup.request.folder).filename().string();
  recipe.loss = m_setup.temperature ? crossEntropyAt(*m_setup.temperature, m_recipe.warmUp) : crossEntropy();
  recipe.cardFields["seed"] = m_setup.seed;
  if (m_setup.temperature) {
    recipe.cardFields["temperature"] = *m_setup.temperature;
    recipe.cardFields["teacher_accuracy"] = m_network.teacherAccuracy;
  }
  recipe.open = [&pictures, probabilities](const fs::path&) { return pictures.training(probabilities); };
  return recipe;
}

std::unique_ptr<TrainingRun> DistillationRun::trainingRun(const TrainingRecipe& recipe, bool isTeacher) const {
  const std::uint64_t seed = isTeacher || !m_setup.temperature ? m_setup.seed : m_setup.seed + kStudentSeeds;
  return std::make_unique<TrainingRun>(
      recipe,
      TrainingSetup{isTeacher ? teacherFolder() : m_folder, {}, recipe.epochs, seed, m_setup.device, !isTeacher});
}

void DistillationRun::beginTeacher(const LabelledPictures& pictures) {
  m_teacherRecipe = trainingRecipe(pictures, {});
  m_teacherRecipe.id += " (teacher)";
  m_teacher = trainingRun(m_teacherRecipe, true);
  m_network.teacher = m_teacher->history();
  enter(DistillationStage::Teacher);
}

void DistillationRun::teach() {
  m_teacher->step();
  follow(*m_teacher, m_network.teacher);
  if (m_teacher->isDone()) enter(DistillationStage::SoftLabels);
}

/// F(X) at T, a few pictures at a time.
void DistillationRun::labelPart(const LabelledPictures& pictures) {
  const at::NoGradGuard noGraph;
  const int end = std::min(m_labelled + kLabelPart, pictures.count());
  const at::Tensor xPixel = pictures.xPixel(at::arange(m_labelled, end, at::kLong)).to(m_setup.device);
  const at::Tensor part = at::softmax(m_teacher->network().logits(xPixel) / *m_setup.temperature, 1).to(at::kCPU);
  if (!m_probabilities.defined()) m_probabilities = at::empty({pictures.count(), part.size(1)});
  m_probabilities.slice(0, m_labelled, end).copy_(part);
  m_labelled = end;
  if (m_labelled < pictures.count()) return;
  m_network.teacherAccuracy = m_teacher->history().back().testAccuracy;
  m_network.sample.teacherLogits = sampleLogits(m_teacher->network(), pictures);
  m_teacher.reset();
  beginStudent(pictures);
}

void DistillationRun::beginStudent(const LabelledPictures& pictures) {
  m_studentRecipe = trainingRecipe(pictures, m_probabilities);
  m_student = trainingRun(m_studentRecipe, false);
  m_network.student = m_student->history();
  enter(DistillationStage::Student);
}

void DistillationRun::learn(const LabelledPictures& pictures) {
  if (m_student->isTrained()) return deploy(pictures);
  m_student->step();
  follow(*m_student, m_network.student);
}

/// The model card is written last: it says that the network is whole.
void DistillationRun::deploy(const LabelledPictures& pictures) {
  m_network.accuracy = m_student->history().back().testAccuracy;
  m_network.sample.deployedLogits = sampleLogits(m_student->network(), pictures);
  saveRecord(m_folder, {m_command, m_network});
  m_student->step();
  std::error_code ignored;
  fs::remove_all(teacherFolder(), ignored);
  enter(DistillationStage::Deployed);
}

void DistillationRun::follow(TrainingRun& run, std::vector<EpochDone>& epochs) {
  if (!run.takeEpoch()) return;
  epochs = run.history();
  m_hasChanged = true;
}

std::vector<double> DistillationRun::sampleLogits(const TrainedNetwork& network,
                                                  const LabelledPictures& pictures) const {
  const at::NoGradGuard noGraph;
  const at::Tensor xPixel = pictures.xPixel(at::tensor({m_recipe.sample}, at::kLong)).to(m_setup.device);
  const at::Tensor logits = network.logits(xPixel)[0].to(at::kCPU, at::kDouble).contiguous();
  return {logits.data_ptr<double>(), logits.data_ptr<double>() + logits.numel()};
}

double DistillationRun::recentLoss() const {
  if (m_network.stage == DistillationStage::Teacher) return m_teacher->recentLoss();
  return m_network.stage == DistillationStage::Student ? m_student->recentLoss() : -1.0;
}

double DistillationRun::stageDone(const LabelledPictures& pictures) const {
  switch (m_network.stage) {
    case DistillationStage::Data: return pictures.done();
    case DistillationStage::Teacher: return m_teacher->progress().done;
    case DistillationStage::SoftLabels: return static_cast<double>(m_labelled) / pictures.count();
    case DistillationStage::Student: return m_student->progress().done;
    case DistillationStage::Deployed: break;
  }
  return 1.0;
}

double DistillationRun::epochsDone() const {
  if (isDone()) return epochs();
  const double each = m_recipe.base.epochs;
  if (m_student) return (m_setup.temperature ? each : 0.0) + each * m_student->progress().done;
  return m_teacher ? each * m_teacher->progress().done : 0.0;
}

}  // namespace adv
