// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace adv {

/// A distance in pixel space, held in levels of an 8-bit channel and shown as n/255.
/// Two ways of counting exist in the literature (8 and 8/255); this type makes mixing them up impossible.
class Epsilon {
 public:
  constexpr Epsilon() = default;
  /// 8 means 8/255.
  static constexpr Epsilon fromLevels(double levels) { return Epsilon(levels); }
  /// 0.3 means 76.5/255.
  static constexpr Epsilon fromUnit(double unit) { return Epsilon(unit * 255.0); }

  constexpr double levels() const { return m_levels; }
  constexpr double unit() const { return m_levels / 255.0; }

  /// "8/255", "0.5/255", "76.5/255": at most three significant decimals of a level.
  std::string text() const;

  /// Reads "8/255", "0.0314" (a share of the pixel range) or, where `plainMeansLevels`, "8".
  /// Empty where the text is no number or negative. An L2 distance may well be above 1 (255 levels).
  static std::optional<Epsilon> parse(std::string_view text, bool plainMeansLevels = false);

  friend constexpr bool operator==(Epsilon, Epsilon) = default;
  friend constexpr auto operator<=>(Epsilon, Epsilon) = default;

 private:
  explicit constexpr Epsilon(double levels) : m_levels(levels) {}
  double m_levels = 0.0;
};

}  // namespace adv
