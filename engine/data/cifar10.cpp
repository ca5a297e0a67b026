// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <sstream>

#include "engine/api/error.hpp"
#include "engine/data/sources.hpp"
#include "engine/models/input_file.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr int kSide = 32;
constexpr std::size_t kPlane = kSide * kSide;
constexpr std::size_t kRecord = 1 + 3 * kPlane;
constexpr std::size_t kMostBytes = 60'000 * kRecord;
constexpr std::size_t kClasses = 10;

class Cifar10 final : public Dataset {
 public:
  Cifar10(const fs::path& folder, const std::vector<std::string>& files) {
    readNames(folder / "batches.meta.txt");
    for (const std::string& file : files) readBatch(folder / file);
  }
  int count() const override { return static_cast<int>(m_records.size() / kRecord); }
  int label(int index) const override { return static_cast<std::uint8_t>(*record(index)); }
  const std::vector<std::string>& labels() const override { return m_names; }
  Image image(int index) const override {
    Image picture{kSide, kSide, 3, std::vector<std::uint8_t>(3 * kPlane)};
    const char* planes = record(index) + 1;
    for (std::size_t i = 0; i < kPlane; ++i) {
      for (std::size_t c = 0; c < 3; ++c) picture.pixels[3 * i + c] = static_cast<std::uint8_t>(planes[c * kPlane + i]);
    }
    return picture;
  }

 private:
  const char* record(int index) const { return m_records.data() + static_cast<std::size_t>(index) * kRecord; }

  void readNames(const fs::path& path) {
    InputFile file(path);
    std::istringstream text(file.readText(std::min<std::uint64_t>(file.size(), 4096), "the class names"));
    for (std::string name; text >> name;) m_names.push_back(name);
    if (m_names.size() == kClasses) return;
    throw userFailure(file.name() + " lists " + std::to_string(m_names.size()) + " classes instead of 10.",
                      "Take the file as published.");
  }
  void readBatch(const fs::path& path) {
    InputFile file(path);
    if (file.size() == 0 || file.size() % kRecord != 0 || file.size() > kMostBytes) {
      throw userFailure(file.name() + " has " + std::to_string(file.size()) +
                            " bytes, which is no whole number of pictures (3073 bytes each).",
                        "Take an undamaged copy of the binary version of CIFAR-10.");
    }
    const std::string records = file.readText(file.size(), "the pictures");
    for (std::size_t at = 0; at < records.size(); at += kRecord) {
      if (static_cast<std::uint8_t>(records[at]) >= kClasses) {
        throw userFailure(file.name() + " holds a label above 9 at picture " + std::to_string(at / kRecord) + ".",
                          "Take an undamaged copy.");
      }
    }
    m_records += records;
  }

  std::vector<std::string> m_names;
  std::string m_records;
};

}  // namespace

std::shared_ptr<const Dataset> openCifar10(const fs::path& folder, const std::vector<std::string>& files) {
  return std::make_shared<const Cifar10>(folder, files);
}

}  // namespace adv
