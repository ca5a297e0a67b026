// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/decay_lines.hpp"

#include <QStringList>
#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kDecayColour = 2;
/// The highest bin of the margins reaches so far up the plot.
constexpr double kBandHeight = 0.45;

Series lineOf(DecayKind kind, const Theme& look) {
  Series line{decayName(kind), SeriesRole::Neutral, {}, {}, decayColour(kind, look)};
  line.dash = static_cast<int>(kind);
  return line;
}

double largestCost(const DecayReady& ready) {
  double largest = 0.0;
  for (const DecayModel& model : ready.models) {
    const auto middle = static_cast<std::ptrdiff_t>(model.costs.size() / 3);
    for (auto cost = model.costs.begin() + middle; cost != model.costs.end(); ++cost)
      largest = std::max(largest, *cost);
  }
  return largest;
}

/// Steps of a histogram as a band from 0.
Series bandOf(DecayKind kind, const DecayReady& ready, double height, const Theme& look) {
  const DecayModel& model = ready.models[static_cast<std::size_t>(kind)];
  Series band{{}, SeriesRole::Neutral, {}, {}, decayColour(kind, look)};
  const double highest = *std::max_element(model.marginShares.begin(), model.marginShares.end());
  for (std::size_t bin = 0; bin < model.marginShares.size(); ++bin) {
    for (const std::size_t edge : {bin, bin + 1}) {
      band.x.push_back(ready.margins[edge]);
      band.y.push_back(0.0);
      band.low.push_back(0.0);
      band.high.push_back(height * model.marginShares[bin] / std::max(highest, 1e-9));
    }
  }
  return band;
}

}  // namespace

QString decayName(DecayKind kind) {
  if (kind == DecayKind::Plain) return QObject::tr("no regulariser");
  return kind == DecayKind::Decay ? QObject::tr("L1 decay") : QObject::tr("adversarial");
}

QColor decayColour(DecayKind kind, const Theme& look) {
  if (kind == DecayKind::Plain) return look.clean;
  return kind == DecayKind::Decay ? classColour(kDecayColour) : look.adversarial;
}

std::vector<Series> errorLines(const DecayReady& ready, const Theme& look) {
  std::vector<Series> lines;
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    Series line = lineOf(static_cast<DecayKind>(i), look);
    for (const double epsilon : ready.epsilons) line.x.push_back(255 * epsilon);
    line.y = ready.models[i].worstErrors;
    lines.push_back(std::move(line));
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

std::vector<Series> costLines(const DecayReady& ready, const Theme& look) {
  std::vector<Series> lines;
  for (std::size_t i = kDecayModels; i-- > 0;) {
    Series line = lineOf(static_cast<DecayKind>(i), look);
    line.x = ready.margins;
    line.y = ready.models[i].costs;
    lines.push_back(std::move(line));
  }
  const double height = kBandHeight * largestCost(ready);
  for (const DecayKind kind : {DecayKind::Adversarial, DecayKind::Decay, DecayKind::Plain})
    lines.push_back(bandOf(kind, ready, height, look));
  return lines;
}

double between(const std::vector<double>& places, const std::vector<double>& values, double at) {
  if (places.size() < 2) return values.empty() ? 0.0 : values.front();
  const double step = (places.back() - places.front()) / static_cast<double>(places.size() - 1);
  const double place = std::clamp((at - places.front()) / step, 0.0, static_cast<double>(places.size() - 1));
  const auto left = std::min(static_cast<std::size_t>(place), places.size() - 2);
  const double share = place - static_cast<double>(left);
  return values[left] * (1 - share) + values[left + 1] * share;
}

QString decaySentence(const DecayReady& ready, double epsilon) {
  QStringList parts;
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    const double error = between(ready.epsilons, ready.models[i].worstErrors, epsilon);
    parts << QObject::tr("%1 %2").arg(decayName(static_cast<DecayKind>(i)), shareText(error));
  }
  return QObject::tr("Wrong at ε = %1: %2").arg(levelsText(epsilon), parts.join(QStringLiteral(", ")));
}

QString decayDetail(const DecayReady& ready) {
  return QObject::tr("exact, pixels not clipped; %1 test pictures, seed %2")
      .arg(ready.testCount)
      .arg(ready.request.seed);
}

}  // namespace adv
