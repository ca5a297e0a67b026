// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/embed_report.hpp"

#include <thread>

#include "app/cli/json.hpp"
#include "app/process_memory.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

std::string rounded(double value) { return significant(value).toStdString(); }
std::string percent(double share) { return percentText(share).toStdString(); }
Json orNull(double value) { return value < 0.0 ? Json() : Json(value); }

Json toJson(const std::vector<EmbeddingStation>& stations) {
  Json rows = Json::array();
  for (const EmbeddingStation& station : stations)
    rows.push_back({{"iteration", station.iteration},
                    {"x", station.x},
                    {"y", station.y},
                    {"class", station.prediction},
                    {"confidence", station.confidence},
                    {"linf", station.linf},
                    {"l2", station.l2}});
  return rows;
}

std::int64_t dimensionsOf(const LayerInfo& layer) {
  std::int64_t count = 1;
  for (const std::int64_t side : layer.shape) count *= side;
  return count;
}

}  // namespace

Json toJson(const EmbeddingReady& map) {
  const EmbeddingSource& source = map.request.source;
  const EmbeddingSettings& settings = map.request.settings;
  const EmbeddingItems& items = *map.items;
  return {{"data", source.data},
          {"model", source.model},
          {"layer", source.layer},
          {"n", items.count},
          {"adversarial_from", items.adversarialFrom > 0 ? Json(items.adversarialFrom) : Json()},
          {"dimensions", items.dimensions},
          {"pca", items.reduced},
          {"perplexity", settings.perplexity},
          {"metric", settings.metric == EmbeddingMetric::Cosine ? "cosine" : "euclidean"},
          {"neighbours", map.neighbours},
          {"neighbour_search_recall", 1.0},
          {"method", map.method},
          {"init", settings.start == EmbeddingStart::Random ? "random" : "pca"},
          {"seed", settings.seed},
          {"iterations", map.iteration},
          {"kl", map.quality.divergence},
          {"knn_recall", map.quality.recall},
          {"knn_accuracy", orNull(map.quality.accuracy)},
          {"trustworthiness", orNull(map.quality.trustworthiness)},
          {"seconds",
           {{"features", map.seconds.features},
            {"pca", map.seconds.pca},
            {"neighbours", map.seconds.neighbours},
            {"optimise", map.seconds.optimise},
            {"total", map.seconds.total()}}},
          {"threads", std::thread::hardware_concurrency()},
          {"peak_bytes", peakMemory()}};
}

void printReport(const EmbeddingReady& map) {
  const EmbeddingSource& source = map.request.source;
  printText(std::to_string(map.items->count) + " points of " + source.data +
            (map.items->adversarialFrom > 0 ? " and their adversarial pictures, " : ", ") +
            std::to_string(map.items->dimensions) + " features, " + std::to_string(map.items->reduced) +
            " after PCA; perplexity " + rounded(map.request.settings.perplexity) + ", method " + map.method +
            ", seed " + std::to_string(map.request.settings.seed) + "\n");
  std::vector<std::vector<std::string>> rows = {
      {"KL divergence", rounded(map.quality.divergence) + " after " + std::to_string(map.iteration) + " iterations"},
      {"10 nearest kept", percent(map.quality.recall)}};
  if (map.quality.trustworthiness >= 0.0) rows.push_back({"trustworthiness", rounded(map.quality.trustworthiness)});
  if (map.quality.accuracy >= 0.0) rows.push_back({"10-NN accuracy in the map", percent(map.quality.accuracy)});
  rows.push_back({"time", rounded(map.seconds.total()) + " s: PCA " + rounded(map.seconds.pca) + ", neighbours " +
                              rounded(map.seconds.neighbours) + ", optimise " + rounded(map.seconds.optimise)});
  rows.push_back({"memory", rounded(static_cast<double>(peakMemory()) / (1 << 20)) + " MiB at most"});
  printText(textTable(rows, {Align::Left, Align::Left}));
}

Json toJson(const EmbeddingPathsReady& ready, const ModelInfo& model, const AttackInfo& attack) {
  Json paths = Json::array();
  for (const EmbeddingPath& path : ready.paths->paths)
    paths.push_back({{"point", path.point},
                     {"label", path.label},
                     {"target", path.target ? Json(*path.target) : Json()},
                     {"wrong_from_start", path.wrongFromStart},
                     {"success", path.success},
                     {"first_success", path.firstSuccess < 0 ? Json() : Json(path.firstSuccess)},
                     {"noise_success", path.noiseSuccess},
                     {"stations", toJson(path.stations)},
                     {"noise", toJson(path.noise)}});
  return {{"model", ready.request.model}, {"weights_sha256", model.weightsSha256},
          {"attack", attack.id},          {"parameters", paramsToJson(ready.request.attack.params, attack)},
          {"seed", ready.request.seed},   {"perplexity", ready.request.perplexity},
          {"seconds", ready.seconds},     {"paths", paths}};
}

void printReport(const EmbeddingPathsReady& ready, const ModelInfo& model) {
  std::vector<std::vector<std::string>> rows = {{"POINT", "LABEL", "FOOLED AT STEP", "IN THE END", "NOISE"}};
  for (const EmbeddingPath& path : ready.paths->paths) {
    const std::string fooled = path.wrongFromStart     ? "wrong from the start"
                               : path.firstSuccess < 0 ? "never"
                                                       : std::to_string(path.firstSuccess);
    rows.push_back({std::to_string(path.point), model.labelOf(path.label), fooled,
                    model.labelOf(path.stations.back().prediction), model.labelOf(path.noise.back().prediction)});
  }
  printText("\n" + textTable(rows, {Align::Right, Align::Left, Align::Left, Align::Left, Align::Left}));
}

Json toJson(const EmbeddingDepthReady& depth, const AttackInfo& attack) {
  Json layers = Json::array();
  for (const EmbeddingDepthLayer& one : depth.layers)
    layers.push_back({{"layer", one.layer.name},
                      {"dimensions", dimensionsOf(one.layer)},
                      {"separation", one.separation},
                      {"noise_separation", one.noiseSeparation},
                      {"crossing", depth.fooled > 0 ? Json(one.crossing) : Json()},
                      {"noise_crossing", depth.fooled > 0 ? Json(one.noiseCrossing) : Json()}});
  return {{"data", depth.request.data},
          {"model", depth.request.model},
          {"weights_sha256", depth.model.weightsSha256},
          {"attack", attack.id},
          {"parameters", paramsToJson(depth.request.attack.params, attack)},
          {"seed", depth.request.seed},
          {"neighbours", depth.request.neighbours},
          {"pictures", depth.pictures},
          {"wrong_from_start", depth.wrongFromStart},
          {"fooled", depth.fooled},
          {"fooled_by_noise", depth.fooledByNoise},
          {"layers", layers},
          {"seconds", depth.seconds},
          {"peak_bytes", peakMemory()}};
}

void printReport(const EmbeddingDepthReady& depth) {
  printText(std::to_string(depth.pictures) + " pictures of " + depth.request.data + ", right from the start (" +
            std::to_string(depth.wrongFromStart) + " are not); the attack fools " + std::to_string(depth.fooled) +
            ", noise of the same size " + std::to_string(depth.fooledByNoise) + "\n");
  std::vector<std::vector<std::string>> rows = {
      {"LAYER", "FEATURES", "SEPARATION", "OF NOISE", "CROSSED OVER", "OF NOISE"}};
  for (const EmbeddingDepthLayer& one : depth.layers)
    rows.push_back({one.layer.name, std::to_string(dimensionsOf(one.layer)), percent(one.separation),
                    percent(one.noiseSeparation), percent(one.crossing), percent(one.noiseCrossing)});
  printText(textTable(rows, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right}));
}

}  // namespace adv
