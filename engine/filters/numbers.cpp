// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/filters/numbers.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"

namespace adv {
namespace {

constexpr double kLargest = 1e9;
constexpr std::size_t kMostNumbers = 50'000'000;

std::string placeOf(std::size_t index, int columns) {
  const std::size_t width = static_cast<std::size_t>(std::max(1, columns));
  return "row " + std::to_string(index / width + 1) + ", column " + std::to_string(index % width + 1);
}

/// One of the channels, or their mean as an 8-bit level.
double levelOf(const std::uint8_t* pixel, int channels, ChannelChoice choice) {
  if (channels == 1) return pixel[0];
  switch (choice) {
    case ChannelChoice::Red: return pixel[0];
    case ChannelChoice::Green: return pixel[1];
    case ChannelChoice::Blue: return pixel[2];
    case ChannelChoice::Mean:
    case ChannelChoice::Each: break;
  }
  return std::round((pixel[0] + pixel[1] + pixel[2]) / 3.0);
}

std::uint8_t levelShown(double value, bool asSigned, double reach) {
  const double level = asSigned ? 128.0 + 127.0 * value / reach : value;
  return static_cast<std::uint8_t>(std::lround(std::clamp(level, 0.0, 255.0)));
}

}  // namespace

void checkNumbers(const std::vector<double>& values, int columns, const std::string& what) {
  if (values.size() > kMostNumbers)
    throw userFailure(what + " has " + std::to_string(values.size()) + " numbers.", "At most 50 million are taken.");
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::abs(values[i]) <= kLargest) continue;
    const std::string problem = std::isfinite(values[i]) ? " is larger than a thousand million." : " is no number.";
    throw userFailure(what + ", " + placeOf(i, columns) + problem, "Write a number from -1e9 to 1e9.");
  }
}

NumberMap numbersOf(const Image& image, ChannelChoice choice) {
  const int channels = choice == ChannelChoice::Each ? image.channels : 1;
  NumberMap numbers{channels, image.height, image.width, {}};
  numbers.values.reserve(static_cast<std::size_t>(channels) * image.width * image.height);
  for (int channel = 0; channel < channels; ++channel) {
    for (int y = 0; y < image.height; ++y) {
      const std::uint8_t* pixel = image.at(0, y);
      for (int x = 0; x < image.width; ++x, pixel += image.channels)
        numbers.values.push_back(channels > 1 ? pixel[channel] : levelOf(pixel, image.channels, choice));
    }
  }
  return numbers;
}

NumberMap difference(const NumberMap& numbers, const NumberMap& minus) {
  if (numbers.channels != minus.channels || numbers.height != minus.height || numbers.width != minus.width)
    throw userFailure("The two pictures differ in size.", "A perturbation is between pictures of one size.");
  NumberMap result = numbers;
  for (std::size_t i = 0; i < result.values.size(); ++i) result.values[i] -= minus.values[i];
  return result;
}

bool hasNegatives(const NumberMap& numbers) {
  return std::any_of(numbers.values.begin(), numbers.values.end(), [](double value) { return value < 0.0; });
}

ShownMap shown(NumberMap numbers, bool asSigned) {
  ShownMap result;
  result.isSigned = asSigned;
  if (asSigned) {
    result.reach = 0.0;
    for (const double value : numbers.values) result.reach = std::max(result.reach, std::abs(value));
    if (result.reach == 0.0) result.reach = 1.0;
  }
  const int channels = numbers.channels == 3 ? 3 : 1;
  Image picture{numbers.width, numbers.height, channels, {}};
  picture.pixels.reserve(static_cast<std::size_t>(channels) * numbers.width * numbers.height);
  for (int y = 0; y < numbers.height; ++y) {
    for (int x = 0; x < numbers.width; ++x) {
      for (int channel = 0; channel < channels; ++channel)
        picture.pixels.push_back(levelShown(numbers.at(channel, y, x), asSigned, result.reach));
    }
  }
  result.picture = std::make_shared<const Image>(std::move(picture));
  result.numbers = std::move(numbers);
  return result;
}

}  // namespace adv
