// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/state_dict.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

#include "engine/api/error.hpp"

namespace adv {
namespace {

const PickleDict* entryOf(const PickleDict& dict, std::string_view name) {
  for (const auto& [key, value] : dict.entries) {
    const auto* text = key->as<std::string>();
    if (text && *text == name) return value->as<PickleDict>();
  }
  return nullptr;
}

const PickleDict& stateDictOf(const PickleValue& root, const std::string& file) {
  const auto* dict = root.as<PickleDict>();
  if (!dict)
    throw userFailure(file + " holds no state dict.", "Save the weights with torch.save(model.state_dict(), file).");
  for (const char* name : {"state_dict", "model_state_dict"}) {
    if (const PickleDict* inner = entryOf(*dict, name)) return *inner;
  }
  return *dict;
}

[[noreturn]] void refuse(const std::string& name, const std::string& reason) {
  throw userFailure("The tensor \"" + name + "\" " + reason + ".", "Take an undamaged copy.");
}

/// The number of elements of a tensor that is known to lie inside its storage.
std::int64_t checkedCount(const std::string& name, const PickleTensor& tensor) {
  const PickleStorage& storage = tensor.storage;
  const auto count = elementCount(tensor.sizes);
  if (!count) refuse(name, "has the impossible shape " + shapeText(tensor.sizes));
  if (tensor.strides.size() != tensor.sizes.size()) refuse(name, "has strides that do not fit its shape");
  if (!elementCount({storage.elements}) || storage.viewElements < 0 || storage.viewOffset < 0 ||
      storage.viewElements > storage.elements || storage.viewOffset > storage.elements - storage.viewElements) {
    refuse(name, "has a storage of an impossible length");
  }
  if (tensor.offset < 0 || tensor.offset > storage.viewElements) refuse(name, "begins outside its storage");
  std::int64_t room = storage.viewElements - 1 - tensor.offset;
  if (*count == 0) return 0;
  for (std::size_t i = 0; i < tensor.sizes.size(); ++i) {
    const std::int64_t stride = tensor.strides[i];
    const std::int64_t steps = tensor.sizes[i] - 1;
    if (stride < 0) refuse(name, "has a negative stride");
    if (steps > 0 && stride > std::max<std::int64_t>(room, 0) / steps) refuse(name, "reaches beyond its storage");
    room -= stride * steps;
  }
  if (room < 0) refuse(name, "reaches beyond its storage");
  return *count;
}

void stripCommonPrefix(NamedTensors& tensors, const std::string& prefix) {
  const auto has = [&](const auto& entry) { return entry.first.starts_with(prefix); };
  if (tensors.empty() || !std::all_of(tensors.begin(), tensors.end(), has)) return;
  NamedTensors stripped;
  for (auto& [name, tensor] : tensors) stripped.emplace(name.substr(prefix.size()), std::move(tensor));
  tensors = std::move(stripped);
}

}  // namespace

NamedTensors tensorsOf(const PickleValue& root, const std::string& file, std::uint64_t fileBytes,
                       const StorageSource& storage) {
  std::map<std::string, const PickleTensor*> found;
  std::uint64_t elements = 0;
  for (const auto& [key, value] : stateDictOf(root, file).entries) {
    const auto* name = key->as<std::string>();
    if (!name) throw userFailure(file + " holds an entry whose name is no text.", "Take an undamaged copy.");
    const auto* tensor = value->as<PickleTensor>();
    if (!tensor) refuse(*name, "is no tensor");
    if (!found.emplace(*name, tensor).second) refuse(*name, "is there twice");
    elements += static_cast<std::uint64_t>(checkedCount(*name, *tensor));
    // Shared weights may count twice; a few bytes that are laid out again and again may not fill the memory.
    if (elements > 4 * fileBytes) refuse(*name, "and those before it claim more values than the file can hold");
  }
  if (found.empty())
    throw userFailure(file + " holds no tensors.", "Take a file that torch.save(model.state_dict(), file) wrote.");

  NamedTensors tensors;
  std::map<std::string, at::Tensor> storages;
  for (const auto& [name, tensor] : found) {
    at::Tensor& whole = storages[tensor->storage.key];
    if (!whole.defined()) whole = storage(tensor->storage);
    if (whole.scalar_type() != tensor->storage.type->type || whole.numel() != tensor->storage.elements) {
      refuse(name, "and another one disagree about the storage they share");
    }
    const std::int64_t offset = tensor->storage.viewOffset + tensor->offset;
    tensors.emplace(
        name,
        asWeight(name, whole.as_strided(tensor->sizes, tensor->strides, offset).clone(at::MemoryFormat::Contiguous)));
  }
  stripCommonPrefix(tensors, "module.");
  return tensors;
}

}  // namespace adv
