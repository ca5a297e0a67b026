// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/maps/map_table.hpp"

#include <sstream>

namespace adv {

std::string mapTable(const EmbeddingItems& items, const EmbeddingPlaces& places) {
  const bool hasPredictions = !items.predictions.empty();
  std::ostringstream out;
  out.precision(9);
  out << "index,x,y,label" << (hasPredictions ? ",prediction,confidence" : "") << '\n';
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    out << i << ',' << places.x[i] << ',' << places.y[i] << ',' << items.labels[i];
    if (hasPredictions) out << ',' << items.predictions[i] << ',' << items.confidences[i];
    out << '\n';
  }
  return out.str();
}

}  // namespace adv
