// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/convolution_figure.hpp"

#include <QImage>
#include <QObject>
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/canvas/colour_maps.hpp"
#include "widgets/canvas/convert.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/number_cells.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kGap = 0.03;  ///< of the width
constexpr double kText = 0.8;
constexpr double kLine = 1.5;
constexpr double kTerms = 0.24;   ///< height of the numbers, of the width
constexpr double kHighest = 0.6;  ///< of a panel, of the width
constexpr int kOutputColour = 2;  ///< of the classes' colours: green, which no role has

double largestOf(const std::vector<double>& values) {
  double largest = 1e-9;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

/// The picture of a map in `place`, and a frame around `window`, in its pixels.
void paintMap(QPainter& painter, const QRectF& place, const ShownMap& map, const QRectF& window, double line) {
  const double scale = std::min(place.width() / map.numbers.width, place.height() / map.numbers.height);
  const QRectF all(place.left(), place.top(), scale * map.numbers.width, scale * map.numbers.height);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.drawImage(all, toQImage(map));
  const QRectF frame(all.left() + scale * window.left(), all.top() + scale * window.top(), scale * window.width(),
                     scale * window.height());
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(Qt::white, 4 * line));
  painter.drawRect(frame);
  painter.setPen(QPen(figureInk().text, 2 * line));
  painter.drawRect(frame);
}

QString sizeText(const NumberMap& map) { return QStringLiteral("%1 × %2").arg(map.width).arg(map.height); }

}  // namespace

QImage toQImage(const ShownMap& map) {
  if (!map.isSigned || map.picture->channels != 1) return toQImage(*map.picture);
  QImage image = toQImage(*map.picture).convertToFormat(QImage::Format_Indexed8);
  const ColourMap& colours = divergingMap();
  image.setColorTable(QList<QRgb>(colours.begin(), colours.end()));
  return image;
}

std::vector<Series> rowSeries(const ConvolutionReady& maps, const WindowReady& window, const Kernel& kernel,
                              const Stepping& stepping) {
  Series output{QObject::tr("output"), SeriesRole::Neutral, {}, {}, classColour(kOutputColour)};
  Series input{QObject::tr("input under the window's middle"), SeriesRole::Clean, {}, {}, {}, true};
  const NumberMap& from = maps.input.numbers;
  const NumberMap& to = maps.output.numbers;
  const int row = window.top + stepping.dilation * (kernel.rows / 2);
  for (int x = 0; x < to.width; ++x) {
    output.x.push_back(x);
    output.y.push_back(to.at(0, window.y, x));
    const int column = x * stepping.stride - stepping.padding + stepping.dilation * (kernel.columns / 2);
    if (row < 0 || row >= from.height || column < 0 || column >= from.width) continue;
    input.x.push_back(x);
    input.y.push_back(from.at(0, row, column));
  }
  return {std::move(output), std::move(input)};
}

std::string numbersCsv(const NumberMap& numbers) {
  std::ostringstream out;
  out << std::setprecision(17) << "channel,row,column,value\n";
  for (int channel = 0; channel < numbers.channels; ++channel) {
    for (int y = 0; y < numbers.height; ++y) {
      for (int x = 0; x < numbers.width; ++x)
        out << channel << ',' << y << ',' << x << ',' << numbers.at(channel, y, x) << '\n';
    }
  }
  return out.str();
}

ConvolutionFigure::ConvolutionFigure(ConvolutionFigureData data) : m_data(std::move(data)) {}

double ConvolutionFigure::panelHeight(const FigureStyle& style, const NumberMap& numbers) const {
  const double width = (1 - kGap) / 2 * style.width;
  return std::min(width * numbers.height / numbers.width, kHighest * style.width);
}

double ConvolutionFigure::height(const FigureStyle& style) const {
  const double pictures =
      std::max(panelHeight(style, m_data.maps->input.numbers), panelHeight(style, m_data.maps->output.numbers));
  return pictures + kTerms * style.width + style.textSize * kText * kLine * 4;
}

void ConvolutionFigure::paint(QPainter& painter, const FigureStyle& style) const {
  const double text = kText * style.textSize;
  const double line = text * kLine;
  const double width = (1 - kGap) / 2 * style.width;
  const double high = height(style) - kTerms * style.width - line * 4;
  const double second = width + kGap * style.width;
  const int reachX = m_data.stepping.dilation * (m_data.kernel.columns - 1) + 1;
  const int reachY = m_data.stepping.dilation * (m_data.kernel.rows - 1) + 1;
  const auto title = [&](double left, const QString& name, const QString& remark) {
    drawFigureText(painter, {left, 0, width, line}, Qt::AlignLeft | Qt::AlignVCenter, name, text, figureInk().text,
                   QFont::DemiBold);
    drawFigureText(painter, {left, 0, width, line}, Qt::AlignRight | Qt::AlignVCenter, remark, text,
                   figureInk().mutedText);
  };
  const ShownMap& output = m_data.maps->output;
  title(0, QObject::tr("Input"), sizeText(m_data.maps->input.numbers));
  title(second, QObject::tr("Output"),
        sizeText(output.numbers) + (output.isSigned ? QObject::tr(", ±%1").arg(significant(output.reach)) : QString()));
  paintMap(painter, {0, line, width, high}, m_data.maps->input,
           {double(m_data.window.left), double(m_data.window.top), double(reachX), double(reachY)}, style.lineWidth);
  paintMap(painter, {second, line, width, high}, output, {double(m_data.window.x), double(m_data.window.y), 1, 1},
           style.lineWidth);
  paintTerms(painter, {0, line * 1.8 + high, style.width, kTerms * style.width + line}, text);
  drawFigureText(painter, {0, height(style) - line, style.width, line}, Qt::AlignLeft | Qt::AlignVCenter, caption(),
                 text, figureInk().mutedText);
}

void ConvolutionFigure::paintTerms(QPainter& painter, const QRectF& place, double text) const {
  const WindowTerms& terms = m_data.window.channels.front();
  const Kernel& kernel = m_data.kernel;
  const double line = text * kLine;
  const double side = place.height() - line * 1.2;
  const double sign = 2.4 * text;
  const bool isSigned = m_data.maps->input.isSigned;
  double left = place.left();
  const auto grid = [&](const QString& name, const std::vector<double>& values, CellColours colours, double scale) {
    const double cell = side / std::max(kernel.rows, kernel.columns);
    const QRectF cells(left, place.top() + line, cell * kernel.columns, cell * kernel.rows);
    drawFigureText(painter, {left, place.top(), side, line}, Qt::AlignLeft | Qt::AlignVCenter, name, text,
                   figureInk().mutedText);
    paintNumberTable(painter, cells, {kernel.rows, kernel.columns, values, colours, scale, {}},
                     {0.7 * text, 1.4 * text, text / 14}, figureInk());
    left += side;
  };
  const auto mark = [&](const QString& what) {
    drawFigureText(painter, {left, place.top() + line, sign, side}, Qt::AlignCenter, what, 1.5 * text,
                   figureInk().text);
    left += sign;
  };
  grid(QObject::tr("window"), terms.window, isSigned ? CellColours::Signed : CellColours::Grey,
       isSigned ? m_data.maps->input.reach : 255.0);
  mark(QStringLiteral("×"));
  grid(QObject::tr("kernel"), kernel.values, CellColours::Signed, largestOf(kernel.values));
  mark(QStringLiteral("="));
  grid(QObject::tr("products"), terms.products, CellColours::Signed, largestOf(terms.products));
  mark(QStringLiteral("→"));
  QString result = QObject::tr("Σ = %1").arg(exactText(terms.sum));
  if (terms.value != terms.sum) result = QObject::tr("out = %1").arg(exactText(terms.value));
  drawFigureText(painter, {left, place.top() + line, place.right() - left, side}, Qt::AlignLeft | Qt::AlignVCenter,
                 result, 1.4 * text, figureInk().text, QFont::DemiBold);
}

QString ConvolutionFigure::caption() const {
  const Stepping& s = m_data.stepping;
  const QString name =
      m_data.maps->imageName.empty() ? QObject::tr("typed numbers") : QString::fromStdString(m_data.maps->imageName);
  return QObject::tr("%1 · %2 × %3 kernel, stride %4, padding %5, dilation %6 · size %7 · output (%8, %9)")
      .arg(name)
      .arg(m_data.kernel.rows)
      .arg(m_data.kernel.columns)
      .arg(s.stride)
      .arg(s.padding)
      .arg(s.dilation)
      .arg(QString::fromStdString(sizeFormula(m_data.maps->input.numbers.width, m_data.kernel.columns, s)))
      .arg(m_data.window.x)
      .arg(m_data.window.y);
}

std::string ConvolutionFigure::csv() const { return numbersCsv(m_data.maps->output.numbers); }

std::string ConvolutionFigure::repeatJson() const {
  const Kernel& kernel = m_data.kernel;
  const Stepping& s = m_data.stepping;
  const nlohmann::json json = {
      {"program", "AdvScope"},
      {"image", m_data.maps->imageName},
      {"kernel",
       {{"rows", kernel.rows},
        {"columns", kernel.columns},
        {"values", kernel.values},
        {"numerator", kernel.numerator},
        {"denominator", kernel.denominator}}},
      {"stride", s.stride},
      {"padding", s.padding},
      {"dilation", s.dilation},
      {"edge", s.edge == EdgeMode::Zero ? "zero" : "reflect"},
      {"input", {{"width", m_data.maps->input.numbers.width}, {"height", m_data.maps->input.numbers.height}}},
      {"output", {{"width", m_data.maps->output.numbers.width}, {"height", m_data.maps->output.numbers.height}}},
      {"cell", {{"x", m_data.window.x}, {"y", m_data.window.y}, {"value", m_data.window.channels.front().value}}},
      {"caption", caption().toStdString()}};
  return json.dump(2);
}

}  // namespace adv
