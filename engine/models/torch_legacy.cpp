// SPDX-License-Identifier: GPL-3.0-or-later
// What torch.save wrote before PyTorch 1.6 (torch/serialization.py, _legacy_save): pickles of a magic number, the
// protocol version, the writer's system, the object and the keys of its storages; then for each key an int64 count and
// the elements.
#include <ATen/ATen.h>

#include <map>
#include <set>

#include "engine/api/error.hpp"
#include "engine/models/formats.hpp"
#include "engine/models/input_file.hpp"
#include "engine/models/state_dict.hpp"

namespace adv {
namespace {

constexpr std::size_t kMagicBytes = 15;
constexpr std::uint64_t kLargestFile = std::uint64_t{8} << 30;

void checkSystem(const PickleValue& protocol, const PickleValue& system, const std::string& file) {
  const auto* version = protocol.as<std::int64_t>();
  if (!version || *version != 1001) throw userFailure(file + " has an unknown version of the old torch format.");
  const auto* dict = system.as<PickleDict>();
  if (!dict) throw userFailure(file + " does not describe the system that wrote it.", "Take an undamaged copy.");
  for (const auto& [key, value] : dict->entries) {
    const auto* name = key->as<std::string>();
    const auto* flag = value->as<bool>();
    if (name && *name == "little_endian" && !(flag && *flag)) {
      throw userFailure(file + " was written on a big-endian machine.", "Save it again on another one.");
    }
  }
}

/// Gathers every storage that the tensors of `root` lie on, in whatever order the keys come.
void gather(const PickleValue& value, std::map<std::string, const PickleStorage*>& storages,
            std::set<const PickleValue*>& seen) {
  std::vector<const PickleValue*> waiting{&value};
  while (!waiting.empty()) {
    const PickleValue* next = waiting.back();
    waiting.pop_back();
    if (!seen.insert(next).second) continue;
    if (const auto* dict = next->as<PickleDict>()) {
      for (const auto& entry : dict->entries) waiting.push_back(entry.second);
    } else if (const auto* list = next->as<PickleList>()) {
      waiting.insert(waiting.end(), list->items.begin(), list->items.end());
    } else if (const auto* tuple = next->as<PickleTuple>()) {
      waiting.insert(waiting.end(), tuple->items.begin(), tuple->items.end());
    } else if (const auto* tensor = next->as<PickleTensor>()) {
      storages.emplace(tensor->storage.key, &tensor->storage);
    }
  }
}

/// Finds each storage's bytes; the type that the pickle gives decides how long they are.
std::map<std::string, std::string_view> locate(const PickleValue& root, const PickleValue& keys, std::string_view data,
                                               const std::string& file) {
  std::map<std::string, const PickleStorage*> storages;
  std::set<const PickleValue*> seen;
  gather(root, storages, seen);
  const auto* list = keys.as<PickleList>();
  if (!list) throw userFailure(file + " does not list its storages.", "Take an undamaged copy.");
  std::map<std::string, std::string_view> found;
  for (const PickleValue* item : list->items) {
    const auto* key = item->as<std::string>();
    const auto wanted = key ? storages.find(*key) : storages.end();
    if (wanted == storages.end())
      throw userFailure(file + " lists a storage that no tensor uses.", "Take an undamaged copy.");
    std::uint64_t count = 0;
    const bool hasCount = data.size() >= 8;
    for (int i = 7; hasCount && i >= 0; --i)
      count = count << 8 | static_cast<unsigned char>(data[static_cast<std::size_t>(i)]);
    const PickleStorage& storage = *wanted->second;
    if (!hasCount || count != static_cast<std::uint64_t>(storage.elements) ||
        count > (data.size() - 8) / static_cast<std::uint64_t>(storage.type->bytes)) {
      throw userFailure(file + " is cut short or damaged: the storage " + *key + " should hold " +
                            std::to_string(storage.elements) + " values.",
                        "Take an undamaged copy.");
    }
    const std::size_t bytes = count * static_cast<std::size_t>(storage.type->bytes);
    if (!found.emplace(*key, data.substr(8, bytes)).second) {
      throw userFailure(file + " lists the storage " + *key + " twice.", "Take an undamaged copy.");
    }
    data.remove_prefix(8 + bytes);
  }
  if (!data.empty()) throw userFailure(file + " goes on after its last storage.", "Take an undamaged copy.");
  return found;
}

}  // namespace

NamedTensors readTorchLegacy(const std::filesystem::path& path) {
  InputFile file(path);
  if (file.size() > kLargestFile) throw userFailure(file.name() + " is larger than 8 GiB.", "Save it as .safetensors.");
  const std::string bytes = file.readText(file.size(), "the file");
  PickleReader reader(bytes, file.name(), kMagicBytes);
  const PickleValue& protocol = reader.read();
  const PickleValue& system = reader.read();
  checkSystem(protocol, system, file.name());
  const PickleValue& root = reader.read();
  const PickleValue& keys = reader.read();
  const auto located = locate(root, keys, std::string_view(bytes).substr(reader.position()), file.name());

  return tensorsOf(root, file.name(), file.size(), [&](const PickleStorage& storage) {
    const auto found = located.find(storage.key);
    const std::size_t needed = static_cast<std::size_t>(storage.elements * storage.type->bytes);
    if (found == located.end() || found->second.size() != needed) {
      throw userFailure(file.name() + " does not hold the storage " + storage.key + ".", "Take an undamaged copy.");
    }
    const at::Tensor elements = at::empty({storage.elements}, storage.type->type);
    std::copy(found->second.begin(), found->second.end(), static_cast<char*>(elements.data_ptr()));
    return elements;
  });
}

}  // namespace adv
