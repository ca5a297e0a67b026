// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/separation_plot.hpp"

namespace adv {
namespace {

constexpr double kApart = 0.75;

}  // namespace

std::vector<Series> separationSeries(const std::vector<EmbeddingDepthLayer>& layers,
                                     SeparationPlot::Quantity quantity) {
  Series attack{QObject::tr("attack"), SeriesRole::Adversarial, {}, {}};
  Series noise{QObject::tr("noise"), SeriesRole::Control, {}, {}};
  attack.mark = noise.mark = PointMark::Disc;
  const bool isCrossing = quantity == SeparationPlot::Quantity::Crossing;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    for (Series* line : {&attack, &noise}) line->x.push_back(static_cast<double>(i));
    attack.y.push_back(100 * (isCrossing ? layers[i].crossing : layers[i].separation));
    noise.y.push_back(100 * (isCrossing ? layers[i].noiseCrossing : layers[i].noiseSeparation));
  }
  return {attack, noise};
}

int separatesFrom(const std::vector<EmbeddingDepthLayer>& layers) {
  int from = -1;
  for (std::size_t i = layers.size(); i-- > 0 && layers[i].separation >= kApart;) from = static_cast<int>(i);
  return from;
}

SeparationPlot::SeparationPlot(QWidget* parent) : DepthPlot(parent) {
  setHint(
      tr("Per layer, in per cent. Apart: how often the ten nearest tell a clean from an adversarial picture; 50 is "
         "chance.\nCrossed over: adversarial pictures whose nearest clean ones are of the class that the network now "
         "sees.\nDrag anywhere to map another layer. Arrow keys: one layer. Page keys: five."));
  setValueAxis(tr("per cent"), QStringLiteral("%"));
}

void SeparationPlot::setDepth(const std::vector<EmbeddingDepthLayer>& layers, Quantity quantity) {
  setSeries(layers.empty() ? std::vector<Series>() : separationSeries(layers, quantity));
}

}  // namespace adv
