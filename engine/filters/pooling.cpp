// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/filters/pooling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/filters/numbers.hpp"

namespace adv {
namespace {

/// The part of one window on one axis.
struct Span {
  int begin = 0;    ///< first number
  int end = 0;      ///< one past the last
  int counted = 0;  ///< with the padding that an average divides by
};

Span spanAt(int index, int length, const PoolSpec& spec) {
  const int begin = index * spec.stride - spec.padding;
  const int reach = std::min(begin + spec.size, length + spec.padding);
  return {std::max(begin, 0), std::min(reach, length), reach - begin};
}

double pooledValue(const NumberMap& input, int channel, const Span& down, const Span& across, PoolKind kind) {
  double sum = 0.0;
  double largest = -std::numeric_limits<double>::infinity();
  for (int y = down.begin; y < down.end; ++y) {
    for (int x = across.begin; x < across.end; ++x) {
      sum += input.at(channel, y, x);
      largest = std::max(largest, input.at(channel, y, x));
    }
  }
  return kind == PoolKind::Max ? largest : sum / (static_cast<double>(down.counted) * across.counted);
}

}  // namespace

NumberMap pool(const NumberMap& input, const PoolSpec& spec) {
  checkPool(input.height, input.width, spec);
  checkNumbers(input.values, input.width, "The input");
  NumberMap output{input.channels, pooledSize(input.height, spec), pooledSize(input.width, spec), {}};
  output.values.reserve(static_cast<std::size_t>(output.channels) * output.height * output.width);
  for (int channel = 0; channel < output.channels; ++channel) {
    for (int y = 0; y < output.height; ++y) {
      const Span down = spanAt(y, input.height, spec);
      for (int x = 0; x < output.width; ++x)
        output.values.push_back(pooledValue(input, channel, down, spanAt(x, input.width, spec), spec.kind));
    }
  }
  return output;
}

std::vector<PooledCell> pooledCells(const NumberMap& input, const PoolSpec& spec) {
  std::vector<PooledCell> cells;
  for (int y = 0; y < pooledSize(input.height, spec); ++y) {
    for (int x = 0; x < pooledSize(input.width, spec); ++x) {
      const Span down = spanAt(y, input.height, spec);
      const Span across = spanAt(x, input.width, spec);
      cells.push_back({down.begin, across.begin, down.end - down.begin, across.end - across.begin,
                       pooledValue(input, 0, down, across, spec.kind)});
    }
  }
  return cells;
}

NumberMap shiftedRight(const NumberMap& input) {
  NumberMap result = input;
  for (int channel = 0; channel < input.channels; ++channel) {
    for (int y = 0; y < input.height; ++y) {
      for (int x = 1; x < input.width; ++x) result.values[input.indexOf(channel, y, x)] = input.at(channel, y, x - 1);
    }
  }
  return result;
}

double relativeChange(const NumberMap& numbers, const NumberMap& other) {
  double change = 0.0;
  double size = 0.0;
  for (std::size_t i = 0; i < numbers.values.size(); ++i) {
    const double by = other.values[i] - numbers.values[i];
    change += by * by;
    size += numbers.values[i] * numbers.values[i];
  }
  return size > 0.0 ? std::sqrt(change / size) : 0.0;
}

}  // namespace adv
