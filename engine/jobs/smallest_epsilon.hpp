// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

#include "engine/jobs/evaluation.hpp"

namespace adv {

/// Looks for the smallest ε = n/255 with which an attack fools a network on each of some pictures, judged on the 8-bit
/// picture. A one-step attack is asked once for its directions and tried at n = 1, 2, …; for another one n is bisected,
/// as if what is fooled at n were fooled at all larger ones.
class SmallestEpsilon {
 public:
  /// `setup` holds the parameters at some ε, with every step decided; `batch` only pictures that are right from the
  /// start. At most `together` of them are attacked in a step.
  SmallestEpsilon(BatchAttackSetup setup, LabelledBatch batch, int maximumLevels, int together, Workspace& workspace);

  /// One step of the attack on some of the pictures.
  void step();
  bool isDone() const;
  /// Of a picture, once it is known: 1 to the maximum, or nothing where it is not fooled.
  bool isKnown(std::size_t picture) const;
  std::optional<int> level(std::size_t picture) const;
  double done() const;  ///< in [0, 1]

 private:
  /// Not fooled at `low`, fooled at `high`, as far as is known.
  struct Range {
    int low = 0;
    int high = 0;
    bool isClosed() const { return high - low == 1; }
  };
  int nextLevel(const Range& range) const { return m_isOneStep ? range.low + 1 : (range.low + range.high) / 2; }
  void findDirections();
  void startGroup();
  void finishGroup();

  BatchAttackSetup m_setup;
  LabelledBatch m_batch;
  int m_maximum;
  std::size_t m_together;
  Workspace& m_workspace;
  bool m_isOneStep;
  std::vector<Range> m_ranges;
  std::vector<at::Tensor> m_directions;
  std::vector<std::int64_t> m_group;  ///< pictures that are attacked now
  int m_level = 0;
  std::optional<BatchAttack> m_run;
};

}  // namespace adv
