// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adv {

/// How one kind of number is named and stored in files of weights.
struct StoredType {
  std::string_view safetensorsName;  ///< "F32"
  std::string_view storageClass;     ///< "FloatStorage", in the module torch
  at::ScalarType type;
  std::int64_t bytes;
};

/// Null where the name is not known.
const StoredType* storedTypeOfSafetensors(std::string_view name);
const StoredType* storedTypeOfStorage(std::string_view storageClass);

/// Number of elements; empty where an extent is negative, there are more than 8 of them, or the product is above 2^40.
std::optional<std::int64_t> elementCount(const std::vector<std::int64_t>& shape);

/// "[64, 3, 3, 3]".
std::string shapeText(at::IntArrayRef shape);

/// Floating-point tensors as contiguous float32, others as they are. Throws `Failure` naming the tensor where a weight
/// is NaN, infinite or beyond float32.
at::Tensor asWeight(const std::string& name, const at::Tensor& stored);

}  // namespace adv
