// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/training_data.hpp"

#include <ATen/ATen.h>

#include <utility>

#include "engine/tensor/convert.hpp"

namespace adv {

TrainingData drawnOneByOne(int perEpoch, DrawPicture draw, std::shared_ptr<const Dataset> test) {
  const auto part = [draw = std::move(draw)](std::uint64_t seed, int epoch, int first, int count) {
    std::vector<at::Tensor> pictures;
    std::vector<std::int64_t> labels;
    for (int i = first; i < first + count; ++i) {
      const TrainingPicture picture = draw(seed, epoch, i);
      pictures.push_back(toPixelTensor(picture.image));
      labels.push_back(picture.label);
    }
    return TrainingPart{at::cat(pictures), at::tensor(labels, at::kLong)};
  };
  return {perEpoch, part, std::move(test)};
}

}  // namespace adv
