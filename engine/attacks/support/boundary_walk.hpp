// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <functional>

#include "engine/tensor/convert.hpp"

namespace adv {

/// HopSkipJump on one picture (Chen, Jordan, Wainwright 2020, algorithms 1 and
/// 2), turned inside out: it says what it would ask next and is told the
/// decisions, so that many pictures share a forward pass and each has its own
/// pace.
class BoundaryWalk {
 public:
  /// Pictures [m, C, H, W] that may fool the network, for where noise does not;
  /// may be empty.
  using Starts = std::function<at::Tensor()>;

  /// `xPixel` [1, C, H, W]. At most `queries` probes are asked in all; `draws`
  /// outlives the walk.
  BoundaryWalk(at::Tensor xPixel, BallNorm norm, int queries, at::Generator& draws, Starts starts);

  bool isDone() const { return m_phase == Phase::Done; }
  /// [k, C, H, W] with 1 <= k <= `most`. Not to be called once done.
  at::Tensor probes(int most);
  /// Whether each probe of the last call fools the network: [k] bool, on the
  /// CPU.
  void decide(const at::Tensor& fools);

  /// [1, C, H, W]: the closest that fools so far; the picture itself where
  /// there is none.
  const at::Tensor& closest() const { return m_closest; }

 private:
  enum class Phase { Original, Noise, Starts, Blend, Search, Estimate, Stride, Done };

  void tryStarts();
  void beginSearch(Phase phase, const at::Tensor& from);
  void halve(bool fools);
  void reachBoundary();
  void addDecisions(const at::Tensor& fools);
  void stride(bool fools);
  at::Tensor between(double share) const;
  at::Tensor neighbours(int count);
  double sizeOf(const at::Tensor& change) const;
  void keep(const at::Tensor& fooling);

  at::Tensor m_x0;
  BallNorm m_norm;
  int m_left;  ///< queries
  at::Generator& m_draws;
  Starts m_makeStarts;

  Phase m_phase = Phase::Original;
  at::Tensor m_asked;  ///< the probes of the last call
  at::Tensor m_closest;
  double m_distance;  ///< of it
  int m_tries = 0;    ///< of noise
  at::Tensor m_starts;
  std::int64_t m_nextStart = 0;

  at::Tensor m_from;  ///< fools; the search goes from it towards the picture
  double m_fromDistance = 0.0;
  at::Tensor m_high;  ///< the closest of this search that fools
  double m_lowShare = 0.0;
  double m_highShare = 1.0;
  double m_tolerance = 0.0;

  int m_iteration = 0;  ///< t of the paper, from 1
  at::Tensor m_x;       ///< on the boundary
  double m_delta = 0.0;
  int m_probesLeft = 0;
  at::Tensor m_sum;     ///< Σ u
  at::Tensor m_signed;  ///< Σ φ u
  double m_decisions = 0.0;
  double m_balance = 0.0;  ///< Σ φ
  at::Tensor m_direction;
  double m_stride = 0.0;
  int m_halvings = 0;
};

}  // namespace adv
