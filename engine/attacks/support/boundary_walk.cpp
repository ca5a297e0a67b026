// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/boundary_walk.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace adv {
namespace {

constexpr int kNoiseTries = 20;
/// Share of the way at which the blend of noise and picture is fine enough to
/// start from.
constexpr double kBlendTolerance = 1e-3;
constexpr double kFirstProbes = 100.0;  ///< B₀ of the paper: B_t = B₀ √t
constexpr double kFirstDelta = 0.1;     ///< distance of the first probes
constexpr double kFloatResolution = 1e-7;
constexpr int kMostHalvings = 25;

}  // namespace

BoundaryWalk::BoundaryWalk(at::Tensor xPixel, BallNorm norm, int queries, at::Generator& draws, Starts starts)
    : m_x0(std::move(xPixel)),
      m_norm(norm),
      m_left(queries),
      m_draws(draws),
      m_makeStarts(std::move(starts)),
      m_closest(m_x0),
      m_distance(std::numeric_limits<double>::infinity()) {}

at::Tensor BoundaryWalk::probes(int most) {
  most = std::min(most, m_left);
  switch (m_phase) {
    case Phase::Original: m_asked = m_x0; break;
    case Phase::Noise: m_asked = at::empty(m_x0.sizes()).uniform_(0, 1, m_draws).to(m_x0.device()); break;
    case Phase::Starts:
      m_asked = m_starts.narrow(0, m_nextStart, std::min<std::int64_t>(most, m_starts.size(0) - m_nextStart));
      break;
    case Phase::Blend:
    case Phase::Search: m_asked = between((m_lowShare + m_highShare) / 2); break;
    case Phase::Estimate: m_asked = neighbours(std::min(most, m_probesLeft)); break;
    case Phase::Stride: m_asked = (m_x + m_stride * m_direction).clamp_(0, 1); break;
    case Phase::Done: break;
  }
  m_left -= static_cast<int>(m_asked.size(0));
  return m_asked;
}

void BoundaryWalk::decide(const at::Tensor& fools) {
  const bool first = fools[0].item<bool>();
  switch (m_phase) {
    case Phase::Original: m_phase = first ? Phase::Done : Phase::Noise; break;
    case Phase::Noise:
      if (first) {
        beginSearch(Phase::Blend, m_asked);
      } else if (++m_tries == kNoiseTries) {
        tryStarts();
      }
      break;
    case Phase::Starts:
      m_nextStart += fools.size(0);
      if (fools.any().item<bool>()) {
        beginSearch(Phase::Search, m_asked.narrow(0, fools.to(at::kInt).argmax(0).item<std::int64_t>(), 1));
      } else if (m_nextStart == m_starts.size(0)) {
        m_phase = Phase::Done;
      }
      break;
    case Phase::Blend:
    case Phase::Search: halve(first); break;
    case Phase::Estimate: addDecisions(fools); break;
    case Phase::Stride: stride(first); break;
    case Phase::Done: break;
  }
  if (m_left == 0) m_phase = Phase::Done;
}

/// The nearest first.
void BoundaryWalk::tryStarts() {
  const at::Tensor starts = m_makeStarts();
  m_phase = starts.size(0) > 0 ? Phase::Starts : Phase::Done;
  if (m_phase == Phase::Done) return;
  m_starts = starts.index_select(0, (starts - m_x0).flatten(1).norm(2, 1).argsort());
}

/// Binary search of algorithm 1, from a picture that fools: θ = d^(−3/2) for L2
/// and d^(−2) for L∞, as far as float32 resolves it.
void BoundaryWalk::beginSearch(Phase phase, const at::Tensor& from) {
  const double theta = std::pow(static_cast<double>(m_x0.numel()), m_norm == BallNorm::L2 ? -1.5 : -2.0);
  m_phase = phase;
  m_from = m_high = from;
  m_fromDistance = sizeOf(from - m_x0);
  m_lowShare = 0.0;
  m_highShare = 1.0;
  m_tolerance = phase == Phase::Blend ? kBlendTolerance : std::max(theta, kFloatResolution);
  keep(from);
}

/// At this share of the way from the picture: on the line for L2, and for L∞ in
/// the cube of that share of the distance.
at::Tensor BoundaryWalk::between(double share) const {
  const at::Tensor change = m_from - m_x0;
  if (m_norm == BallNorm::L2 || m_phase == Phase::Blend) return m_x0 + share * change;
  return m_x0 + change.clamp(-share * m_fromDistance, share * m_fromDistance);
}

void BoundaryWalk::halve(bool fools) {
  (fools ? m_highShare : m_lowShare) = (m_lowShare + m_highShare) / 2;
  if (fools) m_high = m_asked;
  if (fools) keep(m_asked);
  if (m_highShare - m_lowShare > m_tolerance) return;
  if (m_phase == Phase::Blend) {
    beginSearch(Phase::Search, m_high);
  } else {
    reachBoundary();
  }
}

/// Algorithm 2: B₀√t probes at δ = ‖x̃ − x*‖ / d, which is √d θ ‖x̃ − x*‖₂ or d θ
/// ‖x̃ − x*‖∞.
void BoundaryWalk::reachBoundary() {
  ++m_iteration;
  m_x = m_high;
  m_delta = m_iteration == 1 ? kFirstDelta : m_fromDistance / static_cast<double>(m_x0.numel());
  m_probesLeft = static_cast<int>(kFirstProbes * std::sqrt(m_iteration));
  m_sum = at::zeros_like(m_x);
  m_signed = at::zeros_like(m_x);
  m_decisions = m_balance = 0.0;
  m_phase = Phase::Estimate;
}

at::Tensor BoundaryWalk::neighbours(int count) {
  std::vector<std::int64_t> shape = m_x0.sizes().vec();
  shape[0] = count;
  const at::Tensor drawn = at::empty(shape);
  const at::Tensor u = m_norm == BallNorm::L2 ? drawn.normal_(0, 1, m_draws) : drawn.uniform_(-1, 1, m_draws);
  const at::Tensor length = u.flatten(1).norm(2, 1).reshape({-1, 1, 1, 1});
  return (m_x + m_delta * (u / length).to(m_x.device())).clamp_(0, 1);
}

/// Equation 16: the mean decision is taken off as a baseline; where all agree,
/// their common sign is used.
void BoundaryWalk::addDecisions(const at::Tensor& fools) {
  const at::Tensor u = (m_asked - m_x) / m_delta;
  const at::Tensor phi = fools.to(at::kFloat).mul(2).sub(1).reshape({-1, 1, 1, 1}).to(u.device());
  m_sum += u.sum(0, true);
  m_signed += (u * phi).sum(0, true);
  m_balance += phi.sum().item<double>();
  m_decisions += static_cast<double>(u.size(0));
  m_probesLeft -= static_cast<int>(u.size(0));
  if (m_probesLeft > 0) return;
  const double mean = m_balance / m_decisions;
  const at::Tensor gradient = std::abs(mean) == 1.0 ? m_signed : m_signed - mean * m_sum;
  m_direction = m_norm == BallNorm::L2 ? gradient / gradient.norm().clamp_min(1e-30) : gradient.sign();
  m_stride = sizeOf(m_x - m_x0) / std::sqrt(m_iteration);
  m_halvings = 0;
  m_phase = Phase::Stride;
}

/// ξ = ‖x_t − x*‖ / √t, halved until the network is fooled.
void BoundaryWalk::stride(bool fools) {
  if (fools) return beginSearch(Phase::Search, m_asked);
  m_stride /= 2;
  if (++m_halvings == kMostHalvings) beginSearch(Phase::Search, m_x);
}

double BoundaryWalk::sizeOf(const at::Tensor& change) const {
  return (m_norm == BallNorm::Linf ? change.abs().max() : change.norm()).item<double>();
}

void BoundaryWalk::keep(const at::Tensor& fooling) {
  const double distance = sizeOf(fooling - m_x0);
  if (distance >= m_distance) return;
  m_distance = distance;
  m_closest = fooling;
}

}  // namespace adv
