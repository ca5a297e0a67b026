// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_cpu_renderer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace adv {
namespace {

constexpr int kPhases = kMapSubpixels * kMapSubpixels;

/// A mark at one of the fractions of a pixel: premultiplied ARGB, without empty borders.
struct Stamp {
  QRect box;  ///< around the pixel of the mark's middle
  std::vector<std::uint32_t> pixels;
};

std::uint32_t byteOf(float share) { return static_cast<std::uint32_t>(std::lround(share * 255.0F)); }

/// The colour of the mark at a distance from its outline, as the shader computes it.
std::uint32_t pixelOf(const MapMark& mark, float distance, float rim) {
  const float whole = std::clamp(0.5F - distance, 0.0F, 1.0F);
  const float inner = std::clamp(0.5F - distance - rim, 0.0F, 1.0F);
  const float opacity = static_cast<float>(mark.opacity) / 255.0F;
  const auto channel = [&](int fill, int edge) {
    return byteOf((static_cast<float>(fill) * inner + static_cast<float>(edge) * (whole - inner)) / 255.0F * opacity);
  };
  return byteOf(whole * opacity) << 24 | channel(qRed(mark.fill), qRed(mark.rim)) << 16 |
         channel(qGreen(mark.fill), qGreen(mark.rim)) << 8 | channel(qBlue(mark.fill), qBlue(mark.rim));
}

/// Source over destination, both premultiplied; two channels at a time.
std::uint32_t over(std::uint32_t source, std::uint32_t below) {
  const std::uint32_t keep = 255U - (source >> 24);
  const auto scaled = [keep](std::uint32_t pair) {
    const std::uint32_t product = pair * keep + 0x00800080U;
    return (product + ((product >> 8) & 0x00ff00ffU)) >> 8 & 0x00ff00ffU;
  };
  return source + (scaled(below & 0x00ff00ffU) | scaled(below >> 8 & 0x00ff00ffU) << 8);
}

class Painter {
 public:
  Painter(const MapScene& scene, QImage& image)
      : m_scene(scene),
        m_image(image),
        m_pixels(reinterpret_cast<std::uint32_t*>(image.bits())),
        m_reach(static_cast<int>(std::ceil(markReach(scene)))),
        m_stamps(scene.marks->marks.size()) {}

  void paint() {
    const auto scale = static_cast<float>(m_scene.scale);
    const auto centreX = static_cast<float>(m_scene.centre.x()), centreY = static_cast<float>(m_scene.centre.y());
    const float middleX = static_cast<float>(m_image.width()) / 2.0F;
    const float middleY = static_cast<float>(m_image.height()) / 2.0F;
    for (const std::uint32_t point : m_scene.marks->order) {
      paintAt((m_scene.places->x[point] - centreX) * scale + middleX,
              (centreY - m_scene.places->y[point]) * scale + middleY, m_scene.marks->markOf[point]);
    }
  }

 private:
  void paintAt(float x, float y, std::uint16_t mark) {
    const auto reach = static_cast<float>(m_reach);
    const bool isSeen = x > -reach && y > -reach && x < static_cast<float>(m_image.width()) + reach &&
                        y < static_cast<float>(m_image.height()) + reach;
    if (!isSeen) return;
    const int fineX = static_cast<int>(std::floor(x * kMapSubpixels + 0.5F));
    const int fineY = static_cast<int>(std::floor(y * kMapSubpixels + 0.5F));
    const int column = fineX >> 2, row = fineY >> 2;
    static_assert(kMapSubpixels == 4);
    lay(stamp(mark, fineX & 3, fineY & 3), column, row);
  }

  const Stamp& stamp(std::uint16_t mark, int phaseX, int phaseY) {
    Stamp& stamp = m_stamps[mark][static_cast<std::size_t>(phaseY * kMapSubpixels + phaseX)];
    if (stamp.pixels.empty()) stamp = draw(m_scene.marks->marks[mark], phaseX, phaseY);
    return stamp;
  }

  Stamp draw(const MapMark& mark, int phaseX, int phaseY) const {
    const auto pixelAt = [&](int x, int y) {
      const auto offset = [](int pixel, int phase) {
        return static_cast<float>(pixel) + 0.5F - static_cast<float>(phase) / kMapSubpixels;
      };
      const float distance = shapeDistance(mark.shape, offset(x, phaseX), offset(y, phaseY), m_scene.radius);
      return pixelOf(mark, distance, m_scene.rim);
    };
    Stamp stamp{QRect(0, 0, 1, 1), {}};
    for (int y = -m_reach; y <= m_reach; ++y) {
      for (int x = -m_reach; x <= m_reach; ++x) {
        if (pixelAt(x, y) != 0) stamp.box |= QRect(x, y, 1, 1);
      }
    }
    for (int y = stamp.box.top(); y <= stamp.box.bottom(); ++y) {
      for (int x = stamp.box.left(); x <= stamp.box.right(); ++x) stamp.pixels.push_back(pixelAt(x, y));
    }
    return stamp;
  }

  void lay(const Stamp& stamp, int column, int row) {
    const QRect whole = stamp.box.translated(column, row), seen = whole & m_image.rect();
    for (int y = seen.top(); y <= seen.bottom(); ++y) {
      std::uint32_t* below = m_pixels + static_cast<std::ptrdiff_t>(y) * m_image.width() + seen.left();
      const std::uint32_t* source = stamp.pixels.data() + static_cast<std::ptrdiff_t>(y - whole.top()) * whole.width() +
                                    (seen.left() - whole.left());
      for (int x = 0; x < seen.width(); ++x) below[x] = over(source[x], below[x]);
    }
  }

  const MapScene& m_scene;
  QImage& m_image;
  std::uint32_t* m_pixels;
  int m_reach;
  std::vector<std::array<Stamp, kPhases>> m_stamps;
};

}  // namespace

QImage renderMap(const MapScene& scene, QSize devicePixels) {
  QImage image(devicePixels, QImage::Format_RGB32);
  image.fill(scene.background);
  if (!scene.isEmpty() && !devicePixels.isEmpty()) Painter(scene, image).paint();
  return image;
}

QImage renderMapLayer(const MapScene& scene, QSize devicePixels) {
  QImage image(devicePixels, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  if (!scene.isEmpty() && !devicePixels.isEmpty()) Painter(scene, image).paint();
  return image;
}

}  // namespace adv
