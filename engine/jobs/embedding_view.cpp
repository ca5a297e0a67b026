// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_view.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/api/error.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/models/layered_classifier.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr int kPicturesTogether = 256;

}  // namespace

EmbeddingView::EmbeddingView(const EmbeddingSource& source, Workspace& workspace)
    : m_data(openPictures(source.data, workspace)),
      m_isOfPixels(source.model.empty()),
      m_layer(source.layer),
      m_together(kPicturesTogether) {
  openNetworks(source, workspace);
  if (!m_model) {
    const Image first = m_data->image(0);
    m_size = {first.width, first.height, first.channels, false};
    return;
  }
  if (!m_layer.empty()) findLayer(layersOf(*m_model), m_layer);
  m_together = shortBatch(kPicturesTogether, m_model->info(), m_model->device());
}

void EmbeddingView::openNetworks(const EmbeddingSource& source, Workspace& workspace) {
  if (!source.model.empty()) m_model = workspace.classifier(source.model);
  if (m_model) m_size = inputOf(m_model->info());
  if (!source.attack || (m_model && source.attack->model.empty())) return;
  const ClassifierPtr attacked = workspace.classifier(source.attack->model);
  m_size = inputOf(attacked->info());
  if (!m_model) m_model = attacked;
  checkSameInput(m_model->info(), attacked->info());
}

at::Tensor EmbeddingView::pictures(std::span<const int> indices) const {
  return readPictures(*m_data, indices, m_size);
}

EmbeddingView::Look EmbeddingView::look(const at::Tensor& xPixel) const {
  const at::NoGradGuard noGraph;
  if (!m_model) return {xPixel.flatten(1).to(at::kCPU), {}};
  if (m_isOfPixels) return {xPixel.flatten(1).to(at::kCPU), logitsOf(*m_model, xPixel.to(m_model->device()))};
  return lookIntoNetwork(xPixel.to(m_model->device()));
}

EmbeddingView::Look EmbeddingView::lookIntoNetwork(const at::Tensor& xPixel) const {
  if (m_layer.empty()) {
    const at::Tensor logits = m_model->logits(xPixel);
    return {logits.to(at::kCPU), logits};
  }
  const LayeredClassifier& layered = layersOf(*m_model);
  const std::size_t wanted = findLayer(layered, m_layer);
  at::Tensor found;
  const at::Tensor logits = layered.tracedLogits(xPixel, [&](std::size_t index, const at::Tensor& result) {
    if (index == wanted) found = result.flatten(1).to(at::kCPU);
  });
  return {found, logits};
}

}  // namespace adv
