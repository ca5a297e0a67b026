// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace adv {

/// +1 or -1 for each element, on the device of `like`: drawn on the CPU, so that a seed gives the same bits everywhere.
at::Tensor randomSigns(const at::Tensor& like, std::uint64_t seed);

/// One stream of draws for each picture of a batch, made from the seed and the picture's own pixels: what is drawn for
/// a picture does not depend on the others in its batch, nor on the device.
class ImageDraws {
 public:
  /// `xPixel` [N, C, H, W].
  ImageDraws(const at::Tensor& xPixel, std::uint64_t seed);

  std::int64_t count() const { return static_cast<std::int64_t>(m_generators.size()); }
  /// [N, C, H, W] with each element +1 or -1.
  at::Tensor signs();
  /// [N, C, H, W], uniform in [low, high).
  at::Tensor uniform(double low, double high);
  /// [N, C, H, W], normal with mean 0 and standard deviation 1.
  at::Tensor normal();
  /// The stream of one picture, for draws of other shapes; on the CPU.
  at::Generator& of(std::int64_t image) { return m_generators[static_cast<std::size_t>(image)]; }
  /// One number of a picture's stream, uniform in [0, 1).
  double uniformOf(std::int64_t image);
  /// One number of a picture's stream, a whole number in [0, bound).
  std::int64_t indexOf(std::int64_t image, std::int64_t bound);

 private:
  template <class Draw>
  at::Tensor drawEach(Draw&& draw);

  std::vector<std::int64_t> m_shape;  ///< of one picture
  at::Device m_device;
  std::vector<at::Generator> m_generators;
};

}  // namespace adv
