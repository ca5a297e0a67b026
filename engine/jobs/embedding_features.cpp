// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_features.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

#include "engine/api/error.hpp"
#include "engine/data/number_table.hpp"

namespace adv {
namespace {

constexpr std::int64_t kMostValues = 400'000'000;  ///< of all features: 1.6 GB

}  // namespace

EmbeddingFeatures::EmbeddingFeatures(EmbeddingSource source, Workspace& workspace)
    : m_source(std::move(source)), m_items(std::make_shared<EmbeddingItems>()) {
  m_items->data = m_source.data;
  if (isNumberTable(m_source.data) && m_source.model.empty() && !m_source.attack) {
    readTable();
  } else {
    openSource(workspace);
  }
}

void EmbeddingFeatures::readTable() {
  const at::Tensor table = readNumberTable(m_source.data);
  m_clean = m_next = m_items->count = firstOf(m_source.count, static_cast<int>(table.size(0)));
  m_features = table.slice(0, 0, m_clean).contiguous();
  m_items->labels.assign(static_cast<std::size_t>(m_clean), -1);
}

void EmbeddingFeatures::openSource(Workspace& workspace) {
  m_view.emplace(m_source, workspace);
  m_clean = m_items->count = firstOf(m_source.count, m_view->data().count());
  m_items->classes = m_view->data().labels();
  if (!m_source.attack) return;
  m_adversaries.emplace(m_source, workspace);
  m_items->adversarialFrom = m_clean;
  m_items->count = 2 * m_clean;
}

double EmbeddingFeatures::done() const {
  const double read = static_cast<double>(m_next) / std::max(m_items->count, 1);
  if (!m_adversaries) return read;
  return (m_adversaries->done() + read) / 2;
}

const char* EmbeddingFeatures::doingText() const {
  return isAttacking() ? "Attacking the pictures" : "Reading the pictures";
}

void EmbeddingFeatures::step() {
  if (isAttacking()) return m_adversaries->step();
  const bool isClean = m_next < m_clean;
  const int end = std::min(m_next + m_view->together(), isClean ? m_clean : m_items->count);
  keep(m_view->look(isClean ? m_view->pictures(numbersFrom(m_next, end))
                            : m_adversaries->result()->pictures(m_next - m_clean, end - m_clean)));
  for (int i = m_next; i < end; ++i) m_items->labels.push_back(m_view->data().label(i % m_clean));
  m_next = end;
}

void EmbeddingFeatures::keep(const EmbeddingView::Look& seen) {
  const std::int64_t width = seen.features.size(1);
  if (!m_features.defined()) {
    if (width > kMostValues / m_items->count)
      throw userFailure(
          std::to_string(m_items->count) + " points of " + std::to_string(width) + " features do not fit into memory.",
          "Give fewer points, or a layer with fewer features.");
    m_features = at::empty({m_items->count, width}, at::kFloat);
  }
  m_features.slice(0, m_next, m_next + seen.features.size(0)).copy_(seen.features);
  if (!seen.logits.defined()) return;
  const auto [confidence, prediction] = seen.logits.softmax(1).to(at::kCPU).max(1);
  for (std::int64_t i = 0; i < prediction.size(0); ++i) {
    m_items->predictions.push_back(static_cast<int>(prediction[i].item<std::int64_t>()));
    m_items->confidences.push_back(confidence[i].item<float>());
  }
}

}  // namespace adv
