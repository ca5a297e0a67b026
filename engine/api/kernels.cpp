// SPDX-License-Identifier: GPL-3.0-or-later
// Kernels by name, and matrices as people type them.
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/api/filters.hpp"

namespace adv {
namespace {

Kernel square(std::vector<double> values, double denominator = 1.0) {
  const int size = static_cast<int>(std::lround(std::sqrt(static_cast<double>(values.size()))));
  return {size, size, std::move(values), 1.0, denominator};
}

std::vector<std::string> split(const std::string& text, const std::string& separators) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<double> plainNumber(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

std::optional<double> fraction(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return plainNumber(text);
  const auto above = plainNumber(text.substr(0, slash));
  const auto below = plainNumber(text.substr(slash + 1));
  if (!above || !below || *below == 0.0) return {};
  return *above / *below;
}

std::vector<double> parseRow(const std::string& row) {
  std::vector<double> values;
  for (const std::string& word : split(row, " ,\t")) {
    if (word.empty()) continue;
    const auto value = fraction(word);
    if (!value) throw userFailure("\"" + word + "\" is no number.", "Write 2, -0.5 or 1/8.");
    values.push_back(*value);
  }
  return values;
}

}  // namespace

double Kernel::sum() const { return std::accumulate(values.begin(), values.end(), 0.0) * numerator / denominator; }

const std::vector<NamedKernel>& namedKernels() {
  static const std::vector<NamedKernel> kernels = {
      {"blur", "Blur", "a weighted mean of the neighbours", square({0, 1, 0, 1, 4, 1, 0, 1, 0}, 8)},
      {"laplacian", "Laplacian", "how much a pixel differs from its neighbours",
       square({0, -1, 0, -1, 4, -1, 0, -1, 0})},
      {"sobel-x", "Sobel, across", "edges that stand upright", square({1, 0, -1, 2, 0, -2, 1, 0, -1})},
      {"sobel-y", "Sobel, down", "edges that lie flat", square({1, 2, 1, 0, 0, 0, -1, -2, -1})},
      {"identity", "Identity", "nothing: the pixel itself", square({0, 0, 0, 0, 1, 0, 0, 0, 0})},
      {"shift", "Shift", "moves the picture one pixel to the left", square({0, 0, 0, 0, 0, 1, 0, 0, 0})},
      {"box", "Box", "the plain mean of the neighbours", square({1, 1, 1, 1, 1, 1, 1, 1, 1}, 9)},
      {"gauss", "Gauss 5 × 5", "a soft blur",
       square({1, 4, 6, 4, 1, 4, 16, 24, 16, 4, 6, 24, 36, 24, 6, 4, 16, 24, 16, 4, 1, 4, 6, 4, 1}, 256)},
      {"sharpen", "Sharpen", "the pixel plus its Laplacian", square({0, -1, 0, -1, 5, -1, 0, -1, 0})},
      {"emboss", "Emboss", "light from the top left", square({-2, -1, 0, -1, 1, 1, 0, 1, 2})},
      {"outline", "Outline", "edges of every direction", square({-1, -1, -1, -1, 8, -1, -1, -1, -1})},
      {"motion", "Motion blur", "a streak along the diagonal",
       square({1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1}, 5)},
  };
  return kernels;
}

NumberMap parseMatrix(const std::string& text) {
  NumberMap matrix{1, 0, 0, {}};
  for (const std::string& row : split(text, ";\n")) {
    const std::vector<double> values = parseRow(row);
    if (values.empty()) continue;
    if (matrix.height > 0 && std::cmp_not_equal(values.size(), matrix.width)) {
      throw userFailure("Row " + std::to_string(matrix.height + 1) + " has " + std::to_string(values.size()) +
                            " numbers, the rows before have " + std::to_string(matrix.width) + ".",
                        "Write rows of the same length, separated by semicolons: \"1 0 -1;2 0 -2;1 0 -1\".");
    }
    matrix.width = static_cast<int>(values.size());
    ++matrix.height;
    matrix.values.insert(matrix.values.end(), values.begin(), values.end());
  }
  if (matrix.values.empty())
    throw userFailure("There are no numbers.", "Write rows separated by semicolons: \"1 2;3 4\".");
  return matrix;
}

Kernel parseKernel(const std::string& text) {
  std::string names;
  for (const NamedKernel& known : namedKernels()) {
    if (known.id == text) return known.kernel;
    names += (names.empty() ? "" : ", ") + known.id;
  }
  try {
    const NumberMap matrix = parseMatrix(text);
    return {matrix.height, matrix.width, matrix.values};
  } catch (const Failure& failure) {
    throw userFailure(failure.error().message + " " + failure.error().advice,
                      "Or take a kernel by name: " + names + ".");
  }
}

}  // namespace adv
