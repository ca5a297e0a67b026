// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/embedding_colours.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

/// The outline of a point.
enum class MapShape : std::uint8_t { Disc, Square, Triangle, Diamond, Cross, Plus, TriangleDown, Ring };
inline constexpr int kMapShapes = 8;

/// Points that belong together: one line of the legend.
struct MapGroup {
  enum class Role { Class, Clean, Adversarial };
  std::string name;
  Role role = Role::Class;
  int index = 0;  ///< of the class
  MapShape shape = MapShape::Disc;
  friend bool operator==(const MapGroup&, const MapGroup&) = default;
};

/// What the colours of the points say: a group for each, or a number.
struct MapColouring {
  QString title;                   ///< "true class", "confidence"
  std::vector<MapGroup> groups;    ///< empty where the colour is a number
  std::vector<int> groupOf;        ///< of each point; negative where unknown
  std::vector<float> values = {};  ///< of each point, 0 to 1; not a number where unknown
  double low = 0.0;                ///< what a value of 0 stands for
  double high = 1.0;               ///< what a value of 1 stands for
  QString unit = {};               ///< of `low` and `high`: "%", "n/255"

  bool isScalar() const { return groups.empty(); }
  /// How many points each group has; the last count is of unknown ones.
  std::vector<int> counts() const;
  friend bool operator==(const MapColouring&, const MapColouring&) = default;
};

MapColouring colourByLabel(const EmbeddingItems& items);
MapColouring colourByPrediction(const EmbeddingPredictions& predictions);
/// Right: a blue disc. Wrong: a vermilion diamond.
MapColouring colourByCorrectness(const EmbeddingItems& items, const EmbeddingPredictions& predictions);
MapColouring colourByConfidence(const EmbeddingPredictions& predictions);
/// In levels of 255; points that withstand the largest ε have the brightest colour.
MapColouring colourByRobustness(const EmbeddingRobustness& robustness, int maximumLevels);
/// Clean: a blue disc. Adversarial: a vermilion diamond.
MapColouring colourByOrigin(const EmbeddingItems& items);
/// By any number of each point, from the smallest to the largest that is known: `values` may hold NaN.
MapColouring colourByNumber(const QString& title, const QString& unit, const std::vector<double>& values);

/// What the items themselves know of the network that is mapped.
EmbeddingPredictions predictionsOf(const EmbeddingItems& items);

/// The same groups told by shapes as well as by colours.
MapColouring withShapes(MapColouring colouring);

QColor colourOf(const MapGroup& group, const Theme& look = theme());
/// Of a class by its index; negative: unknown.
QColor mapClassColour(int index, const Theme& look = theme());
/// Of a value from 0 to 1: viridis.
QColor scalarColour(float value);
/// Of points of which nothing is known.
QColor unknownColour(const Theme& look = theme());

}  // namespace adv
