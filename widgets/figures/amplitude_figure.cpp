// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/amplitude_figure.hpp"

#include <iomanip>
#include <sstream>

#include "widgets/figures/chart_row.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/plots/temperature_axis.hpp"

namespace adv {
namespace {

constexpr double kBars = 0.46;  ///< height, of the width
constexpr double kLine = 1.5;   ///< of the text

}  // namespace

double AmplitudeFigure::height(const FigureStyle& style) const {
  return kBars * style.width + kLine * style.textSize + captionHeight(style, caption());
}

void AmplitudeFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double line = kLine * style.textSize;
  drawFigureText(painter, {0, 0, style.width, line}, Qt::AlignLeft | Qt::AlignVCenter,
                 QObject::tr("Pictures by their mean gradient amplitude g(x)"), style.textSize, figureInk().text,
                 QFont::DemiBold);
  paintAmplitudeBars(painter, {0, line, style.width, kBars * style.width}, m_bars,
                     {style.textSize, style.lineWidth, figureInk()});
  paintCaption(painter, style, line + kBars * style.width, caption());
}

QString AmplitudeFigure::caption() const {
  const GradientHistogramsReady& ready = m_bars.histograms;
  return QObject::tr("g(x) = 1/(N M) Σⱼ Σᵢ |∂Fⱼ/∂xᵢ| of the softmax at T = 1, in the log domain; %1 pictures of %2. %3")
      .arg(ready.pictures)
      .arg(QString::fromStdString(ready.request.data), amplitudeSentence(ready));
}

std::string AmplitudeFigure::csv() const {
  std::ostringstream out;
  out << std::setprecision(9) << "model,T,count";
  for (std::size_t bin = 0; bin < kAmplitudeBins; ++bin) out << ",from_" << kAmplitudeEdges[bin];
  out << ",zero_share_float32,median_log10\n";
  for (const GradientHistogram& network : m_bars.histograms.networks) {
    out << csvQuoted(network.model.id) << ',' << temperatureTick(network.temperature).toStdString() << ','
        << network.count;
    for (std::size_t bin = 0; bin < kAmplitudeBins; ++bin) out << ',' << network.share(bin);
    out << ',' << network.zeroShareFloat32() << ',' << network.medianLog10 << '\n';
  }
  return out.str();
}

std::string AmplitudeFigure::repeatJson() const {
  const GradientHistogramsReady& ready = m_bars.histograms;
  return repeatMeasurement(ready.request.models, ready.request.data, ready.pictures, caption());
}

}  // namespace adv
