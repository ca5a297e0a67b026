// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/api/embedding.hpp"

namespace adv {

/// The points of a map as a CSV file: index, place, label and, where there is a network, prediction and confidence.
std::string mapTable(const EmbeddingItems& items, const EmbeddingPlaces& places);

}  // namespace adv
