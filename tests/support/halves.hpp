// SPDX-License-Identifier: GPL-3.0-or-later
// A task that is learned in a moment.
#pragma once

#include <string>
#include <vector>

#include "engine/data/dataset.hpp"
#include "engine/training/adam.hpp"
#include "engine/training/layer_json.hpp"
#include "engine/training/recipes.hpp"

namespace adv::test {

/// 48 pictures of 4 x 4 pixels: the brighter half is on the left (class 0) or on the right (class 1).
class Halves final : public Dataset {
 public:
  int count() const override { return 48; }
  int label(int index) const override { return index % 2; }
  const std::vector<std::string>& labels() const override { return m_labels; }
  Image image(int index) const override {
    Image image{4, 4, 1, {}};
    for (int i = 0; i < 16; ++i) {
      const bool bright = (i % 4 >= 2) == (label(index) == 1);
      image.pixels.push_back(static_cast<std::uint8_t>((bright ? 150 : 60) + (index * 7 + i * 13) % 40));
    }
    return image;
  }

 private:
  std::vector<std::string> m_labels{"left", "right"};
};

/// All but the data.
inline TrainingRecipe halvesRecipe() {
  using namespace layer;
  TrainingRecipe recipe;
  recipe.samples = "halves";
  recipe.testData = "halves";
  recipe.input = {1, 4, 4};
  recipe.mean = {0.5};
  recipe.std = {0.25};
  recipe.layers = Json::array({convolution("a", 1), relu(), halve(), flatten(), linear("b")});
  recipe.parameters = {{"a.weight", {4, 1, 3, 3}}, {"a.bias", {4}}, {"b.weight", {2, 16}}, {"b.bias", {2}}};
  recipe.epochs = 4;
  recipe.batch = 8;
  recipe.part = 4;
  recipe.loss = crossEntropy();
  recipe.optimiser = adam(0.01);
  recipe.learningRate = cosineFrom(0.02);
  return recipe;
}

}  // namespace adv::test
