// SPDX-License-Identifier: GPL-3.0-or-later
// What networks say along a line, as charts and in words.
#include <QObject>
#include <algorithm>
#include <cmath>

#include "widgets/figures/temperature_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

const QColor kOthers(128, 128, 128, 90);

double valueOf(const TemperatureProfile& network, std::size_t label, std::size_t point, ProfileView view) {
  switch (view) {
    case ProfileView::Logits: return network.logits[label][point];
    case ProfileView::Scaled: return network.scaled(label, point);
    case ProfileView::Probabilities: return network.probability(label, point);
    case ProfileView::ProbabilitiesAtT: break;
  }
  return network.probability(label, point, network.dividing());
}

/// The two classes that the line is about have names and colours; all others are thin and grey.
Series lineOf(const TemperatureProfileReady& ready, const TemperatureProfile& network, std::size_t label,
              ProfileView view) {
  const int index = static_cast<int>(label);
  Series line;
  line.role = index == ready.label        ? SeriesRole::Clean
              : index == ready.otherLabel ? SeriesRole::Adversarial
                                          : SeriesRole::Control;
  if (line.role == SeriesRole::Control)
    line.colour = kOthers;
  else
    line.name = QString::fromStdString(network.model.labelOf(index));
  line.x = ready.line;
  for (std::size_t point = 0; point < ready.line.size(); ++point)
    line.y.push_back(valueOf(network, label, point, view));
  return line;
}

/// The largest change of the margin between the line's two classes from one point to the next, for a step of 1.
double steepness(const TemperatureProfileReady& ready, const TemperatureProfile& network) {
  const auto label = static_cast<std::size_t>(ready.label);
  const auto other = static_cast<std::size_t>(ready.otherLabel);
  double steepest = 0.0;
  for (std::size_t point = 1; point < ready.line.size(); ++point) {
    const auto margin = [&](std::size_t at) { return network.logits[label][at] - network.logits[other][at]; };
    steepest =
        std::max(steepest, std::abs(margin(point) - margin(point - 1)) / (ready.line[point] - ready.line[point - 1]));
  }
  return steepest;
}

}  // namespace

TemperatureChart profileChart(const TemperatureProfileReady& ready, std::size_t network, ProfileView view) {
  const TemperatureProfile& one = ready.networks[network];
  TemperatureChart chart;
  chart.title = QStringLiteral("%1: %2").arg(temperatureText(one.temperature), profileViewText(view));
  const bool isShare = view == ProfileView::Probabilities || view == ProfileView::ProbabilitiesAtT;
  chart.scale = isShare ? ChartScale::Share : ChartScale::Linear;
  for (std::size_t label = 0; label < one.logits.size(); ++label)
    chart.lines.push_back(lineOf(ready, one, label, view));
  std::stable_partition(chart.lines.begin(), chart.lines.end(),
                        [](const Series& line) { return !line.name.isEmpty(); });
  return chart;
}

QString profileViewText(ProfileView view) {
  switch (view) {
    case ProfileView::Logits: return QObject::tr("logits z");
    case ProfileView::Scaled: return QObject::tr("logits z / T");
    case ProfileView::Probabilities: return QObject::tr("probabilities, as deployed");
    case ProfileView::ProbabilitiesAtT: break;
  }
  return QObject::tr("probabilities at T");
}

QString profileSentence(const TemperatureProfileReady& ready) {
  if (ready.networks.size() < 2 || ready.label < 0 || ready.otherLabel < 0) return {};
  const TemperatureProfile& first = ready.networks.front();
  const TemperatureProfile& last = ready.networks.back();
  const double ratio = steepness(ready, last) / std::max(1e-12, steepness(ready, first));
  return QObject::tr(
             "Along this line the logits of “%1” are %2 times as steep as those of “%3”; divided by T, %4 times")
      .arg(temperatureText(last.temperature), significant(ratio, 2), temperatureText(first.temperature),
           significant(ratio * first.dividing() / last.dividing(), 2));
}

}  // namespace adv
