// SPDX-License-Identifier: GPL-3.0-or-later
// What torch.save writes since PyTorch 1.6: NAME/data.pkl and, uncompressed, NAME/data/KEY for each storage.
#include <ATen/ATen.h>
#include <zip.h>

#include <algorithm>
#include <map>
#include <memory>

#include "engine/api/error.hpp"
#include "engine/models/formats.hpp"
#include "engine/models/state_dict.hpp"

namespace adv {
namespace {

constexpr zip_int64_t kMostEntries = 200'000;
constexpr std::uint64_t kLargestPickle = 256u << 20;
constexpr const char* kDamaged = "Take an undamaged copy.";

class ZipFile {
 public:
  explicit ZipFile(const std::filesystem::path& path)
      : m_name(path.filename().string()), m_bytes(std::filesystem::file_size(path)), m_zip(nullptr, zip_discard) {
    int code = 0;
    m_zip.reset(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!m_zip) {
      zip_error_t error;
      zip_error_init_with_code(&error, code);
      const std::string reason = zip_error_strerror(&error);
      zip_error_fini(&error);
      throw userFailure(m_name + " is cut short or no valid zip file: " + reason + ".", kDamaged);
    }
    list();
  }

  const std::string& name() const { return m_name; }
  std::uint64_t bytes() const { return m_bytes; }
  bool holds(const std::string& entry) const { return m_entries.contains(m_root + entry); }

  /// The size that the directory states; throws where there is no such entry or it is compressed.
  std::uint64_t sizeOf(const std::string& entry) const { return stat(entry).size; }

  void read(const std::string& entry, void* bytes, std::uint64_t count) const {
    std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
        zip_fopen_index(m_zip.get(), m_entries.at(m_root + entry), 0), zip_fclose);
    auto* next = static_cast<char*>(bytes);
    std::uint64_t left = count;
    while (file && left > 0) {
      const zip_int64_t got = zip_fread(file.get(), next, left);
      if (got <= 0) break;
      next += got;
      left -= static_cast<std::uint64_t>(got);
    }
    char beyond = 0;  // reading to the end makes libzip compare the checksum
    if (!file || left > 0 || zip_fread(file.get(), &beyond, 1) != 0) {
      throw userFailure(m_name + ": the entry " + entry + " is cut short or does not match its checksum.", kDamaged);
    }
  }

 private:
  void list() {
    const zip_int64_t count = zip_get_num_entries(m_zip.get(), 0);
    if (count > kMostEntries) throw userFailure(m_name + " holds more entries than any list of weights.", kDamaged);
    for (zip_int64_t i = 0; i < count; ++i) {
      const char* entry = zip_get_name(m_zip.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
      if (!entry) throw userFailure(m_name + " holds an entry without a name.", kDamaged);
      const std::string text = entry;
      if (!m_entries.emplace(text, static_cast<zip_uint64_t>(i)).second) {
        throw userFailure(m_name + " holds the entry " + text + " twice.", kDamaged);
      }
      const std::size_t slash = text.find('/');
      if (slash != std::string::npos && text.substr(slash) == "/data.pkl") m_root = text.substr(0, slash + 1);
      if (text.ends_with("/constants.pkl")) {
        throw userFailure(m_name + " is a TorchScript program, and programs are not run.",
                          "Save the weights with torch.save(model.state_dict(), file), or as .safetensors.");
      }
    }
    if (m_root.empty())
      throw userFailure(m_name + " is a zip file without data.pkl, so it was not written by torch.save.",
                        "Choose a .pth or .safetensors file.");
  }

  zip_stat_t stat(const std::string& entry) const {
    zip_stat_t found;
    zip_stat_init(&found);
    const auto index = m_entries.find(m_root + entry);
    if (index == m_entries.end() || zip_stat_index(m_zip.get(), index->second, 0, &found) != 0 ||
        !(found.valid & ZIP_STAT_SIZE) || !(found.valid & ZIP_STAT_COMP_METHOD)) {
      throw userFailure(m_name + " lacks the entry " + entry + ".", kDamaged);
    }
    if (found.comp_method != ZIP_CM_STORE || found.size > m_bytes) {
      throw userFailure(
          m_name + ": the entry " + entry + " is compressed or larger than the file, which torch.save never writes.",
          kDamaged);
    }
    return found;
  }

  std::string m_name;
  std::uint64_t m_bytes;
  std::unique_ptr<zip_t, decltype(&zip_discard)> m_zip;
  std::map<std::string, zip_uint64_t> m_entries;
  std::string m_root;
};

void checkByteOrder(const ZipFile& zip) {
  if (!zip.holds("byteorder")) return;
  std::string order(std::min<std::uint64_t>(zip.sizeOf("byteorder"), 16), '\0');
  zip.read("byteorder", order.data(), order.size());
  if (order != "little")
    throw userFailure(zip.name() + " has the byte order \"" + order + "\"; only little is read.",
                      "Save it again on another machine.");
}

at::Tensor readStorage(const ZipFile& zip, const PickleStorage& storage) {
  const std::string entry = "data/" + storage.key;
  const std::uint64_t size = zip.sizeOf(entry);
  const auto needed = static_cast<std::uint64_t>(storage.elements * storage.type->bytes);
  if (size != needed) {
    throw userFailure(zip.name() + ": the entry " + entry + " holds " + std::to_string(size) + " bytes, but " +
                          std::to_string(storage.elements) + " values need " + std::to_string(needed) + ".",
                      kDamaged);
  }
  const at::Tensor elements = at::empty({storage.elements}, storage.type->type);
  zip.read(entry, elements.data_ptr(), size);
  return elements;
}

}  // namespace

NamedTensors readTorchZip(const std::filesystem::path& path) {
  const ZipFile zip(path);
  checkByteOrder(zip);
  const std::uint64_t pickleBytes = zip.sizeOf("data.pkl");
  if (pickleBytes > kLargestPickle)
    throw userFailure(zip.name() + ": data.pkl is larger than any list of weights.", kDamaged);
  std::string pickle(pickleBytes, '\0');
  zip.read("data.pkl", pickle.data(), pickle.size());
  PickleReader reader(pickle, zip.name());
  return tensorsOf(reader.read(), zip.name(), zip.bytes(),
                   [&](const PickleStorage& storage) { return readStorage(zip, storage); });
}

}  // namespace adv
