// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/cli/output.hpp"
#include "engine/api/filters.hpp"

namespace adv {

/// What `advscope convolve` writes. Numbers are exact: rows of rows, channel by channel.
Json toJson(const ConvolutionReady& maps, const WindowReady& window, const ConvolutionSpec& spec);
Json toJson(const PoolingReady& ready, const PoolSpec& spec);
Json toJson(const LayerShape& shape);

std::string convolveReport(const ConvolutionReady& maps, const WindowReady& window, const ConvolutionSpec& spec);
std::string poolReport(const PoolingReady& ready, const PoolSpec& spec);
std::string layerReport(const LayerShape& shape);

}  // namespace adv
