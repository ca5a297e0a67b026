// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/random.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <string_view>

namespace adv {
namespace {

/// Spreads every bit of the input over the output (the finaliser of SplitMix64, Steele, Lea, Flood 2014).
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

std::uint64_t seedOf(const at::Tensor& picture, std::uint64_t seed) {
  const std::string_view bytes(static_cast<const char*>(picture.const_data_ptr()), picture.nbytes());
  return mixed(mixed(seed + 0x9e3779b97f4a7c15ULL) ^ std::hash<std::string_view>()(bytes));
}

}  // namespace

at::Tensor randomSigns(const at::Tensor& like, std::uint64_t seed) {
  const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  const at::Tensor bits = at::randint(0, 2, like.sizes(), generator, at::TensorOptions(at::kFloat));
  return bits.mul_(2).sub_(1).to(like.device());
}

ImageDraws::ImageDraws(const at::Tensor& xPixel, std::uint64_t seed)
    : m_shape(xPixel.sizes().begin() + 1, xPixel.sizes().end()), m_device(xPixel.device()) {
  const at::Tensor pictures = xPixel.detach().to(at::kCPU, at::kFloat).contiguous();
  for (std::int64_t i = 0; i < pictures.size(0); ++i)
    m_generators.push_back(at::make_generator<at::CPUGeneratorImpl>(seedOf(pictures[i], seed)));
}

template <class Draw>
at::Tensor ImageDraws::drawEach(Draw&& draw) {
  std::vector<at::Tensor> drawn;
  for (at::Generator& generator : m_generators) drawn.push_back(draw(generator));
  return at::stack(drawn).to(m_device);
}

at::Tensor ImageDraws::signs() {
  return drawEach([this](at::Generator& generator) {
    return at::randint(0, 2, m_shape, generator, at::TensorOptions(at::kFloat)).mul_(2).sub_(1);
  });
}

at::Tensor ImageDraws::uniform(double low, double high) {
  return drawEach([&](at::Generator& generator) { return at::empty(m_shape).uniform_(low, high, generator); });
}

at::Tensor ImageDraws::normal() {
  return drawEach([&](at::Generator& generator) { return at::empty(m_shape).normal_(0, 1, generator); });
}

double ImageDraws::uniformOf(std::int64_t image) {
  const std::lock_guard lock(of(image).mutex());
  return static_cast<double>(at::check_generator<at::CPUGeneratorImpl>(of(image))->random64() >> 11) * 0x1p-53;
}

std::int64_t ImageDraws::indexOf(std::int64_t image, std::int64_t bound) {
  return std::min(static_cast<std::int64_t>(uniformOf(image) * static_cast<double>(bound)), bound - 1);
}

}  // namespace adv
