// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/embedding/neighbours.hpp"

namespace adv {

/// How near points are to one another, as probabilities (van der Maaten, Hinton 2008, section 2). Compressed rows.
struct Affinities {
  std::vector<std::int64_t> first;  ///< [rows + 1]: where each row begins
  std::vector<int> column;
  std::vector<float> value;
  double entropy = 0.0;  ///< Σ p ln p, so that KL(P‖Q) = entropy − Σ p ln q

  std::int64_t rows() const { return static_cast<std::int64_t>(first.size()) - 1; }
};

/// Perplexity that `each` neighbours can carry: a third of them (van der Maaten 2014, section 4.1), and at least 1.
double largestPerplexity(std::int64_t each);

/// Fits the affinities of a set to a perplexity, part by part. The caller owns the loop.
///
/// First p(j|i) of the neighbours of each point: Gaussians whose width gives the row the perplexity (entropy within
/// 1e-5 nats); where all neighbours are equally far, they are equally likely. Then p_ij = (p(j|i) + p(i|j)) / 2n:
/// symmetric, and 1 in all.
class AffinityFit {
 public:
  /// `perplexity` at least 1 and below the number of neighbours.
  AffinityFit(Neighbours neighbours, double perplexity);

  /// Some rows more.
  void step();
  bool isDone() const { return m_phase == Phase::Done; }
  double done() const;  ///< in [0, 1]
  Affinities take() { return std::move(m_result); }

 private:
  enum class Phase { Fit, Fill, Merge, Pack, Done };
  struct Entry {
    int column;
    float value;
  };

  void fit(std::int64_t begin, std::int64_t end);
  void layOut();
  void fill(std::int64_t begin, std::int64_t end);
  void mergeRow(std::int64_t row);
  void pack(std::int64_t begin, std::int64_t end);

  Neighbours m_neighbours;
  double m_perplexity;
  Phase m_phase = Phase::Fit;
  std::int64_t m_next = 0;
  std::vector<float> m_conditional;
  std::vector<std::int64_t> m_begin;  ///< of each row among the entries
  std::vector<std::int64_t> m_size;   ///< of each row, so far
  std::unique_ptr<Entry[]> m_entries;
  Affinities m_result;
};

/// p(j|i) of each row of neighbours; rows sum to 1.
std::vector<float> conditionalProbabilities(const Neighbours& neighbours, double perplexity);
/// All steps of an `AffinityFit`.
Affinities symmetricAffinities(Neighbours neighbours, double perplexity);

}  // namespace adv
