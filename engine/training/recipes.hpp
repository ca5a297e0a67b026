// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/models/network.hpp"
#include "engine/training/loss.hpp"
#include "engine/training/optimiser.hpp"
#include "engine/training/schedule.hpp"
#include "engine/training/training_data.hpp"

namespace adv {

struct ParameterShape {
  std::string name;
  std::vector<std::int64_t> shape;
};

/// Everything that is needed to train a network and to write its model card. What differs between kinds of training is
/// where the pictures come from, the loss, the optimiser and the learning rate: the loop is one.
struct TrainingRecipe {
  std::string id;
  std::string title;
  std::string description;
  std::string data;       ///< the training data, in words
  int epsilonLevels = 8;  ///< the usual ε on its data
  std::string samples;    ///< the data set that the window takes pictures from
  std::string testData;   ///< the data set that the accuracy is measured on
  std::string licence;
  std::string group;                  ///< of the model card; may be empty
  std::string command;                ///< that repeats it; empty: `advscope train`
  nlohmann::ordered_json cardFields;  ///< what else the model card says; may be null

  InputSize input;
  std::vector<double> mean;  ///< one for each channel, in pixels of [0, 1]
  std::vector<double> std;
  nlohmann::ordered_json layers;  ///< as in a model card
  std::vector<ParameterShape> parameters;

  int epochs = 1;
  int batch = 64;
  int part = 16;  ///< pictures that are drawn, or learned from, in one step; divides `batch`
  TrainingLoss loss;
  MakeOptimiser optimiser;
  LearningRate learningRate;
  std::function<TrainingData(const std::filesystem::path& dataFolder)> open;
};

/// Names and shapes of the weights, each followed by its bias.
std::vector<ParameterShape> withBiases(const std::vector<ParameterShape>& weights);

const std::vector<TrainingRecipe>& trainingRecipes();
/// Throws `Failure` listing the recipes.
const TrainingRecipe& findTrainingRecipe(const std::string& id);

}  // namespace adv
