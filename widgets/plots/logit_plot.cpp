// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/logit_plot.hpp"

#include <cmath>

#include "widgets/plots/surface_colours.hpp"

namespace adv {
namespace {

constexpr double kFineSteps = 128.0;
constexpr double kCoarseSteps = 16.0;

QString nameOf(const LogitLine& line, const ModelInfo& model) {
  return QObject::tr("%1, R² %2")
      .arg(QString::fromStdString(model.labelOf(line.classIndex)))
      .arg(line.fit.r2, 0, 'f', 2);
}

}  // namespace

std::vector<Series> logitSeries(const SurfaceReady& surface, const Theme& theme) {
  const SurfaceColours colours(surface, theme);
  std::vector<Series> all;
  for (const LogitLine& line : surface.lines) {
    Series series{
        nameOf(line, surface.model), SeriesRole::Neutral, {}, line.logits, colours.of(line.classIndex), false};
    for (int i = 0; i < surface.points; ++i)
      series.x.push_back(255 * surface.extent * (2.0 * i / (surface.points - 1) - 1));
    all.push_back(std::move(series));
  }
  return all;
}

std::vector<Series> fitSeries(const SurfaceReady& surface, const Theme& theme) {
  const SurfaceColours colours(surface, theme);
  std::vector<Series> all;
  for (const LogitLine& line : surface.lines) {
    const auto at = [&](double unit) { return line.fit.intercept + line.fit.slope * unit; };
    all.push_back({{},
                   SeriesRole::Neutral,
                   {-255 * surface.extent, 255 * surface.extent},
                   {at(-surface.extent), at(surface.extent)},
                   colours.of(line.classIndex),
                   true});
  }
  return all;
}

LogitPlot::LogitPlot(QWidget* parent) : AxisSlider(parent) {
  setValueAxis(tr("logit"));
  setHint(tr(
      "Signed ε along d₁, in n/255: drag anywhere on the plot; the point moves along the attack's direction.\nSolid: "
      "the logits. Dashed: their least-squares lines. Arrow keys: fine steps. Page keys: coarse steps."));
  setAccessibleName(tr("Signed ε along the attack's direction, in levels of 255"));
  setRange(-16, 16);
}

void LogitPlot::setSurface(const SurfaceReady& surface) {
  const double reach = 255 * surface.extent;
  if (reach != high()) {
    setRange(-reach, reach);
    setSteps(2 * reach / kFineSteps, 2 * reach / kCoarseSteps, true);
  }
  std::vector<Series> all = logitSeries(surface, theme());
  for (Series& fit : fitSeries(surface, theme())) all.push_back(std::move(fit));
  setSeries(std::move(all));
  setMarker(255 * surface.adversarial.along, tr("the attack"));
}

}  // namespace adv
