// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/affinities.hpp"

#include "engine/tensor/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace adv {
namespace {

constexpr double kTolerance = 1e-5;
constexpr int kMaximumTrials = 100;
constexpr std::int64_t kRowsEachStep = 1024;
constexpr std::int64_t kGrain = 32;

/// Entropy in nats of exp(−β (d² − d²min)), normalised; fills `p`.
double gaussianRow(const double* squares, std::int64_t count, double beta, double* p) {
  double sum = 0.0;
  double weighted = 0.0;
  for (std::int64_t k = 0; k < count; ++k) {
    p[k] = std::exp(-beta * squares[k]);
    sum += p[k];
    weighted += p[k] * squares[k];
  }
  for (std::int64_t k = 0; k < count; ++k) p[k] /= sum;
  return std::log(sum) + beta * weighted / sum;
}

/// Bisects for β, doubling while there is no upper end.
void fitRow(const float* distances, std::int64_t count, double perplexity, float* result) {
  std::vector<double> squares(static_cast<std::size_t>(count));
  std::vector<double> p(squares.size());
  const double nearest = static_cast<double>(distances[0]) * distances[0];
  for (std::size_t k = 0; k < squares.size(); ++k)
    squares[k] = static_cast<double>(distances[k]) * distances[k] - nearest;
  const double mean = std::accumulate(squares.begin(), squares.end(), 0.0) / static_cast<double>(count);
  double beta = mean > 0.0 ? 1.0 / mean : 1.0;
  double low = 0.0;
  double high = std::numeric_limits<double>::infinity();
  const double wanted = std::log(perplexity);
  for (int trial = 0; trial < kMaximumTrials; ++trial) {
    const double excess = gaussianRow(squares.data(), count, beta, p.data()) - wanted;
    if (std::abs(excess) < kTolerance || mean <= 0.0) break;
    (excess > 0.0 ? low : high) = beta;
    beta = std::isinf(high) ? 2.0 * beta : (low + high) / 2;
  }
  std::copy(p.begin(), p.end(), result);
}

void fitRows(const Neighbours& neighbours, double perplexity, std::int64_t begin, std::int64_t end, float* result) {
  inParallel(begin, end, kGrain, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t row = first; row < last; ++row) {
      const std::int64_t place = row * neighbours.each;
      fitRow(neighbours.distance.data() + place, neighbours.each, perplexity, result + place);
    }
  });
}

}  // namespace

double largestPerplexity(std::int64_t each) { return std::max(1.0, static_cast<double>(each) / 3.0); }

std::vector<float> conditionalProbabilities(const Neighbours& neighbours, double perplexity) {
  std::vector<float> result(neighbours.distance.size());
  fitRows(neighbours, perplexity, 0, neighbours.count, result.data());
  return result;
}

Affinities symmetricAffinities(Neighbours neighbours, double perplexity) {
  AffinityFit fit(std::move(neighbours), perplexity);
  while (!fit.isDone()) fit.step();
  return fit.take();
}

AffinityFit::AffinityFit(Neighbours neighbours, double perplexity)
    : m_neighbours(std::move(neighbours)),
      m_perplexity(perplexity),
      m_size(static_cast<std::size_t>(m_neighbours.count)) {
  m_conditional.reserve(m_neighbours.distance.size());
  m_result.first.push_back(0);
}

double AffinityFit::done() const {
  const double rows = static_cast<double>(std::max<std::int64_t>(m_neighbours.count, 1));
  return (static_cast<double>(m_phase) + static_cast<double>(m_next) / rows) / static_cast<double>(Phase::Done);
}

void AffinityFit::step() {
  const std::int64_t end = std::min(m_next + kRowsEachStep, m_neighbours.count);
  if (m_phase == Phase::Fit) fit(m_next, end);
  if (m_phase == Phase::Fill) fill(m_next, end);
  if (m_phase == Phase::Merge) {
    inParallel(m_next, end, kGrain, [&](std::int64_t first, std::int64_t last) {
      for (std::int64_t row = first; row < last; ++row) mergeRow(row);
    });
  }
  if (m_phase == Phase::Pack) pack(m_next, end);
  m_next = end;
  if (m_next < m_neighbours.count) return;
  if (m_phase == Phase::Fit) layOut();
  m_phase = static_cast<Phase>(static_cast<int>(m_phase) + 1);
  m_next = 0;
}

/// Counts, besides, how long each row will be: a point's neighbours, and those that have it as theirs.
void AffinityFit::fit(std::int64_t begin, std::int64_t end) {
  m_conditional.resize(static_cast<std::size_t>(end * m_neighbours.each));
  fitRows(m_neighbours, m_perplexity, begin, end, m_conditional.data());
  for (std::int64_t row = begin; row < end; ++row) m_size[static_cast<std::size_t>(row)] += m_neighbours.each;
  for (std::int64_t place = begin * m_neighbours.each; place < end * m_neighbours.each; ++place)
    ++m_size[static_cast<std::size_t>(m_neighbours.index[static_cast<std::size_t>(place)])];
}

void AffinityFit::layOut() {
  m_begin.resize(m_size.size());
  std::exclusive_scan(m_size.begin(), m_size.end(), m_begin.begin(), std::int64_t{0});
  m_entries = std::make_unique_for_overwrite<Entry[]>(2 * m_conditional.size());
  std::fill(m_size.begin(), m_size.end(), 0);
}

void AffinityFit::fill(std::int64_t begin, std::int64_t end) {
  const float scale = 1.0F / (2.0F * static_cast<float>(m_neighbours.count));
  const auto put = [&](std::size_t row, int column, float value) {
    m_entries[static_cast<std::size_t>(m_begin[row] + m_size[row]++)] = {column, value};
  };
  for (std::int64_t row = begin; row < end; ++row) {
    for (std::int64_t k = 0; k < m_neighbours.each; ++k) {
      const auto place = static_cast<std::size_t>(row * m_neighbours.each + k);
      const int other = m_neighbours.index[place];
      const float share = m_conditional[place] * scale;
      put(static_cast<std::size_t>(row), other, share);
      put(static_cast<std::size_t>(other), static_cast<int>(row), share);
    }
  }
}

/// Sorts a row by column and adds what stands in the same one.
void AffinityFit::mergeRow(std::int64_t row) {
  const auto i = static_cast<std::size_t>(row);
  if (m_size[i] == 0) return;
  Entry* const begin = m_entries.get() + m_begin[i];
  Entry* const end = begin + m_size[i];
  std::sort(begin, end, [](const Entry& a, const Entry& b) { return a.column < b.column; });
  auto last = begin;
  for (auto entry = begin + 1; entry != end; ++entry) {
    if (entry->column == last->column) {
      last->value += entry->value;
    } else {
      *++last = *entry;
    }
  }
  m_size[i] = last - begin + 1;
}

void AffinityFit::pack(std::int64_t begin, std::int64_t end) {
  if (begin == 0) {
    const auto entries = static_cast<std::size_t>(std::accumulate(m_size.begin(), m_size.end(), std::int64_t{0}));
    m_result.column.reserve(entries);
    m_result.value.reserve(entries);
  }
  for (std::int64_t row = begin; row < end; ++row) {
    const Entry* entry = m_entries.get() + m_begin[static_cast<std::size_t>(row)];
    for (const Entry* last = entry + m_size[static_cast<std::size_t>(row)]; entry != last; ++entry) {
      m_result.column.push_back(entry->column);
      m_result.value.push_back(entry->value);
      if (entry->value > 0.0F) m_result.entropy += entry->value * std::log(static_cast<double>(entry->value));
    }
    m_result.first.push_back(static_cast<std::int64_t>(m_result.column.size()));
  }
}

}  // namespace adv
