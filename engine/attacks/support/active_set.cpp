// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/active_set.hpp"

#include <ATen/ATen.h>

namespace adv {

ActiveSet::ActiveSet(const at::Tensor& xPixel)
    : m_total(xPixel.size(0)), m_rows(at::arange(m_total, xPixel.options().dtype(at::kLong))) {}

at::Tensor ActiveSet::pick(const at::Tensor& all) const {
  if (!all.defined() || count() == m_total) return all;
  return all.index_select(0, m_rows);
}

std::optional<at::Tensor> ActiveSet::pick(const std::optional<at::Tensor>& all) const {
  return all ? std::optional(pick(*all)) : std::nullopt;
}

at::Tensor ActiveSet::putBack(const at::Tensor& all, const at::Tensor& some) const {
  return all.index_copy(0, m_rows, some);
}

at::Tensor ActiveSet::putBackWhere(const at::Tensor& all, const at::Tensor& some, const at::Tensor& mask) const {
  const at::Tensor chosen = mask.nonzero().flatten();
  return all.index_copy(0, m_rows.index_select(0, chosen), some.index_select(0, chosen));
}

void ActiveSet::drop(const at::Tensor& isDone) { m_rows = m_rows.masked_select(isDone.logical_not()); }

}  // namespace adv
