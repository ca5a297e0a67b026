// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/data/dataset.hpp"
#include "engine/models/network.hpp"

namespace adv {

struct TrainingPicture {
  Image image;
  int label = -1;
};

/// Where a recipe takes its pictures from.
struct TrainingData {
  int perEpoch = 0;
  /// Picture `index` of an epoch (from 0): a function of its arguments alone, so that a run can go on after an
  /// interruption.
  std::function<TrainingPicture(std::uint64_t seed, int epoch, int index)> picture;
  std::shared_ptr<const Dataset> test;
};

struct ParameterShape {
  std::string name;
  std::vector<std::int64_t> shape;
};

/// Everything that is needed to train a network and to write its model card.
struct TrainingRecipe {
  std::string id;
  std::string title;
  std::string description;
  std::string data;       ///< the training data, in words
  int epsilonLevels = 8;  ///< the usual ε on its data
  std::string samples;    ///< the data set that the window takes pictures from
  std::string testData;   ///< the data set that the accuracy is measured on
  std::string licence;

  InputSize input;
  std::vector<double> mean;  ///< one for each channel, in pixels of [0, 1]
  std::vector<double> std;
  nlohmann::ordered_json layers;  ///< as in a model card
  std::vector<ParameterShape> parameters;

  int epochs = 1;
  int batch = 64;
  int part = 16;                ///< pictures that are drawn, or learned from, in one step; divides `batch`
  double learningRate = 1e-3;   ///< after the warm-up; falls to zero along a cosine
  double labelSmoothing = 0.0;  ///< share of the target spread over all classes (Szegedy 2016): keeps logits moderate
  double weightDecay = 0.0;     ///< decoupled, for each step of unit learning rate
  std::function<TrainingData(const std::filesystem::path& dataFolder)> open;
};

/// Names and shapes of the weights, each followed by its bias.
std::vector<ParameterShape> withBiases(const std::vector<ParameterShape>& weights);

const std::vector<TrainingRecipe>& trainingRecipes();
/// Throws `Failure` listing the recipes.
const TrainingRecipe& findTrainingRecipe(const std::string& id);

}  // namespace adv
