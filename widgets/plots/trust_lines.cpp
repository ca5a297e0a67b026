// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/trust_lines.hpp"

#include <QObject>
#include <algorithm>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kLevels = 255.0;
/// In L∞ nothing is left to attack beyond; a distance in L2 may well be larger.
constexpr double kHalfRange = 0.5;
/// Okabe and Ito's reddish purple: neither a target nor an attack, but the attack with another scale.
constexpr int kScaledColour = 3;

void sortByX(Series& line) {
  std::vector<std::pair<double, double>> points;
  for (std::size_t i = 0; i < line.x.size(); ++i) points.emplace_back(line.x[i], line.y[i]);
  std::sort(points.begin(), points.end());
  for (std::size_t i = 0; i < points.size(); ++i) std::tie(line.x[i], line.y[i]) = points[i];
}

Series lineOf(const TrustReported& report, TrustTest test, const QString& name, SeriesRole role) {
  Series line;
  line.name = name;
  line.role = role;
  if (report.count == 0) return line;
  line.x = {0.0};
  line.y = {static_cast<double>(report.cleanRight) / report.count};
  for (const TrustCount& count : report.counts) {
    if (count.test != test) continue;
    line.x.push_back(count.epsilon * kLevels);
    line.y.push_back(static_cast<double>(count.right) / std::max(1, count.of));
  }
  sortByX(line);
  return line;
}

}  // namespace

std::vector<Series> trustLines(const TrustReported& report) {
  std::vector<Series> lines = {
      lineOf(report, TrustTest::WhiteBox, QObject::tr("the attack"), SeriesRole::Adversarial),
      lineOf(report, TrustTest::ScaledLogits, QObject::tr("logits × 0.01"), SeriesRole::Neutral),
      lineOf(report, TrustTest::BlackBox, QObject::tr("no gradients"), SeriesRole::Neutral),
      lineOf(report, TrustTest::Noise, QObject::tr("noise"), SeriesRole::Control)};
  lines[1].colour = classColour(kScaledColour);
  lines[2].dashed = true;
  std::erase_if(lines, [](const Series& line) { return line.x.size() < 2; });
  return lines;
}

std::vector<Series> transferLines(const TransferReported& report) {
  Series itself{QObject::tr("same network"), SeriesRole::Adversarial, {0.0}, {0.0}};
  Series others{QObject::tr("other networks"), SeriesRole::Clean, {0.0}, {0.0}};
  Series noise{QObject::tr("random noise"), SeriesRole::Control, {0.0}, {0.0}};
  const auto add = [](Series& line, double epsilon, const TransferCell& cell) {
    if (cell.of == 0) return;
    line.x.push_back(epsilon * kLevels);
    line.y.push_back(cell.rate());
  };
  for (const TransferMatrix& matrix : report.matrices) {
    const bool isWhole =
        std::none_of(matrix.rows.begin(), matrix.rows.end(), [](const auto& row) { return row.empty(); });
    if (isWhole) add(itself, matrix.epsilon, matrix.onItself());
    if (isWhole) add(others, matrix.epsilon, matrix.carriedOver());
    add(noise, matrix.epsilon, matrix.byNoise());
  }
  std::vector<Series> lines = {others, itself, noise};
  for (Series& line : lines) sortByX(line);
  std::erase_if(lines, [](const Series& line) { return line.x.size() < 2; });
  return lines;
}

double trustReach(const ModelInfo& model, double epsilon) {
  const double usual = 2.0 * model.usualEpsilon;
  const double reach = epsilon > usual + 1e-9 ? 2.0 * epsilon : usual;
  return epsilon > kHalfRange ? reach : std::min(kHalfRange, reach);
}

}  // namespace adv
