// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/embedding/quality.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_set>

#include "engine/embedding/repulsion.hpp"

namespace adv {
namespace {

constexpr std::int64_t kRowsTogether = 256;

std::size_t placeOf(const Neighbours& neighbours, std::int64_t row, std::int64_t k) {
  return static_cast<std::size_t>(row * neighbours.each + k);
}

}  // namespace

double exactDivergence(const Affinities& affinities, const Points& points) {
  const auto repulsion = makeExactRepulsion();
  repulsion->start(points);
  while (repulsion->step()) {
  }
  return divergenceOf(affinities, points, repulsion->normaliser());
}

double divergenceOf(const Affinities& affinities, const Points& points, double normaliser) {
  double cost = 0.0;
  for (std::int64_t row = 0; row < affinities.rows(); ++row) {
    const auto i = static_cast<std::size_t>(row);
    for (auto place = affinities.first[i]; place < affinities.first[i + 1]; ++place) {
      const auto j = static_cast<std::size_t>(affinities.column[static_cast<std::size_t>(place)]);
      const double dx = points.x[i] - points.x[j];
      const double dy = points.y[i] - points.y[j];
      cost += affinities.value[static_cast<std::size_t>(place)] * std::log1p(dx * dx + dy * dy);
    }
  }
  return affinities.entropy + cost + std::log(normaliser);
}

double neighbourRecall(const Neighbours& inFeatures, const Neighbours& inMap, std::int64_t each) {
  std::int64_t found = 0;
  for (std::int64_t row = 0; row < inMap.count; ++row) {
    std::unordered_set<int> known;
    for (std::int64_t k = 0; k < each; ++k) known.insert(inFeatures.index[placeOf(inFeatures, row, k)]);
    for (std::int64_t k = 0; k < each; ++k) found += known.count(inMap.index[placeOf(inMap, row, k)]) > 0 ? 1 : 0;
  }
  return static_cast<double>(found) / static_cast<double>(std::max<std::int64_t>(inMap.count * each, 1));
}

double neighbourAccuracy(const Neighbours& inMap, const std::vector<int>& classes, std::int64_t each) {
  std::int64_t right = 0;
  for (std::int64_t row = 0; row < inMap.count; ++row) {
    std::map<int, int> votes;
    int leader = -1;
    for (std::int64_t k = 0; k < each; ++k) {
      const int one = classes[static_cast<std::size_t>(inMap.index[placeOf(inMap, row, k)])];
      if (++votes[one] > (leader < 0 ? 0 : votes[leader])) leader = one;
    }
    right += leader == classes[static_cast<std::size_t>(row)] ? 1 : 0;
  }
  return static_cast<double>(right) / static_cast<double>(std::max<std::int64_t>(inMap.count, 1));
}

double trustworthiness(const at::Tensor& features, const Neighbours& inMap, std::int64_t each) {
  const auto count = features.size(0);
  double cost = 0.0;
  for (std::int64_t first = 0; first < count; first += kRowsTogether) {
    const std::int64_t last = std::min(first + kRowsTogether, count);
    at::Tensor distance = at::cdist(features.slice(0, first, last), features);
    // The point itself comes first, so that ranks of the others count from 1.
    distance.scatter_(1, at::arange(first, last).unsqueeze(1), -1.0);
    const at::Tensor ranks = distance.argsort(false, 1, false).argsort(false, 1, false).contiguous();
    const std::int64_t* rank = ranks.const_data_ptr<std::int64_t>();
    for (std::int64_t row = first; row < last; ++row) {
      for (std::int64_t k = 0; k < each; ++k) {
        const int other = inMap.index[placeOf(inMap, row, k)];
        cost += static_cast<double>(std::max<std::int64_t>(rank[(row - first) * count + other] - each, 0));
      }
    }
  }
  const auto n = static_cast<double>(count);
  const auto k = static_cast<double>(each);
  return 1.0 - 2.0 * cost / (n * k * (2 * n - 3 * k - 1));
}

at::Tensor asTensor(const Points& points) {
  const auto count = static_cast<std::int64_t>(points.size());
  const auto column = [&](const std::vector<double>& values) {
    return at::from_blob(const_cast<double*>(values.data()), {count}, at::kDouble);
  };
  return at::stack({column(points.x), column(points.y)}, 1).to(at::kFloat);
}

}  // namespace adv
