// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/dense_recipes.hpp"

#include "engine/data/signs.hpp"
#include "engine/training/layer_json.hpp"

namespace adv {
namespace {

using namespace layer;

constexpr std::int64_t kFirst = 48;   ///< features of the first hidden layer, before its non-linearity
constexpr std::int64_t kSecond = 48;  ///< of the second
constexpr std::int64_t kPieces = 2;   ///< of a maxout unit
constexpr std::int64_t kShrink = 4;   ///< a picture of a sign is averaged over squares of this side

struct NonLinearity {
  const char* type;
  const char* title;
};
constexpr NonLinearity kNonLinearities[] = {
    {"relu", "ReLU"}, {"sigmoid", "sigmoid"}, {"maxout", "maxout"}, {"tanh", "tanh"}};

Json layerOf(const NonLinearity& nonLinearity) {
  Json layer{{"type", nonLinearity.type}};
  if (layer["type"] == "maxout") layer["pieces"] = kPieces;
  return layer;
}

/// `layers` lead to a row of `features`.
void useDense(TrainingRecipe& recipe, const NonLinearity& nonLinearity, Json layers, std::int64_t features,
              std::int64_t classes) {
  const std::int64_t share = std::string(nonLinearity.type) == "maxout" ? kPieces : 1;
  layers.push_back(flatten());
  for (const char* name : {"hidden1", "hidden2"}) {
    layers.push_back(linear(name));
    layers.push_back(layerOf(nonLinearity));
  }
  layers.push_back(linear("classes"));
  recipe.layers = std::move(layers);
  recipe.parameters = withBiases({{"hidden1", {kFirst, features}},
                                  {"hidden2", {kSecond, kFirst / share}},
                                  {"classes", {classes, kSecond / share}}});
  recipe.group = "linearity";
  recipe.id += std::string("_") + nonLinearity.type;
  recipe.title += std::string(", dense ") + nonLinearity.title;
  recipe.description = std::string("Two dense layers with ") + nonLinearity.title +
                       ", one of four that differ in nothing else: how straight do the logits run?";
}

}  // namespace

std::vector<TrainingRecipe> denseSigns(const TrainingRecipe& base) {
  std::vector<TrainingRecipe> all;
  for (const NonLinearity& nonLinearity : kNonLinearities) {
    TrainingRecipe recipe = base;
    recipe.id = "signs";
    recipe.title = "Traffic signs";
    recipe.epochs = 30;
    const std::int64_t side = kSignSize / kShrink;
    useDense(recipe, nonLinearity, Json::array({{{"type", "avgpool2d"}, {"kernel", kShrink}}}), 3 * side * side,
             static_cast<std::int64_t>(signLabels().size()));
    all.push_back(std::move(recipe));
  }
  return all;
}

std::vector<TrainingRecipe> denseDigits(const TrainingRecipe& base) {
  std::vector<TrainingRecipe> all;
  for (const NonLinearity& nonLinearity : kNonLinearities) {
    TrainingRecipe recipe = base;
    recipe.epochs = 15;
    useDense(recipe, nonLinearity, Json::array(), recipe.input.height * recipe.input.width, 10);
    all.push_back(std::move(recipe));
  }
  return all;
}

}  // namespace adv
