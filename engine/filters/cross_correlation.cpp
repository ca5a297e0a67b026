// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/filters/cross_correlation.hpp"

#include <utility>

#include "engine/api/error.hpp"
#include "engine/filters/numbers.hpp"

namespace adv {
namespace {

/// Where beyond the edge a number is taken from; negative for none. The edge itself is not repeated.
int insideIndex(int index, int length, EdgeMode edge) {
  if (index >= 0 && index < length) return index;
  if (edge == EdgeMode::Zero) return -1;
  return index < 0 ? -index : 2 * (length - 1) - index;
}

double numberAt(const NumberMap& input, int channel, int y, int x, EdgeMode edge) {
  const int row = insideIndex(y, input.height, edge);
  const int column = insideIndex(x, input.width, edge);
  return row < 0 || column < 0 ? 0.0 : input.at(channel, row, column);
}

NumberMap padded(const NumberMap& input, const Stepping& stepping) {
  const int padding = stepping.padding;
  NumberMap result{input.channels, input.height + 2 * padding, input.width + 2 * padding, {}};
  result.values.reserve(static_cast<std::size_t>(result.channels) * result.height * result.width);
  for (int channel = 0; channel < result.channels; ++channel) {
    for (int y = -padding; y < input.height + padding; ++y) {
      for (int x = -padding; x < input.width + padding; ++x)
        result.values.push_back(numberAt(input, channel, y, x, stepping.edge));
    }
  }
  return result;
}

/// Adds weight · in to a row of the output; `from` is the first number that the tap lies on.
void addTap(double* out, int width, const double* from, int stride, double weight) {
  for (int x = 0; x < width; ++x) out[x] += weight * from[static_cast<std::ptrdiff_t>(x) * stride];
}

/// One slice of a filter over one channel of a padded input.
void addSlice(NumberMap& output, int filter, const NumberMap& input, int channel, const double* weights, int rows,
              int columns, const Stepping& stepping) {
  for (int y = 0; y < output.height; ++y) {
    double* out = output.values.data() + output.indexOf(filter, y, 0);
    for (int i = 0; i < rows; ++i) {
      const std::size_t row = input.indexOf(channel, y * stepping.stride + i * stepping.dilation, 0);
      for (int j = 0; j < columns; ++j)
        addTap(out, output.width, input.values.data() + row + static_cast<std::size_t>(j) * stepping.dilation,
               stepping.stride, weights[i * columns + j]);
    }
  }
}

NumberMap emptyOutput(const NumberMap& input, int channels, int rows, int columns, const Stepping& stepping) {
  NumberMap output{channels, outputSize(input.height, rows, stepping), outputSize(input.width, columns, stepping), {}};
  output.values.assign(static_cast<std::size_t>(channels) * output.height * output.width, 0.0);
  return output;
}

}  // namespace

void checkKernel(const Kernel& kernel) {
  if (std::cmp_not_equal(kernel.values.size(), static_cast<long long>(kernel.rows) * kernel.columns))
    throw userFailure("The kernel has not as many numbers as cells.", "Write rows of the same length.");
  checkNumbers(kernel.values, kernel.columns, "The kernel");
  checkNumbers({kernel.numerator, kernel.denominator}, 2, "The kernel's factor");
  if (kernel.denominator == 0.0) throw userFailure("The kernel's factor divides by 0.", "Write it like 1/8.");
}

NumberMap crossCorrelate(const NumberMap& input, const FilterBank& bank, const Stepping& stepping) {
  checkStepping(input.height, input.width, bank.rows, bank.columns, stepping);
  checkNumbers(input.values, input.width, "The input");
  checkNumbers(bank.weights, bank.columns, "The filters");
  if (bank.channels != input.channels)
    throw userFailure("The filters have " + std::to_string(bank.channels) + " channels, the input has " +
                          std::to_string(input.channels) + ".",
                      "A filter is as deep as its input.");
  const NumberMap wide = padded(input, stepping);
  NumberMap output = emptyOutput(input, bank.filters, bank.rows, bank.columns, stepping);
  const double* weights = bank.weights.data();
  for (int filter = 0; filter < bank.filters; ++filter) {
    for (int channel = 0; channel < bank.channels; ++channel, weights += bank.rows * bank.columns)
      addSlice(output, filter, wide, channel, weights, bank.rows, bank.columns, stepping);
  }
  return output;
}

NumberMap crossCorrelate(const NumberMap& input, const Kernel& kernel, const Stepping& stepping) {
  checkKernel(kernel);
  checkStepping(input.height, input.width, kernel.rows, kernel.columns, stepping);
  checkNumbers(input.values, input.width, "The input");
  const NumberMap wide = padded(input, stepping);
  NumberMap output = emptyOutput(input, input.channels, kernel.rows, kernel.columns, stepping);
  for (int channel = 0; channel < input.channels; ++channel)
    addSlice(output, channel, wide, channel, kernel.values.data(), kernel.rows, kernel.columns, stepping);
  for (double& value : output.values) value = value * kernel.numerator / kernel.denominator;
  return output;
}

WindowReady windowAt(const NumberMap& input, const Kernel& kernel, const Stepping& stepping, int y, int x) {
  WindowReady ready{y, x, y * stepping.stride - stepping.padding, x * stepping.stride - stepping.padding, {}};
  for (int channel = 0; channel < input.channels; ++channel) {
    WindowTerms terms;
    for (int i = 0; i < kernel.rows; ++i) {
      for (int j = 0; j < kernel.columns; ++j) {
        const int row = ready.top + i * stepping.dilation;
        const int column = ready.left + j * stepping.dilation;
        const double number = numberAt(input, channel, row, column, stepping.edge);
        const double product = number * kernel.values[terms.window.size()];
        terms.isOutside.push_back(row < 0 || column < 0 || row >= input.height || column >= input.width);
        terms.window.push_back(number);
        terms.products.push_back(product);
        terms.sum += product;
      }
    }
    terms.value = terms.sum * kernel.numerator / kernel.denominator;
    ready.channels.push_back(std::move(terms));
  }
  return ready;
}

}  // namespace adv
