// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/training_run.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/tensor/device.hpp"
#include "engine/training/model_writer.hpp"

namespace adv {
namespace {

std::int64_t nowNanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
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
      m_writesModel(setup.writesModel),
      m_device(setup.device),
      m_identity{recipe.id, setup.seed, setup.epochs > 0 ? setup.epochs : recipe.epochs},
      m_data(recipe.open(setup.dataFolder)),
      m_network(recipe, setup.seed, setup.device),
      m_optimiser(recipe.optimiser(m_network.weights())),
      m_test(m_data.test, setup.device) {
  if (setup.folder.empty()) throw userFailure("No folder was given for the trained network.", "Name one with --out.");
  if (batchesPerEpoch() == 0)
    throw userFailure("There are fewer training pictures than one mini-batch has.",
                      "Give " + std::to_string(recipe.batch) + " or more.");
  makeFolder(m_folder);
  if (const auto checkpoint = loadCheckpoint(m_folder, m_identity)) {
    copyInto(m_network.weights(), checkpoint->weights);
    m_optimiser->restore(checkpoint->optimiser);
    m_epoch = checkpoint->epochsDone;
    m_history = checkpoint->history;
    m_secondsBefore = checkpoint->seconds;
  }
  m_begin = nowNanoseconds();
  m_shareBefore = progress().done;
  if (m_epoch == m_identity.epochs) m_phase = Phase::Finish;
}

void TrainingRun::step() {
  switch (m_phase) {
    case Phase::Draw: drawPart(); break;
    case Phase::Learn: learnPart(); break;
    case Phase::Test: testPart(); break;
    case Phase::Finish: finish(); break;
    case Phase::Done: break;
  }
  synchronise(m_device);
}

void TrainingRun::drawPart() {
  m_part = m_data.part(m_identity.seed, m_epoch, m_next, m_recipe.part);
  m_part.xPixel = m_part.xPixel.to(m_device);
  m_part.labels = m_part.labels.to(m_device);
  if (m_part.probabilities.defined()) m_part.probabilities = m_part.probabilities.to(m_device);
  m_part.epoch = m_epoch;
  m_next += m_recipe.part;
  m_phase = Phase::Learn;
}

/// The loss of a mini-batch is the mean over its pictures, so parts add up their share.
void TrainingRun::learnPart() {
  std::vector<at::Tensor> leaves;
  for (const auto& [name, weight] : weights()) leaves.push_back(weight);
  const at::AutoGradMode enabled(true);
  Draws draws(m_identity.seed, static_cast<std::uint64_t>(m_epoch) << 32U | static_cast<std::uint64_t>(m_next));
  const TrainedLogits logits = [&](const at::Tensor& xPixel) { return m_network.learningLogits(xPixel, draws.next()); };
  const at::Tensor loss = m_recipe.loss(logits, m_part) / m_recipe.batch;
  const auto gradients = torch::autograd::grad({loss}, leaves);
  m_lossSum += loss.item<double>();
  if (!std::isfinite(m_lossSum))
    throw userFailure("The training has diverged: the loss is no number.", "Take another seed.");
  std::size_t i = 0;
  for (const auto& [name, weight] : weights()) {
    at::Tensor& sum = m_gradients[name];
    sum = sum.defined() ? sum + gradients[i] : gradients[i];
    ++i;
  }
  m_phase = Phase::Draw;
  if (m_next % m_recipe.batch == 0) update();
}

void TrainingRun::update() {
  m_optimiser->update(m_gradients, m_recipe.learningRate(epochsDone(), m_identity.epochs));
  m_gradients.clear();
  if (m_next == batchesPerEpoch() * m_recipe.batch) m_phase = Phase::Test;
}

void TrainingRun::testPart() {
  if (!m_test.step([this](const at::Tensor& xPixel) { return m_network.logits(xPixel); })) finishEpoch();
}

void TrainingRun::finishEpoch() {
  ++m_epoch;
  m_completed = EpochDone{m_epoch, m_identity.epochs, m_lossSum / batchesPerEpoch(), m_test.accuracy()};
  m_history.push_back(*m_completed);
  m_lossSum = 0.0;
  m_next = 0;
  saveCheckpoint(m_folder, m_identity, {m_epoch, secondsNow(), weights(), m_optimiser->state(), m_history});
  m_phase = m_epoch == m_identity.epochs ? Phase::Finish : Phase::Draw;
}

void TrainingRun::finish() {
  if (m_writesModel) {
    writeModel(m_folder, m_recipe, m_identity, weights(), m_test.data(), m_history.back().testAccuracy);
    dropCheckpoint(m_folder);
  }
  m_phase = Phase::Done;
}

double TrainingRun::recentLoss() const {
  const double batches = double(m_next) / m_recipe.batch;
  return batches >= 1.0 ? m_lossSum / batches : -1.0;
}

double TrainingRun::secondsNow() const {
  return m_secondsBefore + static_cast<double>(nowNanoseconds() - m_begin) * 1e-9;
}

Progress TrainingRun::progress() const {
  const double done = std::min(1.0, epochsDone() / m_identity.epochs);
  const double seconds = secondsNow() - m_secondsBefore, gained = done - m_shareBefore;
  const std::string what = "Training " + m_recipe.title + ", epoch " +
                           std::to_string(std::min(m_epoch + 1, m_identity.epochs)) + " of " +
                           std::to_string(m_identity.epochs);
  return {what, done, gained > 0.0 ? seconds * (1.0 - done) / gained : -1.0};
}

Trained TrainingRun::result() const {
  return {m_folder.string(), m_history.empty() ? 0.0 : m_history.back().testAccuracy, secondsNow()};
}

}  // namespace adv
