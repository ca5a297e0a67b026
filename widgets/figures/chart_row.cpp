// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/chart_row.hpp"

#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/figure_text.hpp"

namespace adv {
namespace {

constexpr double kSingle = 0.46;  ///< height, of the width
constexpr double kDouble = 0.36;
constexpr double kGap = 1.5;  ///< of the text
constexpr double kLine = 1.5;

std::string tickAt(const TemperatureChart& chart, double x) {
  for (const auto& [place, name] : chart.xTicks) {
    if (place == x) return name.toStdString();
  }
  std::ostringstream out;
  out << std::setprecision(9) << x;
  return out.str();
}

void writeLines(std::ostream& out, const TemperatureChart& chart, const std::vector<Series>& lines,
                const char* prefix) {
  for (const Series& line : lines) {
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      out << csvQuoted(chart.title.toStdString()) << ',' << csvQuoted(prefix + line.name.toStdString()) << ','
          << tickAt(chart, line.x[i]) << ',' << line.y[i] << ',';
      if (i < line.low.size())
        out << line.low[i] << ',' << line.high[i];
      else
        out << ',';
      out << '\n';
    }
  }
}

}  // namespace

double chartRowHeight(const FigureStyle& style, std::size_t charts) {
  return style.width * (charts > 1 ? kDouble : kSingle) + kLine * style.textSize;
}

void paintChartRow(QPainter& painter, const FigureStyle& style, const std::vector<TemperatureChart>& charts,
                   const QString& caption) {
  const double tall = chartRowHeight(style, charts.size()) - kLine * style.textSize;
  const double gap = kGap * style.textSize;
  const auto count = static_cast<double>(charts.size());
  const double width = (style.width - (count - 1.0) * gap) / count;
  double left = 0.0;
  for (const TemperatureChart& chart : charts) {
    paintTemperatureChart(painter, {left, 0, width, tall}, chart, {style.textSize, style.lineWidth, figureInk()});
    left += width + gap;
  }
  drawFigureText(painter, {0, tall, style.width, kLine * style.textSize}, Qt::AlignLeft | Qt::AlignVCenter, caption,
                 style.textSize * 0.8, figureInk().mutedText);
}

std::string chartRowCsv(const std::vector<TemperatureChart>& charts) {
  std::ostringstream out;
  out << std::setprecision(9) << "chart,line,T,value,low,high\n";
  for (const TemperatureChart& chart : charts) {
    writeLines(out, chart, chart.lines, "");
    writeLines(out, chart, chart.published, "published");
  }
  return out.str();
}

std::string repeatMeasurement(const std::vector<std::string>& models, const std::string& data, int count,
                              const QString& caption) {
  return nlohmann::json({{"program", "AdvScope"},
                         {"models", models},
                         {"data", data},
                         {"pictures", count},
                         {"caption", caption.toStdString()}})
      .dump(2);
}

}  // namespace adv
