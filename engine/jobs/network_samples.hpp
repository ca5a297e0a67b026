// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/workspace.hpp"

namespace adv {

/// How pictures are fitted before they are turned into numbers.
struct PictureSize {
  int width = 0;
  int height = 0;
  int channels = 0;
  bool crop = false;  ///< as in `fitToInput`
};
PictureSize inputOf(const ModelInfo& model);
/// Throws `Failure` where the first network takes pictures of another size than the second, which is under attack.
void checkSameInput(const ModelInfo& asked, const ModelInfo& attacked);
/// The first `wanted` of all, or all of them where it is 0.
int firstOf(int wanted, int all);

/// The pictures of these numbers, [N, C, H, W] in [0, 1], on the CPU.
at::Tensor readPictures(const Dataset& data, std::span<const int> indices, const PictureSize& size);

/// Opens pictures. Throws `Failure` where `name` is a table of numbers, or holds none.
std::shared_ptr<const Dataset> openPictures(const std::string& name, Workspace& workspace);

/// The numbers begin, …, end − 1.
std::vector<int> numbersFrom(int begin, int end);

/// Pictures of some data as a network takes them, and the classes that an attack on the network is judged by.
class NetworkSamples {
 public:
  NetworkSamples(const std::string& data, const std::string& model, Workspace& workspace);

  const ClassifierPtr& model() const { return m_model; }
  int count() const { return m_data->count(); }
  /// The data's classes are the network's.
  bool labelsFit() const { return m_labelsFit; }
  /// [N, C, H, W], on the network's device.
  at::Tensor pictures(std::span<const int> indices) const;
  /// [N] int64: the data's own classes where they are the network's, and where there is none the predicted ones.
  at::Tensor labels(std::span<const int> indices, const at::Tensor& logits) const;

 private:
  std::shared_ptr<const Dataset> m_data;
  ClassifierPtr m_model;
  bool m_labelsFit;
};

}  // namespace adv
