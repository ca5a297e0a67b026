// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/checkpoint.hpp"

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/data/write_file.hpp"
#include "engine/models/input_file.hpp"
#include "engine/models/json.hpp"
#include "engine/models/json_fields.hpp"
#include "engine/training/history.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStateFile = "training.json";
constexpr const char* kTensorPrefix = "training-";
constexpr std::uint64_t kLongestState = 1u << 24;

void addUnder(NamedTensors& all, const std::string& prefix, const NamedTensors& some) {
  for (const auto& [name, tensor] : some) all[prefix + name] = tensor;
}

NamedTensors takeUnder(const NamedTensors& all, const std::string& prefix) {
  NamedTensors some;
  for (const auto& [name, tensor] : all) {
    if (name.starts_with(prefix)) some[name.substr(prefix.size())] = tensor;
  }
  return some;
}

/// Tensor files other than `kept`.
void removeTensors(const fs::path& folder, const std::string& kept) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name != kept && name.starts_with(kTensorPrefix) && name.find(".safetensors") != std::string::npos)
      fs::remove(entry.path(), ignored);
  }
}

}  // namespace

void saveCheckpoint(const fs::path& folder, const TrainingIdentity& identity, const Checkpoint& checkpoint) {
  NamedTensors tensors;
  addUnder(tensors, "weights/", checkpoint.weights);
  addUnder(tensors, "optimiser/", checkpoint.optimiser.tensors);
  const std::string file = kTensorPrefix + std::to_string(checkpoint.epochsDone) + ".safetensors";
  writeSafetensors(folder / file, tensors);
  const nlohmann::ordered_json state{{"recipe", identity.recipe},
                                     {"seed", std::to_string(identity.seed)},
                                     {"epochs", identity.epochs},
                                     {"epochs_done", checkpoint.epochsDone},
                                     {"updates", checkpoint.optimiser.updates},
                                     {"seconds", checkpoint.seconds},
                                     {"history", historyToJson(checkpoint.history)},
                                     {"tensors", file}};
  writeWholeFile(folder / kStateFile, state.dump(2) + "\n");
  removeTensors(folder, file);
}

std::optional<Checkpoint> loadCheckpoint(const fs::path& folder, const TrainingIdentity& identity) {
  const fs::path path = folder / kStateFile;
  if (!fs::exists(path)) return {};
  InputFile file(path);
  const nlohmann::json json =
      parseJson(file.readText(std::min(file.size(), kLongestState), "the state"), path.string());
  const JsonFields fields(json, "",
                          {"recipe", "seed", "epochs", "epochs_done", "updates", "seconds", "history", "tensors"});
  const auto epochs = static_cast<int>(fields.integer("epochs", 1, 1'000'000));
  if (fields.text("recipe") != identity.recipe || fields.text("seed") != std::to_string(identity.seed) ||
      epochs != identity.epochs) {
    throw userFailure(folder.string() + " holds an unfinished training of \"" + fields.text("recipe") +
                          "\" with seed " + fields.text("seed") + " and " + std::to_string(epochs) + " epochs.",
                      "Ask for the same to go on with it, choose another folder, or delete training.json there.");
  }
  Checkpoint checkpoint;
  checkpoint.epochsDone = static_cast<int>(fields.integer("epochs_done", 1, epochs));
  checkpoint.seconds = fields.real("seconds", 0.0, 1e12);
  const NamedTensors tensors = readWeights(folder / fs::path(fields.text("tensors")).filename());
  checkpoint.weights = takeUnder(tensors, "weights/");
  checkpoint.optimiser = {fields.integer("updates", 0, std::int64_t{1} << 40), takeUnder(tensors, "optimiser/")};
  checkpoint.history = historyFromJson(fields, "history", epochs);
  if (static_cast<int>(checkpoint.history.size()) != checkpoint.epochsDone)
    fields.refuse("history", "must have one entry for each epoch");
  return checkpoint;
}

void dropCheckpoint(const fs::path& folder) {
  std::error_code ignored;
  fs::remove(folder / kStateFile, ignored);
  removeTensors(folder, {});
}

}  // namespace adv
