// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/embedding/affinities.hpp"
#include "engine/embedding/neighbours.hpp"
#include "engine/embedding/points.hpp"

namespace adv {

/// KL(P‖Q) of a map with nothing approximated: Z over every pair, in double precision. Of the order of n² (a minute for
/// 70,000 points).
double exactDivergence(const Affinities& affinities, const Points& points);
/// The same, where Z is known.
double divergenceOf(const Affinities& affinities, const Points& points, double normaliser);

/// Share of the `each` nearest neighbours in the features that are among the `each` nearest in the map, in [0, 1]. Both
/// hold at least `each`.
double neighbourRecall(const Neighbours& inFeatures, const Neighbours& inMap, std::int64_t each);

/// Share of the points whose class is that of most of their `each` nearest neighbours in the map; of equally frequent
/// classes that of the nearer neighbour counts. In [0, 1].
double neighbourAccuracy(const Neighbours& inMap, const std::vector<int>& classes, std::int64_t each);

/// 1 minus what neighbours in the map that are none in the features cost by their rank there (Venna, Kaski 2001); in
/// [0, 1]. `rank(i, j)` counts from 1 and is worked out from the features, so this is of the order of n² log n.
double trustworthiness(const at::Tensor& features, const Neighbours& inMap, std::int64_t each);

/// The map's points as [N, 2] float32.
at::Tensor asTensor(const Points& points);

}  // namespace adv
