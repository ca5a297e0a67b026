// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_features.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/data/number_table.hpp"
#include "engine/data/resize.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/models/layered_classifier.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {
namespace {

constexpr int kPicturesTogether = 256;
constexpr std::int64_t kMostValues = 400'000'000;  ///< of all features: 1.6 GB

int countOf(int wanted, int all) { return wanted > 0 ? std::min(wanted, all) : all; }

}  // namespace

EmbeddingFeatures::EmbeddingFeatures(EmbeddingSource source, Workspace& workspace)
    : m_source(std::move(source)), m_workspace(workspace), m_items(std::make_shared<EmbeddingItems>()) {
  m_items->data = m_source.data;
  if (isNumberTable(m_source.data)) {
    readTable();
  } else {
    openPictures();
  }
  m_items->count = m_count;
}

void EmbeddingFeatures::readTable() {
  if (!m_source.model.empty())
    throw userFailure("A table of numbers does not go through a network.", "Leave the network out, or give pictures.");
  const at::Tensor table = readNumberTable(m_source.data);
  m_count = countOf(m_source.count, static_cast<int>(table.size(0)));
  m_features = table.slice(0, 0, m_count).contiguous();
  m_items->labels.assign(static_cast<std::size_t>(m_count), -1);
  m_next = m_count;
}

void EmbeddingFeatures::openPictures() {
  m_data = m_workspace.dataset(m_source.data);
  m_count = countOf(m_source.count, m_data->count());
  if (m_count < 1) throw userFailure(m_source.data + " holds no pictures.", "Choose other data.");
  m_items->classes = m_data->labels();
  if (m_source.model.empty()) {
    const Image first = m_data->image(0);
    m_width = first.width;
    m_height = first.height;
    m_channels = first.channels;
    m_together = kPicturesTogether;
    return;
  }
  m_model = m_workspace.classifier(m_source.model);
  if (!m_source.layer.empty()) findLayer(layersOf(*m_model), m_source.layer);
  m_width = m_model->info().width;
  m_height = m_model->info().height;
  m_channels = m_model->info().channels;
  m_together = shortBatch(kPicturesTogether, m_model->info(), m_model->device());
}

double EmbeddingFeatures::done() const { return static_cast<double>(m_next) / std::max(m_count, 1); }

void EmbeddingFeatures::step() {
  const at::NoGradGuard noGraph;
  const int end = std::min(m_next + m_together, m_count);
  const at::Tensor xPixel = pictures(m_next, end);
  keep(m_model ? ofNetwork(xPixel.to(m_model->device())) : xPixel.flatten(1), m_next);
  for (int i = m_next; i < end; ++i) m_items->labels.push_back(m_data->label(i));
  m_next = end;
}

at::Tensor EmbeddingFeatures::pictures(int begin, int end) const {
  const bool crop = m_model && m_model->info().resize == "crop";
  std::vector<at::Tensor> batch;
  for (int i = begin; i < end; ++i)
    batch.push_back(toPixelTensor(fitToInput(m_data->image(i), m_width, m_height, m_channels, crop)));
  return at::cat(batch);
}

/// The layer's results; keeps what the network says of the pictures besides.
at::Tensor EmbeddingFeatures::ofNetwork(const at::Tensor& xPixel) {
  at::Tensor found;
  at::Tensor logits;
  if (m_source.layer.empty()) {
    logits = m_model->logits(xPixel);
    found = logits;
  } else {
    const LayeredClassifier& layered = layersOf(*m_model);
    const std::size_t wanted = findLayer(layered, m_source.layer);
    logits = layered.tracedLogits(xPixel, [&](std::size_t index, const at::Tensor& result) {
      if (index == wanted) found = result.flatten(1);
    });
  }
  const auto [confidence, prediction] = logits.softmax(1).max(1);
  for (std::int64_t i = 0; i < xPixel.size(0); ++i) {
    m_items->predictions.push_back(static_cast<int>(prediction[i].item<std::int64_t>()));
    m_items->confidences.push_back(confidence[i].item<float>());
  }
  return found.to(at::kCPU);
}

void EmbeddingFeatures::keep(const at::Tensor& rows, int begin) {
  if (!m_features.defined()) {
    if (rows.size(1) > kMostValues / m_count)
      throw userFailure(
          std::to_string(m_count) + " points of " + std::to_string(rows.size(1)) + " features do not fit into memory.",
          "Give fewer points, or a layer with fewer features.");
    m_features = at::empty({m_count, rows.size(1)}, at::kFloat);
  }
  m_features.slice(0, begin, begin + rows.size(0)).copy_(rows);
}

}  // namespace adv
