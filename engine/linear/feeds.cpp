// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/linear/feeds.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/data/mnist_reader.hpp"
#include "engine/data/resize.hpp"
#include "engine/data/signs.hpp"
#include "engine/data/sources.hpp"

namespace adv::linear {
namespace {

namespace fs = std::filesystem;

constexpr int kSide = 32;
constexpr int kTestEvery = 5;  ///< of a folder's pictures

void writePlanes(const Image& image, std::uint8_t* pixels) {
  const auto plane = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
  const auto channels = static_cast<std::size_t>(image.channels);
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t i = 0; i < plane; ++i) pixels[c * plane + i] = image.pixels[i * channels + c];
  }
}

/// MNIST, or some of its digits, whose classes are counted from 0 in the order given.
class MnistFeed final : public PictureFeed {
 public:
  MnistFeed(const fs::path& folder, const std::string& stem, const std::vector<int>& digits)
      : m_reader(folder, stem), m_classOf(10, -1) {
    const auto names = digitNames();
    for (const int digit : digits) {
      m_classOf[static_cast<std::size_t>(digit)] = static_cast<int>(m_names.size());
      m_names.push_back(names[static_cast<std::size_t>(digit)]);
    }
  }
  int count() const override { return m_reader.count(); }
  PictureShape shape() const override { return {1, m_reader.height(), m_reader.width()}; }
  const std::vector<std::string>& labels() const override { return m_names; }
  int perStep() const override { return 2000; }
  int read(int count, std::uint8_t* pixels, std::int64_t* labels) override {
    const auto read = m_reader.readPictures(count);
    const auto size = static_cast<std::size_t>(shape().size());
    int kept = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      const int cls = m_classOf[m_reader.labels()[m_next++]];
      if (cls < 0) continue;
      std::copy_n(read.data() + i * size, size, pixels + static_cast<std::size_t>(kept) * size);
      labels[kept++] = cls;
    }
    return kept;
  }

 private:
  MnistReader m_reader;
  std::vector<int> m_classOf;
  std::vector<std::string> m_names;
  std::size_t m_next = 0;
};

/// Pictures `indices` of a data set, brought to one shape.
class DatasetFeed final : public PictureFeed {
 public:
  DatasetFeed(std::shared_ptr<const Dataset> data, PictureShape shape, std::vector<int> indices, int perStep)
      : m_data(std::move(data)), m_shape(shape), m_indices(std::move(indices)), m_perStep(perStep) {}
  int count() const override { return static_cast<int>(m_indices.size()); }
  PictureShape shape() const override { return m_shape; }
  const std::vector<std::string>& labels() const override { return m_data->labels(); }
  int perStep() const override { return m_perStep; }
  int read(int count, std::uint8_t* pixels, std::int64_t* labels) override {
    for (int i = 0; i < count; ++i) {
      const int index = m_indices[m_next++];
      const Image image = m_data->image(index);
      writePlanes(fitToInput(image, m_shape.width, m_shape.height, m_shape.channels, true),
                  pixels + i * m_shape.size());
      labels[i] = m_data->label(index);
    }
    return count;
  }

 private:
  std::shared_ptr<const Dataset> m_data;
  PictureShape m_shape;
  std::vector<int> m_indices;
  int m_perStep;
  std::size_t m_next = 0;
};

/// Some of the signs; picture i shows the sign i modulo their number.
class DrawnSigns final : public Dataset {
 public:
  DrawnSigns(std::vector<int> signs, SceneStyle style, int count, std::uint64_t seed)
      : m_signs(std::move(signs)), m_style(style), m_count(count), m_seed(seed) {
    for (const int sign : m_signs) m_labels.push_back(signLabels()[static_cast<std::size_t>(sign)]);
  }
  int count() const override { return m_count; }
  int label(int index) const override { return index % static_cast<int>(m_signs.size()); }
  const std::vector<std::string>& labels() const override { return m_labels; }
  Image image(int index) const override {
    return drawSignScene(m_signs[static_cast<std::size_t>(label(index))], m_style, m_seed,
                         static_cast<std::uint64_t>(index));
  }

 private:
  std::vector<int> m_signs;
  SceneStyle m_style;
  int m_count;
  std::uint64_t m_seed;
  std::vector<std::string> m_labels;
};

std::vector<int> allOf(const Dataset& data) {
  std::vector<int> indices;
  for (int i = 0; i < data.count(); ++i) indices.push_back(i);
  return indices;
}

std::vector<int> allSigns() {
  std::vector<int> signs(signLabels().size());
  std::iota(signs.begin(), signs.end(), 0);
  return signs;
}

/// Two signs that differ in one digit.
std::vector<int> speedLimits() {
  const auto& labels = signLabels();
  const auto indexOf = [&](const char* label) {
    return static_cast<int>(std::find(labels.begin(), labels.end(), label) - labels.begin());
  };
  return {indexOf("speed limit 30"), indexOf("speed limit 80")};
}

FeedPart signsPart(bool isTest, const std::vector<int>& which, SceneStyle style, int count, std::uint64_t seed) {
  return {isTest, [=]() -> std::unique_ptr<PictureFeed> {
            const auto signs = std::make_shared<const DrawnSigns>(which, style, count, seed);
            return std::make_unique<DatasetFeed>(signs, PictureShape{3, kSide, kSide}, allOf(*signs), 16);
          }};
}

FeedPart mnistPart(bool isTest, const fs::path& dataFolder, std::vector<int> digits) {
  return {isTest, [=]() -> std::unique_ptr<PictureFeed> {
            return std::make_unique<MnistFeed>(dataFolder / "mnist", isTest ? "t10k" : "train", digits);
          }};
}

/// CIFAR-10 in parts, as opening one reads it whole.
FeedPart cifarPart(bool isTest, const fs::path& dataFolder, std::string file) {
  return {isTest, [=]() -> std::unique_ptr<PictureFeed> {
            const auto data = openCifar10(dataFolder / "cifar10", {file});
            return std::make_unique<DatasetFeed>(data, PictureShape{3, 32, 32}, allOf(*data), 1000);
          }};
}

FeedPart folderPart(bool isTest, const std::shared_ptr<const Dataset>& data) {
  std::vector<int> indices;
  for (int i = 0; i < data->count(); ++i) {
    if ((i % kTestEvery == kTestEvery - 1) == isTest) indices.push_back(i);
  }
  return {isTest, [=]() -> std::unique_ptr<PictureFeed> {
            return std::make_unique<DatasetFeed>(data, PictureShape{3, kSide, kSide}, indices, 4);
          }};
}

std::vector<FeedPart> cifarParts(const fs::path& data) {
  const bool whole = fs::exists(data / "cifar10" / "test_batch.bin");
  return {cifarPart(false, data, "data_batch_1.bin"), cifarPart(false, data, "data_batch_2.bin"),
          cifarPart(false, data, "data_batch_3.bin"),
          cifarPart(true, data, whole ? "test_batch.bin" : "test_batch_first1000.bin")};
}

std::vector<FeedPart> mnistParts(const fs::path& data, const std::vector<int>& digits) {
  return {mnistPart(false, data, digits), mnistPart(true, data, digits)};
}

std::vector<FeedPart> folderParts(const fs::path& folder) {
  const auto data = openImageFolder(folder);
  if (data->labels().size() < 2 || data->count() < 2 * kTestEvery)
    throw userFailure(folder.string() + " does not hold two classes of pictures.",
                      "Choose a folder of one folder for each class, with ten pictures or more.");
  return {folderPart(false, data), folderPart(true, data)};
}

}  // namespace

std::vector<FeedPart> feedsOf(const std::string& name, const fs::path& dataFolder) {
  if (name == "signs")
    return {signsPart(false, allSigns(), SceneStyle::Varied, 3200, 0x5167'0011),
            signsPart(true, allSigns(), SceneStyle::Varied, 800, 0x5167'0012)};
  if (name == "signs-30-80")
    return {signsPart(false, speedLimits(), SceneStyle::Tidy, 1600, 0x5167'0013),
            signsPart(true, speedLimits(), SceneStyle::Tidy, 400, 0x5167'0014)};
  const bool isPublic = name == "mnist" || name == "mnist-3-7" || name == "cifar10";
  if (isPublic && dataFolder.empty())
    throw userFailure("The data set \"" + name + "\" is not there.",
                      "Set ADVSCOPE_DATA to the folder that holds " + name.substr(0, name.find('-')) + "/.");
  if (name == "mnist") return mnistParts(dataFolder, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  if (name == "mnist-3-7") return mnistParts(dataFolder, {3, 7});
  if (name == "cifar10") return cifarParts(dataFolder);
  if (fs::is_directory(name)) return folderParts(name);
  throw userFailure("There is no data \"" + name + "\" for a linear classifier.",
                    "Choose signs, signs-30-80, mnist, mnist-3-7, cifar10, or an existing folder of class folders.");
}

}  // namespace adv::linear
