// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/labelled_pictures.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/tensor/convert.hpp"
#include "engine/training/picture_order.hpp"

namespace adv {
namespace {

constexpr int kPart = 16;

}  // namespace

bool LabelledPictures::readMore() {
  const int end = std::min(m_read + kPart, m_data->count());
  for (; m_read < end; ++m_read) {
    const at::Tensor picture = toPixelTensor(m_data->image(m_read))[0].mul_(255.0).round_().to(at::kByte);
    if (m_read == 0) {
      std::vector<std::int64_t> shape{m_data->count()};
      shape.insert(shape.end(), picture.sizes().begin(), picture.sizes().end());
      m_pictures = at::empty(shape, at::kByte);
      m_labels = at::empty({m_data->count()}, at::kLong);
    }
    m_pictures[m_read].copy_(picture);
    m_labels[m_read].fill_(m_data->label(m_read));
  }
  return !isRead();
}

at::Tensor LabelledPictures::xPixel(const at::Tensor& places) const {
  return m_pictures.index_select(0, places).to(at::kFloat).div_(255.0);
}

TrainingData LabelledPictures::training(const at::Tensor& probabilities) const {
  const auto order = std::make_shared<PictureOrder>(count());
  const auto part = [this, probabilities, order](std::uint64_t seed, int epoch, int first, int count) {
    std::vector<std::int64_t> chosen;
    for (int i = first; i < first + count; ++i) chosen.push_back(order->at(seed, epoch, i));
    const at::Tensor places = at::tensor(chosen, at::kLong);
    TrainingPart drawn{xPixel(places), m_labels.index_select(0, places)};
    if (probabilities.defined()) drawn.probabilities = probabilities.index_select(0, places);
    return drawn;
  };
  return {count(), part, m_test};
}

}  // namespace adv
