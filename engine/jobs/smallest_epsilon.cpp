// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/smallest_epsilon.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/jobs/radius_params.hpp"
#include "engine/jobs/subject.hpp"

namespace adv {
namespace {

constexpr double kMostLevels = 255.0;

}  // namespace

SmallestEpsilon::SmallestEpsilon(BatchAttackSetup setup, LabelledBatch batch, int maximumLevels, int together,
                                 Workspace& workspace)
    : m_setup(std::move(setup)),
      m_batch(std::move(batch)),
      m_maximum(maximumLevels),
      m_together(static_cast<std::size_t>(together)),
      m_workspace(workspace),
      m_isOneStep(m_setup.attack->info().oneStep),
      m_ranges(static_cast<std::size_t>(m_batch.size()), Range{0, maximumLevels + 1}) {
  m_setup.eightBit = true;
}

bool SmallestEpsilon::isDone() const {
  return std::all_of(m_ranges.begin(), m_ranges.end(), [](const Range& range) { return range.isClosed(); });
}

bool SmallestEpsilon::isKnown(std::size_t picture) const { return m_ranges[picture].isClosed(); }

std::optional<int> SmallestEpsilon::level(std::size_t picture) const {
  const Range& range = m_ranges[picture];
  if (!range.isClosed() || range.high > m_maximum) return {};
  return range.high;
}

/// How far the ranges have shrunk, as levels that are tried in turn or as halvings.
double SmallestEpsilon::done() const {
  double left = 0.0;
  for (const Range& range : m_ranges)
    left += m_isOneStep ? range.high - range.low - 1 : std::log2(range.high - range.low);
  const double all = m_isOneStep ? m_maximum : std::log2(m_maximum + 1);
  return 1.0 - left / (all * static_cast<double>(std::max<std::size_t>(m_ranges.size(), 1)));
}

void SmallestEpsilon::step() {
  if (m_isOneStep && m_directions.size() * m_together < m_ranges.size()) return findDirections();
  if (!m_run) startGroup();
  m_run->step();
  if (m_run->isDone()) finishGroup();
}

void SmallestEpsilon::findDirections() {
  const auto begin = static_cast<std::int64_t>(m_directions.size() * m_together);
  const auto end = std::min(begin + static_cast<std::int64_t>(m_together), m_batch.size());
  AttackProblem problem{
      m_setup.model, m_batch.xPixel.slice(0, begin, end), m_batch.labels.slice(0, begin, end), {}, m_setup.params,
      m_setup.seed};
  problem.pictures = picturesLike(m_setup.model, m_workspace);
  m_directions.push_back(dynamic_cast<const OneStepAttack&>(*m_setup.attack).direction(problem).perPixel);
}

/// The level that most of the open pictures are to be tried at next.
void SmallestEpsilon::startGroup() {
  std::map<int, std::vector<std::int64_t>> waiting;
  for (std::size_t i = 0; i < m_ranges.size(); ++i) {
    if (!m_ranges[i].isClosed()) waiting[nextLevel(m_ranges[i])].push_back(static_cast<std::int64_t>(i));
  }
  const auto largest = std::max_element(waiting.begin(), waiting.end(),
                                        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  m_level = largest->first;
  m_group = std::move(largest->second);
  m_group.resize(std::min(m_group.size(), m_together));
  const at::Tensor chosen = at::tensor(m_group, at::kLong).to(m_batch.labels.device());
  BatchAttackSetup setup = m_setup;
  setup.params = paramsAtRadius(m_setup.attack->info(), m_setup.params, m_level / kMostLevels);
  if (m_isOneStep) setup.knownDirection = OneStepDirection{at::cat(m_directions).index_select(0, chosen), {}};
  const LabelledBatch group{m_batch.xPixel.index_select(0, chosen), m_batch.labels.index_select(0, chosen)};
  m_run.emplace(setup, group, m_workspace);
}

void SmallestEpsilon::finishGroup() {
  const at::Tensor fooled = m_run->outcome().fooled.to(at::kCPU);
  for (std::size_t k = 0; k < m_group.size(); ++k) {
    Range& range = m_ranges[static_cast<std::size_t>(m_group[k])];
    if (!fooled[static_cast<std::int64_t>(k)].item<bool>()) {
      range.low = m_level;
    } else {
      range.high = m_level;
      if (m_isOneStep) range.low = m_level - 1;
    }
  }
  m_run.reset();
}

}  // namespace adv
