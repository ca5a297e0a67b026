// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/parameters.hpp"

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/models/tensor_bytes.hpp"

namespace adv {
namespace {

std::string expectedText(const std::vector<std::int64_t>& shape) {
  std::string text = shapeText(shape);
  for (std::size_t at = text.find("-1"); at != std::string::npos; at = text.find("-1")) text.replace(at, 2, "any");
  return text;
}

bool fits(at::IntArrayRef found, const std::vector<std::int64_t>& expected) {
  return std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                    [](std::int64_t have, std::int64_t want) { return have > 0 && (want == -1 || have == want); });
}

}  // namespace

Parameters::Parameters(NamedTensors tensors) : m_tensors(std::move(tensors)) {}

at::Tensor Parameters::take(const std::string& name, const std::vector<std::int64_t>& shape) {
  const auto found = m_tensors.find(name);
  if (found == m_tensors.end()) {
    throw userFailure("The weights lack the tensor \"" + name + "\" of shape " + expectedText(shape) + ".",
                      "Take the weights of this architecture, or mend the names in the model card.");
  }
  const at::Tensor& tensor = found->second;
  if (!fits(tensor.sizes(), shape)) {
    throw userFailure("The tensor \"" + name + "\" should have the shape " + expectedText(shape) + ", but has " +
                          shapeText(tensor.sizes()) + ".",
                      "Take the weights of this architecture, or mend the model card.");
  }
  if (!tensor.is_floating_point()) throw userFailure("The tensor \"" + name + "\" holds whole numbers, not weights.");
  m_taken.insert(name);
  return tensor;
}

void Parameters::requireAllTaken() const {
  std::string extra;
  for (const auto& [name, tensor] : m_tensors) {
    if (m_taken.contains(name) || name.ends_with("num_batches_tracked")) continue;
    extra += (extra.empty() ? "\"" : ", \"") + name + "\"";
  }
  if (extra.empty()) return;
  if (extra.size() > 300) extra = extra.substr(0, 300) + "...";
  throw userFailure("The weights hold tensors that the network has no place for: " + extra + ".",
                    "Take the weights of this architecture, or add the missing layers to the model card.");
}

}  // namespace adv
