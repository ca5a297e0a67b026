// SPDX-License-Identifier: GPL-3.0-or-later
// The format: 8 bytes little-endian length of the header, the header (JSON: name -> dtype, shape, data_offsets), the
// data. https://github.com/huggingface/safetensors
#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <utility>
#include <vector>

#include "engine/api/error.hpp"
#include "engine/models/formats.hpp"
#include "engine/models/input_file.hpp"
#include "engine/models/json.hpp"
#include "engine/models/tensor_bytes.hpp"

namespace adv {
namespace {

using Json = nlohmann::json;
constexpr std::uint64_t kLongestHeader = 16u << 20;
constexpr const char* kDamaged = "Take an undamaged copy.";

struct Entry {
  std::string name;
  const StoredType* type = nullptr;
  std::vector<std::int64_t> shape{};
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

[[noreturn]] void refuse(const Entry& entry, const std::string& reason) {
  throw userFailure("The tensor \"" + entry.name + "\" " + reason + ".", kDamaged);
}

std::uint64_t wholeNumber(const Json& value, const Entry& entry, const char* what) {
  if (!value.is_number_unsigned()) refuse(entry, std::string("has a ") + what + " that is no whole number");
  return value.get<std::uint64_t>();
}

Entry readEntry(const std::string& name, const Json& json) {
  Entry entry{.name = name};
  if (!json.is_object() || !json.contains("dtype") || !json.contains("shape") || !json.contains("data_offsets")) {
    refuse(entry, "lacks its dtype, shape or data_offsets");
  }
  if (!json["dtype"].is_string() || !json["shape"].is_array()) refuse(entry, "has a dtype or shape of the wrong kind");
  const auto dtype = json["dtype"].get<std::string>();
  entry.type = storedTypeOfSafetensors(dtype);
  if (!entry.type) refuse(entry, "has the unknown dtype \"" + dtype + "\"");
  for (const Json& extent : json["shape"]) {
    entry.shape.push_back(
        static_cast<std::int64_t>(std::min<std::uint64_t>(wholeNumber(extent, entry, "shape"), INT64_MAX)));
  }
  const Json& offsets = json["data_offsets"];
  if (!offsets.is_array() || offsets.size() != 2) refuse(entry, "needs two data_offsets");
  entry.begin = wholeNumber(offsets[0], entry, "data offset");
  entry.end = wholeNumber(offsets[1], entry, "data offset");
  return entry;
}

/// Byte counts must fit shapes, and the data must be covered without gap or overlap.
void checkLayout(std::vector<Entry>& entries, std::uint64_t dataBytes) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  std::uint64_t expected = 0;
  for (const Entry& entry : entries) {
    const auto count = elementCount(entry.shape);
    if (!count) refuse(entry, "has the impossible shape " + shapeText(entry.shape));
    if (entry.begin < expected) refuse(entry, "overlaps another one");
    if (entry.begin > expected) refuse(entry, "leaves a gap in the data before it");
    if (entry.end < entry.begin || entry.end > dataBytes)
      refuse(entry, "lies outside the file: the file is cut short, or its offsets are wrong");
    if (entry.end - entry.begin != static_cast<std::uint64_t>(*count * entry.type->bytes)) {
      refuse(entry, "of shape " + shapeText(entry.shape) + " needs " + std::to_string(*count * entry.type->bytes) +
                        " bytes, but its offsets give " + std::to_string(entry.end - entry.begin));
    }
    expected = entry.end;
  }
  if (expected != dataBytes) {
    throw userFailure("The file holds " + std::to_string(dataBytes) + " bytes of data, but its header describes " +
                          std::to_string(expected) + ".",
                      kDamaged);
  }
}

std::string headerOf(const NamedTensors& tensors) {
  Json header;
  header["__metadata__"] = {{"format", "pt"}};
  std::int64_t offset = 0;
  for (const auto& [name, tensor] : tensors) {
    if (!tensor.is_floating_point()) throw userFailure("The tensor \"" + name + "\" is not of a floating-point type.");
    const std::int64_t end = offset + tensor.numel() * 4;
    header[name] = {{"dtype", "F32"}, {"shape", tensor.sizes().vec()}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');
  return text;
}

}  // namespace

NamedTensors readSafetensors(const std::filesystem::path& path) {
  InputFile file(path);
  std::array<unsigned char, 8> lengthBytes{};
  file.read(lengthBytes.data(), lengthBytes.size(), "the header's length");
  std::uint64_t length = 0;
  for (int i = 7; i >= 0; --i) length = length << 8 | lengthBytes[static_cast<std::size_t>(i)];
  if (length > kLongestHeader) {
    throw userFailure(file.name() + " claims a header of " + std::to_string(length) + " bytes.",
                      "It is no .safetensors file, or damaged.");
  }
  const Json header = parseJson(file.readText(length, "the header"), "The header of " + file.name());
  if (!header.is_object()) throw userFailure("The header of " + file.name() + " is no JSON object.", kDamaged);

  std::vector<Entry> entries;
  for (const auto& [name, json] : header.items()) {
    if (name != "__metadata__") entries.push_back(readEntry(name, json));
  }
  checkLayout(entries, file.remaining());

  NamedTensors tensors;
  for (const Entry& entry : entries) {
    const at::Tensor stored = at::empty(entry.shape, entry.type->type);
    file.read(stored.data_ptr(), entry.end - entry.begin, "the tensor \"" + entry.name + "\"");
    tensors.emplace(entry.name, asWeight(entry.name, stored));
  }
  return tensors;
}

void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors) {
  const std::string header = headerOf(tensors);
  std::array<char, 8> length{};
  for (std::size_t i = 0; i < 8; ++i) length[i] = static_cast<char>(header.size() >> (8 * i) & 0xff);

  const std::filesystem::path temporary = path.string() + ".part";
  std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
  stream.write(length.data(), length.size());
  stream.write(header.data(), static_cast<std::streamsize>(header.size()));
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor plain = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
    stream.write(static_cast<const char*>(plain.data_ptr()), plain.numel() * 4);
  }
  stream.close();
  std::error_code problem;
  if (stream) std::filesystem::rename(temporary, path, problem);
  if (!stream || problem) {
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    throw userFailure(path.string() + " cannot be written.", "Check the folder, its permissions and the free space.");
  }
}

}  // namespace adv
