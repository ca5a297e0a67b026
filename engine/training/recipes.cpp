// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/recipes.hpp"

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/data/signs.hpp"
#include "engine/training/adam.hpp"
#include "engine/training/dense_recipes.hpp"
#include "engine/training/digit_pictures.hpp"
#include "engine/training/layer_json.hpp"

namespace adv {
namespace {

using namespace layer;

/// Everything about the traffic signs but the network.
TrainingRecipe forSigns() {
  TrainingRecipe recipe;
  recipe.data = "signs-train: scenes that AdvScope draws itself, none of them twice";
  recipe.samples = "signs-gallery";
  recipe.testData = "signs-test";
  recipe.licence = "GPL-3.0-or-later";
  recipe.input = {3, kSignSize, kSignSize};
  recipe.mean = {0.4, 0.4, 0.4};
  recipe.std = {0.25, 0.25, 0.25};
  recipe.epochs = 10;
  recipe.batch = 64;
  recipe.part = 16;
  recipe.loss = crossEntropy(0.1);
  recipe.optimiser = adam(0.05);
  recipe.learningRate = cosineFrom(1.5e-3);
  recipe.open = [](const std::filesystem::path&) {
    constexpr int kPerEpoch = 8000;
    const auto classes = static_cast<int>(signLabels().size());
    const auto picture = [classes](std::uint64_t seed, int epoch, int index) {
      const auto number = static_cast<std::uint64_t>(epoch) * kPerEpoch + static_cast<std::uint64_t>(index);
      return TrainingPicture{trainingSign(seed, number),
                             static_cast<int>(number % static_cast<std::uint64_t>(classes))};
    };
    return drawnOneByOne(kPerEpoch, picture, openDataset("signs-test", {}));
  };
  return recipe;
}

TrainingRecipe signs() {
  TrainingRecipe recipe = forSigns();
  recipe.id = "signs";
  recipe.title = "Traffic signs";
  recipe.description =
      "A small convolutional network for sixteen traffic signs in drawn street scenes: any pose, light, blur and dirt.";
  recipe.layers = Json::array({convolution("conv1", 2, 2), relu(), convolution("conv2", 1), relu(), halve(),
                               convolution("conv3", 1), relu(), halve(), convolution("conv4", 1), relu(), halve(),
                               flatten(), linear("hidden"), relu(), linear("classes")});
  recipe.parameters = withBiases({{"conv1", {24, 3, 5, 5}},
                                  {"conv2", {40, 24, 3, 3}},
                                  {"conv3", {64, 40, 3, 3}},
                                  {"conv4", {96, 64, 3, 3}},
                                  {"hidden", {128, 96 * 4 * 4}},
                                  {"classes", {static_cast<std::int64_t>(signLabels().size()), 128}}});
  return recipe;
}

/// Another network for the same pictures: what adversarial pictures of the one do to the other can be tried at once.
TrainingRecipe signsSmall() {
  TrainingRecipe recipe = forSigns();
  recipe.id = "signs_small";
  recipe.title = "Traffic signs, small";
  recipe.description =
      "A tenth of the weights of \"Traffic signs\", for the same pictures: a second network to carry attacks over to.";
  recipe.layers = Json::array({convolution("conv1", 2, 2), relu(), halve(), convolution("conv2", 1), relu(), halve(),
                               convolution("conv3", 1), relu(), halve(), flatten(), linear("classes")});
  recipe.parameters = withBiases({{"conv1", {16, 3, 5, 5}},
                                  {"conv2", {32, 16, 3, 3}},
                                  {"conv3", {48, 32, 3, 3}},
                                  {"classes", {static_cast<std::int64_t>(signLabels().size()), 48 * 4 * 4}}});
  return recipe;
}

TrainingRecipe digits() {
  TrainingRecipe recipe;
  recipe.id = "digits";
  recipe.title = "Handwritten digits";
  recipe.description =
      "A small convolutional network for the digits of MNIST, or for a digit that is drawn with the mouse.";
  recipe.data = "MNIST, 60,000 training pictures, slightly turned, scaled and moved";
  recipe.epsilonLevels = 76;
  recipe.samples = "mnist-test";
  recipe.testData = "mnist-test";
  recipe.licence = "GPL-3.0-or-later (trained on MNIST, CC BY-SA 3.0)";
  recipe.input = {1, 28, 28};
  recipe.mean = {0.13};
  recipe.std = {0.31};
  recipe.layers =
      Json::array({convolution("conv1", 2), relu(), halve(), convolution("conv2", 2), relu(), halve(),
                   convolution("conv3", 1), relu(), flatten(), linear("hidden"), relu(), linear("classes")});
  recipe.parameters = withBiases({{"conv1", {16, 1, 5, 5}},
                                  {"conv2", {32, 16, 5, 5}},
                                  {"conv3", {48, 32, 3, 3}},
                                  {"hidden", {96, 48 * 7 * 7}},
                                  {"classes", {10, 96}}});
  recipe.epochs = 7;
  recipe.batch = 96;
  recipe.part = 48;
  recipe.loss = crossEntropy();
  recipe.optimiser = adam(0.05);
  recipe.learningRate = cosineFrom(2e-3);
  recipe.open = [](const std::filesystem::path& dataFolder) { return openDigits(dataFolder); };
  return recipe;
}

std::vector<TrainingRecipe> allRecipes() {
  std::vector<TrainingRecipe> all{signs(), signsSmall(), digits()};
  for (TrainingRecipe& recipe : denseSigns(forSigns())) all.push_back(std::move(recipe));
  for (TrainingRecipe& recipe : denseDigits(digits())) all.push_back(std::move(recipe));
  return all;
}

}  // namespace

std::vector<ParameterShape> withBiases(const std::vector<ParameterShape>& weights) {
  std::vector<ParameterShape> all;
  for (const ParameterShape& weight : weights) {
    all.push_back({weight.name + ".weight", weight.shape});
    all.push_back({weight.name + ".bias", {weight.shape.front()}});
  }
  return all;
}

const std::vector<TrainingRecipe>& trainingRecipes() {
  static const std::vector<TrainingRecipe> all = allRecipes();
  return all;
}

const TrainingRecipe& findTrainingRecipe(const std::string& id) {
  const auto found = std::find_if(trainingRecipes().begin(), trainingRecipes().end(),
                                  [&](const TrainingRecipe& recipe) { return recipe.id == id; });
  if (found != trainingRecipes().end()) return *found;
  std::string known;
  for (const TrainingRecipe& recipe : trainingRecipes()) known += (known.empty() ? "" : ", ") + recipe.id;
  throw userFailure("There is no recipe \"" + id + "\".", "Choose one of: " + known + ".");
}

}  // namespace adv
