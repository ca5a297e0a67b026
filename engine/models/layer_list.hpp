// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <string>
#include <vector>

#include "engine/api/layers.hpp"

namespace adv {

/// Told of every layer of a network while it computes: its index, and its result [N, C, H, W] or [N, features].
using LayerVisitor = std::function<void(std::size_t layer, const at::Tensor& result)>;

/// What a network's computation calls at the end of each layer, in the order of its list. Costs a comparison where
/// nobody looks.
class LayerTrace {
 public:
  explicit LayerTrace(const LayerVisitor* visitor = nullptr) : m_visitor(visitor) {}

  /// True where somebody looks: what the network itself has no use for is computed only then.
  bool isWatched() const { return m_visitor != nullptr; }
  void operator()(const at::Tensor& result) {
    if (m_visitor) (*m_visitor)(m_next++, result);
  }

 private:
  const LayerVisitor* m_visitor;
  std::size_t m_next = 1;  ///< the picture comes from outside of the network
};

/// A layer as it is put in the list.
struct NewLayer {
  std::string name;  ///< where it is taken, a number is added
  LayerKind kind = LayerKind::Input;
  std::string detail = {};
  std::string block = {};
  std::vector<int> inputs = {};         ///< the layer before, where empty
  at::Tensor weight = {};               ///< of a convolution or a linear layer
  std::vector<at::Tensor> others = {};  ///< more trained numbers; undefined ones do not count
};

/// The layers of a network as it is built: the picture, and what was added.
class LayerList {
 public:
  LayerList();

  /// Returns its index.
  int add(const NewLayer& layer);
  /// The last layer goes on: with another step, such as "ReLU", and that step's trained numbers.
  void extend(const std::string& detail, const std::vector<at::Tensor>& parameters = {});

  int last() const { return static_cast<int>(m_layers.size()) - 1; }
  /// Without their shapes, which follow from the first picture that goes through.
  const std::vector<LayerInfo>& layers() const { return m_layers; }
  /// [out, in, height, width] of a convolution, [out, in] of a linear layer; undefined for others.
  const at::Tensor& weight(std::size_t layer) const { return m_weights.at(layer); }

 private:
  std::string freeName(const std::string& name) const;
  static std::int64_t count(const std::vector<at::Tensor>& parameters);

  std::vector<LayerInfo> m_layers;
  std::vector<at::Tensor> m_weights;
};

/// "5×5, stride 2, padding 1": strides of 1 and no padding are not said.
std::string windowText(const std::vector<std::int64_t>& kernel, const std::vector<std::int64_t>& stride,
                       const std::vector<std::int64_t>& padding);

}  // namespace adv
