// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/layer_list.hpp"

#include <algorithm>

namespace adv {
namespace {

std::string bothWays(const std::vector<std::int64_t>& sizes) {
  return sizes[0] == sizes[1] ? std::to_string(sizes[0]) : std::to_string(sizes[0]) + "×" + std::to_string(sizes[1]);
}

}  // namespace

LayerList::LayerList() {
  LayerInfo picture;
  picture.name = "input";
  m_layers.push_back(std::move(picture));
  m_weights.emplace_back();
}

int LayerList::add(const NewLayer& layer) {
  LayerInfo info;
  info.name = freeName(layer.name);
  info.kind = layer.kind;
  info.detail = layer.detail;
  info.block = layer.block;
  info.inputs = layer.inputs.empty() ? std::vector{last()} : layer.inputs;
  info.parameters = count({layer.weight}) + count(layer.others);
  m_layers.push_back(std::move(info));
  m_weights.push_back(layer.weight);
  return last();
}

void LayerList::extend(const std::string& detail, const std::vector<at::Tensor>& parameters) {
  LayerInfo& layer = m_layers.back();
  layer.detail += (layer.detail.empty() ? "" : ", ") + detail;
  layer.parameters += count(parameters);
}

std::string LayerList::freeName(const std::string& name) const {
  const auto isTaken = [&](const std::string& wanted) {
    return std::any_of(m_layers.begin(), m_layers.end(), [&](const LayerInfo& layer) { return layer.name == wanted; });
  };
  std::string free = name;
  for (int number = 2; isTaken(free); ++number) free = name + "#" + std::to_string(number);
  return free;
}

std::int64_t LayerList::count(const std::vector<at::Tensor>& parameters) {
  std::int64_t numbers = 0;
  for (const at::Tensor& tensor : parameters) numbers += tensor.defined() ? tensor.numel() : 0;
  return numbers;
}

std::string windowText(const std::vector<std::int64_t>& kernel, const std::vector<std::int64_t>& stride,
                       const std::vector<std::int64_t>& padding) {
  std::string text = std::to_string(kernel[0]) + "×" + std::to_string(kernel[1]);
  if (stride[0] != 1 || stride[1] != 1) text += ", stride " + bothWays(stride);
  if (padding[0] != 0 || padding[1] != 0) text += ", padding " + bothWays(padding);
  return text;
}

}  // namespace adv
