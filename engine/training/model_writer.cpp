// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/model_writer.hpp"

#include "engine/data/write_file.hpp"
#include "engine/models/sha256.hpp"

namespace adv {
namespace {

std::string commandOf(const TrainingRecipe& recipe, const TrainingIdentity& identity) {
  if (!recipe.command.empty()) return recipe.command;
  std::string command =
      "advscope train " + recipe.id + " --out models/" + recipe.id + " --seed " + std::to_string(identity.seed);
  if (identity.epochs != recipe.epochs) command += " --epochs " + std::to_string(identity.epochs);
  return command;
}

/// One field a line, and one layer a line.
std::string cardText(const nlohmann::ordered_json& card) {
  std::string text;
  for (const auto& [name, value] : card.items()) {
    std::string shown = value.dump();
    if (name == "layers") {
      shown.clear();
      for (const auto& layer : value) shown += (shown.empty() ? "" : ",") + ("\n    " + layer.dump());
      shown = "[" + shown + "\n  ]";
    }
    text += (text.empty() ? "" : ",\n") + ("  \"" + name + "\": " + shown);
  }
  return "{\n" + text + "\n}\n";
}

}  // namespace

void writeModel(const std::filesystem::path& folder, const TrainingRecipe& recipe, const TrainingIdentity& identity,
                const NamedTensors& weights, const Dataset& test, double testAccuracy) {
  const std::filesystem::path file = folder / "weights.safetensors";
  writeSafetensors(file, weights);
  nlohmann::ordered_json card{
      {"id", recipe.id},
      {"title", recipe.title},
      {"description", recipe.description},
      {"layers", recipe.layers},
      {"input", {{"width", recipe.input.width}, {"height", recipe.input.height}, {"channels", recipe.input.channels}}},
      {"preprocessing", {{"mean", recipe.mean}, {"std", recipe.std}, {"resize", "crop"}}},
      {"labels", test.labels()},
      {"data", recipe.data},
      {"samples", recipe.samples},
      {"epsilon_levels", recipe.epsilonLevels},
      {"licence", recipe.licence},
      {"provenance", commandOf(recipe, identity)},
  };
  if (!recipe.group.empty()) card["group"] = recipe.group;
  for (const auto& [name, value] : recipe.cardFields.items()) card[name] = value;
  card["weights"] = file.filename().string();
  card["weights_sha256"] = sha256Of(file);
  card["clean_accuracy"] = testAccuracy;
  card["accuracy_note"] = recipe.testData + ", " + std::to_string(test.count()) + " pictures";
  writeWholeFile(folder / "model.json", cardText(card));
}

}  // namespace adv
