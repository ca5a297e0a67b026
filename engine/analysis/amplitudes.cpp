// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/amplitudes.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/analysis/log_gradients.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

/// [n] bool: back-propagation through the softmax alone gives nothing but zeros, so that no pixel can get another
/// value.
at::Tensor isFlatAtLogits(const at::Tensor& logits) {
  const std::int64_t classes = logits.size(1);
  const at::Tensor each = at::eye(classes, logits.options()).repeat({logits.size(0), 1});
  const at::Tensor f = logits.softmax(1).repeat_interleave(classes, 0);
  return at::_softmax_backward_data(each, f, 1, f.scalar_type()).eq(0).view({logits.size(0), -1}).all(1);
}

/// Of pictures whose most likely output has no gradient: whether the others have none either. They are tried from the
/// most likely one on.
at::Tensor areOthersZero(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& logits) {
  at::Tensor isZero = at::ones({xPixel.size(0)}, logits.options().dtype(at::kBool));
  at::Tensor left = isFlatAtLogits(logits).logical_not().nonzero().flatten();
  const at::Tensor order = logits.argsort(1, true);
  for (std::int64_t rank = 1; rank < logits.size(1) && left.numel() > 0; ++rank) {
    const at::Tensor classes = order.select(1, rank).index_select(0, left);
    const at::Tensor none = outputGradient(model, xPixel.index_select(0, left), classes).eq(0).all(1);
    isZero.index_put_({left}, none);
    left = left.masked_select(none);
  }
  return isZero;
}

}  // namespace

FlatJacobian jacobianOfAll(const Classifier& model, const at::Tensor& xPixel) {
  const at::Tensor classes =
      at::arange(model.info().classCount(), at::device(xPixel.device()).dtype(at::kLong)).expand({xPixel.size(0), -1});
  const LogitJacobian all = logitJacobian(model, xPixel, classes);
  return {all.jacobian.flatten(2), all.logits};
}

at::Tensor outputGradient(const Classifier& model, const at::Tensor& xPixel, const at::Tensor& classes) {
  const LogitLoss output = [&](const at::Tensor& logits, std::int64_t begin) {
    return logits.softmax(1).gather(1, classes.narrow(0, begin, logits.size(0)).unsqueeze(1)).squeeze(1);
  };
  return lossGradient(model, xPixel, output).gradient.flatten(1);
}

Amplitudes measureAmplitudes(const Classifier& model, const at::Tensor& xPixel) {
  const at::NoGradGuard noGrad;
  const FlatJacobian all = jacobianOfAll(model, xPixel);
  Amplitudes result;
  result.log10 = log10Amplitudes(softmaxGradients(all.logits, all.jacobian));
  result.predictions = all.logits.argmax(1);
  const at::Tensor isZero = outputGradient(model, xPixel, result.predictions).eq(0);
  result.zeroComponents = isZero.sum(1);
  result.flatComponents = all.jacobian.eq(0).all(1).sum(1);
  result.isZeroFloat32 = isZero.all(1);
  const at::Tensor unsure = result.isZeroFloat32.nonzero().flatten();
  if (unsure.numel() > 0) {
    const at::Tensor others = areOthersZero(model, xPixel.index_select(0, unsure), all.logits.index_select(0, unsure));
    result.isZeroFloat32.index_put_({unsure}, others);
  }
  return result;
}

}  // namespace adv
