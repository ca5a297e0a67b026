// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/training_run.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/models/layers.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/device.hpp"
#include "engine/training/model_writer.hpp"

namespace adv {
namespace {

constexpr int kTestPart = 20;
constexpr double kWarmUp = 0.02;  ///< of all updates

std::int64_t nowNanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// He et al. (ICCV 2015), eq. 10: normal with variance 2 / fan-in, so that ReLU networks neither fade nor explode;
/// biases zero.
NamedTensors initialWeights(const TrainingRecipe& recipe, std::uint64_t seed, c10::Device device) {
  NamedTensors weights;
  Draws draws(seed);
  for (const ParameterShape& parameter : recipe.parameters) {
    const at::Tensor values = at::zeros(parameter.shape);
    if (parameter.shape.size() > 1) {
      const double scale = std::sqrt(2.0 / static_cast<double>(values[0].numel()));
      auto* value = values.data_ptr<float>();
      for (std::int64_t i = 0; i < values.numel(); ++i) value[i] = static_cast<float>(scale * draws.bell());
    }
    at::Tensor placed = values.to(device);
    if (placed.dim() == 4) placed = placed.contiguous(fastestFormat(device));
    weights[parameter.name] = placed.requires_grad_(true);
  }
  return weights;
}

void makeFolder(const std::filesystem::path& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem)
    throw userFailure("The folder " + folder.string() + " cannot be made.", "Check the path and its permissions.");
}

}  // namespace

TrainingRun::TrainingRun(const TrainingRecipe& recipe, const TrainingSetup& setup)
    : m_recipe(recipe),
      m_folder(setup.folder),
      m_device(setup.device),
      m_identity{recipe.id, setup.seed, setup.epochs > 0 ? setup.epochs : recipe.epochs},
      m_data(recipe.open(setup.dataFolder)),
      m_weights(initialWeights(recipe, setup.seed, setup.device)),
      m_normalisation(recipe.mean, recipe.std, setup.device) {
  if (setup.folder.empty()) throw userFailure("No folder was given for the trained network.", "Name one with --out.");
  makeFolder(m_folder);
  Parameters parameters(m_weights);
  m_network = buildLayers(
      nlohmann::json(recipe.layers), parameters, [](const at::Tensor& tensor) { return tensor; }, recipe.input,
      m_device);
  parameters.requireAllTaken();
  m_adam = std::make_unique<Adam>(m_weights, recipe.weightDecay);
  if (const auto checkpoint = loadCheckpoint(m_folder, m_identity)) {
    copyInto(m_weights, checkpoint->weights);
    m_adam->restore(checkpoint->optimiser);
    m_epoch = checkpoint->epochsDone;
    m_secondsBefore = checkpoint->seconds;
  }
  m_begin = nowNanoseconds();
  m_shareBefore = progress().done;
  if (m_epoch == m_identity.epochs) m_phase = Phase::Test;
}

void TrainingRun::step() {
  switch (m_phase) {
    case Phase::Draw: drawPart(); break;
    case Phase::Learn: learnPart(); break;
    case Phase::Test: testPart(); break;
    case Phase::Done: break;
  }
  synchronise(m_device);
}

at::Tensor TrainingRun::logits(const at::Tensor& xPixel) const {
  return m_network->forward(m_normalisation(xPixel.contiguous(fastestFormat(m_device))));
}

void TrainingRun::drawPart() {
  std::vector<at::Tensor> pictures;
  std::vector<std::int64_t> labels;
  for (int i = 0; i < m_recipe.part; ++i) {
    const TrainingPicture picture = m_data.picture(m_identity.seed, m_epoch, m_next++);
    pictures.push_back(toPixelTensor(picture.image));
    labels.push_back(picture.label);
  }
  m_xPixel = at::cat(pictures).to(m_device);
  m_labels = at::tensor(labels, at::kLong).to(m_device);
  m_phase = Phase::Learn;
}

/// The loss of a mini-batch is the mean over its pictures, so parts add up their share.
void TrainingRun::learnPart() {
  std::vector<at::Tensor> leaves;
  for (const auto& [name, weight] : m_weights) leaves.push_back(weight);
  const at::AutoGradMode enabled(true);
  constexpr int kIgnoreNone = -100;
  const at::Tensor loss =
      at::cross_entropy_loss(logits(m_xPixel), m_labels, {}, at::Reduction::Sum, kIgnoreNone, m_recipe.labelSmoothing) /
      m_recipe.batch;
  const auto gradients = torch::autograd::grad({loss}, leaves);
  m_lossSum += loss.item<double>();
  if (!std::isfinite(m_lossSum))
    throw userFailure("The training has diverged: the loss is no number.", "Take another seed.");
  std::size_t i = 0;
  for (const auto& [name, weight] : m_weights) {
    at::Tensor& sum = m_gradients[name];
    sum = sum.defined() ? sum + gradients[i] : gradients[i];
    ++i;
  }
  m_phase = Phase::Draw;
  if (m_next % m_recipe.batch == 0) update();
}

void TrainingRun::update() {
  m_adam->update(m_gradients, learningRate());
  m_gradients.clear();
  if (m_next == batchesPerEpoch() * m_recipe.batch) m_phase = Phase::Test;
}

double TrainingRun::learningRate() const {
  const double done = (m_epoch + double(m_next) / m_data.perEpoch) / m_identity.epochs;
  return m_recipe.learningRate * std::min(1.0, done / kWarmUp) * 0.5 *
         (1.0 + std::cos(std::numbers::pi * std::min(done, 1.0)));
}

void TrainingRun::testPart() {
  const int count = m_data.test->count();
  if (static_cast<std::size_t>(m_testNext / kTestPart) == m_testParts.size()) drawTestPart();
  const at::NoGradGuard noGraph;
  const at::Tensor xPixel =
      m_testParts[static_cast<std::size_t>(m_testNext / kTestPart)].to(m_device).to(at::kFloat).div_(255.0);
  const at::Tensor predicted = logits(xPixel).argmax(1).to(at::kCPU);
  const std::int64_t end = m_testNext + xPixel.size(0);
  for (std::int64_t i = m_testNext; i < end; ++i) {
    m_testRight += predicted[i - m_testNext].item<std::int64_t>() == m_data.test->label(static_cast<int>(i)) ? 1 : 0;
  }
  m_testNext = end;
  if (m_testNext == count) finishEpoch();
}

void TrainingRun::drawTestPart() {
  std::vector<at::Tensor> pictures;
  const auto end = std::min<std::int64_t>(m_testNext + kTestPart, m_data.test->count());
  for (std::int64_t i = m_testNext; i < end; ++i) {
    pictures.push_back(toPixelTensor(m_data.test->image(static_cast<int>(i))).mul_(255.0).round_().to(at::kByte));
  }
  m_testParts.push_back(at::cat(pictures));
}

void TrainingRun::finishEpoch() {
  m_accuracy = static_cast<double>(m_testRight) / static_cast<double>(m_testNext);
  const bool trained = m_next > 0;
  m_testNext = m_testRight = 0;
  if (trained) {
    ++m_epoch;
    m_completed = EpochDone{m_epoch, m_identity.epochs, m_lossSum / batchesPerEpoch(), m_accuracy};
    m_lossSum = 0.0;
    m_next = 0;
    saveCheckpoint(m_folder, m_identity, {m_epoch, secondsNow(), m_weights, m_adam->state()});
  }
  m_phase = Phase::Draw;
  if (m_epoch == m_identity.epochs) finish();
}

void TrainingRun::finish() {
  writeModel(m_folder, m_recipe, m_identity, m_weights, *m_data.test, m_accuracy);
  dropCheckpoint(m_folder);
  m_phase = Phase::Done;
}

std::optional<EpochDone> TrainingRun::takeEpoch() { return std::exchange(m_completed, std::nullopt); }

double TrainingRun::secondsNow() const {
  return m_secondsBefore + static_cast<double>(nowNanoseconds() - m_begin) * 1e-9;
}

Progress TrainingRun::progress() const {
  const double done = std::min(1.0, (m_epoch + double(m_next) / m_data.perEpoch) / m_identity.epochs);
  const double seconds = secondsNow() - m_secondsBefore, gained = done - m_shareBefore;
  const std::string what = "Training " + m_recipe.title + ", epoch " +
                           std::to_string(std::min(m_epoch + 1, m_identity.epochs)) + " of " +
                           std::to_string(m_identity.epochs);
  return {what, done, gained > 0.0 ? seconds * (1.0 - done) / gained : -1.0};
}

Trained TrainingRun::result() const { return {m_folder.string(), m_accuracy, secondsNow()}; }

}  // namespace adv
