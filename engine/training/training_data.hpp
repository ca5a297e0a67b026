// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "engine/data/dataset.hpp"
#include "engine/training/loss.hpp"

namespace adv {

/// Where a training takes its pictures from.
struct TrainingData {
  int perEpoch = 0;
  /// Pictures `first` to `first + count` of an epoch (from 0), on the processor: a function of its arguments alone, so
  /// that a run can go on after an interruption.
  std::function<TrainingPart(std::uint64_t seed, int epoch, int first, int count)> part;
  std::shared_ptr<const Dataset> test;
};

struct TrainingPicture {
  Image image;
  int label = -1;
};

/// Picture `index` of an epoch, on the same terms.
using DrawPicture = std::function<TrainingPicture(std::uint64_t seed, int epoch, int index)>;

/// For data whose pictures are drawn one at a time.
TrainingData drawnOneByOne(int perEpoch, DrawPicture draw, std::shared_ptr<const Dataset> test);

}  // namespace adv
