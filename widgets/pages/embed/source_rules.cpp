// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/source_rules.hpp"

#include "engine/api/find_by_id.hpp"

#include <QFileInfo>
#include <algorithm>
#include <cmath>

namespace adv {
namespace {

constexpr int kMostPoints = 70'000;
constexpr int kUsualPoints = 2000;

/// "mnist-test" and "mnist-all" are of one family: "mnist".
std::string familyOf(const std::string& data) { return data.substr(0, data.find('-')); }

bool isKnown(const std::string& data) {
  return std::any_of(std::begin(kEmbedData), std::end(kEmbedData),
                     [&](const EmbedData& known) { return data == known.id; });
}

}  // namespace

int mostPoints(const std::string& data) {
  for (const EmbedData& known : kEmbedData) {
    if (data == known.id) return known.count;
  }
  return kMostPoints;
}

QString titleOf(const std::string& data) {
  for (const EmbedData& known : kEmbedData) {
    if (data == known.id) return QObject::tr(known.title);
  }
  return QFileInfo(QString::fromStdString(data)).fileName();
}

std::string dataFor(const ModelInfo& model) {
  const std::string family = familyOf(model.samples);
  for (const EmbedData& known : kEmbedData) {
    if (familyOf(known.id) == family) return known.id;
  }
  return {};
}

bool fits(const ModelInfo& model, const std::string& data) {
  if (isTable(data)) return false;
  return !isKnown(data) || familyOf(model.samples) == familyOf(data);
}

bool isTable(const std::string& data) { return data.ends_with(".csv") || data.ends_with(".npy"); }

int layerIndex(const EmbedSetup& setup, const std::vector<LayerInfo>& layers) {
  if (setup.source.model.empty() || layers.empty()) return 0;
  const auto found = std::find_if(layers.begin(), layers.end(),
                                  [&](const LayerInfo& layer) { return layer.name == setup.source.layer; });
  return static_cast<int>(found == layers.end() ? layers.size() - 1 : found - layers.begin());
}

EmbedSetup withLayer(EmbedSetup setup, const std::vector<LayerInfo>& layers, int layer) {
  if (layer < 0 || layer >= static_cast<int>(layers.size())) return setup;
  const bool isPixels = layer == 0;
  setup.source.model = isPixels ? std::string() : setup.network;
  setup.source.layer = isPixels ? std::string() : layers[static_cast<std::size_t>(layer)].name;
  return setup;
}

EmbedSetup withData(EmbedSetup setup, const std::string& data, const std::vector<ModelInfo>& models) {
  setup.source.data = data;
  setup.source.attack.reset();
  const int count = std::min(setup.source.count > 0 ? setup.source.count : kUsualPoints, mostPoints(data));
  const ModelInfo* own = findById(models, setup.network);
  if (!own || !fits(*own, data)) {
    const auto other = std::find_if(models.begin(), models.end(), [&](const ModelInfo& info) {
      return info.available && isKnown(data) && fits(info, data);
    });
    const bool mapsPixels = setup.source.model.empty();
    setup.network = other == models.end() ? std::string() : other->id;
    setup.source.model = mapsPixels ? std::string() : setup.network;
    setup.source.layer.clear();
  }
  return withCount(std::move(setup), count);
}

EmbedSetup withNetwork(EmbedSetup setup, const std::string& network, const std::vector<ModelInfo>& models) {
  const ModelInfo* info = findById(models, network);
  if (network == setup.network || (!network.empty() && !info)) return setup;
  const bool hadNetwork = !setup.network.empty();
  setup.network = network;
  setup.source.attack.reset();
  if (!setup.source.model.empty() || !hadNetwork) setup.source.model = network;
  setup.source.layer.clear();
  if (!info || fits(*info, setup.source.data)) return setup;
  const std::string data = dataFor(*info);
  return data.empty() ? setup : withData(std::move(setup), data, models);
}

EmbedSetup withCount(EmbedSetup setup, int count) {
  setup.source.count = count;
  setup.settings.perplexity = std::min(setup.settings.perplexity, mostPerplexity(count));
  return setup;
}

double mostPerplexity(int count) { return std::max(1.0, std::floor((count - 1) / 3.0)); }

}  // namespace adv
