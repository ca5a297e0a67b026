// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/mix_lines.hpp"

#include <QObject>
#include <algorithm>
#include <cmath>

#include "widgets/figures/mix_panel.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLevels = 255.0;
constexpr double kBelow = 0.5;    ///< decades between 0 and the weakest
constexpr double kAtZero = 0.05;  ///< of a decade: what lies closer to the left end means 0

}  // namespace

std::vector<Series> mixLines(const TemplateMixed& mixed, const linear::Weights& weights) {
  std::vector<double> levels;
  for (const double amount : mixed.curve.amounts) levels.push_back(kLevels * amount);
  std::vector<Series> lines;
  lines.push_back(
      {QStringLiteral("◎ ") + classText(weights, mixed.target), SeriesRole::Target, levels, mixed.curve.target});
  lines.push_back(
      {QStringLiteral("● ") + classText(weights, mixed.label), SeriesRole::Clean, levels, mixed.curve.label});
  Series top{QObject::tr("top class"), SeriesRole::Adversarial, levels, mixed.curve.top};
  top.dashed = true;
  lines.push_back(std::move(top));
  return lines;
}

std::vector<Series> tradeOffLines(const TradeOffReady& tradeOff) {
  const StrengthAxis axis(tradeOff.request.strengths);
  Series accuracy{QObject::tr("right"), SeriesRole::Clean, {}, {}};
  Series attacked{QObject::tr("FGSM %1").arg(levelsText(tradeOff.request.epsilon)), SeriesRole::Adversarial, {}, {}};
  accuracy.mark = PointMark::Disc;
  attacked.mark = PointMark::Diamond;
  for (const TradeOffPoint& point : tradeOff.points) {
    accuracy.x.push_back(axis.axisOf(point.l2));
    attacked.x.push_back(axis.axisOf(point.l2));
    accuracy.y.push_back(point.measures.accuracy);
    attacked.y.push_back(1.0 - point.measures.fgsmError);
  }
  return {accuracy, attacked};
}

StrengthAxis::StrengthAxis(const std::vector<double>& strengths) {
  std::vector<double> decades;
  for (const double strength : strengths) {
    if (strength > 0.0) decades.push_back(std::log10(strength));
  }
  if (decades.empty()) return;
  m_low = *std::min_element(decades.begin(), decades.end()) - kBelow;
  m_high = *std::max_element(decades.begin(), decades.end());
}

double StrengthAxis::axisOf(double strength) const {
  return strength > 0.0 ? std::clamp(std::log10(strength), m_low, m_high) : m_low;
}

double StrengthAxis::strengthAt(double axis) const { return axis < m_low + kAtZero ? 0.0 : std::pow(10.0, axis); }

std::vector<std::pair<double, QString>> StrengthAxis::ticks() const {
  std::vector<std::pair<double, QString>> ticks = {{m_low, QStringLiteral("0")}};
  for (double decade = std::ceil(m_low + 2 * kAtZero); decade <= m_high + kAtZero; ++decade)
    ticks.emplace_back(decade, significant(std::pow(10.0, decade)));
  return ticks;
}

}  // namespace adv
