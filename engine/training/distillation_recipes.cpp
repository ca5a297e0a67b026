// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/distillation_recipes.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/api/error.hpp"
#include "engine/data/signs.hpp"
#include "engine/training/adam.hpp"
#include "engine/training/layer_json.hpp"
#include "engine/training/momentum.hpp"

namespace adv {
namespace {

using namespace layer;

constexpr const char* kSmall = "small";

struct DataKind {
  const char* id;
  const char* title;
  const char* inWords;
  const char* trainData;
  const char* testData;
  const char* samples;
  const char* licence;
  int pictures;  ///< usual number
  int epsilonLevels;
  int channels;
  int side;
  double mean;
  double std;
  int sample;
};
constexpr std::array kData{
    DataKind{"mnist", "MNIST", "MNIST", "mnist-train", "mnist-test", "mnist-test",
             "GPL-3.0-or-later (trained on MNIST, CC BY-SA 3.0)", 60'000, 76, 1, 28, 0.13, 0.31, 0},
    DataKind{"digits", "digits", "MNIST", "mnist-train", "mnist-test", "mnist-test",
             "GPL-3.0-or-later (trained on MNIST, CC BY-SA 3.0)", 10'000, 76, 1, 28, 0.13, 0.31, 0},
    DataKind{"cifar10", "CIFAR-10", "CIFAR-10", "cifar10-train", "cifar10-test", "cifar10-test",
             "GPL-3.0-or-later (trained on CIFAR-10)", 30'000, 8, 3, 32, 0.47, 0.25, 0},
    DataKind{"signs", "signs", "signs-train: scenes that AdvScope draws itself", "signs-train", "signs-test",
             "signs-gallery", "GPL-3.0-or-later", 12'000, 8, 3, kSignSize, 0.4, 0.25, 0},
};

template <class Range>
std::string namesOf(const Range& range) {
  std::string names;
  for (const auto& one : range) names += (names.empty() ? "" : ", ") + std::string(one.id);
  return names;
}

const DataKind& findData(const std::string& id) {
  const auto found = std::find_if(kData.begin(), kData.end(), [&](const DataKind& kind) { return id == kind.id; });
  if (found != kData.end()) return *found;
  throw userFailure("There is nothing to distil on called \"" + id + "\".", "Choose one of: " + namesOf(kData) + ".");
}

void useSmallDigits(TrainingRecipe& recipe) {
  recipe.layers = Json::array({convolution("conv1", 2, 2), relu(), convolution("conv2", 1), relu(), halve(), flatten(),
                               linear("hidden"), relu(), linear("classes")});
  recipe.parameters = withBiases(
      {{"conv1", {12, 1, 5, 5}}, {"conv2", {24, 12, 3, 3}}, {"hidden", {48, 24 * 7 * 7}}, {"classes", {10, 48}}});
}

void useSmallCifar(TrainingRecipe& recipe) {
  recipe.layers = Json::array({convolution("conv1", 1), relu(), halve(), convolution("conv2", 1), relu(), halve(),
                               convolution("conv3", 1), relu(), halve(), flatten(), linear("classes")});
  recipe.parameters = withBiases(
      {{"conv1", {24, 3, 3, 3}}, {"conv2", {48, 24, 3, 3}}, {"conv3", {64, 48, 3, 3}}, {"classes", {10, 64 * 4 * 4}}});
}

void useSmallSigns(TrainingRecipe& recipe) {
  recipe.layers = Json::array({convolution("conv1", 2, 2), relu(), halve(), convolution("conv2", 1), relu(), halve(),
                               convolution("conv3", 1), relu(), halve(), flatten(), linear("classes")});
  recipe.parameters = withBiases({{"conv1", {16, 3, 5, 5}},
                                  {"conv2", {32, 16, 3, 3}},
                                  {"conv3", {48, 32, 3, 3}},
                                  {"classes", {static_cast<std::int64_t>(signLabels().size()), 48 * 4 * 4}}});
}

/// Small enough to be trained while a class watches.
void useSmall(DistillationRecipe& recipe, const DataKind& data) {
  TrainingRecipe& base = recipe.base;
  if (data.channels == 1) {
    useSmallDigits(base);
    base.epochs = 6;
    base.part = 48;
    base.learningRate = cosineFrom(4e-3);
  } else {
    data.side == kSignSize ? useSmallSigns(base) : useSmallCifar(base);
    base.epochs = 12;
    base.part = 16;
    base.learningRate = cosineFrom(3e-3);
  }
  base.batch = 96;
  base.optimiser = adam(0.0);
}

/// Papernot et al. 2016, table I, and Carlini and Wagner 2017, table I: two convolutions of 3 × 3, a maximum, two more
/// of twice the width, a maximum, two dense layers. Dropout of one half after the first dense layer, as in the released
/// code of the latter.
void usePapernot(TrainingRecipe& recipe, std::int64_t width, std::int64_t dense) {
  const std::int64_t wide = 2 * width;
  const std::int64_t side = ((recipe.input.height - 4) / 2 - 4) / 2;
  recipe.layers = Json::array({convolution("conv1"), relu(), convolution("conv2"), relu(), halve(),
                               convolution("conv3"), relu(), convolution("conv4"), relu(), halve(), flatten(),
                               linear("fc1"), relu(), dropout(0.5), linear("fc2"), relu(), linear("fc3")});
  recipe.parameters = withBiases({{"conv1", {width, recipe.input.channels, 3, 3}},
                                  {"conv2", {width, width, 3, 3}},
                                  {"conv3", {wide, width, 3, 3}},
                                  {"conv4", {wide, wide, 3, 3}},
                                  {"fc1", {dense, wide * side * side}},
                                  {"fc2", {dense, dense}},
                                  {"fc3", {10, dense}}});
  recipe.mean.assign(recipe.mean.size(), 0.5);
  recipe.std.assign(recipe.std.size(), 1.0);
  recipe.epochs = 50;
  recipe.batch = 128;
  recipe.part = 8;
  recipe.optimiser = momentum(0.9, Momentum::Kind::Nesterov);
}

struct Architecture {
  const char* id;
  const char* inWords;
  int side;  ///< of the pictures that it is for; 0: any
  void (*use)(DistillationRecipe& recipe, const DataKind& data);
};
const std::array kArchitectures{
    Architecture{kSmall, "A small convolutional network", 0, useSmall},
    Architecture{"papernot-mnist", "The paper's nine-layer network for MNIST", 28,
                 [](DistillationRecipe& recipe, const DataKind&) {
                   usePapernot(recipe.base, 32, 200);
                   recipe.base.learningRate = decayingFrom(0.01, 1.0, 1);
                   recipe.warmUp = 1;
                 }},
    Architecture{"papernot-cifar10", "The paper's nine-layer network for CIFAR-10", 32,
                 [](DistillationRecipe& recipe, const DataKind&) {
                   usePapernot(recipe.base, 64, 256);
                   recipe.base.learningRate = decayingFrom(0.01, 0.5, 10);
                   recipe.warmUp = 1;
                 }},
};

const Architecture& findArchitecture(const std::string& id, const DataKind& data) {
  for (const Architecture& one : kArchitectures) {
    if (id != one.id) continue;
    if (one.side == 0 || one.side == data.side) return one;
    throw userFailure("The architecture \"" + id + "\" is not for pictures of " + data.id + ".",
                      std::string("Choose \"") + kSmall + "\", or other data.");
  }
  throw userFailure("There is no architecture \"" + id + "\".", "Choose one of: " + namesOf(kArchitectures) + ".");
}

}  // namespace

DistillationRecipe distillationRecipe(const DistillRequest& request) {
  const DataKind& data = findData(request.data);
  const Architecture& architecture = findArchitecture(request.architecture, data);
  DistillationRecipe recipe;
  recipe.trainData = data.trainData;
  recipe.pictures = request.pictures > 0 ? request.pictures : data.pictures;
  recipe.sample = data.sample;
  TrainingRecipe& base = recipe.base;
  base.title = data.title;
  base.description = architecture.inWords;
  base.data = std::string(data.inWords) + ", the first " + std::to_string(recipe.pictures) + " training pictures";
  base.epsilonLevels = data.epsilonLevels;
  base.samples = data.samples;
  base.testData = data.testData;
  base.licence = data.licence;
  base.group = std::string("distillation-") + data.id;
  base.input = {data.channels, data.side, data.side};
  base.mean.assign(static_cast<std::size_t>(data.channels), data.mean);
  base.std.assign(static_cast<std::size_t>(data.channels), data.std);
  architecture.use(recipe, data);
  if (request.epochs > 0) base.epochs = request.epochs;
  return recipe;
}

void checkRequest(const DistillRequest& request) {
  if (request.folder.empty()) throw userFailure("No folder was given for the networks.", "Name one with --out.");
  if (request.temperatures.empty()) throw userFailure("No temperature was given.", "Give one or more, such as 20.");
  for (const auto& temperature : request.temperatures) {
    if (temperature) checkTemperature(*temperature);
    if (std::count(request.temperatures.begin(), request.temperatures.end(), temperature) > 1)
      throw userFailure("The temperature " + temperatureText(temperature) + " is there twice.", "Give each once.");
  }
  if (request.seeds < 1 || request.seeds > 1000)
    throw userFailure("The number of seeds is out of range.", "Give 1 to 1000.");
  if (request.epochs < 0 || request.epochs > 10'000)
    throw userFailure("The number of epochs is out of range.", "Give 1 to 10000.");
  if (request.pictures < 0) throw userFailure("The number of pictures is negative.", "Give 0 for all of them.");
  distillationRecipe(request);
}

std::string temperatureText(std::optional<double> temperature) {
  if (!temperature) return "none";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", *temperature);
  return text.data();
}

std::string distilledId(const DistillRequest& request, std::optional<double> temperature, std::uint64_t seed) {
  std::string id = "distilled_" + request.data;
  if (request.architecture != kSmall) id += "_" + request.architecture.substr(0, request.architecture.find('-'));
  id += temperature ? "_T" + temperatureText(temperature) : "_none";
  return seed > 1 ? id + "_s" + std::to_string(seed) : id;
}

std::string distillCommand(const DistillRequest& request, std::optional<double> temperature, std::uint64_t seed) {
  std::string command = "advscope distill --data " + request.data + " --temperature " + temperatureText(temperature);
  if (request.architecture != kSmall) command += " --architecture " + request.architecture;
  if (request.epochs > 0) command += " --epochs " + std::to_string(request.epochs);
  if (request.pictures > 0) command += " --pictures " + std::to_string(request.pictures);
  if (seed > 1) command += " --seeds " + std::to_string(seed);
  return command;
}

}  // namespace adv
