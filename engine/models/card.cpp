// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/card.hpp"

#include <algorithm>
#include <fstream>

#include "engine/api/error.hpp"
#include "engine/models/input_file.hpp"
#include "engine/models/json.hpp"
#include "engine/models/json_fields.hpp"
#include "engine/models/network.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLongestCard = 4u << 20;
constexpr std::size_t kMostClasses = 100'000;
constexpr std::int64_t kLargestSeed = std::int64_t{1} << 53;  ///< whole numbers up to here survive any JSON reader
constexpr std::string_view kDataVariable = "$ADVSCOPE_DATA/";

/// A file that a card names, or why it is not there.
struct FoundFile {
  fs::path path;
  std::string whyNot;
};

FoundFile findFile(const std::string& text, const fs::path& card, const fs::path& dataFolder) {
  std::error_code ignored;
  const bool inData = text.starts_with(kDataVariable);
  const std::string inside = inData ? text.substr(kDataVariable.size()) : text;
  if (inData && dataFolder.empty()) {
    return {{}, "Set ADVSCOPE_DATA to the folder that holds " + inside + "."};
  }
  const fs::path path = inData ? dataFolder / inside : card.parent_path() / inside;
  if (fs::is_regular_file(path, ignored)) return {path, {}};
  return {path, path.string() + " is not there." +
                    (inData ? " Set ADVSCOPE_DATA to the folder that holds it." : " Put it beside the model card.")};
}

std::string readSmallFile(const fs::path& path) {
  InputFile file(path);
  if (file.size() > kLongestCard)
    throw userFailure(path.string() + " is larger than 4 MiB.", "Choose a model card, model.json.");
  return file.readText(file.size(), "the text");
}

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

void markMissing(ModelInfo& info, const std::string& reason) {
  if (!info.available) return;
  info.available = false;
  info.whyNot = reason;
}

void readLabels(const JsonFields& fields, const fs::path& dataFolder, ModelInfo& info) {
  const auto& labels = fields.at("labels");
  if (labels.is_string()) {
    const FoundFile file = findFile(labels.get<std::string>(), info.cardPath, dataFolder);
    if (!file.whyNot.empty()) return markMissing(info, file.whyNot);
    info.labels = linesOf(readSmallFile(file.path));
  } else if (labels.is_array() &&
             std::all_of(labels.begin(), labels.end(), [](const auto& v) { return v.is_string(); })) {
    info.labels = labels.get<std::vector<std::string>>();
  } else {
    fields.refuse("labels", "must be a list of texts or the path of a file with one label a line");
  }
  if (info.labels.size() < 2 || info.labels.size() > kMostClasses) {
    fields.refuse("labels", "gives " + std::to_string(info.labels.size()) + " classes, but there must be 2 to 100000");
  }
}

void readInput(const JsonFields& fields, Card& card) {
  ModelInfo& info = card.info;
  const JsonFields input(fields.at("input"), "input.", {"width", "height", "channels"});
  info.width = static_cast<int>(input.integer("width", 1, 4096));
  info.height = static_cast<int>(input.integer("height", 1, 4096));
  info.channels = static_cast<int>(input.integer("channels", 1, 3));
  if (info.channels == 2) input.refuse("channels", "must be 1 (grey) or 3 (RGB)");

  const auto channels = static_cast<std::size_t>(info.channels);
  card.mean.assign(channels, 0.0);
  card.std.assign(channels, 1.0);
  if (!fields.has("preprocessing")) return;
  const JsonFields preprocessing(fields.at("preprocessing"), "preprocessing.", {"mean", "std", "resize"});
  if (preprocessing.has("mean")) card.mean = preprocessing.reals("mean", channels);
  if (preprocessing.has("std")) card.std = preprocessing.reals("std", channels);
  if (std::any_of(card.std.begin(), card.std.end(), [](double s) { return !(s > 1e-9 && s < 1e9); })) {
    preprocessing.refuse("std", "must be positive");
  }
  info.resize = preprocessing.text("resize", "crop");
  if (info.resize != "crop" && info.resize != "stretch")
    preprocessing.refuse("resize", "must be \"crop\" or \"stretch\"");
}

void readArchitecture(const JsonFields& fields, Card& card) {
  if (fields.has("layers") == fields.has("architecture") && fields.text("architecture", "layers") != "layers") {
    fields.refuse("architecture", "and \"layers\" exclude each other");
  }
  if (fields.has("layers")) {
    card.info.architecture = "layers";
    card.layers = fields.at("layers");
    if (!card.layers.is_array() || card.layers.empty()) fields.refuse("layers", "must be a list of layers");
    return;
  }
  card.info.architecture = fields.text("architecture");
  if (nativeArchitectures().contains(card.info.architecture)) return;
  std::string known;
  for (const auto& [name, builder] : nativeArchitectures()) known += ", " + name;
  fields.refuse("architecture", "is \"" + card.info.architecture + "\", which is none of: a list \"layers\"" + known);
}

void checkId(const JsonFields& fields, const std::string& id) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
  if (id.empty() || id.size() > 80 || id.find_first_not_of(kLetters) != std::string::npos) {
    fields.refuse("id", "must be a short name of letters, digits, '-', '_' and '.'");
  }
}

void checkSha(const JsonFields& fields, const std::string& sha) {
  if (sha.empty()) return;
  if (sha.size() != 64 || sha.find_first_not_of("0123456789abcdef") != std::string::npos) {
    fields.refuse("weights_sha256", "must be 64 lower-case hexadecimal digits");
  }
}

}  // namespace

Card parseCard(const fs::path& path, const fs::path& dataFolder) {
  const nlohmann::json json = parseJson(readSmallFile(path), path.string());
  const JsonFields fields(json, "",
                          {"id",
                           "title",
                           "description",
                           "architecture",
                           "layers",
                           "input",
                           "preprocessing",
                           "labels",
                           "data",
                           "samples",
                           "licence",
                           "provenance",
                           "weights",
                           "weights_sha256",
                           "epsilon_levels",
                           "clean_accuracy",
                           "accuracy_note",
                           "group",
                           "seed",
                           "temperature",
                           "teacher_accuracy"});
  Card card;
  ModelInfo& info = card.info;
  info.cardPath = path.string();
  info.id = fields.text("id");
  checkId(fields, info.id);
  info.title = fields.text("title");
  info.description = fields.text("description", "");
  info.data = fields.text("data", "");
  info.samples = fields.text("samples", "");
  info.licence = fields.text("licence", "");
  info.provenance = fields.text("provenance", "");
  info.accuracyNote = fields.text("accuracy_note", "");
  info.group = fields.text("group", "");
  if (fields.has("seed")) info.seed = static_cast<std::uint64_t>(fields.integer("seed", 0, kLargestSeed));
  if (fields.has("temperature")) info.temperature = fields.real("temperature", 1e-3, 1e6);
  if (fields.has("teacher_accuracy")) info.teacherAccuracy = fields.real("teacher_accuracy", 0.0, 1.0);
  info.weightsSha256 = fields.text("weights_sha256", "");
  checkSha(fields, info.weightsSha256);
  if (fields.has("epsilon_levels")) info.usualEpsilon = fields.real("epsilon_levels", 0.0, 255.0) / 255.0;
  if (fields.has("clean_accuracy")) info.cleanAccuracy = fields.real("clean_accuracy", 0.0, 1.0);
  readArchitecture(fields, card);
  readInput(fields, card);
  const FoundFile weights = findFile(fields.text("weights"), path, dataFolder);
  card.weights = weights.path;
  if (!weights.whyNot.empty()) markMissing(info, weights.whyNot);
  readLabels(fields, dataFolder, info);
  return card;
}

}  // namespace adv
