// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/data/gzip_file.hpp"
#include "engine/data/sources.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kLabelMagic = 0x801, kImageMagic = 0x803;
constexpr std::uint32_t kMostPictures = 1'000'000, kLongestSide = 1024;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr int kDigits = 10;

fs::path plainOrGzip(const fs::path& plain) {
  const fs::path gzip = plain.string() + ".gz";
  if (fs::exists(gzip)) return gzip;
  if (fs::exists(plain)) return plain;
  throw userFailure(gzip.string() + " is not there.",
                    "ADVSCOPE_DATA must name the folder that holds mnist/" + gzip.filename().string() + ".");
}

void requireMagic(GzipFile& file, std::uint32_t magic, const char* what) {
  if (file.readBigEndian() == magic) return;
  throw userFailure(file.name() + " is no IDX file of " + what + ".", "Take the files of MNIST as published.");
}

[[noreturn]] void refuseSize(const std::string& name, const std::string& size) {
  throw userFailure(name + " claims " + size + ", which cannot be right.", "Take an undamaged copy.");
}

class Mnist final : public Dataset {
 public:
  Mnist(const fs::path& images, const fs::path& labels) {
    readLabels(labels);
    readImages(images);
  }
  int count() const override { return static_cast<int>(m_labels.size()); }
  int label(int index) const override { return m_labels[static_cast<std::size_t>(index)]; }
  const std::vector<std::string>& labels() const override { return m_names; }
  Image image(int index) const override {
    const auto size = static_cast<std::ptrdiff_t>(m_width) * m_height;
    const auto first = m_pixels.begin() + index * size;
    return {m_width, m_height, 1, {first, first + size}};
  }

 private:
  void readLabels(const fs::path& path) {
    GzipFile file(path);
    requireMagic(file, kLabelMagic, "labels");
    const std::uint32_t count = file.readBigEndian();
    if (count == 0 || count > kMostPictures) refuseSize(file.name(), std::to_string(count) + " labels");
    m_labels = file.read(count);
    file.requireEnd();
    if (std::any_of(m_labels.begin(), m_labels.end(), [](int label) { return label >= kDigits; })) {
      throw userFailure(file.name() + " holds labels above 9.", "Take an undamaged copy.");
    }
    for (int digit = 0; digit < kDigits; ++digit) m_names.push_back(std::to_string(digit));
  }
  void readImages(const fs::path& path) {
    GzipFile file(path);
    requireMagic(file, kImageMagic, "pictures");
    const std::uint32_t count = file.readBigEndian(), height = file.readBigEndian(), width = file.readBigEndian();
    if (count != m_labels.size()) {
      throw userFailure(file.name() + " says " + std::to_string(count) + " pictures, but there are " +
                            std::to_string(m_labels.size()) + " labels.",
                        "Take the two files of the same set.");
    }
    const std::size_t bytes = std::size_t{count} * width * height;
    if (width == 0 || height == 0 || width > kLongestSide || height > kLongestSide || bytes > kMostBytes) {
      refuseSize(file.name(), std::to_string(count) + " pictures of " + std::to_string(width) + " x " +
                                  std::to_string(height) + " pixels");
    }
    m_width = static_cast<int>(width);
    m_height = static_cast<int>(height);
    m_pixels = file.read(bytes);
    file.requireEnd();
  }

  int m_width = 0;
  int m_height = 0;
  std::vector<std::uint8_t> m_pixels;
  std::vector<std::uint8_t> m_labels;
  std::vector<std::string> m_names;
};

}  // namespace

std::shared_ptr<const Dataset> openMnist(const fs::path& folder, const std::string& stem) {
  return std::make_shared<const Mnist>(plainOrGzip(folder / (stem + "-images-idx3-ubyte")),
                                       plainOrGzip(folder / (stem + "-labels-idx1-ubyte")));
}

}  // namespace adv
