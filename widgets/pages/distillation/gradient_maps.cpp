// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/gradient_maps.hpp"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/canvas/colour_maps.hpp"
#include "widgets/canvas/convert.hpp"
#include "widgets/figures/amplitude_bars.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kText = 12.0;
constexpr double kLine = 1.4;
constexpr double kGap = 14.0;
constexpr int kMaps = 3;
/// Orders of magnitude below the largest that the colours tell apart.
constexpr float kDecades = 4.0F;

float largest(const std::vector<float>& log10) {
  return log10.empty() ? -INFINITY : *std::max_element(log10.begin(), log10.end());
}

/// Transparent where the gradient is exactly zero.
QImage mapImage(const std::vector<float>& log10, int width, int height, float top) {
  if (std::ssize(log10) != static_cast<std::ptrdiff_t>(width) * height) return {};
  QImage image(width, height, QImage::Format_ARGB32);
  image.fill(Qt::transparent);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float value =
          log10[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
      if (std::isinf(value)) continue;
      const float share = std::clamp(1.0F - (top - value) / kDecades, 0.0F, 1.0F);
      image.setPixel(x, y, viridisMap()[static_cast<std::size_t>(std::lround(255 * share))]);
    }
  }
  return image;
}

}  // namespace

GradientMaps::GradientMaps(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("A picture and its gradient"));
  setToolTip(
      tr("For each pixel the mean over the outputs of |∂Fⱼ/∂xᵢ|. Yellow is the largest; the colours reach four orders "
         "of magnitude down.\nIn the log domain nothing is lost; where float32 has exactly 0 the map is empty."));
}

void GradientMaps::setPicture(const std::optional<GradientPicture>& picture) {
  m_picture = picture;
  setAccessibleDescription(m_picture
                               ? tr("mean gradient %1, %2 of the numbers are zero in float32")
                                     .arg(amplitudeText(m_picture->log10), shareText(m_picture->zeroComponentShare))
                               : QString());
  update();
}

void GradientMaps::paintEvent(QPaintEvent*) {
  if (!m_picture || !m_picture->image) return;
  const GradientPicture& picture = *m_picture;
  const int width = picture.image->width;
  const int height = picture.image->height;
  const float top = largest(picture.pixelLog10);
  const float topFloat32 = largest(picture.pixelLog10Float32);
  const QImage images[kMaps] = {toQImage(*picture.image), mapImage(picture.pixelLog10, width, height, top),
                                mapImage(picture.pixelLog10Float32, width, height, top)};
  const QString titles[kMaps] = {tr("picture"), tr("gradient, log domain"), tr("gradient, float32")};
  const QString notes[kMaps] = {tr("logit gap %1").arg(significant(picture.gap)),
                                tr("up to %1").arg(amplitudeText(top)),
                                std::isinf(topFloat32) ? tr("exactly 0 everywhere")
                                                       : tr("%1 exactly 0").arg(shareText(picture.zeroComponentShare))};
  QPainter painter(this);
  const double text = kText * typeScale();
  const double line = kLine * text;
  const double column = (this->width() - (kMaps - 1) * kGap) / kMaps;
  const double side = std::min(column, this->height() - 2 * line);
  for (int i = 0; i < kMaps; ++i) {
    const double left = i * (column + kGap);
    const QRectF square(left, line, side, side);
    drawFigureText(painter, {left, 0, column, line}, Qt::AlignLeft | Qt::AlignVCenter, titles[i], text, theme().text,
                   QFont::DemiBold);
    painter.fillRect(square, theme().plotBackground);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(square, images[i]);
    painter.setPen(theme().cardBorder);
    painter.drawRect(square);
    drawFigureText(painter, {left, square.bottom(), column, line}, Qt::AlignLeft | Qt::AlignVCenter, notes[i], text,
                   theme().mutedText);
  }
}

}  // namespace adv
