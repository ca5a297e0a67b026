// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/dataset.hpp"

#include <charconv>
#include <functional>
#include <map>

#include "engine/api/error.hpp"
#include "engine/data/signs.hpp"
#include "engine/data/sources.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

class Slice final : public Dataset {
 public:
  Slice(std::shared_ptr<const Dataset> whole, int begin, int end)
      : m_whole(std::move(whole)), m_begin(begin), m_count(end - begin) {}
  int count() const override { return m_count; }
  Image image(int index) const override { return m_whole->image(m_begin + index); }
  int label(int index) const override { return m_whole->label(m_begin + index); }
  const std::vector<std::string>& labels() const override { return m_whole->labels(); }

 private:
  std::shared_ptr<const Dataset> m_whole;
  int m_begin;
  int m_count;
};

/// One data set after another with the same labels.
class Joined final : public Dataset {
 public:
  Joined(std::shared_ptr<const Dataset> first, std::shared_ptr<const Dataset> second)
      : m_first(std::move(first)), m_second(std::move(second)) {}
  int count() const override { return m_first->count() + m_second->count(); }
  Image image(int index) const override {
    const int rest = index - m_first->count();
    return rest < 0 ? m_first->image(index) : m_second->image(rest);
  }
  int label(int index) const override {
    const int rest = index - m_first->count();
    return rest < 0 ? m_first->label(index) : m_second->label(rest);
  }
  const std::vector<std::string>& labels() const override { return m_first->labels(); }

 private:
  std::shared_ptr<const Dataset> m_first;
  std::shared_ptr<const Dataset> m_second;
};

using Opener = std::function<std::shared_ptr<const Dataset>(const fs::path& dataFolder)>;

std::vector<std::string> cifar10TestFiles(const fs::path& folder) {
  return {fs::exists(folder / "test_batch.bin") ? "test_batch.bin" : "test_batch_first1000.bin"};
}

const std::map<std::string, Opener>& publicData() {
  static const std::map<std::string, Opener> openers{
      {"mnist-train", [](const fs::path& data) { return openMnist(data / "mnist", "train"); }},
      {"mnist-test", [](const fs::path& data) { return openMnist(data / "mnist", "t10k"); }},
      {"mnist-all",
       [](const fs::path& data) {
         return std::make_shared<const Joined>(openMnist(data / "mnist", "train"), openMnist(data / "mnist", "t10k"));
       }},
      {"cifar10-train",
       [](const fs::path& data) {
         return openCifar10(data / "cifar10", {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin"});
       }},
      {"cifar10-test",
       [](const fs::path& data) { return openCifar10(data / "cifar10", cifar10TestFiles(data / "cifar10")); }},
  };
  return openers;
}

std::shared_ptr<const Dataset> openWhole(const std::string& name, const fs::path& dataFolder) {
  if (auto signs = openSigns(name)) return signs;
  if (const auto found = publicData().find(name); found != publicData().end()) {
    if (dataFolder.empty()) {
      throw userFailure("The data set \"" + name + "\" is not there.",
                        "Set ADVSCOPE_DATA to the folder that holds " + name.substr(0, name.find('-')) + "/.");
    }
    return found->second(dataFolder);
  }
  if (fs::is_directory(name)) return openImageFolder(name);
  std::string known = "signs-train, signs-test";
  for (const auto& [publicName, opener] : publicData()) known += ", " + publicName;
  throw userFailure("There is no data set \"" + name + "\".",
                    "Choose one of " + known + ", or an existing folder of pictures.");
}

struct Range {
  int begin = 0;
  int end = 0;
};

/// "A-B".
std::optional<Range> parseRange(std::string_view text) {
  Range range;
  const char *first = text.data(), *last = first + text.size();
  const auto begin = std::from_chars(first, last, range.begin);
  if (begin.ec != std::errc() || begin.ptr == last || *begin.ptr != '-') return {};
  const auto end = std::from_chars(begin.ptr + 1, last, range.end);
  if (end.ec != std::errc() || end.ptr != last || range.begin < 0) return {};
  return range;
}

}  // namespace

std::shared_ptr<const Dataset> sliceOf(std::shared_ptr<const Dataset> whole, int begin, int end) {
  if (begin < 0 || begin >= end || end > whole->count()) {
    throw userFailure("The range " + std::to_string(begin) + "-" + std::to_string(end) +
                          " is empty or reaches beyond the " + std::to_string(whole->count()) +
                          " pictures that are there.",
                      "A-B takes the pictures with A <= i < B, counted from 0.");
  }
  return std::make_shared<const Slice>(std::move(whole), begin, end);
}

std::shared_ptr<const Dataset> openDataset(const std::string& name, const fs::path& dataFolder) {
  const std::size_t colon = name.rfind(':');
  if (colon == std::string::npos || fs::is_directory(name)) return openWhole(name, dataFolder);
  const auto range = parseRange(std::string_view(name).substr(colon + 1));
  if (!range) {
    throw userFailure("\"" + name.substr(colon + 1) + "\" is no range of pictures.",
                      "Write A-B for the pictures with A <= i < B, such as mnist-test:0-1000.");
  }
  return sliceOf(openWhole(name.substr(0, colon), dataFolder), range->begin, range->end);
}

}  // namespace adv
