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
constexpr double kCaption = 0.75;     ///< size of the type
constexpr double kNarrowText = 0.72;  ///< in charts beside each other

/// As many words in a line as fit.
QStringList captionLines(const FigureStyle& style, const QString& caption) {
  QStringList lines;
  for (const QString& word : caption.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
    const QString longer = lines.isEmpty() ? word : lines.last() + QLatin1Char(' ') + word;
    const bool fits = figureTextWidth(longer, kCaption * style.textSize) < 0.98 * style.width;
    if (lines.isEmpty() || !fits)
      lines << word;
    else
      lines.last() = longer;
  }
  return lines;
}

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

double captionHeight(const FigureStyle& style, const QString& caption) {
  return static_cast<double>(captionLines(style, caption).size()) * kCaption * kLine * style.textSize;
}

void paintCaption(QPainter& painter, const FigureStyle& style, double top, const QString& caption) {
  const double line = kCaption * kLine * style.textSize;
  for (const QString& text : captionLines(style, caption)) {
    drawFigureText(painter, {0, top, style.width, line}, Qt::AlignLeft | Qt::AlignVCenter, text,
                   kCaption * style.textSize, figureInk().mutedText);
    top += line;
  }
}

double chartRowHeight(const FigureStyle& style, std::size_t charts, const QString& caption) {
  return style.width * (charts > 1 ? kDouble : kSingle) + captionHeight(style, caption);
}

void paintChartRow(QPainter& painter, const FigureStyle& style, const std::vector<TemperatureChart>& charts,
                   const QString& caption) {
  const double tall = chartRowHeight(style, charts.size(), caption) - captionHeight(style, caption);
  const double text = style.textSize * (charts.size() > 1 ? kNarrowText : 1.0);
  const double gap = kGap * style.textSize;
  const auto count = static_cast<double>(charts.size());
  const double width = (style.width - (count - 1.0) * gap) / count;
  double left = 0.0;
  for (const TemperatureChart& chart : charts) {
    paintTemperatureChart(painter, {left, 0, width, tall}, chart, {text, style.lineWidth, figureInk()});
    left += width + gap;
  }
  paintCaption(painter, style, tall, caption);
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
