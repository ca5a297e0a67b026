// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <set>
#include <string>
#include <vector>

#include "engine/models/weights.hpp"

namespace adv {

/// The tensors of a network while it is built: each is taken by name with the shape that the network expects, and in
/// the end none may be left.
class Parameters {
 public:
  explicit Parameters(NamedTensors tensors);

  bool has(const std::string& name) const { return m_tensors.contains(name); }
  /// The tensor `name`; an extent of -1 in `shape` stands for any positive one. Throws `Failure` naming the tensor, the
  /// expected and the found shape.
  at::Tensor take(const std::string& name, const std::vector<std::int64_t>& shape);
  /// Throws `Failure` naming the tensors that nobody took. Counters of training batches do not count.
  void requireAllTaken() const;

 private:
  NamedTensors m_tensors;
  std::set<std::string> m_taken;
};

}  // namespace adv
