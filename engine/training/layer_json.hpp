// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace adv {

/// Layers as a model card lists them.
namespace layer {

using Json = nlohmann::ordered_json;

inline Json convolution(const std::string& name) { return {{"type", "conv2d"}, {"name", name}}; }
inline Json convolution(const std::string& name, int padding) {
  return {{"type", "conv2d"}, {"name", name}, {"padding", padding}};
}
inline Json convolution(const std::string& name, int padding, int stride) {
  return {{"type", "conv2d"}, {"name", name}, {"padding", padding}, {"stride", stride}};
}
inline Json linear(const std::string& name) { return {{"type", "linear"}, {"name", name}}; }
inline Json halve() { return {{"type", "maxpool2d"}, {"kernel", 2}}; }
inline Json relu() { return {{"type", "relu"}}; }
inline Json flatten() { return {{"type", "flatten"}}; }
inline Json dropout(double p) { return {{"type", "dropout"}, {"p", p}}; }

}  // namespace layer

}  // namespace adv
