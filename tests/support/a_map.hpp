// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <memory>

#include "engine/api/embedding_paths.hpp"
#include "engine/api/embedding_pictures.hpp"

namespace adv {

/// Points in `classes` groups, one after another; the classes are "zero", "one", …
inline std::shared_ptr<EmbeddingItems> someItems(int count, int classes) {
  static const char* const kNames[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
  auto items = std::make_shared<EmbeddingItems>();
  items->data = "a-map";
  items->count = count;
  items->dimensions = 784;
  items->reduced = 50;
  for (int i = 0; i < classes; ++i) items->classes.emplace_back(kNames[i % 10]);
  for (int i = 0; i < count; ++i) {
    items->labels.push_back(i % classes);
    items->predictions.push_back(i % 7 == 3 ? (i + 1) % classes : i % classes);
    items->confidences.push_back(0.5F + 0.4F * static_cast<float>(i % 11) / 10.0F);
  }
  return items;
}

/// Sunflower seeds, each class in a disc of its own around a circle.
inline std::shared_ptr<EmbeddingPlaces> somePlaces(const EmbeddingItems& items, float spread = 1.0F) {
  auto places = std::make_shared<EmbeddingPlaces>();
  const int classes = static_cast<int>(items.classes.size());
  for (int i = 0; i < items.count; ++i) {
    const double seed = i / classes, all = items.count / classes + 1.0,
                 turn = 6.283185307179586 * (i % classes) / classes;
    const double radius = 8.0 * std::sqrt(seed / all), angle = 2.399963229728653 * seed;
    places->x.push_back(spread * static_cast<float>(30.0 * std::cos(turn) + radius * std::cos(angle)));
    places->y.push_back(spread * static_cast<float>(30.0 * std::sin(turn) + radius * std::sin(angle)));
  }
  return places;
}

/// From the first point to the second: three stations, the last of another class, and a twin.
inline std::shared_ptr<EmbeddingPaths> aPath(const EmbeddingItems& items, const EmbeddingPlaces& places) {
  EmbeddingPath path;
  path.point = 0;
  for (int i = 0; i < 3; ++i) {
    const float share = 0.5F * static_cast<float>(i);
    EmbeddingStation station;
    station.iteration = i;
    station.x = places.x[0] + share * (places.x[1] - places.x[0]);
    station.y = places.y[0] + share * (places.y[1] - places.y[0]);
    station.prediction = items.labels[i == 2 ? 1 : 0];
    station.confidence = 0.9F;
    path.stations.push_back(station);
    path.noise.push_back({i, places.x[0], places.y[0] + static_cast<float>(i), items.labels[0], 0.9F, 0.0F, 0.0F});
  }
  auto paths = std::make_shared<EmbeddingPaths>();
  paths->paths.push_back(path);
  return paths;
}

}  // namespace adv
