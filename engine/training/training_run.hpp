// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/results.hpp"
#include "engine/training/accuracy_test.hpp"
#include "engine/training/checkpoint.hpp"
#include "engine/training/recipes.hpp"
#include "engine/training/trained_network.hpp"

namespace adv {

struct TrainingSetup {
  std::filesystem::path folder;      ///< made where it is not there; the model and the state to go on from come here
  std::filesystem::path dataFolder;  ///< ADVSCOPE_DATA
  int epochs = 0;                    ///< 0: the recipe's own number
  std::uint64_t seed = 1;
  c10::Device device = c10::kCPU;
  bool writesModel = true;  ///< otherwise the saved state stays, as of a network that others learn from
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
  /// All epochs are done; the next step writes what is to be written.
  bool isTrained() const { return m_phase == Phase::Finish || isDone(); }
  /// The epoch that the last step completed.
  std::optional<EpochDone> takeEpoch() { return std::exchange(m_completed, std::nullopt); }
  /// Every epoch, those before an interruption too.
  const std::vector<EpochDone>& history() const { return m_history; }
  /// Mean over the pictures of the epoch so far; negative where there are none.
  double recentLoss() const;
  Progress progress() const;
  Trained result() const;
  const TrainedNetwork& network() const { return m_network; }
  const NamedTensors& weights() const { return m_network.weights(); }

 private:
  enum class Phase { Draw, Learn, Test, Finish, Done };

  void drawPart();
  void learnPart();
  void update();
  void testPart();
  void finishEpoch();
  void finish();
  double epochsDone() const { return m_epoch + double(m_next) / m_data.perEpoch; }
  int batchesPerEpoch() const { return m_data.perEpoch / m_recipe.batch; }
  double secondsNow() const;

  const TrainingRecipe& m_recipe;
  std::filesystem::path m_folder;
  bool m_writesModel;
  c10::Device m_device;
  TrainingIdentity m_identity;
  TrainingData m_data;
  TrainedNetwork m_network;
  std::unique_ptr<Optimiser> m_optimiser;
  AccuracyTest m_test;

  Phase m_phase = Phase::Draw;
  int m_epoch = 0;  ///< from 0
  int m_next = 0;   ///< the next picture of the epoch
  TrainingPart m_part;
  NamedTensors m_gradients;  ///< summed over the parts of the mini-batch
  double m_lossSum = 0.0;    ///< of the epoch's mini-batches

  std::vector<EpochDone> m_history;
  std::optional<EpochDone> m_completed;
  double m_secondsBefore = 0.0;
  double m_shareBefore = 0.0;
  std::int64_t m_begin = 0;  ///< steady clock, in nanoseconds
};

}  // namespace adv
