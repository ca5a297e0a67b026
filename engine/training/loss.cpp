// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/loss.hpp"

#include <ATen/ATen.h>

#include "engine/api/distillation.hpp"

namespace adv {

TrainingLoss crossEntropy(double smoothing) {
  constexpr int kIgnoreNone = -100;
  return [smoothing](const TrainedLogits& logits, const TrainingPart& part) {
    return at::cross_entropy_loss(logits(part.xPixel), part.labels, {}, at::Reduction::Sum, kIgnoreNone, smoothing);
  };
}

TrainingLoss crossEntropyAt(double temperature, int warmUp) {
  checkTemperature(temperature);
  return [=, cold = crossEntropy()](const TrainedLogits& logits, const TrainingPart& part) {
    if (part.epoch < warmUp) return cold(logits, part);
    return at::cross_entropy_loss(logits(part.xPixel) / temperature, part.targets(), {}, at::Reduction::Sum);
  };
}

}  // namespace adv
