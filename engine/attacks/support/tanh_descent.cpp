// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/attacks/support/tanh_descent.hpp"

#include <ATen/ATen.h>

#include "engine/attacks/support/norms.hpp"

namespace adv {
namespace {

/// As in the authors' code: pixels 0 and 1 are drawn in by half a millionth, as their w would be infinite.
constexpr double kShrink = 0.999999;
constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kTiny = 1e-8;

at::Tensor toFree(const at::Tensor& xPixel) { return at::atanh((2 * xPixel - 1) * kShrink); }

/// (tanh(w) + 1) / 2, in a form that keeps its digits near 0.
at::Tensor toPixel(const at::Tensor& w) { return at::sigmoid(2 * w); }

}  // namespace

TanhDescent::TanhDescent(const at::Tensor& xPixel, double learningRate)
    : m_learningRate(learningRate),
      m_w(toFree(xPixel)),
      m_mean(at::zeros_like(xPixel)),
      m_square(at::zeros_like(xPixel)),
      m_xPixel(toPixel(m_w)),
      m_updates(at::zeros({xPixel.size(0)}, xPixel.options())) {}

void TanhDescent::step(const at::Tensor& gradientPixel) {
  const at::Tensor gradient = gradientPixel * (m_xPixel * (1 - m_xPixel)).mul_(2);
  m_updates = m_updates + 1;
  m_mean.mul_(kBeta1).add_(gradient, 1 - kBeta1);
  m_square.mul_(kBeta2).addcmul_(gradient, gradient, 1 - kBeta2);
  const at::Tensor correction1 = 1 - at::pow(kBeta1, m_updates), correction2 = (1 - at::pow(kBeta2, m_updates)).sqrt();
  const at::Tensor spread = (m_square.sqrt().div_(perPicture(correction2))).add_(kTiny);
  m_w.sub_((m_mean / spread).mul_(perPicture(m_learningRate / correction1)));
  m_xPixel = toPixel(m_w);
}

void TanhDescent::restart(const at::Tensor& mask, const at::Tensor& xPixel) {
  if (!mask.any().item<bool>()) return;
  const at::Tensor isAnew = perPicture(mask);
  m_w = at::where(isAnew, toFree(xPixel), m_w);
  m_mean.masked_fill_(isAnew, 0);
  m_square.masked_fill_(isAnew, 0);
  m_updates = m_updates.masked_fill(mask, 0);
  m_xPixel = toPixel(m_w);
}

void TanhDescent::keep(const at::Tensor& indices) {
  for (at::Tensor* state : {&m_w, &m_mean, &m_square, &m_xPixel, &m_updates}) *state = state->index_select(0, indices);
}

}  // namespace adv
