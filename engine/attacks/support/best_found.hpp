// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/support/active_set.hpp"

namespace adv {

/// The worst picture for the network that was seen so far, for each original: one that fools beats one that does not;
/// among equals, the larger loss wins, and among equal losses the earlier.
class BestFound {
 public:
  explicit BestFound(const at::Tensor& xPixel);

  /// `some` pictures [n, C, H, W] with their losses [n] and whether they fool [n] (bool).
  void offer(const ActiveSet& active, const at::Tensor& some, const at::Tensor& loss, const at::Tensor& isFooled);

  /// [N, C, H, W]: the original where none was offered.
  const at::Tensor& xPixel() const { return m_xPixel; }
  /// [N] bool.
  const at::Tensor& isFooled() const { return m_isFooled; }

 private:
  at::Tensor m_xPixel;
  at::Tensor m_loss;
  at::Tensor m_isFooled;
};

}  // namespace adv
