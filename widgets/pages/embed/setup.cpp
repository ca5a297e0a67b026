// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/setup.hpp"

#include <algorithm>

namespace adv {
namespace {

constexpr int kExamplePoints = 1200;
constexpr int kLecturePoints = 6000;  ///< as many as van der Maaten and Hinton show
constexpr double kMostPerplexity = 1000.0;
constexpr double kMostExaggeration = 1000.0;
constexpr double kMostRate = 1e7;
constexpr int kMostIterations = 100'000;

/// A number within limits, or the fallback.
double number(const QJsonObject& json, const char* name, double low, double high, double fallback) {
  const double value = json.value(QLatin1String(name)).toDouble(fallback);
  return value >= low && value <= high ? value : fallback;
}

int whole(const QJsonObject& json, const char* name, int low, int high, int fallback) {
  return static_cast<int>(number(json, name, low, high, fallback));
}

}  // namespace

EmbedSetup exampleSetup() {
  EmbedSetup setup;
  setup.source.data = "signs-test";
  setup.source.model = setup.network = "signs";
  setup.source.layer = "hidden";
  setup.source.count = kExamplePoints;
  return setup;
}

EmbedSetup mnistSetup() {
  EmbedSetup setup;
  setup.source.data = "mnist-test";
  setup.network = "digits";
  setup.source.count = kLecturePoints;
  return setup;
}

EmbeddingSource pointsOf(const EmbedSetup& setup) {
  EmbeddingSource points;
  points.data = setup.source.data;
  points.count = setup.source.count;
  points.attack = setup.source.attack;
  return points;
}

bool beginsAnew(const EmbedSetup& after, const EmbedSetup& before) {
  return after.source != before.source || after.run != before.run || after.settings.method != before.settings.method ||
         after.settings.start != before.settings.start || after.settings.seed != before.settings.seed;
}

QJsonObject toJson(const EmbedSetup& setup) {
  const EmbeddingSource& source = setup.source;
  const EmbeddingSettings& settings = setup.settings;
  return {{"data", QString::fromStdString(source.data)},
          {"count", source.count},
          {"model", QString::fromStdString(source.model)},
          {"layer", QString::fromStdString(source.layer)},
          {"network", QString::fromStdString(setup.network)},
          {"perplexity", settings.perplexity},
          {"cosine", settings.metric == EmbeddingMetric::Cosine},
          {"exaggeration", settings.exaggeration},
          {"exaggerated", settings.exaggeratedIterations},
          {"late", settings.lateExaggeration},
          {"rate", settings.learningRate},
          {"iterations", settings.iterations},
          {"random", settings.start == EmbeddingStart::Random},
          {"seed", static_cast<double>(settings.seed)}};
}

EmbedSetup embedSetupFrom(const QJsonObject& json) {
  EmbedSetup setup = exampleSetup();
  if (!json.value("data").isString()) return setup;
  EmbeddingSource& source = setup.source;
  EmbeddingSettings& settings = setup.settings;
  source.data = json.value("data").toString().toStdString();
  source.model = json.value("model").toString().toStdString();
  source.layer = json.value("layer").toString().toStdString();
  setup.network = json.value("network").toString().toStdString();
  if (!source.model.empty()) setup.network = source.model;
  source.count = whole(json, "count", 0, 10'000'000, source.count);
  settings.perplexity = number(json, "perplexity", 1, kMostPerplexity, settings.perplexity);
  settings.metric = json.value("cosine").toBool() ? EmbeddingMetric::Cosine : EmbeddingMetric::Euclidean;
  settings.exaggeration = number(json, "exaggeration", 1, kMostExaggeration, settings.exaggeration);
  settings.exaggeratedIterations = whole(json, "exaggerated", 0, kMostIterations, settings.exaggeratedIterations);
  settings.lateExaggeration = number(json, "late", 1, kMostExaggeration, settings.lateExaggeration);
  settings.learningRate = number(json, "rate", 0, kMostRate, settings.learningRate);
  settings.iterations = whole(json, "iterations", 1, kMostIterations, settings.iterations);
  settings.start = json.value("random").toBool() ? EmbeddingStart::Random : EmbeddingStart::Pca;
  settings.seed = static_cast<std::uint64_t>(whole(json, "seed", 0, 2'147'483'647, 1));
  return setup;
}

}  // namespace adv
