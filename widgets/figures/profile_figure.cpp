// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "widgets/figures/chart_row.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/temperature_figures.hpp"

namespace adv {
namespace {

constexpr ProfileView kViews[] = {ProfileView::Logits, ProfileView::Scaled, ProfileView::Probabilities};
constexpr double kRow = 0.24;  ///< height, of the width

std::vector<TemperatureChart> chartsOf(const TemperatureProfileReady& ready, ProfileView view) {
  std::vector<TemperatureChart> charts;
  for (std::size_t network = 0; network < ready.networks.size(); ++network)
    charts.push_back(profileChart(ready, network, view));
  return charts;
}

}  // namespace

double ProfileFigure::height(const FigureStyle& style) const {
  return std::size(kViews) * kRow * style.width + captionHeight(style, caption());
}

void ProfileFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double tall = kRow * style.width;
  double top = 0.0;
  for (const ProfileView view : kViews) {
    const auto charts = chartsOf(m_ready, view);
    const double width = style.width / static_cast<double>(std::max<std::size_t>(1, charts.size()));
    for (std::size_t i = 0; i < charts.size(); ++i)
      paintTemperatureChart(painter, {static_cast<double>(i) * width, top, width, 0.96 * tall}, charts[i],
                            {style.textSize, style.lineWidth, figureInk()});
    top += tall;
  }
  paintCaption(painter, style, top, caption());
}

QString ProfileFigure::caption() const {
  return QObject::tr("%1, along a line x + a d. %2")
      .arg(QString::fromStdString(nameOf(m_ready.request.image)), profileSentence(m_ready));
}

std::string ProfileFigure::csv() const {
  std::vector<TemperatureChart> all;
  for (const ProfileView view : kViews) {
    for (TemperatureChart& chart : chartsOf(m_ready, view)) all.push_back(std::move(chart));
  }
  return chartRowCsv(all);
}

std::string ProfileFigure::repeatJson() const {
  return repeatMeasurement(m_ready.request.models, nameOf(m_ready.request.image), m_ready.request.points, caption());
}

}  // namespace adv
