// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/history.hpp"

#include <algorithm>
#include <cstdlib>

namespace adv {
namespace {

constexpr std::size_t kMostMoments = 400;
constexpr std::size_t kFewestMoments = 24;
constexpr std::size_t kMostBytes = 48U << 20U;

std::size_t capacityFor(const EmbeddingPlaces& places) {
  const std::size_t bytes = std::max<std::size_t>(1, 2 * sizeof(float) * places.x.size());
  return std::clamp(kMostBytes / bytes, kFewestMoments, kMostMoments);
}

}  // namespace

void EmbedHistory::clear() {
  m_moments.clear();
  m_stride = 1;
}

void EmbedHistory::add(int iteration, const EmbeddingPlacesPtr& places) {
  if (!places) return;
  if (!m_moments.empty() && iteration < m_moments.back().iteration + m_stride) return;
  m_moments.push_back({iteration, places});
  if (m_moments.size() <= capacityFor(*places)) return;
  m_stride *= 2;
  std::vector<Moment> kept;
  for (const Moment& moment : m_moments) {
    if (kept.empty() || moment.iteration >= kept.back().iteration + m_stride) kept.push_back(moment);
  }
  m_moments = std::move(kept);
}

EmbedHistory::Moment EmbedHistory::nearest(int iteration) const {
  if (m_moments.empty()) return {};
  return *std::min_element(m_moments.begin(), m_moments.end(), [iteration](const Moment& a, const Moment& b) {
    return std::abs(a.iteration - iteration) < std::abs(b.iteration - iteration);
  });
}

}  // namespace adv
