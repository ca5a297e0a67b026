// SPDX-License-Identifier: GPL-3.0-or-later
// Builds small files of weights, good and bad, and reads whole files.
#pragma once

#include <zip.h>

#include <concepts>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/error.hpp"

namespace adv::test {

inline std::string bytesOf(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::filesystem::path writeBytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  return path;
}

inline std::string littleEndian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

inline std::string floats(const std::vector<float>& values) {
  std::string text(values.size() * 4, '\0');
  std::memcpy(text.data(), values.data(), text.size());
  return text;
}

/// The message with which `action` fails; empty where it does not.
template <std::invocable Action>
std::string failureOf(Action&& action) {
  try {
    action();
  } catch (const Failure& failure) {
    return failure.error().text();
  }
  return {};
}

inline std::string safetensors(const std::string& header, const std::string& data) {
  return littleEndian(header.size(), 8) + header + data;
}

/// One entry of a safetensors header: entry("w", "F32", "[2]", "[0,8]").
inline std::string entry(const std::string& name, const std::string& dtype, const std::string& shape,
                         const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
}

/// Pickles of protocol 2, written instruction by instruction.
class Pickle {
 public:
  Pickle& raw(const std::string& bytes) { return m_text += bytes, *this; }
  Pickle& text(const std::string& value) { return raw("X" + littleEndian(value.size(), 4) + value); }
  Pickle& integer(std::int64_t value) { return raw("\x8a\x08" + littleEndian(static_cast<std::uint64_t>(value), 8)); }
  Pickle& global(const std::string& module, const std::string& name) { return raw("c" + module + "\n" + name + "\n"); }
  Pickle& integers(const std::vector<std::int64_t>& values) {
    raw("(");
    for (const auto value : values) integer(value);
    return raw("t");
  }

  struct Tensor {
    std::string name;
    std::vector<std::int64_t> size, stride;
    std::int64_t elements = 0;  ///< of its storage
    std::string storage = "0";
    std::int64_t offset = 0;
    std::string storageClass = "FloatStorage";
  };
  Pickle& tensor(const Tensor& t, bool legacy = false) {
    text(t.name).global("torch._utils", "_rebuild_tensor_v2").raw("((").text("storage").global("torch", t.storageClass);
    text(t.storage)
        .text("cpu")
        .integer(t.elements)
        .raw(legacy ? "NtQ" : "tQ")
        .integer(t.offset)
        .integers(t.size)
        .integers(t.stride);
    return raw("\x89").global("collections", "OrderedDict").raw(")RtR");
  }
  static std::string ofTensors(const std::vector<Tensor>& tensors, bool legacy = false) {
    Pickle pickle;
    pickle.raw("\x80\x02").global("collections", "OrderedDict").raw(")R(");
    for (const Tensor& t : tensors) pickle.tensor(t, legacy);
    return pickle.raw("u.").bytes();
  }
  const std::string& bytes() const { return m_text; }

 private:
  std::string m_text;
};

using ZipEntries = std::vector<std::pair<std::string, std::string>>;

inline std::filesystem::path writeZip(const std::filesystem::path& path, const ZipEntries& entries,
                                      bool compressed = false) {
  std::filesystem::remove(path);
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE, nullptr);
  for (const auto& [name, bytes] : entries) {
    zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) throw std::runtime_error(zip_strerror(zip));
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
  }
  if (zip_close(zip) != 0) throw std::runtime_error("the zip file cannot be written");
  return path;
}

inline ZipEntries torchEntries(const std::string& pickle, const std::string& storage) {
  return {{"net/data.pkl", pickle}, {"net/byteorder", "little"}, {"net/data/0", storage}, {"net/version", "3\n"}};
}

/// The parts of a file of the old torch format; `keys` lists the storages in the order in which they follow.
inline std::string legacyFile(const std::string& object,
                              const std::vector<std::pair<std::string, std::string>>& storages,
                              std::int64_t bytesOfElement = 4) {
  std::string file("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
  file += Pickle().raw("\x80\x02").integer(1001).raw(".").bytes();
  file += Pickle().raw("\x80\x02}").text("little_endian").raw("\x88s.").bytes();
  Pickle keys;
  keys.raw("\x80\x02](");
  for (const auto& storage : storages) keys.text(storage.first);
  file += object + keys.raw("e.").bytes();
  for (const auto& [key, bytes] : storages)
    file += littleEndian(bytes.size() / static_cast<std::size_t>(bytesOfElement), 8) + bytes;
  return file;
}

}  // namespace adv::test
