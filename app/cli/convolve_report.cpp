// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/convolve_report.hpp"

#include <algorithm>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kWidestTable = 16;  ///< numbers in a line of text

std::string number(double value) { return exactText(value).toStdString(); }

std::string sizeText(const NumberMap& map) {
  return std::to_string(map.width) + " × " + std::to_string(map.height) +
         (map.channels > 1 ? " × " + std::to_string(map.channels) : std::string());
}

Json gridJson(const double* values, int rows, int columns) {
  Json grid = Json::array();
  for (int row = 0; row < rows; ++row)
    grid.push_back(std::vector<double>(values + static_cast<std::ptrdiff_t>(row) * columns,
                                       values + static_cast<std::ptrdiff_t>(row + 1) * columns));
  return grid;
}

Json sizeJson(const NumberMap& map) {
  return {{"width", map.width}, {"height", map.height}, {"channels", map.channels}};
}

Json mapJson(const ShownMap& map) {
  Json json = sizeJson(map.numbers);
  json["signed"] = map.isSigned;
  json["reach"] = map.reach;
  json["values"] = Json::array();
  for (int channel = 0; channel < map.numbers.channels; ++channel)
    json["values"].push_back(gridJson(map.numbers.values.data() + map.numbers.indexOf(channel, 0, 0),
                                      map.numbers.height, map.numbers.width));
  return json;
}

Json steppingJson(const Stepping& stepping) {
  return {{"stride", stepping.stride},
          {"padding", stepping.padding},
          {"dilation", stepping.dilation},
          {"edge", stepping.edge == EdgeMode::Zero ? "zero" : "reflect"}};
}

std::string grid(const std::vector<double>& values, int columns) {
  if (columns > kWidestTable) return {};
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % static_cast<std::size_t>(columns) == 0) rows.emplace_back();
    rows.back().push_back(number(values[i]));
  }
  return textTable(rows, std::vector<Align>(static_cast<std::size_t>(columns), Align::Right));
}

/// The numbers of a small map; of a larger one how far they reach.
std::string mapText(const NumberMap& map) {
  if (map.channels == 1 && map.width <= kWidestTable && map.height <= kWidestTable) return grid(map.values, map.width);
  const auto [low, high] = std::minmax_element(map.values.begin(), map.values.end());
  return "  from " + number(*low) + " to " + number(*high) + "\n";
}

}  // namespace

Json toJson(const ConvolutionReady& maps, const WindowReady& window, const ConvolutionSpec& spec) {
  const Kernel& kernel = spec.kernel;
  Json json = {{"image", maps.imageName.empty() ? Json() : Json(maps.imageName)},
               {"input", sizeJson(maps.input.numbers)},
               {"kernel",
                {{"rows", kernel.rows},
                 {"columns", kernel.columns},
                 {"values", gridJson(kernel.values.data(), kernel.rows, kernel.columns)},
                 {"factor", {kernel.numerator, kernel.denominator}}}}};
  json.update(steppingJson(spec.stepping));
  json["formula"] = {{"width", sizeFormula(maps.input.numbers.width, kernel.columns, spec.stepping)},
                     {"height", sizeFormula(maps.input.numbers.height, kernel.rows, spec.stepping)}};
  json["output"] = mapJson(maps.output);
  json["cell"] = {{"x", window.x}, {"y", window.y}, {"left", window.left}, {"top", window.top}};
  json["cell"]["channels"] = Json::array();
  for (const WindowTerms& terms : window.channels) {
    json["cell"]["channels"].push_back({{"window", gridJson(terms.window.data(), kernel.rows, kernel.columns)},
                                        {"products", gridJson(terms.products.data(), kernel.rows, kernel.columns)},
                                        {"sum", terms.sum},
                                        {"value", terms.value}});
  }
  json["files"] = Json::array();
  return json;
}

Json toJson(const PoolingReady& ready, const PoolSpec& spec) {
  Json json = {{"image", ready.imageName.empty() ? Json() : Json(ready.imageName)},
               {"pool", spec.kind == PoolKind::Max ? "max" : "average"},
               {"size", spec.size},
               {"stride", spec.stride},
               {"padding", spec.padding},
               {"ceil", spec.ceilMode},
               {"formula",
                {{"width", pooledSizeFormula(ready.levels.front().numbers.width, spec)},
                 {"height", pooledSizeFormula(ready.levels.front().numbers.height, spec)}}},
               {"levels", Json::array()},
               {"windows", Json::array()}};
  for (const ShownMap& level : ready.levels) json["levels"].push_back(mapJson(level));
  for (const PooledCell& cell : ready.cells)
    json["windows"].push_back({{"left", cell.left},
                               {"top", cell.top},
                               {"columns", cell.columns},
                               {"rows", cell.rows},
                               {"value", cell.value}});
  json["shift_change"] = {{"max", ready.shiftChangeMax}, {"average", ready.shiftChangeAverage}};
  json["files"] = Json::array();
  return json;
}

Json toJson(const LayerShape& shape) {
  Json json = {{"input", {{"width", shape.width}, {"height", shape.height}, {"channels", shape.channels}}},
               {"filters", shape.filters},
               {"kernel_size", shape.size}};
  json.update(steppingJson(shape.stepping));
  json["output"] = {{"width", outputSize(shape.width, shape.size, shape.stepping)},
                    {"height", outputSize(shape.height, shape.size, shape.stepping)},
                    {"channels", shape.filters}};
  json["parameters"] = parameterCount(shape);
  json["formula"] = {{"width", sizeFormula(shape.width, shape.size, shape.stepping)},
                     {"height", sizeFormula(shape.height, shape.size, shape.stepping)}};
  json["text"] = describeLayer(shape);
  return json;
}

std::string convolveReport(const ConvolutionReady& maps, const WindowReady& window, const ConvolutionSpec& spec) {
  const Kernel& kernel = spec.kernel;
  const WindowTerms& terms = window.channels.front();
  std::string text = sizeText(maps.input.numbers) + " → " + sizeText(maps.output.numbers) + ": " +
                     sizeFormula(maps.input.numbers.width, kernel.columns, spec.stepping) + "\n" +
                     mapText(maps.output.numbers);
  text += "Column " + std::to_string(window.x) + ", row " + std::to_string(window.y) + ": the window\n" +
          grid(terms.window, kernel.columns) + "times the kernel\n" + grid(kernel.values, kernel.columns) + "gives\n" +
          grid(terms.products, kernel.columns) + "whose sum is " + number(terms.sum);
  if (kernel.numerator != 1.0 || kernel.denominator != 1.0)
    text += ", times " + number(kernel.numerator) + "/" + number(kernel.denominator) + " = " + number(terms.value);
  return text + ".\n";
}

std::string poolReport(const PoolingReady& ready, const PoolSpec& spec) {
  std::string text = std::string(spec.kind == PoolKind::Max ? "Max" : "Average") + " pooling, size " +
                     std::to_string(spec.size) + ", stride " + std::to_string(spec.stride) + ", padding " +
                     std::to_string(spec.padding) + ": " + pooledSizeFormula(ready.levels.front().numbers.width, spec) +
                     "\n";
  for (std::size_t level = 1; level < ready.levels.size(); ++level) {
    const NumberMap& map = ready.levels[level].numbers;
    text += sizeText(map) + "\n" + mapText(map);
  }
  std::vector<std::vector<std::string>> rows = {{"POOLED", "SHIFT CHANGES MAX", "AVERAGE"}};
  for (std::size_t level = 0; level < ready.levels.size(); ++level)
    rows.push_back({std::to_string(level) + " ×", percentText(ready.shiftChangeMax[level]).toStdString(),
                    percentText(ready.shiftChangeAverage[level]).toStdString()});
  return text + textTable(rows, {Align::Right, Align::Right, Align::Right});
}

std::string layerReport(const LayerShape& shape) {
  return describeLayer(shape) + "\n  width   " + sizeFormula(shape.width, shape.size, shape.stepping) + "\n  height  " +
         sizeFormula(shape.height, shape.size, shape.stepping) + "\n  " + std::to_string(parameterCount(shape)) +
         " weights and biases\n";
}

}  // namespace adv
