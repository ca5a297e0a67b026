// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>

namespace adv {

/// Which pictures of a batch an attack still works on. "All" means the whole batch, [N, ...]; "some" means the active
/// pictures alone, in the order of the batch, [n, ...].
class ActiveSet {
 public:
  /// Every picture of `xPixel` [N, C, H, W] is active.
  explicit ActiveSet(const at::Tensor& xPixel);

  bool isEmpty() const { return m_rows.numel() == 0; }
  /// n.
  std::int64_t count() const { return m_rows.numel(); }
  /// [n] int64, ascending: where the active pictures are in the batch.
  const at::Tensor& rows() const { return m_rows; }

  /// All to some. It is `all` itself while every picture is active, so do not write into it. What is undefined or
  /// missing stays so.
  at::Tensor pick(const at::Tensor& all) const;
  std::optional<at::Tensor> pick(const std::optional<at::Tensor>& all) const;
  /// A new tensor: `all`, with `some` in the places of the active pictures.
  at::Tensor putBack(const at::Tensor& all, const at::Tensor& some) const;
  /// As `putBack`, but only for the active pictures where `mask` [n] (bool) holds.
  at::Tensor putBackWhere(const at::Tensor& all, const at::Tensor& some, const at::Tensor& mask) const;

  /// Takes those out for which `isDone` [n] (bool) holds.
  void drop(const at::Tensor& isDone);

 private:
  std::int64_t m_total;
  at::Tensor m_rows;
};

}  // namespace adv
