// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/decay_panel.hpp"

#include <algorithm>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/template_image.hpp"
#include "widgets/plots/decay_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.5;
constexpr double kGap = 0.9;

double sharedScale(const DecayReady& ready) {
  double scale = 0.0;
  for (const DecayModel& model : ready.models) {
    if (model.weights) scale = std::max(scale, sharedTemplateScale(*model.weights));
  }
  return scale;
}

}  // namespace

void paintDecayWeights(QPainter& painter, const QRectF& place, const DecayReady& ready, const PanelStyle& style) {
  const double line = kLine * style.text;
  const double gap = kGap * style.text;
  const double width = (place.width() - gap * (kDecayModels - 1)) / kDecayModels;
  const double side = std::min(width, place.height() - 3 * line);
  const double top = place.top() + (place.height() - side - 3 * line) / 2;
  const double scale = sharedScale(ready);
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    const DecayModel& model = ready.models[i];
    if (!model.weights) continue;
    const auto kind = static_cast<DecayKind>(i);
    const QRectF column(place.left() + static_cast<double>(i) * (width + gap), top, width, side + 3 * line);
    const QRectF picture(column.center().x() - side / 2, top + line, side, side);
    drawFigureText(painter, {column.left(), top, width, line}, Qt::AlignHCenter | Qt::AlignVCenter, decayName(kind),
                   style.text, decayColour(kind, style.look), QFont::DemiBold);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(picture, templateImage(*model.weights, 1, scale));
    drawFigureText(painter, {column.left(), picture.bottom(), width, line}, Qt::AlignHCenter | Qt::AlignVCenter,
                   QObject::tr("‖w‖₁ = %1").arg(significant(model.normL1)), style.text, style.look.text);
    drawFigureText(painter, {column.left(), picture.bottom() + line, width, line}, Qt::AlignHCenter | Qt::AlignVCenter,
                   QObject::tr("error %1").arg(shareText(model.error)), style.text, style.look.mutedText);
  }
}

}  // namespace adv
