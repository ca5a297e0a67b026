// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <array>
#include <cstdint>
#include <vector>

namespace adv {

/// The colours of an animation: the most frequent of its samples, as a map has few colours and what lies between them.
/// Made once for all frames, so that nothing flickers.
class GifPalette {
 public:
  static constexpr int kColours = 255;
  /// Of no colour: what was there stays.
  static constexpr std::uint8_t kUnchanged = 255;

  explicit GifPalette(const std::vector<QImage>& samples);

  const std::vector<QRgb>& colours() const { return m_colours; }
  std::uint8_t indexOf(QRgb colour) const { return m_nearest[binOf(colour)]; }

 private:
  /// Five bits a channel.
  static std::size_t binOf(QRgb colour);

  std::vector<QRgb> m_colours;
  std::vector<std::uint8_t> m_nearest;  ///< of each bin
};

}  // namespace adv
