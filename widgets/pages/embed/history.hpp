// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/embedding.hpp"

namespace adv {

/// How a map was at some of its iterations, so that one can go back and look. Bounded in memory: of long runs every
/// second map is let go, again and again.
class EmbedHistory {
 public:
  struct Moment {
    int iteration = 0;
    EmbeddingPlacesPtr places;
  };

  void clear();
  void add(int iteration, const EmbeddingPlacesPtr& places);
  /// The kept map that is nearest to an iteration; null places where there is none.
  Moment nearest(int iteration) const;
  const std::vector<Moment>& moments() const { return m_moments; }

 private:
  std::vector<Moment> m_moments;
  int m_stride = 1;  ///< of iterations
};

}  // namespace adv
