// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/network_samples.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <numeric>

#include "engine/api/error.hpp"
#include "engine/data/number_table.hpp"
#include "engine/data/resize.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {

PictureSize inputOf(const ModelInfo& model) {
  return {model.width, model.height, model.channels, model.resize == "crop"};
}

void checkSameInput(const ModelInfo& asked, const ModelInfo& attacked) {
  if (asked.width == attacked.width && asked.height == attacked.height && asked.channels == attacked.channels) return;
  throw userFailure(asked.title + " takes other pictures than " + attacked.title + ", which is attacked.",
                    "Choose networks with the same input size.");
}

int firstOf(int wanted, int all) { return wanted > 0 ? std::min(wanted, all) : all; }

at::Tensor readPictures(const Dataset& data, std::span<const int> indices, const PictureSize& size) {
  std::vector<at::Tensor> pictures;
  for (const int index : indices)
    pictures.push_back(toPixelTensor(fitToInput(data.image(index), size.width, size.height, size.channels, size.crop)));
  return at::cat(pictures);
}

std::shared_ptr<const Dataset> openPictures(const std::string& name, Workspace& workspace) {
  if (isNumberTable(name))
    throw userFailure("A table of numbers does not go through a network.", "Leave the network out, or give pictures.");
  auto data = workspace.dataset(name);
  if (data->count() < 1) throw userFailure(name + " holds no pictures.", "Choose other data.");
  return data;
}

std::vector<int> numbersFrom(int begin, int end) {
  std::vector<int> numbers(static_cast<std::size_t>(end - begin));
  std::iota(numbers.begin(), numbers.end(), begin);
  return numbers;
}

NetworkSamples::NetworkSamples(const std::string& data, const std::string& model, Workspace& workspace)
    : m_data(openPictures(data, workspace)),
      m_model(workspace.classifier(model)),
      m_labelsFit(m_data->labels() == m_model->info().labels) {}

at::Tensor NetworkSamples::pictures(std::span<const int> indices) const {
  return readPictures(*m_data, indices, inputOf(m_model->info())).to(m_model->device());
}

at::Tensor NetworkSamples::labels(std::span<const int> indices, const at::Tensor& logits) const {
  at::Tensor labels = logits.argmax(1);
  if (!m_labelsFit) return labels;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (const int known = m_data->label(indices[i]); known >= 0) labels[static_cast<std::int64_t>(i)] = known;
  }
  return labels;
}

}  // namespace adv
