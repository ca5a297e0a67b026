// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/linear/model.hpp"

namespace adv::linear {

/// Pictures of one shape with labels, read in order, a few at a time.
class PictureFeed {
 public:
  virtual ~PictureFeed() = default;
  /// How many there are at most: some may be left out.
  virtual int count() const = 0;
  virtual PictureShape shape() const = 0;
  virtual const std::vector<std::string>& labels() const = 0;
  /// How many can be read within a few milliseconds.
  virtual int perStep() const = 0;
  /// Reads the next `count`, plane after plane, and their labels; gives back how many were not left out.
  virtual int read(int count, std::uint8_t* pixels, std::int64_t* labels) = 0;
};

/// A part of a data set that is yet to be opened.
struct FeedPart {
  bool isTest = false;
  std::function<std::unique_ptr<PictureFeed>()> open;
};

/// The parts of "signs", "signs-30-80", "mnist", "mnist-3-7", "cifar10" or a folder of class folders. Throws `Failure`
/// for others.
std::vector<FeedPart> feedsOf(const std::string& name, const std::filesystem::path& dataFolder);

}  // namespace adv::linear
