// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/surface_image.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace adv {
namespace {

constexpr int kContours = 6;
constexpr double kWeakest = 0.34;  ///< share of the class's colour at a border
constexpr double kStrongest = 0.86;
constexpr double kContourInk = 0.28;
constexpr double kBorderInk = 0.75;
constexpr int kBorderShare = 300;          ///< a border is this share of the side wide
constexpr double kSmallestRegion = 0.004;  ///< share of the grid

/// A surface without holes.
struct Grid {
  int points = 0;
  std::vector<int> classes;
  std::vector<float> margins;

  std::size_t cell(int row, int column) const { return static_cast<std::size_t>(row) * points + column; }
};

/// The cell that is known and nearest on the coarser grids.
std::size_t knownNear(const SurfaceReady& surface, const Grid& grid, int row, int column) {
  for (int stride = 1; stride < grid.points; stride *= 2) {
    const auto snapped = [&](int index) { return std::min((index + stride / 2) / stride * stride, grid.points - 1); };
    const std::size_t cell = grid.cell(snapped(row), snapped(column));
    if (surface.classes[cell] >= 0) return cell;
  }
  return grid.cell(grid.points / 2, column);
}

Grid filled(const SurfaceReady& surface) {
  Grid grid{surface.points, surface.classes, surface.margins};
  for (int row = 0; row < grid.points; ++row) {
    for (int column = 0; column < grid.points; ++column) {
      const std::size_t cell = grid.cell(row, column);
      if (grid.classes[cell] >= 0) continue;
      const std::size_t known = knownNear(surface, grid, row, column);
      grid.classes[cell] = surface.classes[known];
      grid.margins[cell] = surface.margins[known];
    }
  }
  return grid;
}

struct Sample {
  int classIndex = -1;
  float margin = 0.0F;
};

/// At (u, v) in grid units. Where the corners disagree, each class's lead over the rest is interpolated and the largest
/// wins; a corner of another class counts with minus its margin.
Sample sampleAt(const Grid& grid, double u, double v) {
  const int column = std::min(static_cast<int>(u), grid.points - 2);
  const int row = std::min(static_cast<int>(v), grid.points - 2);
  const double fu = u - column;
  const double fv = v - row;
  const std::size_t first = grid.cell(row, column);
  const std::size_t cells[] = {first, first + 1, first + grid.points, first + grid.points + 1};
  const double weights[] = {(1 - fu) * (1 - fv), fu * (1 - fv), (1 - fu) * fv, fu * fv};
  Sample best;
  for (const std::size_t candidate : cells) {
    const int classIndex = grid.classes[candidate];
    if (classIndex == best.classIndex) continue;
    double lead = 0.0;
    for (int i = 0; i < 4; ++i) {
      const double margin = grid.margins[cells[i]];
      lead += weights[i] * (grid.classes[cells[i]] == classIndex ? margin : -margin);
    }
    if (best.classIndex < 0 || lead > best.margin) best = {classIndex, static_cast<float>(lead)};
  }
  best.margin = std::max(0.0F, best.margin);
  return best;
}

QRgb mixed(QRgb a, QRgb b, double share) {
  const auto mix = [share](int from, int to) { return static_cast<int>(from + (to - from) * share + 0.5); };
  return qRgb(mix(qRed(a), qRed(b)), mix(qGreen(a), qGreen(b)), mix(qBlue(a), qBlue(b)));
}

std::vector<Sample> sampled(const Grid& grid, QSize pixels) {
  std::vector<Sample> samples;
  samples.reserve(static_cast<std::size_t>(pixels.width()) * pixels.height());
  for (int y = 0; y < pixels.height(); ++y) {
    const double v = (1.0 - (y + 0.5) / pixels.height()) * (grid.points - 1);
    for (int x = 0; x < pixels.width(); ++x)
      samples.push_back(sampleAt(grid, (x + 0.5) / pixels.width() * (grid.points - 1), v));
  }
  return samples;
}

/// Half of the margins are below it; from there on the colour is nearly full.
double typicalMargin(const SurfaceReady& surface) {
  std::vector<float> known;
  for (std::size_t i = 0; i < surface.classes.size(); ++i)
    if (surface.classes[i] >= 0) known.push_back(surface.margins[i]);
  if (known.empty()) return 1.0;
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::nth_element(known.begin(), middle, known.end());
  return std::max<double>(*middle, 1e-9);
}

}  // namespace

double marginStep(const SurfaceReady& surface) {
  const double largest =
      surface.margins.empty() ? 1.0 : *std::max_element(surface.margins.begin(), surface.margins.end());
  const double wanted = std::max(largest, 1e-9) / kContours;
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= wanted) return factor * power;
  return 10.0 * power;
}

QImage renderSurface(const SurfaceReady& surface, const SurfaceColours& colours, const Theme& theme, QSize pixels) {
  const std::vector<Sample> samples = sampled(filled(surface), pixels);
  const double step = marginStep(surface);
  const double typical = typicalMargin(surface);
  std::map<int, QRgb> colourOf;
  for (const int index : surface.classesSeen) colourOf[index] = colours.of(index).rgb();
  const int width = pixels.width();
  const int border = std::max(1, width / kBorderShare);
  const int contour = std::max(1, border / 2);
  const auto at = [&](int x, int y) { return samples[static_cast<std::size_t>(y) * width + x]; };
  QImage image(pixels, QImage::Format_RGB32);
  for (int y = 0; y < pixels.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < width; ++x) {
      const Sample here = at(x, y);
      const double strength = kWeakest + (kStrongest - kWeakest) * here.margin / (here.margin + typical);
      line[x] = mixed(theme.card.rgb(), colourOf[here.classIndex], strength);
      const auto differs = [&](int by, auto isOther) {
        return isOther(at(std::max(0, x - by), y)) || isOther(at(x, std::max(0, y - by)));
      };
      if (differs(border, [&](const Sample& other) { return other.classIndex != here.classIndex; })) {
        line[x] = mixed(line[x], theme.text.rgb(), kBorderInk);
      } else if (differs(contour, [&](const Sample& other) {
                   return std::floor(other.margin / step) != std::floor(here.margin / step);
                 })) {
        line[x] = mixed(line[x], theme.text.rgb(), kContourInk);
      }
    }
  }
  return image;
}

/// Distances to the nearest border by two sweeps over the grid (a city-block distance).
std::vector<RegionPlace> regionPlaces(const SurfaceReady& surface) {
  const Grid grid = filled(surface);
  const int n = grid.points;
  std::vector<int> distance(grid.classes.size(), 0);
  const auto sweep = [&](int from, int to, int by) {
    for (int row = from; row != to; row += by) {
      for (int column = from; column != to; column += by) {
        const std::size_t cell = grid.cell(row, column);
        int nearest = std::min({row, column, n - 1 - row, n - 1 - column});
        for (const auto& [r, c] : {std::pair(row - by, column), std::pair(row, column - by)}) {
          if (r < 0 || c < 0 || r >= n || c >= n) continue;
          const std::size_t beside = grid.cell(r, c);
          nearest = std::min(nearest, grid.classes[beside] == grid.classes[cell] ? distance[beside] + 1 : 0);
        }
        distance[cell] = by > 0 ? nearest : std::min(distance[cell], nearest);
      }
    }
  };
  sweep(0, n, 1);
  sweep(n - 1, -1, -1);

  std::map<int, int> sizes;
  std::map<int, std::size_t> best;
  for (std::size_t cell = 0; cell < grid.classes.size(); ++cell) {
    const int classIndex = grid.classes[cell];
    ++sizes[classIndex];
    if (!best.contains(classIndex) || distance[cell] > distance[best[classIndex]]) best[classIndex] = cell;
  }
  std::vector<RegionPlace> places;
  for (const auto& [classIndex, cell] : best) {
    if (sizes[classIndex] < kSmallestRegion * n * n) continue;
    const QPointF place(static_cast<double>(cell % static_cast<std::size_t>(n)) / (n - 1),
                        static_cast<double>(cell / static_cast<std::size_t>(n)) / (n - 1));
    places.push_back({classIndex, place, static_cast<double>(distance[cell]) / (n - 1)});
  }
  std::sort(places.begin(), places.end(), [](const RegionPlace& a, const RegionPlace& b) { return a.room > b.room; });
  return places;
}

}  // namespace adv
