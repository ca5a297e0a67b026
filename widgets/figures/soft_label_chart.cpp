// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/soft_label_chart.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/distillation.hpp"
#include "engine/api/soft_label.hpp"
#include "widgets/figures/class_bars.hpp"
#include "widgets/figures/figure_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kPoints = 97;
constexpr double kSeen = 0.005;  ///< smaller shares are not worth a word
constexpr std::size_t kSaid = 2;
constexpr double kAlmostEven = 1.5;  ///< times the even share

Series lineOf(const PipelineState& state, int index, const std::vector<double>& temperatures) {
  const TemperatureAxis axis = softLabelAxis();
  Series line;
  line.name = classNameOf(state, index);
  line.colour = colourOfClass(state, index, theme());
  for (const double temperature : temperatures) {
    line.x.push_back(axis.at(temperature));
    line.y.push_back(softLabel(state.teacherLogits, temperature)[static_cast<std::size_t>(index)]);
  }
  return line;
}

/// All values that the axis passes.
std::vector<double> manyTemperatures() {
  const double ratio = kTemperatures[std::size(kTemperatures) - 1] / kTemperatures[0];
  std::vector<double> temperatures(std::begin(kTemperatures), std::end(kTemperatures));
  for (int i = 0; i < kPoints; ++i) temperatures.push_back(std::pow(ratio, static_cast<double>(i) / (kPoints - 1)));
  std::sort(temperatures.begin(), temperatures.end());
  return temperatures;
}

/// What the label also says: classes and their shares, largest first.
std::vector<std::pair<QString, double>> alsoSaid(const PipelineState& state, const std::vector<double>& shares) {
  std::vector<std::pair<QString, double>> said;
  for (const int index : resembling(state)) {
    const double share = shares[static_cast<std::size_t>(index)];
    if (said.size() < kSaid && share >= kSeen) said.emplace_back(classNameOf(state, index), share);
  }
  return said;
}

}  // namespace

TemperatureAxis softLabelAxis() {
  return TemperatureAxis(std::vector<std::optional<double>>(std::begin(kTemperatures), std::end(kTemperatures)));
}

TemperatureChart softLabelChart(const PipelineState& state) {
  TemperatureChart chart;
  chart.xTicks = softLabelAxis().ticks();
  if (state.teacherLogits.empty()) return chart;
  std::vector<int> classes = resembling(state);
  if (state.label >= 0) classes.insert(classes.begin(), state.label);
  const auto temperatures = manyTemperatures();
  for (const int index : classes) chart.lines.push_back(lineOf(state, index, temperatures));
  return chart;
}

void paintSoftGradient(QPainter& painter, const QRectF& place, const PipelineState& state, const PanelStyle& style) {
  if (state.teacherLogits.empty()) return;
  const auto hard = hardLabel(state.teacherLogits.size(), state.label);
  double reach = 1e-12;
  for (const double temperature : kTemperatures) {
    for (const double slope : softLabelGradient(state.teacherLogits, hard, temperature))
      reach = std::max(reach, std::abs(slope));
  }
  const auto gradient = softLabelGradient(state.teacherLogits, hard, state.temperature);
  const auto most = std::max(3, static_cast<int>(place.height() / classBarHeight(style.text)));
  std::vector<ClassBar> bars;
  for (const int index : shownClasses(state, most)) {
    const double value = gradient[static_cast<std::size_t>(index)];
    bars.push_back({classNameOf(state, index), value, significant(value, 2).replace(QLatin1Char('-'), QChar(u'−')),
                    colourOfClass(state, index, style.look)});
  }
  paintClassBars(painter, place, bars, {-reach, reach}, style);
}

QString softLabelSentence(const PipelineState& state) {
  if (state.teacherLogits.empty() || state.label < 0) return {};
  const auto shares = softLabel(state.teacherLogits, state.temperature);
  const QString at = significant(state.temperature);
  const QString label = classNameOf(state, state.label);
  const double own = shares[static_cast<std::size_t>(state.label)];
  if (own < kAlmostEven / static_cast<double>(shares.size()))
    return QObject::tr("At T = %1 the label “%2” says hardly anything: it keeps %3, the others have nearly as much")
        .arg(at, label, percentText(own));
  QStringList said;
  for (const auto& [name, share] : alsoSaid(state, shares))
    said << QStringLiteral("%1 (%2)").arg(name, percentText(share)).replace(QLatin1Char(' '), QChar(QChar::Nbsp));
  if (said.isEmpty())
    return QObject::tr("At T = %1 the label “%2” says %2 and nothing else (%3)").arg(at, label, percentText(own));
  return QObject::tr("At T = %1 the label “%2” also says: looks a little like %3")
      .arg(at, label, said.join(QObject::tr(" and ")));
}

QString deployedWords(const PipelineState& state) {
  if (state.teacherLogits.empty() || state.deployedLogits.empty()) return {};
  const auto largest = [](const std::vector<double>& logits) {
    return *std::max_element(logits.begin(), logits.end());
  };
  return QObject::tr("largest logit %1; %2 has %3")
      .arg(significant(largest(state.deployedLogits)), state.teacherName, significant(largest(state.teacherLogits)));
}

}  // namespace adv
