// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace adv {

/// An 8-bit picture: rows top to bottom, pixels interleaved, no padding. 1 channel = grey, 3 = RGB.
struct Image {
  int width = 0;
  int height = 0;
  int channels = 0;
  std::vector<std::uint8_t> pixels;  ///< size width * height * channels

  bool empty() const { return pixels.empty(); }
  std::size_t bytesPerLine() const { return static_cast<std::size_t>(width) * channels; }
  const std::uint8_t* at(int x, int y) const { return pixels.data() + y * bytesPerLine() + x * channels; }
  friend bool operator==(const Image&, const Image&) = default;
};

using ImagePtr = std::shared_ptr<const Image>;

/// A picture in a file: PNG, JPEG, BMP, WebP or PNM.
struct FileImage {
  std::string path;
  friend bool operator==(const FileImage&, const FileImage&) = default;
};

/// The `index`-th picture of a data set: "mnist-test", "mnist-train", "cifar10-test", "signs-test", or a folder.
struct SampleImage {
  std::string data;
  int index = 0;
  friend bool operator==(const SampleImage&, const SampleImage&) = default;
};

/// A picture that exists only in memory: pasted, or drawn with the mouse.
struct MemoryImage {
  std::string name;
  ImagePtr image;
  friend bool operator==(const MemoryImage&, const MemoryImage&) = default;
};

using ImageSource = std::variant<FileImage, SampleImage, MemoryImage>;

/// What the breadcrumb shows: a file's name, "mnist-test 7", or the picture's own name.
std::string nameOf(const ImageSource& source);

}  // namespace adv
