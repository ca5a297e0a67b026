// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/gif_palette.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace adv {
namespace {

constexpr std::size_t kBins = 32 * 32 * 32;

struct Bin {
  std::int64_t count = 0, red = 0, green = 0, blue = 0;

  QRgb mean() const {
    const auto rounded = [this](std::int64_t sum) { return static_cast<int>((sum + count / 2) / count); };
    return qRgb(rounded(red), rounded(green), rounded(blue));
  }
};

int distance(QRgb a, QRgb b) {
  const int red = qRed(a) - qRed(b), green = qGreen(a) - qGreen(b), blue = qBlue(a) - qBlue(b);
  return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

QRgb middleOf(std::size_t bin) {
  const auto channel = [bin](int shift) { return static_cast<int>((bin >> shift & 31U) << 3U) + 4; };
  return qRgb(channel(10), channel(5), channel(0));
}

}  // namespace

std::size_t GifPalette::binOf(QRgb colour) {
  return static_cast<std::size_t>((qRed(colour) >> 3) << 10 | (qGreen(colour) >> 3) << 5 | qBlue(colour) >> 3);
}

GifPalette::GifPalette(const std::vector<QImage>& samples) : m_nearest(kBins) {
  std::vector<Bin> bins(kBins);
  for (const QImage& sample : samples) {
    for (int y = 0; y < sample.height(); ++y) {
      const auto* line = reinterpret_cast<const QRgb*>(sample.constScanLine(y));
      for (int x = 0; x < sample.width(); ++x) {
        Bin& bin = bins[binOf(line[x])];
        ++bin.count;
        bin.red += qRed(line[x]);
        bin.green += qGreen(line[x]);
        bin.blue += qBlue(line[x]);
      }
    }
  }
  std::vector<std::size_t> order(kBins);
  std::iota(order.begin(), order.end(), 0);
  std::partial_sort(order.begin(), order.begin() + kColours, order.end(),
                    [&](std::size_t a, std::size_t b) { return bins[a].count > bins[b].count; });
  for (int i = 0; i < kColours && bins[order[static_cast<std::size_t>(i)]].count > 0; ++i)
    m_colours.push_back(bins[order[static_cast<std::size_t>(i)]].mean());
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    const QRgb colour = bins[bin].count > 0 ? bins[bin].mean() : middleOf(bin);
    const auto nearest = std::min_element(m_colours.begin(), m_colours.end(), [colour](QRgb a, QRgb b) {
      return distance(a, colour) < distance(b, colour);
    });
    m_nearest[bin] = static_cast<std::uint8_t>(nearest - m_colours.begin());
  }
}

}  // namespace adv
