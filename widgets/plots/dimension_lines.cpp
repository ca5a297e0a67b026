// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/dimension_lines.hpp"

#include <QObject>

namespace adv {
namespace {

constexpr double kLevels = 255.0;

Series lineOf(const QString& name, SeriesRole role, const std::vector<DimensionPoint>& points,
              double DimensionPoint::*value) {
  Series line;
  line.name = name;
  line.role = role;
  for (const DimensionPoint& point : points) {
    line.x.push_back(point.d);
    line.y.push_back(kLevels * point.*value);
  }
  return line;
}

}  // namespace

std::vector<Series> dimensionLines(const std::optional<DimensionsMeasured>& measured,
                                   const std::optional<DimensionsTrained>& trained) {
  std::vector<Series> lines;
  if (measured) {
    Series step =
        lineOf(QObject::tr("chosen signs"), SeriesRole::Adversarial, measured->points, &DimensionPoint::median);
    step.mark = PointMark::Disc;
    for (const DimensionPoint& point : measured->points) {
      step.low.push_back(kLevels * point.low);
      step.high.push_back(kLevels * point.high);
    }
    Series noise = lineOf(QObject::tr("random signs"), SeriesRole::Control, measured->points, &DimensionPoint::noise);
    noise.mark = PointMark::Square;
    Series theory = lineOf(QObject::tr("theory"), SeriesRole::Neutral, measured->points, &DimensionPoint::theory);
    theory.dash = 2;
    lines = {step, noise, theory};
  }
  if (trained && !trained->points.empty()) {
    Series real;
    real.name = QObject::tr("trained");
    real.role = SeriesRole::Target;
    real.mark = PointMark::Diamond;
    real.isPoints = true;
    for (const TrainedPoint& point : trained->points) {
      real.x.push_back(point.d);
      real.y.push_back(kLevels * point.epsilon);
    }
    lines.insert(lines.begin(), real);
  }
  return lines;
}

}  // namespace adv
