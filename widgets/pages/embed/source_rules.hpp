// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/api/layers.hpp"
#include "widgets/pages/embed/setup.hpp"

namespace adv {

/// Data that the program knows by name.
struct EmbedData {
  const char* id;
  const char* title;
  int count;
};
inline constexpr EmbedData kEmbedData[] = {{"signs-test", "Traffic signs, drawn", 2000},
                                           {"mnist-test", "MNIST, test set", 10'000},
                                           {"mnist-all", "MNIST, all", 70'000},
                                           {"cifar10-test", "CIFAR-10, test set", 10'000}};

/// How many pictures there are; of data that is not known by name more than anyone maps.
int mostPoints(const std::string& data);
/// "MNIST, test set", or the name of the folder or file.
QString titleOf(const std::string& data);
/// Test pictures that fit a network: those its card names.
std::string dataFor(const ModelInfo& model);
/// Whether the network was made for such pictures.
bool fits(const ModelInfo& model, const std::string& data);
/// A table of numbers goes through no network.
bool isTable(const std::string& data);

/// The place of what is mapped among the network's layers: 0 for the pixels.
int layerIndex(const EmbedSetup& setup, const std::vector<LayerInfo>& layers);
/// The same points by another layer.
EmbedSetup withLayer(EmbedSetup setup, const std::vector<LayerInfo>& layers, int layer);
/// Another data set, with a network that fits where the present one does not.
EmbedSetup withData(EmbedSetup setup, const std::string& data, const std::vector<ModelInfo>& models);
/// Another network, with data that fits it; what goes through it is its logits, unless pixels are mapped.
EmbedSetup withNetwork(EmbedSetup setup, const std::string& network, const std::vector<ModelInfo>& models);
/// So many points; the perplexity follows where it would be too large for them.
EmbedSetup withCount(EmbedSetup setup, int count);

/// As the engine allows: a third of the other points.
double mostPerplexity(int count);

}  // namespace adv
