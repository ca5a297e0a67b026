// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/toy_figure.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "widgets/figures/figure_text.hpp"
#include "widgets/figures/line_chart.hpp"
#include "widgets/figures/number_cells.hpp"
#include "widgets/figures/toy_score.hpp"
#include "widgets/figures/toy_sums.hpp"
#include "widgets/figures/toy_words.hpp"
#include "widgets/plots/toy_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLine = 1.4;
constexpr double kRow = 2.3;  ///< height of a row of cells, of the text size
constexpr double kHead = 3.4;
constexpr double kSums = 4.6;
constexpr double kChart = 13.0;
constexpr double kNames = 5.2;
constexpr double kLeftShare = 0.56;
constexpr double kWeightPaleness = 1.8;
/// More cells than this are too narrow to be read.
constexpr std::size_t kMostCells = 24;

NumberTable rowOf(std::vector<double> values, double scale) {
  NumberTable table;
  table.rows = 1;
  table.columns = static_cast<int>(values.size());
  table.values = std::move(values);
  table.scale = scale;
  return table;
}

double largest(const std::vector<double>& values) {
  double found = 1e-9;
  for (const double value : values) found = std::max(found, std::abs(value));
  return found;
}

}  // namespace

double ToyFigure::height(const FigureStyle& style) const {
  return style.textSize * (kHead + 4 * kRow + kSums + kChart + 2.4);
}

void ToyFigure::paintCells(QPainter& painter, const QRectF& place, const FigureStyle& style) const {
  std::vector<double> moved, products;
  for (const ToyTerm& term : m_ready.terms) {
    moved.push_back(term.adversarial);
    products.push_back(term.adversarialProduct);
  }
  const double scale = std::max(largest(moved), largest(m_ready.request.x));
  const std::pair<QString, NumberTable> rows[] = {
      {QStringLiteral("x"), rowOf(m_ready.request.x, scale)},
      {QStringLiteral("x′"), rowOf(moved, scale)},
      {QStringLiteral("w"), rowOf(m_ready.request.w, kWeightPaleness * largest(m_ready.request.w))},
      {QStringLiteral("w · x′"), rowOf(products, largest(products))}};
  double top = place.top();
  for (const auto& [name, table] : rows) {
    const QRectF row(place.left() + kNames * style.textSize, top, place.width() - kNames * style.textSize,
                     kRow * style.textSize);
    drawFigureText(painter, {place.left(), top, (kNames - 0.6) * style.textSize, kRow * style.textSize},
                   Qt::AlignRight | Qt::AlignVCenter, name, style.textSize, figureInk().mutedText);
    if (m_ready.terms.size() <= kMostCells)
      paintNumberTable(painter, row, table, {style.textSize * 0.6, style.textSize, style.lineWidth}, figureInk());
    top += kRow * style.textSize;
  }
}

void ToyFigure::paint(QPainter& painter, const FigureStyle& style) const {
  painter.setRenderHint(QPainter::Antialiasing);
  const double size = style.textSize;
  const PanelStyle panel{size * 0.85, style.lineWidth, figureInk()};
  const QString headline = toySentence(m_ready);
  const double fit = std::min(1.2, style.width / figureTextWidth(headline, size, QFont::DemiBold));
  drawFigureText(painter, {0, 0, style.width, size * kLine * 1.2}, Qt::AlignLeft | Qt::AlignVCenter, headline,
                 size * fit, figureInk().text, QFont::DemiBold);
  drawFigureText(painter, {0, size * kLine * 1.2, style.width, size * kLine}, Qt::AlignLeft | Qt::AlignVCenter,
                 toyReason(m_ready), size * 0.85, figureInk().mutedText);
  const double left = style.width * kLeftShare;
  double top = size * kHead;
  paintCells(painter, {0, top, left, 4 * kRow * size}, style);
  top += 4 * kRow * size + size * 0.4;
  paintToySums(painter, {0, top, left, (kSums - 0.8) * size}, m_ready, m_ready.terms.size(), kNames * size, panel);
  top += kSums * size;
  LineChart chart{toyLines(m_ready), QObject::tr("step δ"), QObject::tr("P(class 1)"), 0.0, m_ready.request.reach};
  paintLineChart(painter, {0, top, left, kChart * size}, chart, size * 0.85, style.lineWidth, figureInk());
  const double gap = size * 1.2;
  paintToyScore(painter, {left + gap, size * kHead, style.width - left - gap, top + kChart * size - size * kHead},
                m_ready, m_ready.terms.size(), panel);
  drawFigureText(painter, {0, height(style) - size * kLine, style.width, size * kLine},
                 Qt::AlignLeft | Qt::AlignVCenter, caption(), size * 0.8, figureInk().mutedText);
}

QString ToyFigure::caption() const {
  return QObject::tr("x′ = %1 · δ = %2 · b = %3 · %4 random draws, seed %5 · Karpathy 2015")
      .arg(toyStepFormula(m_ready.request), exactText(m_ready.request.delta), exactText(m_ready.request.b))
      .arg(m_ready.request.draws)
      .arg(m_ready.request.seed);
}

std::string ToyFigure::csv() const {
  std::ostringstream out;
  out.precision(17);
  out << "i,x,w,nudge,x_adversarial,product,product_adversarial,score_so_far,probability_so_far\n";
  for (std::size_t i = 0; i < m_ready.terms.size(); ++i) {
    const ToyTerm& term = m_ready.terms[i];
    out << i + 1 << ',' << m_ready.request.x[i] << ',' << m_ready.request.w[i] << ',' << term.nudge << ','
        << term.adversarial << ',' << term.product << ',' << term.adversarialProduct << ',' << term.scoreSoFar << ','
        << term.probabilitySoFar << '\n';
  }
  return out.str();
}

std::string ToyFigure::repeatJson() const {
  const ToyRequest& request = m_ready.request;
  const nlohmann::json json = {{"program", "AdvScope"},
                               {"subcommand", "toy"},
                               {"x", request.x},
                               {"w", request.w},
                               {"b", request.b},
                               {"step", request.step == ToyStep::Signs ? "sign" : "proportional"},
                               {"towards", request.towards},
                               {"delta", request.delta},
                               {"draws", request.draws},
                               {"seed", request.seed},
                               {"caption", caption().toStdString()}};
  return json.dump(2);
}

}  // namespace adv
