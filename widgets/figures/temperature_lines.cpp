// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/temperature_lines.hpp"

#include <QObject>
#include <algorithm>
#include <map>
#include <numeric>

#include "widgets/figures/published_distillation.hpp"

namespace adv {
namespace {

template <class Row>
TemperatureAxis axisOfRows(const std::vector<Row>& rows) {
  std::vector<std::optional<double>> temperatures;
  for (const Row& row : rows) temperatures.push_back(row.temperature);
  return TemperatureAxis(std::move(temperatures));
}

TemperatureChart emptyChart(const TemperatureAxis& axis, const QString& title, ChartScale scale) {
  TemperatureChart chart;
  chart.title = title;
  chart.xName = QObject::tr("temperature T of the training");
  chart.scale = scale;
  chart.xTicks = axis.ticks();
  return chart;
}

/// Published values, from the `first` of the published temperatures on, where the axis reaches.
template <std::size_t N>
Series publishedLine(const TemperatureAxis& axis, const std::array<double, N>& values, std::size_t first) {
  Series line;
  line.role = SeriesRole::Control;
  line.mark = PointMark::Disc;
  for (std::size_t i = 0; i < N; ++i) {
    const double t = published::kTemperatures[first + i];
    const std::optional<double> temperature = t > 0.0 ? std::optional(t) : std::nullopt;
    const auto& known = axis.values();
    if (std::find(known.begin(), known.end(), temperature) == known.end()) continue;
    line.x.push_back(axis.at(temperature));
    line.y.push_back(values[i]);
  }
  return line;
}

/// One for not distilled, one for T = 100: points alone.
Series publishedPair(const TemperatureAxis& axis, double plain, double distilled) {
  std::array<double, published::kTemperatures.size()> values{};
  values.front() = plain;
  values.back() = distilled;
  Series all = publishedLine(axis, values, 0);
  Series line = all;
  line.isPoints = true;
  line.x.clear();
  line.y.clear();
  for (std::size_t i = 0; i < all.y.size(); ++i) {
    if (all.y[i] == 0.0) continue;
    line.x.push_back(all.x[i]);
    line.y.push_back(all.y[i]);
  }
  return line;
}

/// Accuracy in percent by seed; of no distillation the first seed stands in for those that are not there.
double plainAccuracy(const TemperatureOutputsReady& ready, std::uint64_t seed) {
  const TemperatureOutputs* first = nullptr;
  for (const TemperatureOutputs& row : ready.rows) {
    if (row.temperature) continue;
    if (row.seed == seed) return 100.0 * row.accuracy();
    if (!first) first = &row;
  }
  return first ? 100.0 * first->accuracy() : 0.0;
}

/// The published attack is black, Carlini-Wagner purple; the others have colours and marks of their own.
Series lookOf(TemperatureAttack attack) {
  Series line = attackLine(QString::fromUtf8(infoOf(attack).title), false, static_cast<int>(attack));
  if (attack == TemperatureAttack::JsmaSoftmax) line.role = SeriesRole::Neutral;
  if (attack == TemperatureAttack::CarliniWagnerL2) line.role = SeriesRole::Target;
  if (line.role != SeriesRole::Adversarial) line.colour.reset();
  return line;
}

Series attackSeries(const TemperatureAttacksReady& ready, const TemperatureAttackInfo& info) {
  const TemperatureAxis axis = axisOf(ready);
  Series line = lookOf(info.attack);
  for (const TemperatureRow& row : ready.rows) {
    const auto& cell = row.cell(info.attack);
    if (!cell || cell->attacked == 0) continue;
    const Interval interval = cell->interval();
    line.x.push_back(axis.at(row.temperature));
    line.y.push_back(cell->rate());
    line.low.push_back(interval.low);
    line.high.push_back(interval.high);
  }
  return line;
}

/// What the published attack reaches without the defence.
Series baseline(const Series& published) {
  Series line;
  line.name = QObject::tr("without the defence");
  line.role = SeriesRole::Control;
  if (published.x.empty()) return line;
  line.x = {published.x.front(), published.x.back()};
  line.y = {published.y.front(), published.y.front()};
  return line;
}

Series measured(const TemperatureAttacksReady& ready, TemperatureAttack attack,
                double (*value)(const TemperatureCell&)) {
  const TemperatureAxis axis = axisOf(ready);
  Series line = lookOf(attack);
  for (const TemperatureRow& row : ready.rows) {
    const auto& cell = row.cell(attack);
    if (!cell || cell->succeeded == 0) continue;
    line.x.push_back(axis.at(row.temperature));
    line.y.push_back(value(*cell));
  }
  return line;
}

Series logitSeries(const TemperatureOutputsReady& ready, const QString& name, int index,
                   double (*value)(const TemperatureOutputs&)) {
  const TemperatureAxis axis = axisOf(ready);
  Series line = attackLine(name, false, index);
  std::map<double, std::vector<double>> byPlace;
  for (const TemperatureOutputs& row : ready.rows) byPlace[axis.at(row.temperature)].push_back(value(row));
  for (const auto& [place, values] : byPlace) {
    line.x.push_back(place);
    line.y.push_back(std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()));
  }
  return line;
}

}  // namespace

TemperatureAxis axisOf(const TemperatureAttacksReady& ready) { return axisOfRows(ready.rows); }
TemperatureAxis axisOf(const TemperatureOutputsReady& ready) { return axisOfRows(ready.rows); }

TemperatureChart accuracyVariationChart(const TemperatureOutputsReady& ready, bool showsPublished) {
  const TemperatureAxis axis = axisOf(ready);
  TemperatureChart chart =
      emptyChart(axis, QObject::tr("Percentage points against the network that was not distilled"), ChartScale::Linear);
  std::map<double, std::vector<double>> byPlace;
  for (const TemperatureOutputs& row : ready.rows) {
    if (row.temperature && row.count > 0)
      byPlace[axis.at(row.temperature)].push_back(100.0 * row.accuracy() - plainAccuracy(ready, row.seed));
  }
  Series line{QObject::tr("accuracy"), SeriesRole::Clean, {}, {}};
  line.mark = PointMark::Disc;
  for (const auto& [place, values] : byPlace) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    line.x.push_back(place);
    line.y.push_back(std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()));
    line.low.push_back(*low);
    line.high.push_back(*high);
  }
  chart.lines.push_back(std::move(line));
  if (showsPublished) chart.published.push_back(publishedLine(axis, published::kAccuracyVariationMnist, 1));
  return chart;
}

TemperatureChart successChart(const TemperatureAttacksReady& ready, SuccessView view, bool showsPublished) {
  const TemperatureAxis axis = axisOf(ready);
  TemperatureChart chart = emptyChart(axis, QObject::tr("Success of the attacks"), ChartScale::Share);
  for (const TemperatureAttackInfo& info : kTemperatureAttackInfos) {
    const bool isPublished = info.attack == TemperatureAttack::JsmaSoftmax;
    if (view == SuccessView::AsPublished && !isPublished) continue;
    Series line = attackSeries(ready, info);
    if (!line.x.empty()) chart.lines.push_back(std::move(line));
  }
  if (view == SuccessView::AsPublished && !chart.lines.empty()) chart.lines.push_back(baseline(chart.lines.front()));
  if (showsPublished) chart.published.push_back(publishedLine(axis, published::kSuccessMnist, 0));
  return chart;
}

TemperatureChart robustnessChart(const TemperatureAttacksReady& ready, RobustnessMeasure measure, bool showsPublished) {
  const TemperatureAxis axis = axisOf(ready);
  if (measure == RobustnessMeasure::SmallestL2) {
    TemperatureChart chart = emptyChart(axis, QObject::tr("Mean L2 of the smallest change"), ChartScale::Linear);
    chart.lines.push_back(
        measured(ready, TemperatureAttack::CarliniWagnerL2, [](const TemperatureCell& cell) { return cell.meanL2; }));
    if (showsPublished)
      chart.published.push_back(publishedPair(axis, published::kSmallestL2Plain, published::kSmallestL2Distilled));
    return chart;
  }
  TemperatureChart chart = emptyChart(axis, QObject::tr("Features changed where it succeeds, %"), ChartScale::Linear);
  for (const auto attack :
       {TemperatureAttack::JsmaLogDomain, TemperatureAttack::JsmaScaled, TemperatureAttack::JsmaSoftmax}) {
    Series line = measured(ready, attack, [](const TemperatureCell& cell) { return 100.0 * cell.meanChangedShare; });
    if (!line.x.empty()) chart.lines.push_back(std::move(line));
  }
  if (!showsPublished) return chart;
  Series line = publishedLine(axis, published::kChangedFeaturesMnist, 1);
  for (double& share : line.y) share *= 100.0;
  chart.published.push_back(std::move(line));
  return chart;
}

TemperatureChart logitChart(const TemperatureOutputsReady& ready, bool showsPublished) {
  const TemperatureAxis axis = axisOf(ready);
  TemperatureChart chart = emptyChart(axis, QObject::tr("Mean over the pictures"), ChartScale::Log);
  chart.lines = {
      logitSeries(ready, QObject::tr("sum of |z|"), 1, [](const TemperatureOutputs& row) { return row.meanL1; }),
      logitSeries(ready, QObject::tr("largest z"), 0, [](const TemperatureOutputs& row) { return row.meanTop; }),
      logitSeries(ready, QObject::tr("gap to the next"), 3, [](const TemperatureOutputs& row) { return row.meanGap; })};
  if (showsPublished)
    chart.published.push_back(publishedPair(axis, published::kLogitsPlain, published::kLogitsDistilled));
  return chart;
}

}  // namespace adv
