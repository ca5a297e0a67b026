// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/cpu_renderer.hpp"

#include <algorithm>
#include <cstring>

namespace adv {
namespace {

/// The part of one axis of the view that a picture fills, as device pixels [begin, end).
struct Range {
  int begin = 0;
  int end = 0;
  bool isEmpty() const { return begin >= end; }
};

Range filledRange(const std::vector<AxisSpan>& spans) {
  const auto inside = [](const AxisSpan& span) { return span.isInside(); };
  const auto first = std::find_if(spans.begin(), spans.end(), inside);
  const auto last = std::find_if(spans.rbegin(), spans.rend(), inside).base();
  return {static_cast<int>(first - spans.begin()), static_cast<int>(last - spans.begin())};
}

const QRgb* rowOf(const QImage& image, int y) { return reinterpret_cast<const QRgb*>(image.constScanLine(y)); }
QRgb* rowOf(QImage& image, int y) { return reinterpret_cast<QRgb*>(image.scanLine(y)); }

bool sameTexel(const AxisSpan& a, const AxisSpan& b) { return a.first == b.first && a.isInside() && b.isInside(); }

void drawNearest(QImage& target, const QImage& source, const std::vector<AxisSpan>& columns,
                 const std::vector<AxisSpan>& rows, Range across, Range down) {
  std::vector<int> texels(across.end);
  for (int x = across.begin; x < across.end; ++x) texels[x] = static_cast<int>(columns[x].first);
  for (int y = down.begin; y < down.end; ++y) {
    QRgb* line = rowOf(target, y);
    if (y > down.begin && sameTexel(rows[y], rows[y - 1])) {
      std::memcpy(line + across.begin, rowOf(target, y - 1) + across.begin, (across.end - across.begin) * sizeof(QRgb));
      continue;
    }
    const QRgb* from = rowOf(source, static_cast<int>(rows[y].first));
    for (int x = across.begin; x < across.end; ++x) line[x] = from[texels[x]];
  }
}

/// Pixels are averaged as four bytes in the order in which they lie in memory, whatever colours these are.
constexpr int kBytes = sizeof(QRgb);

void addWeighted(std::vector<float>& sums, const uchar* bytes, float weight) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * static_cast<float>(bytes[i]);
}

void writeAverage(uchar* pixel, const std::vector<float>& sums, const AxisSpan& span) {
  float mean[kBytes] = {};
  const float* texel = sums.data() + kBytes * static_cast<std::size_t>(span.first);
  const int count = static_cast<int>(span.count);
  for (int tap = 0; tap < count; ++tap, texel += kBytes) {
    const float weight = span.weight(tap);
    for (int k = 0; k < kBytes; ++k) mean[k] += weight * texel[k];
  }
  for (int k = 0; k < kBytes; ++k) pixel[k] = static_cast<uchar>(std::clamp(static_cast<int>(mean[k] + 0.5F), 0, 255));
}

void drawAveraged(QImage& target, const QImage& source, const std::vector<AxisSpan>& columns,
                  const std::vector<AxisSpan>& rows, Range across, Range down) {
  std::vector<float> sums(kBytes * static_cast<std::size_t>(source.width()));
  for (int y = down.begin; y < down.end; ++y) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    const int first = static_cast<int>(rows[y].first);
    for (int tap = 0; tap < static_cast<int>(rows[y].count); ++tap) {
      addWeighted(sums, source.constScanLine(first + tap), rows[y].weight(tap));
    }
    uchar* line = target.scanLine(y);
    for (int x = across.begin; x < across.end; ++x) writeAverage(line + kBytes * x, sums, columns[x]);
  }
}

QRgb onTop(QRgb below, QRgb above) {
  const int alpha = qAlpha(above);
  const auto mix = [alpha](int under, int over) { return (under * (255 - alpha) + over * alpha + 127) / 255; };
  return qRgb(mix(qRed(below), qRed(above)), mix(qGreen(below), qGreen(above)), mix(qBlue(below), qBlue(above)));
}

void drawGrid(QImage& target, const CanvasScene& scene, const std::vector<AxisSpan>& columns,
              const std::vector<AxisSpan>& rows, Range across, Range down) {
  std::vector<int> lines;
  for (int x = across.begin; x < across.end; ++x) {
    if (isOnGrid(columns, x, scene.gridWidth)) lines.push_back(x);
  }
  for (int y = down.begin; y < down.end; ++y) {
    QRgb* line = rowOf(target, y);
    if (isOnGrid(rows, y, scene.gridWidth)) {
      for (int x = across.begin; x < across.end; ++x) line[x] = onTop(line[x], scene.gridColour);
    } else {
      for (const int x : lines) line[x] = onTop(line[x], scene.gridColour);
    }
  }
}

}  // namespace

QImage renderCanvas(const CanvasScene& scene, QSize devicePixels) {
  QImage target(devicePixels, QImage::Format_RGB32);
  if (target.isNull()) return target;
  target.fill(scene.background | 0xff000000U);
  const QSize picture = scene.pictureSize();
  if (picture.isEmpty()) return target;

  const auto columns = axisSpans(scene.view.scale, scene.view.origin.x(), picture.width(), devicePixels.width());
  const auto rows = axisSpans(scene.view.scale, scene.view.origin.y(), picture.height(), devicePixels.height());
  const Range across = filledRange(columns);
  const Range down = filledRange(rows);
  if (across.isEmpty() || down.isEmpty()) return target;

  const bool wiped = !scene.mode.isPerturbation() && scene.wipeColumn > across.begin && scene.content.comparable();
  const int split = wiped ? std::min(scene.wipeColumn, across.end) : across.begin;
  const auto draw = [&](Side side, Range part) {
    if (part.isEmpty()) return;
    const QImage source = displayPicture(scene.content, scene.mode, side);
    if (source.isNull()) return;
    const auto method = scene.view.scale >= 1.0 ? drawNearest : drawAveraged;
    method(target, source, columns, rows, part, down);
  };
  draw(Side::Clean, {across.begin, split});
  draw(scene.side, {split, across.end});
  if (scene.gridWidth > 0) drawGrid(target, scene, columns, rows, across, down);
  return target;
}

}  // namespace adv
