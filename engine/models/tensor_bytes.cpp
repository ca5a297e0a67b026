// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/tensor_bytes.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>

#include "engine/api/error.hpp"

namespace adv {
namespace {

constexpr std::array kTypes{
    StoredType{"F32", "FloatStorage", at::kFloat, 4}, StoredType{"F64", "DoubleStorage", at::kDouble, 8},
    StoredType{"F16", "HalfStorage", at::kHalf, 2},   StoredType{"BF16", "BFloat16Storage", at::kBFloat16, 2},
    StoredType{"I64", "LongStorage", at::kLong, 8},   StoredType{"I32", "IntStorage", at::kInt, 4},
    StoredType{"I16", "ShortStorage", at::kShort, 2}, StoredType{"I8", "CharStorage", at::kChar, 1},
    StoredType{"U8", "ByteStorage", at::kByte, 1},
};

const StoredType* find(std::string_view StoredType::*field, std::string_view name) {
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&](const StoredType& t) { return t.*field == name; });
  return found == kTypes.end() ? nullptr : &*found;
}

}  // namespace

const StoredType* storedTypeOfSafetensors(std::string_view name) { return find(&StoredType::safetensorsName, name); }
const StoredType* storedTypeOfStorage(std::string_view storageClass) {
  return find(&StoredType::storageClass, storageClass);
}

std::optional<std::int64_t> elementCount(const std::vector<std::int64_t>& shape) {
  constexpr std::int64_t kMost = std::int64_t{1} << 40;
  if (shape.size() > 8) return std::nullopt;
  std::int64_t count = 1;
  bool empty = false;
  for (const std::int64_t extent : shape) {
    if (extent < 0 || extent > kMost) return std::nullopt;
    empty = empty || extent == 0;
    if (extent > 0 && count > kMost / extent) return std::nullopt;
    count *= std::max<std::int64_t>(extent, 1);
  }
  return empty ? 0 : count;
}

std::string shapeText(at::IntArrayRef shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

at::Tensor asWeight(const std::string& name, const at::Tensor& stored) {
  if (!stored.is_floating_point()) return stored.contiguous();
  const at::Tensor weight = stored.to(at::kFloat).contiguous();
  if (weight.numel() == 0 || at::isfinite(weight).all().item<bool>()) return weight;
  throw userFailure("The tensor \"" + name + "\" holds NaN or infinite values.",
                    "The file is damaged or its training diverged; take another one.");
}

}  // namespace adv
