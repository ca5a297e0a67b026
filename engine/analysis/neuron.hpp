// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/neuron.hpp"

namespace adv {

/// φ(s), of one sum. Maxout's is s itself. Neither overflows.
double activate(Activation activation, double sum);
/// φ'(s), written so that it does not lose its digits where φ saturates.
double slopeOf(Activation activation, double sum);

/// Everything about one neuron. Throws `Failure` where there are no inputs, more than 64, not as many weights, or a
/// number that is not finite or above a million.
NeuronReady evaluate(const NeuronRequest& neuron);

}  // namespace adv
