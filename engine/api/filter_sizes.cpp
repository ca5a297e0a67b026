// SPDX-License-Identifier: GPL-3.0-or-later
// How many windows fit into a picture, in numbers and in words.
#include <algorithm>
#include <array>

#include "engine/api/error.hpp"
#include "engine/api/filters.hpp"

namespace adv {
namespace {

constexpr int kMost = 4096;           ///< of a kernel's side, stride, padding and dilation
constexpr int kLongest = 1 << 20;     ///< side of a picture
constexpr double kMostNumbers = 1e8;  ///< in an output

std::string sizeText(int width, int height) { return std::to_string(width) + " × " + std::to_string(height); }

void checkRange(const std::string& what, int value, int least, int most) {
  if (value >= least && value <= most) return;
  throw userFailure(what + " is " + std::to_string(value) + ".",
                    "It is a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".");
}

void checkPicture(int height, int width) {
  if (height <= 0 || width <= 0) throw userFailure("The picture is empty.", "Give it at least one pixel.");
  checkRange("The picture's height", height, 1, kLongest);
  checkRange("The picture's width", width, 1, kLongest);
}

std::string countInWords(int count) {
  static const std::array<const char*, 13> words = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                                    "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  return count >= 0 && count < 13 ? words[static_cast<std::size_t>(count)] : std::to_string(count);
}

std::string shapeText(int width, int height, int channels) {
  return std::to_string(width) + "×" + std::to_string(height) + "×" + std::to_string(channels);
}

}  // namespace

void checkStepping(int height, int width, int rows, int columns, const Stepping& stepping) {
  checkPicture(height, width);
  checkRange("The kernel's height", rows, 1, kMost);
  checkRange("The kernel's width", columns, 1, kMost);
  checkRange("The stride", stepping.stride, 1, kMost);
  checkRange("The padding", stepping.padding, 0, kMost);
  checkRange("The dilation", stepping.dilation, 1, kMost);
  if (stepping.edge == EdgeMode::Reflect && stepping.padding >= std::min(height, width)) {
    throw userFailure("A picture of " + sizeText(width, height) + " cannot be reflected by " +
                          std::to_string(stepping.padding) + " pixels.",
                      "Choose a padding below its shorter side, or pad with zeros.");
  }
  const int down = outputSize(height, rows, stepping);
  const int across = outputSize(width, columns, stepping);
  if (down <= 0 || across <= 0) {
    const int reachX = stepping.dilation * (columns - 1) + 1;
    const int reachY = stepping.dilation * (rows - 1) + 1;
    throw userFailure("The kernel reaches over " + sizeText(reachX, reachY) +
                          " pixels, which is more than the picture of " + sizeText(width, height) + " with " +
                          std::to_string(stepping.padding) + " pixels of padding.",
                      "Make the kernel or the dilation smaller, or the padding larger.");
  }
  if (static_cast<double>(down) * across > kMostNumbers)
    throw userFailure("The output would have " + sizeText(across, down) + " numbers.", "Make the padding smaller.");
}

std::string sizeFormula(int length, int size, const Stepping& stepping) {
  return "⌊(" + std::to_string(length) + " + 2·" + std::to_string(stepping.padding) + " − " +
         std::to_string(stepping.dilation) + "·(" + std::to_string(size) + " − 1) − 1) / " +
         std::to_string(stepping.stride) + "⌋ + 1 = " + std::to_string(outputSize(length, size, stepping));
}

std::string describeLayer(const LayerShape& shape) {
  checkRange("The number of channels", shape.channels, 1, kLongest);
  checkRange("The number of filters", shape.filters, 1, kLongest);
  checkStepping(shape.height, shape.width, shape.size, shape.size, shape.stepping);
  const std::string size = std::to_string(shape.size);
  return shapeText(shape.width, shape.height, shape.channels) + ", " + countInWords(shape.filters) + " " + size + "×" +
         size + (shape.filters == 1 ? " filter → " : " filters → ") +
         shapeText(outputSize(shape.width, shape.size, shape.stepping),
                   outputSize(shape.height, shape.size, shape.stepping), shape.filters);
}

long long parameterCount(const LayerShape& shape) {
  return static_cast<long long>(shape.filters) * (static_cast<long long>(shape.size) * shape.size * shape.channels + 1);
}

/// In ceil mode the last window must begin inside of the picture or its left padding (LibTorch, pooling_output_shape).
int pooledSize(int length, const PoolSpec& spec) {
  const int room = length + 2 * spec.padding - spec.size + (spec.ceilMode ? spec.stride - 1 : 0);
  if (room < 0) return 0;
  const int count = room / spec.stride + 1;
  const bool lastIsOutside = (count - 1) * spec.stride >= length + spec.padding;
  return spec.ceilMode && lastIsOutside ? count - 1 : count;
}

std::string pooledSizeFormula(int length, const PoolSpec& spec) {
  const int room = length + 2 * spec.padding - spec.size + (spec.ceilMode ? spec.stride - 1 : 0);
  const int formula = room < 0 ? 0 : room / spec.stride + 1;
  const int count = pooledSize(length, spec);
  const std::string text = (spec.ceilMode ? "⌈(" : "⌊(") + std::to_string(length) + " + 2·" +
                           std::to_string(spec.padding) + " − " + std::to_string(spec.size) + ") / " +
                           std::to_string(spec.stride) + (spec.ceilMode ? "⌉" : "⌋") +
                           " + 1 = " + std::to_string(formula);
  return formula == count ? text : text + ", less one that would begin outside = " + std::to_string(count);
}

void checkPool(int height, int width, const PoolSpec& spec) {
  checkPicture(height, width);
  checkRange("The window's size", spec.size, 1, kMost);
  checkRange("The stride", spec.stride, 1, kMost);
  checkRange("The padding of a window of " + std::to_string(spec.size), spec.padding, 0, spec.size / 2);
  if (pooledSize(height, spec) <= 0 || pooledSize(width, spec) <= 0) {
    throw userFailure("A window of " + sizeText(spec.size, spec.size) + " does not fit into " +
                          sizeText(width, height) + " with " + std::to_string(spec.padding) + " pixels of padding.",
                      "Make the window smaller or the padding larger.");
  }
}

}  // namespace adv
