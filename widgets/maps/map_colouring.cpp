// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_colouring.hpp"

#include <QObject>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/canvas/colour_maps.hpp"

namespace adv {
namespace {

constexpr int kDarkGrey = 7;  ///< of `classColour`; hardly seen on the dark theme
constexpr double kConfidencePercent = 100.0;
constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

MapColouring colourByClass(const QString& title, const std::vector<std::string>& names,
                           const std::vector<int>& classes) {
  MapColouring colouring;
  colouring.title = title;
  colouring.groupOf = classes;
  for (std::size_t i = 0; i < names.size(); ++i)
    colouring.groups.push_back({names[i], MapGroup::Role::Class, static_cast<int>(i), MapShape::Disc});
  const int count = static_cast<int>(colouring.groups.size());
  for (int& group : colouring.groupOf) group = group < count ? group : -1;
  return colouring;
}

/// Blue discs and vermilion diamonds.
MapColouring inTwo(const QString& title, const QString& clean, const QString& adversarial, std::vector<int> groupOf) {
  return {title,
          {{clean.toStdString(), MapGroup::Role::Clean, 0, MapShape::Disc},
           {adversarial.toStdString(), MapGroup::Role::Adversarial, 1, MapShape::Diamond}},
          std::move(groupOf)};
}

}  // namespace

std::vector<int> MapColouring::counts() const {
  std::vector<int> counts(groups.size() + 1);
  for (const int group : groupOf) ++(group < 0 ? counts.back() : counts[static_cast<std::size_t>(group)]);
  return counts;
}

MapColouring colourByLabel(const EmbeddingItems& items) {
  return colourByClass(QObject::tr("true class"), items.classes, items.labels);
}

MapColouring colourByPrediction(const EmbeddingPredictions& predictions) {
  return colourByClass(QObject::tr("predicted class"), predictions.classes, predictions.predictions);
}

MapColouring colourByCorrectness(const EmbeddingItems& items, const EmbeddingPredictions& predictions) {
  std::vector<int> groupOf;
  for (std::size_t i = 0; i < predictions.predictions.size(); ++i) {
    const int label = items.labels[i], prediction = predictions.predictions[i];
    groupOf.push_back(label < 0 || prediction < 0 ? -1 : static_cast<int>(prediction != label));
  }
  return inTwo(QObject::tr("prediction"), QObject::tr("right"), QObject::tr("wrong"), std::move(groupOf));
}

MapColouring colourByOrigin(const EmbeddingItems& items) {
  std::vector<int> groupOf;
  for (int i = 0; i < items.count; ++i) groupOf.push_back(static_cast<int>(items.isAdversarial(i)));
  return inTwo(QObject::tr("pictures"), QObject::tr("clean"), QObject::tr("adversarial"), std::move(groupOf));
}

MapColouring colourByConfidence(const EmbeddingPredictions& predictions) {
  MapColouring colouring;
  colouring.title = QObject::tr("confidence");
  for (std::size_t i = 0; i < predictions.confidences.size(); ++i)
    colouring.values.push_back(predictions.predictions[i] < 0 ? kUnknown : predictions.confidences[i]);
  colouring.high = kConfidencePercent;
  colouring.unit = QStringLiteral("%");
  return colouring;
}

MapColouring colourByRobustness(const EmbeddingRobustness& robustness, int maximumLevels) {
  MapColouring colouring;
  colouring.title = QObject::tr("smallest ε that fools");
  colouring.high = maximumLevels;
  colouring.unit = QStringLiteral("/255");
  for (const int levels : robustness.levels) {
    const float share = static_cast<float>(levels) / static_cast<float>(std::max(maximumLevels, 1));
    if (levels == EmbeddingRobustness::kPending) {
      colouring.values.push_back(kUnknown);
    } else {
      colouring.values.push_back(levels == EmbeddingRobustness::kWithstood ? 1.0F : share);
    }
  }
  return colouring;
}

EmbeddingPredictions predictionsOf(const EmbeddingItems& items) {
  return {items.classes, items.predictions, items.confidences, true};
}

MapColouring colourByNumber(const QString& title, const QString& unit, const std::vector<double>& values) {
  MapColouring colouring;
  colouring.title = title;
  colouring.unit = unit;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  colouring.low = low <= high ? low : 0.0;
  colouring.high = low < high ? high : colouring.low + 1.0;
  for (const double value : values) {
    const double share = (value - colouring.low) / (colouring.high - colouring.low);
    colouring.values.push_back(std::isfinite(value) ? static_cast<float>(share) : kUnknown);
  }
  return colouring;
}

MapColouring withShapes(MapColouring colouring) {
  for (MapGroup& group : colouring.groups) {
    if (group.role == MapGroup::Role::Class) group.shape = static_cast<MapShape>(group.index % kMapShapes);
  }
  return colouring;
}

QColor colourOf(const MapGroup& group, const Theme& look) {
  if (group.role == MapGroup::Role::Clean) return look.clean;
  if (group.role == MapGroup::Role::Adversarial) return look.adversarial;
  return mapClassColour(group.index, look);
}

QColor mapClassColour(int index, const Theme& look) {
  if (index < 0) return unknownColour(look);
  return index == kDarkGrey && look.dark ? QColor(0xcd, 0xd2, 0xdb) : classColour(index);
}

QColor scalarColour(float value) {
  const float place = std::clamp(value, 0.0F, 1.0F) * 255.0F;
  return QColor(viridisMap()[static_cast<std::size_t>(std::lround(place))]);
}

QColor unknownColour(const Theme& look) { return look.control; }

}  // namespace adv
