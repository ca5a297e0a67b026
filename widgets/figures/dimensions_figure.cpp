// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/dimensions_figure.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/dimension_pictures.hpp"
#include "widgets/figures/dimension_words.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/log_chart.hpp"
#include "widgets/plots/dimension_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;
constexpr double kHead = 3.6;
constexpr double kChart = 20.0;          ///< heights, of the text size
constexpr double kPicturesShare = 0.27;  ///< height of the pictures, of the width

}  // namespace

double DimensionsFigure::height(const FigureStyle& style) const {
  return style.textSize * (kHead + kChart + 3.0) + style.width * kPicturesShare;
}

void DimensionsFigure::paint(QPainter& painter, const FigureStyle& style) const {
  painter.setRenderHint(QPainter::Antialiasing);
  const double size = style.textSize;
  const PanelStyle panel{size * 0.85, style.lineWidth, figureInk()};
  drawFigureText(painter, {0, 0, style.width, size * kLine * 1.2}, Qt::AlignLeft | Qt::AlignVCenter,
                 dimensionSentence(m_picture), size * 1.1, figureInk().text, QFont::DemiBold);
  drawFigureText(painter, {0, size * kLine * 1.2, style.width, size * kLine}, Qt::AlignLeft | Qt::AlignVCenter,
                 dimensionReason(m_picture), size * 0.85, figureInk().mutedText);
  const double pictures = style.width * kPicturesShare;
  paintDimensionPictures(painter, {0, size * kHead, style.width, pictures}, m_picture, panel);
  const LogChart chart{dimensionLines(m_measured, m_trained), QObject::tr("numbers d"),
                       QObject::tr("needed ε in levels of 255"), m_picture.shape.numbers()};
  paintLogChart(painter, {0, size * (kHead + 0.8) + pictures, style.width, size * kChart}, chart, panel);
  drawFigureText(painter, {0, height(style) - size * kLine, style.width, size * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), size * 0.8, figureInk().mutedText);
}

QString DimensionsFigure::caption() const {
  const DimensionSetting& setting = m_measured.request.setting;
  return QObject::tr("Random linear classifiers, margin %1, %2, %3 of each size, seed %4 · L∞")
      .arg(exactText(setting.margin),
           setting.scale == WeightScale::SameNorm ? QObject::tr("‖w‖₂ the same") : QObject::tr("weights of one size"))
      .arg(m_measured.request.models)
      .arg(setting.seed);
}

std::string DimensionsFigure::csv() const {
  std::ostringstream out;
  out.precision(12);
  out << "source,d,epsilon,theory,low,high,noise_epsilon,noise_theory,accuracy,advantage\n";
  for (const DimensionPoint& point : m_measured.points)
    out << "random," << point.d << ',' << point.median << ',' << point.theory << ',' << point.low << ',' << point.high
        << ',' << point.noise << ',' << point.noiseTheory << ",,\n";
  if (!m_trained) return out.str();
  for (const TrainedPoint& point : m_trained->points)
    out << csvQuoted(point.data) << ',' << point.d << ',' << point.epsilon << ",,,,,," << point.accuracy << ','
        << point.advantage << '\n';
  return out.str();
}

std::string DimensionsFigure::repeatJson() const {
  const DimensionSetting& setting = m_measured.request.setting;
  const nlohmann::json json = {{"program", "AdvScope"},
                               {"subcommand", "dimensions"},
                               {"margin", setting.margin},
                               {"weights", setting.scale == WeightScale::SameNorm ? "norm" : "size"},
                               {"models", m_measured.request.models},
                               {"dimensions", m_measured.request.dimensions},
                               {"d", m_picture.shape.numbers()},
                               {"seed", setting.seed},
                               {"caption", caption().toStdString()}};
  return json.dump(2);
}

}  // namespace adv
