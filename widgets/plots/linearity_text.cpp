// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/linearity_text.hpp"

#include <QObject>
#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr double kLevels = 255.0;

SeriesRole roleOf(std::size_t line) {
  return line == 0 ? SeriesRole::Clean : line == 1 ? SeriesRole::Adversarial : SeriesRole::Neutral;
}

}  // namespace

const std::vector<LinearitySource>& linearitySources() {
  static const std::vector<LinearitySource> all{
      {"signs", QObject::tr("Traffic signs"), "signs-gallery", "signs-test", 16, 8},
      {"digits", QObject::tr("Handwritten digits (MNIST)"), "mnist-test", "mnist-test", 64, 64}};
  return all;
}

LinearityRequest linearityRequest(const LinearitySource& source, int picture) {
  LinearityRequest request;
  for (const char* nonLinearity : {"relu", "maxout", "tanh", "sigmoid"})
    request.models.push_back(std::string(source.id) + "_" + nonLinearity);
  request.image = SampleImage{source.pictures, picture};
  request.reach = source.reachLevels / kLevels;
  request.data = source.test;
  return request;
}

std::vector<Series> linearitySeries(const LinearityReady& ready, const LinearityRow& row) {
  std::vector<double> levels;
  for (const double t : ready.line) levels.push_back(kLevels * t);
  std::vector<Series> all;
  for (std::size_t i = 0; i < row.lines.size(); ++i) {
    const LogitLine& line = row.lines[i];
    Series series{.name = QString::fromStdString(row.model.labelOf(line.classIndex)),
                  .role = roleOf(i),
                  .x = levels,
                  .y = line.logits};
    if (series.role == SeriesRole::Neutral) series.colour = theme().control;
    all.push_back(std::move(series));
  }
  for (std::size_t i = 0; i < std::min<std::size_t>(2, row.lines.size()); ++i) {
    const LineFit& fit = row.lines[i].fit;
    all.push_back({.name = {},
                   .role = roleOf(i),
                   .x = {levels.front(), levels.back()},
                   .y = {fit.intercept + fit.slope * ready.line.front(), fit.intercept + fit.slope * ready.line.back()},
                   .dashed = true});
  }
  return all;
}

QString nonLinearityOf(const ModelInfo& model) {
  const QString id = QString::fromStdString(model.id).section(QLatin1Char('_'), -1);
  return id == QStringLiteral("relu") ? QStringLiteral("ReLU") : id;
}

std::size_t errorAt(const LinearityReady& ready, double levels) {
  const double steps = static_cast<double>(ready.epsilons.size()) - 1.0;
  return static_cast<std::size_t>(
      std::lround(std::min(1.0, std::abs(levels) / kLevels / ready.epsilons.back()) * steps));
}

std::size_t pictureAt(const LinearityReady& ready, double levels) {
  const std::size_t middle = ready.epsilons.size() - 1;
  return levels < 0 ? middle - errorAt(ready, levels) : middle + errorAt(ready, levels);
}

QString linearityText(const LinearityReady& ready, const LinearityRow& row, double levels) {
  QString text = QObject::tr("R² %1").arg(row.r2, 0, 'f', 3);
  if (!row.errors.empty()) {
    text += QObject::tr(" · wrong: %1, %2 after FGSM")
                .arg(shareText(row.errors.front()), shareText(row.errors[errorAt(ready, levels)]));
  }
  return text;
}

Verdict linearityVerdict(const LinearityReady& ready, double levels) {
  if (ready.rows.empty()) return {};
  const auto byR2 = [](const LinearityRow& a, const LinearityRow& b) { return a.r2 < b.r2; };
  const auto [bent, straight] = std::minmax_element(ready.rows.begin(), ready.rows.end(), byR2);
  const auto share = [](const LinearityRow& row) { return shareText(row.r2); };
  Verdict verdict;
  verdict.headline =
      QObject::tr("%1 runs straightest: a line explains %2 of its logits; %3 bends most: %4")
          .arg(nonLinearityOf(straight->model), share(*straight), nonLinearityOf(bent->model), share(*bent));
  const std::size_t at = errorAt(ready, levels);
  double least = 1.0, most = 0.0;
  for (const LinearityRow& row : ready.rows) {
    if (row.errors.empty()) return verdict;
    least = std::min(least, row.errors[at]);
    most = std::max(most, row.errors[at]);
  }
  verdict.detail = QObject::tr("FGSM with ε = %1: %2 to %3 of %4 pictures wrong")
                       .arg(levelsText(std::abs(levels) / kLevels), shareText(least), shareText(most))
                       .arg(ready.rows.front().count);
  return verdict;
}

}  // namespace adv
