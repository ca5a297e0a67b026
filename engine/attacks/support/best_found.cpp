// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/best_found.hpp"

#include <ATen/ATen.h>

#include <limits>

namespace adv {

BestFound::BestFound(const at::Tensor& xPixel)
    : m_xPixel(xPixel),
      m_loss(at::full({xPixel.size(0)}, -std::numeric_limits<double>::infinity(), xPixel.options())),
      m_isFooled(at::zeros({xPixel.size(0)}, xPixel.options().dtype(at::kBool))) {}

void BestFound::offer(const ActiveSet& active, const at::Tensor& some, const at::Tensor& loss,
                      const at::Tensor& isFooled) {
  const at::Tensor wasFooled = active.pick(m_isFooled);
  const at::Tensor isBetter = isFooled.logical_and(wasFooled.logical_not())
                                  .logical_or(isFooled.eq(wasFooled).logical_and(loss.gt(active.pick(m_loss))));
  m_xPixel = active.putBackWhere(m_xPixel, some, isBetter);
  m_loss = active.putBackWhere(m_loss, loss, isBetter);
  m_isFooled = active.putBackWhere(m_isFooled, isFooled, isBetter);
}

}  // namespace adv
