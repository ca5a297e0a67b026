// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/cli/figure_option.hpp"
#include "app/cli/options.hpp"
#include "engine/api/embedding.hpp"

namespace adv {

/// What `advscope embed` is asked for.
struct EmbedCommand {
  CommonOptions common;
  AttackOptions attack;
  FigureOptions figure;
  EmbedRequest request;
  std::string method = "auto";
  std::string metric = "euclidean";
  std::string init = "pca";
  std::string out;
  std::string network;
  std::string color;
  std::vector<int> points;
  double pathPerplexity = 10.0;
  bool adversarial = false;
  bool depth = false;
};

void addEmbedOptions(CLI::App& command, EmbedCommand& options);

/// Says before any work where options do not go together: throws `UsageError`.
void checkOptions(const EmbedCommand& command);

/// The network that is asked and attacked. Throws `UsageError` where none is named.
const std::string& networkOf(const EmbedCommand& command);

}  // namespace adv
