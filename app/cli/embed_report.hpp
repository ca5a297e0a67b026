// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.hpp"
#include "engine/api/embedding_depth.hpp"
#include "engine/api/embedding_paths.hpp"

namespace adv {

/// What `advscope embed` writes: the keys are a contract with the scripts that read them.

Json toJson(const EmbeddingReady& map);
void printReport(const EmbeddingReady& map);

/// Network, attack and the stations of each path and of its twin.
Json toJson(const EmbeddingPathsReady& paths, const ModelInfo& model, const AttackInfo& attack);
void printReport(const EmbeddingPathsReady& paths, const ModelInfo& model);

Json toJson(const EmbeddingDepthReady& depth, const AttackInfo& attack);
void printReport(const EmbeddingDepthReady& depth);

}  // namespace adv
