// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/requests.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/core/workspace.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {

/// Throws `Failure` where the network has no such class.
void checkTarget(std::optional<int> target, const Classifier& model);

/// A problem with one label (and target) for every picture of the batch.
AttackProblem makeProblem(const ClassifierPtr& model, const at::Tensor& xPixel, int label, std::optional<int> target,
                          const ParamValues& params, std::uint64_t seed);

/// The direction of a one-step attack, from the workspace where it is known there under `imageKey`. Where the problem's
/// network is metered, what it took is counted either way.
OneStepDirection directionOf(const OneStepAttack& attack, AttackProblem problem, const std::string& imageKey,
                             Workspace& workspace);

/// Starts an attack; of a one-step attack only the direction is computed, once for each picture, label and target.
std::unique_ptr<AttackRun> startAttack(const Attack& attack, AttackProblem problem, const std::string& imageKey,
                                       Workspace& workspace);

/// For `AttackProblem::pictures`: the last pictures of the data set that the network's card names, counted from its
/// end, so that slices from the front stay unseen. The workspace outlives what is returned.
std::function<at::Tensor(std::int64_t)> picturesLike(const ClassifierPtr& model, Workspace& workspace);

/// The ball that an attack promises to stay in, from its norm and its ε; none where it has no ε.
std::optional<Ball> ballOf(const AttackInfo& info, const ParamValues& resolved);

/// Names a run: the same key means the same bits.
std::string runKey(const AttackRequest& request, const PreparedImage& image, int label);

}  // namespace adv
