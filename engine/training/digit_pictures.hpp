// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "engine/training/training_data.hpp"

namespace adv {

/// MNIST in a new order each epoch, each picture turned by up to 12 degrees, scaled by up to 10 % and moved by up to
/// two pixels. Throws `Failure` where MNIST is not in `dataFolder`.
TrainingData openDigits(const std::filesystem::path& dataFolder);

}  // namespace adv
