// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <memory>

#include "engine/api/embedding.hpp"

namespace adv::test {

/// Points of three classes in turn, each class at a corner of a triangle, at this iteration of a map.
inline EmbeddingReady someMap(const EmbedRequest& request, int iteration, int count = 30) {
  auto items = std::make_shared<EmbeddingItems>();
  auto places = std::make_shared<EmbeddingPlaces>();
  items->data = request.source.data;
  items->count = count;
  items->classes = {"stop", "yield", "other"};
  items->dimensions = 128;
  items->reduced = 50;
  for (int i = 0; i < count; ++i) {
    const double angle = 2.1 * (i % 3);
    items->labels.push_back(i % 3);
    items->predictions.push_back(i == 4 ? 0 : i % 3);
    items->confidences.push_back(0.9F);
    places->x.push_back(static_cast<float>(std::cos(angle) * iteration + 0.01 * i));
    places->y.push_back(static_cast<float>(std::sin(angle) * iteration));
  }
  EmbeddingReady ready;
  ready.request = request;
  ready.items = items;
  ready.places = places;
  ready.method = "exact";
  ready.neighbours = 9;
  ready.iteration = iteration;
  for (int i = 1; i <= iteration; i += 10) ready.divergences.push_back(3.0 / i);
  ready.iterationsPerSecond = 500.0;
  ready.quality = {true, 0.3, 0.6, 0.98, 0.97};
  return ready;
}

}  // namespace adv::test
