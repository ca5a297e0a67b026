// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/mnist_reader.hpp"

#include <algorithm>

#include "engine/api/error.hpp"

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

std::vector<std::uint8_t> readLabels(const fs::path& path) {
  GzipFile file(path);
  requireMagic(file, kLabelMagic, "labels");
  const std::uint32_t count = file.readBigEndian();
  if (count == 0 || count > kMostPictures) refuseSize(file.name(), std::to_string(count) + " labels");
  std::vector<std::uint8_t> labels = file.read(count);
  file.requireEnd();
  if (std::any_of(labels.begin(), labels.end(), [](int label) { return label >= kDigits; })) {
    throw userFailure(file.name() + " holds labels above 9.", "Take an undamaged copy.");
  }
  return labels;
}

}  // namespace

MnistReader::MnistReader(const fs::path& folder, const std::string& stem)
    : m_labels(readLabels(plainOrGzip(folder / (stem + "-labels-idx1-ubyte")))),
      m_pictures(plainOrGzip(folder / (stem + "-images-idx3-ubyte"))) {
  readHeader();
}

void MnistReader::readHeader() {
  requireMagic(m_pictures, kImageMagic, "pictures");
  const std::uint32_t count = m_pictures.readBigEndian();
  const std::uint32_t height = m_pictures.readBigEndian();
  const std::uint32_t width = m_pictures.readBigEndian();
  if (count != m_labels.size()) {
    throw userFailure(m_pictures.name() + " says " + std::to_string(count) + " pictures, but there are " +
                          std::to_string(m_labels.size()) + " labels.",
                      "Take the two files of the same set.");
  }
  const std::size_t bytes = std::size_t{count} * width * height;
  if (width == 0 || height == 0 || width > kLongestSide || height > kLongestSide || bytes > kMostBytes) {
    refuseSize(m_pictures.name(), std::to_string(count) + " pictures of " + std::to_string(width) + " x " +
                                      std::to_string(height) + " pixels");
  }
  m_width = static_cast<int>(width);
  m_height = static_cast<int>(height);
}

std::vector<std::uint8_t> MnistReader::readPictures(int count) {
  std::vector<std::uint8_t> pixels =
      m_pictures.read(static_cast<std::size_t>(count) * static_cast<std::size_t>(m_width * m_height));
  m_read += count;
  if (m_read == this->count()) m_pictures.requireEnd();
  return pixels;
}

std::vector<std::string> digitNames() {
  std::vector<std::string> names;
  for (int digit = 0; digit < kDigits; ++digit) names.push_back(std::to_string(digit));
  return names;
}

}  // namespace adv
