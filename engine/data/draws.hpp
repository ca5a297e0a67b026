// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace adv {

/// Random draws that are the same on every platform, which the standard library's distributions are not:
/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : m_state(seed) {}
  /// A stream for each pair of numbers.
  Draws(std::uint64_t seed, std::uint64_t index) : m_state(mixed(mixed(seed + kStep) + index)) {}

  std::uint64_t next() { return mixed(m_state += kStep); }
  /// In [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * unit(); }
  /// In [0, count); the bias is below count / 2^64.
  int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  bool chance(double probability) { return unit() < probability; }
  /// Nearly normal, mean 0 and variance 1, within ±3.5: the sum of four 16-bit draws.
  double bell() {
    const std::uint64_t bits = next();
    const auto sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
    return (static_cast<double>(sum) / 65535.0 - 2.0) * 1.7320508075688772;
  }

  std::uint64_t state() const { return m_state; }

 private:
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15;
  static constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  std::uint64_t m_state;
};

}  // namespace adv
