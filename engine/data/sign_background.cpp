// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/sign_background.hpp"

#include <algorithm>
#include <cmath>

namespace adv {
namespace {

using Rgb = cv::Vec3d;

Rgb mix(const Rgb& a, const Rgb& b, double t) { return a + (b - a) * std::clamp(t, 0.0, 1.0); }

/// 0 below `low`, 1 above `high`, smooth between.
double ramp(double low, double high, double value) {
  const double t = std::clamp((value - low) / (high - low), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

Rgb jittered(Draws& draws, Rgb colour, double spread) {
  for (int c = 0; c < 3; ++c) colour[c] += draws.between(-spread, spread);
  return colour;
}

template <class PixelColour>
cv::Mat paint(int size, PixelColour&& colourAt) {
  cv::Mat picture(size, size, CV_8UC3);
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const Rgb colour = colourAt(x, y);
      for (int c = 0; c < 3; ++c) {
        picture.at<cv::Vec3b>(y, x)[c] = static_cast<std::uint8_t>(std::clamp(colour[c], 0.0, 255.0) + 0.5);
      }
    }
  }
  return picture;
}

struct Sky {
  Rgb zenith, horizon, cloud{248, 249, 250};
  double cover;
  std::vector<double> noise;

  Sky(Draws& draws, int size, bool pleasant) : cover(draws.between(0.35, pleasant ? 0.65 : 0.95)) {
    const Rgb blue = jittered(draws, {74, 136, 206}, 18), grey = jittered(draws, {150, 158, 168}, 18);
    zenith = pleasant || draws.chance(0.65) ? blue : grey;
    horizon = mix(zenith, {236, 242, 247}, draws.between(0.55, 0.85));
    noise = smoothNoise(draws, size, 3, 4);
  }
  Rgb at(int x, int y, int size, double horizonLine) const {
    const Rgb clear = mix(zenith, horizon, y / (horizonLine * size));
    return mix(clear, cloud, ramp(1.0 - cover, 1.25 - cover, noise[static_cast<std::size_t>(y * size + x)]) * 0.85);
  }
};

cv::Mat drawSky(Draws& draws, int size, bool pleasant) {
  const Sky sky(draws, size, pleasant);
  return paint(size, [&](int x, int y) { return sky.at(x, y, size, 1.1); });
}

cv::Mat drawFoliage(Draws& draws, int size, bool pleasant) {
  const Rgb dark = jittered(draws, {22, 42, 20}, 8), leaf = jittered(draws, {66, 112, 40}, 20),
            bright = jittered(draws, {156, 190, 84}, 24);
  const auto masses = smoothNoise(draws, size, 3, 2), leaves = smoothNoise(draws, size, 12, 3);
  const double light = pleasant ? 0.12 : draws.between(-0.1, 0.15);
  return paint(size, [&](int x, int y) {
    const auto i = static_cast<std::size_t>(y * size + x);
    const double value = 0.55 * masses[i] + 0.6 * leaves[i] - 0.08 + light;
    return value < 0.5 ? mix(dark, leaf, ramp(0.15, 0.5, value)) : mix(leaf, bright, ramp(0.5, 1.0, value));
  });
}

cv::Mat drawBricks(Draws& draws, int size, bool) {
  const Rgb mortar = jittered(draws, {178, 170, 158}, 18), brick = jittered(draws, {152, 84, 62}, 26);
  const double height = size * draws.between(0.09, 0.15), width = height * 2.4;
  const auto grain = smoothNoise(draws, size, 20, 2);
  const std::uint64_t wall = draws.next();
  return paint(size, [&](int x, int y) {
    const double row = std::floor(y / height), along = x + (std::fmod(row, 2.0) != 0.0 ? width / 2 : 0.0);
    const double column = std::floor(along / width);
    Draws own(wall, static_cast<std::uint64_t>(row * 64.0 + column));
    const Rgb tint = brick * own.between(0.78, 1.15);
    const double inY = y - row * height, inX = along - column * width;
    const double joint = std::min({inX, inY, 100.0});
    return mix(mortar, tint, ramp(0.3, 1.5, joint)) * (0.86 + 0.28 * grain[static_cast<std::size_t>(y * size + x)]);
  });
}

cv::Mat drawAsphalt(Draws& draws, int size, bool) {
  const Rgb base = jittered(draws, {118, 118, 120}, 10) * draws.between(0.6, 1.4);
  const auto stains = smoothNoise(draws, size, 3, 3), grain = smoothNoise(draws, size, 32, 1);
  const double slope = draws.between(-0.3, 0.3);
  return paint(size, [&](int x, int y) {
    const auto i = static_cast<std::size_t>(y * size + x);
    return base * (0.72 + 0.36 * stains[i] + 0.2 * grain[i] + slope * (double(y) / size - 0.5));
  });
}

cv::Mat drawLandscape(Draws& draws, int size, bool pleasant) {
  const Sky sky(draws, size, pleasant);
  const double line = draws.between(0.45, 0.8);
  const Rgb hill = jittered(draws, {96, 124, 104}, 16), meadow = jittered(draws, {112, 146, 62}, 22),
            road = jittered(draws, {112, 112, 116}, 12);
  const auto ridge = smoothNoise(draws, size, 4, 3), grain = smoothNoise(draws, size, 10, 3);
  const double vanishing = draws.between(0.2, 0.8), slant = draws.between(0.6, 1.5);
  return paint(size, [&](int x, int y) {
    const double v = double(y) / size, u = double(x) / size;
    const double top = line - 0.24 * ridge[static_cast<std::size_t>(x)];
    const Rgb shade = Rgb::all(0.78 + 0.44 * grain[static_cast<std::size_t>(y * size + x)]);
    if (v < top) return mix(sky.at(x, y, size, line), hill.mul(shade), ramp(-0.03, 0.0, v - top));
    if (v < line) return hill.mul(shade);
    const double depth = (v - line) / (1.0 - line), middle = vanishing + (0.5 - vanishing) * depth * 0.4;
    const double side = std::abs(u - middle) - slant * 0.35 * depth;
    return mix(road, meadow.mul(shade), ramp(-0.02, 0.03, side));
  });
}

cv::Mat drawLights(Draws& draws, int size, bool) {
  const Rgb base = jittered(draws, {96, 92, 96}, 30);
  struct Spot {
    double x, y, radius, strength;
    Rgb colour;
  };
  std::vector<Spot> spots;
  for (int i = 0; i < 9; ++i) {
    const Rgb grey = Rgb::all(draws.between(60, 220)),
              lamp{draws.between(60, 250), draws.between(60, 220), draws.between(50, 190)};
    spots.push_back({draws.unit() * size, draws.unit() * size, draws.between(0.1, 0.35) * size, draws.between(0.2, 0.7),
                     mix(grey, lamp, 0.6)});
  }
  return paint(size, [&](int x, int y) {
    Rgb colour = base;
    for (const Spot& spot : spots) {
      const double dx = (x - spot.x) / spot.radius, dy = (y - spot.y) / spot.radius,
                   distance = std::sqrt(dx * dx + dy * dy);
      colour = mix(colour, spot.colour, spot.strength * (1.0 - ramp(0.6, 1.15, distance)));
    }
    return colour;
  });
}

}  // namespace

std::vector<double> smoothNoise(Draws& draws, int size, int cells, int octaves) {
  std::vector<double> noise(static_cast<std::size_t>(size * size), 0.0);
  std::vector<int> columns(static_cast<std::size_t>(size));
  std::vector<double> shares(columns.size());
  double strength = 1.0, total = 0.0;
  for (int octave = 0; octave < octaves; ++octave, cells *= 2, strength *= 0.5) {
    const int side = cells + 2;
    std::vector<double> lattice(static_cast<std::size_t>(side * side));
    for (double& value : lattice) value = draws.unit();
    total += strength;
    for (int x = 0; x < size; ++x) {
      const double u = double(x) * cells / size;
      columns[static_cast<std::size_t>(x)] = static_cast<int>(u);
      shares[static_cast<std::size_t>(x)] = ramp(0.0, 1.0, u - std::floor(u));
    }
    double* value = noise.data();
    for (int y = 0; y < size; ++y) {
      const double v = double(y) * cells / size, row = std::floor(v), t = ramp(0.0, 1.0, v - row);
      const double* upper = &lattice[static_cast<std::size_t>(row) * static_cast<std::size_t>(side)];
      for (std::size_t x = 0; x < columns.size(); ++x) {
        const double *a = upper + columns[x], *b = a + side, s = shares[x];
        const double top = a[0] + (a[1] - a[0]) * s, bottom = b[0] + (b[1] - b[0]) * s;
        *value++ += strength * (top + (bottom - top) * t);
      }
    }
  }
  for (double& value : noise) value /= total;
  return noise;
}

cv::Mat drawBackground(Draws& draws, int size, bool pleasant) {
  using Drawing = cv::Mat (*)(Draws&, int, bool);
  static constexpr Drawing kAll[] = {drawSky, drawLandscape, drawFoliage, drawBricks, drawAsphalt, drawLights};
  static constexpr Drawing kPleasant[] = {drawLandscape, drawSky, drawFoliage, drawLandscape};
  return pleasant ? kPleasant[draws.below(4)](draws, size, true) : kAll[draws.below(6)](draws, size, false);
}

}  // namespace adv
