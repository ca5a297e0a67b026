// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace adv {

/// Two features of each picture.
struct FeaturePairs {
  at::Tensor features;  ///< [n, 2] int64
  at::Tensor exists;    ///< [n] bool: false where no pair is admissible; its features mean nothing then
};

/// The pair p, q with the largest -(α_p + α_q)(β_p + β_q) among the open features with α_p + α_q > 0 and
/// β_p + β_q < 0 (Papernot et al. 2016, algorithm 3; formed in float32). `alpha`, `beta` [n, D], `isOpen` [n, D] bool.
///
/// Not all D² / 2 pairs are tried: a feature that two others beat in both α and -β is in no best pair, as either could
/// take its place. Few features remain; of more than 1,500, those with the largest α are tried.
FeaturePairs bestPairs(const at::Tensor& alpha, const at::Tensor& beta, const at::Tensor& isOpen);

}  // namespace adv
