// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/random.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace adv {

at::Tensor randomSigns(const at::Tensor& like, std::uint64_t seed) {
  const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  const at::Tensor bits = at::randint(0, 2, like.sizes(), generator, at::TensorOptions(at::kFloat));
  return bits.mul_(2).sub_(1).to(like.device());
}

}  // namespace adv
