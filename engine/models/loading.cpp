// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/loading.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/models/card.hpp"
#include "engine/models/frozen_layers.hpp"
#include "engine/models/layered_classifier.hpp"
#include "engine/models/layers.hpp"
#include "engine/models/network.hpp"
#include "engine/models/sha256.hpp"
#include "engine/models/tensor_bytes.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCardFile = "model.json";

/// A card's network behind its preprocessing.
class CardClassifier final : public LayeredClassifier {
 public:
  CardClassifier(Card card, std::unique_ptr<const Network> network, c10::Device device)
      : m_info(std::move(card.info)),
        m_device(device),
        m_normalisation(card.mean, card.std, device),
        m_network(std::move(network)) {}

  at::Tensor logits(const at::Tensor& xPixel) const override { return m_network->forward(prepared(xPixel)); }
  at::Tensor tracedLogits(const at::Tensor& xPixel, const LayerVisitor& visit) const override {
    const at::Tensor xModel = prepared(xPixel);
    visit(0, xPixel);
    return m_network->forwardTraced(xModel, visit);
  }
  const std::vector<LayerInfo>& layers() const override { return m_layers; }
  const at::Tensor& weight(std::size_t layer) const override { return m_network->layers().weight(layer); }
  at::Device device() const override { return m_device; }
  const ModelInfo& info() const override { return m_info; }

  /// One black picture through the network: the shapes fit, and there is one logit for each label.
  void tryOut() {
    const at::NoGradGuard noGraph;
    m_layers = m_network->layers().layers();
    const at::Tensor xPixel = at::zeros({1, m_info.channels, m_info.height, m_info.width}, at::TensorOptions(m_device));
    const at::Tensor logits = tracedLogits(xPixel, [this](std::size_t layer, const at::Tensor& result) {
      m_layers.at(layer).shape = result.sizes().slice(1).vec();
    });
    if (logits.dim() == 2 && logits.size(1) == m_info.classCount()) return;
    throw userFailure("The network gives " + std::to_string(logits.size(-1)) + " classes, but the model card has " +
                          std::to_string(m_info.classCount()) + " labels.",
                      "Mend the labels in the card.");
  }

 private:
  at::Tensor prepared(const at::Tensor& xPixel) const {
    if (xPixel.dim() != 4 || xPixel.size(1) != m_info.channels || xPixel.size(2) != m_info.height ||
        xPixel.size(3) != m_info.width) {
      throw userFailure("The network \"" + m_info.title + "\" takes pictures of shape " +
                            shapeText({m_info.channels, m_info.height, m_info.width}) + ", not " +
                            shapeText(xPixel.sizes()) + ".",
                        "Bring the picture to the network's size.");
    }
    return m_normalisation(xPixel).contiguous(fastestFormat(m_device));
  }

  ModelInfo m_info;
  c10::Device m_device;
  Normalisation m_normalisation;
  std::unique_ptr<const Network> m_network;
  std::vector<LayerInfo> m_layers;
};

void checkSha256(const Card& card) {
  if (card.info.weightsSha256.empty()) return;
  const std::string found = sha256Of(card.weights);
  if (found == card.info.weightsSha256) return;
  throw userFailure(card.weights.string() + " is not the file that the model card names: its sha256 is " + found +
                        ", not " + card.info.weightsSha256 + ".",
                    "Take the right file, or put its sha256 into the card.");
}

ModelInfo brokenCard(const fs::path& card, const std::string& reason) {
  ModelInfo info;
  info.id = card.parent_path().filename().string();
  info.title = info.id;
  info.cardPath = card.string();
  info.available = false;
  info.whyNot = reason;
  return info;
}

}  // namespace

ModelInfo readCard(const fs::path& card, const fs::path& dataFolder) { return parseCard(card, dataFolder).info; }

std::vector<fs::path> findCards(const fs::path& folder) {
  std::vector<fs::path> cards;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (const fs::path card = entry.path() / kCardFile; fs::is_regular_file(card, ignored)) {
      cards.push_back(card);
      continue;
    }
    for (const auto& member : fs::directory_iterator(entry.path(), ignored)) {
      if (const fs::path card = member.path() / kCardFile; fs::is_regular_file(card, ignored)) cards.push_back(card);
    }
  }
  return cards;
}

std::vector<ModelInfo> findModels(const std::vector<fs::path>& folders, const fs::path& dataFolder) {
  std::vector<ModelInfo> models;
  for (const fs::path& folder : folders) {
    for (const fs::path& card : findCards(folder)) {
      try {
        models.push_back(readCard(card, dataFolder));
      } catch (const Failure& failure) {
        models.push_back(brokenCard(card, failure.error().text()));
      }
    }
  }
  std::sort(models.begin(), models.end(), [](const ModelInfo& a, const ModelInfo& b) {
    return std::tie(a.title, a.id, a.cardPath) < std::tie(b.title, b.id, b.cardPath);
  });
  return models;
}

ClassifierPtr loadClassifier(const fs::path& path, const fs::path& dataFolder, c10::Device device) {
  const at::NoGradGuard noGraph;
  Card card = parseCard(path, dataFolder);
  if (!card.info.available)
    throw userFailure("The network \"" + card.info.title + "\" is not available.", card.info.whyNot);
  checkSha256(card);
  Parameters parameters(readWeights(card.weights));
  const Placer place = [device](const at::Tensor& tensor) {
    const at::Tensor moved = tensor.to(device);
    return moved.dim() == 4 ? moved.contiguous(fastestFormat(device)) : moved;
  };
  const InputSize input{card.info.channels, card.info.height, card.info.width};
  auto network = card.layers.is_null() ? nativeArchitectures().at(card.info.architecture)(parameters, place, input)
                                       : buildLayers(card.layers, parameters, place, input, device);
  parameters.requireAllTaken();
  auto classifier = std::make_shared<CardClassifier>(std::move(card), std::move(network), device);
  classifier->tryOut();
  return classifier;
}

}  // namespace adv
