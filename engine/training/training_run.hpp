// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/results.hpp"
#include "engine/training/adam.hpp"
#include "engine/training/checkpoint.hpp"
#include "engine/training/recipes.hpp"

namespace adv {

struct TrainingSetup {
  std::filesystem::path folder;      ///< made where it is not there; the model and the state to go on from come here
  std::filesystem::path dataFolder;  ///< ADVSCOPE_DATA
  int epochs = 0;                    ///< 0: the recipe's own number
  std::uint64_t seed = 1;
  c10::Device device = c10::kCPU;
};

/// The training of a recipe as a sequence of short steps: draw a part of a mini-batch, learn from it, test a part,
/// save. It begins where the folder's saved state ends. For a seed, a machine and a number of threads the result is the
/// same to the bit, interrupted or not.
class TrainingRun {
 public:
  /// `recipe` must outlive the run. Throws `Failure`.
  TrainingRun(const TrainingRecipe& recipe, const TrainingSetup& setup);

  void step();
  bool isDone() const { return m_phase == Phase::Done; }
  /// The epoch that the last step completed.
  std::optional<EpochDone> takeEpoch();
  Progress progress() const;
  Trained result() const;
  const NamedTensors& weights() const { return m_weights; }

 private:
  enum class Phase { Draw, Learn, Test, Done };

  void drawPart();
  void learnPart();
  void update();
  void testPart();
  void finishEpoch();
  void finish();
  at::Tensor logits(const at::Tensor& xPixel) const;
  void drawTestPart();
  double learningRate() const;
  int batchesPerEpoch() const { return m_data.perEpoch / m_recipe.batch; }
  double secondsNow() const;

  const TrainingRecipe& m_recipe;
  std::filesystem::path m_folder;
  c10::Device m_device;
  TrainingIdentity m_identity;
  TrainingData m_data;
  NamedTensors m_weights;
  Normalisation m_normalisation;
  std::unique_ptr<const Network> m_network;
  std::unique_ptr<Adam> m_adam;

  Phase m_phase = Phase::Draw;
  int m_epoch = 0;      ///< from 0
  int m_next = 0;       ///< the next picture of the epoch
  at::Tensor m_xPixel;  ///< the part that was drawn
  at::Tensor m_labels;
  NamedTensors m_gradients;  ///< summed over the parts of the mini-batch
  double m_lossSum = 0.0;

  std::vector<at::Tensor> m_testParts;  ///< [N, C, H, W], 8 bits; drawn at the first test and kept
  std::int64_t m_testNext = 0;
  std::int64_t m_testRight = 0;

  std::optional<EpochDone> m_completed;
  double m_accuracy = 0.0;
  double m_secondsBefore = 0.0;
  double m_shareBefore = 0.0;
  std::int64_t m_begin = 0;  ///< steady clock, in nanoseconds
};

}  // namespace adv
