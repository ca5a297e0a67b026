// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <memory>
#include <optional>
#include <string>

#include "engine/analysis/distortion.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/core/workspace.hpp"
#include "engine/data/dataset.hpp"
#include "engine/models/metered_classifier.hpp"

namespace adv {

/// Pictures as a network takes them, with their classes.
struct LabelledBatch {
  at::Tensor xPixel;  ///< [N, C, H, W] in [0, 1]
  at::Tensor labels;  ///< [N] int64

  std::int64_t size() const { return labels.size(0); }
};

/// Throws `Failure` where the data's classes are not the network's. `name` is what the user calls the data.
void checkClasses(const Dataset& data, const std::string& name, const ModelInfo& model);
/// The pictures begin <= i < end, fitted to the network's input. Throws `Failure` where one has no label.
LabelledBatch readBatch(const Dataset& data, const std::string& name, int begin, int end, const ModelInfo& model,
                        c10::Device device);
/// Those that the network classifies as their label: only these are worth an attack.
LabelledBatch rightFromStart(const Classifier& model, const LabelledBatch& batch);

/// How a batch is attacked.
struct BatchAttackSetup {
  ClassifierPtr model;
  const Attack* attack = nullptr;
  ParamValues params;
  std::optional<int> target;
  std::uint64_t seed = 1;
  bool eightBit = false;                                ///< judge the rounded 8-bit images instead of the float ones
  std::optional<OneStepDirection> knownDirection = {};  ///< of the batch, where a one-step attack was asked before
};

struct BatchOutcome {
  at::Tensor fooled;  ///< [N] bool
  BatchDistances distances;
  AttackCost cost;
  ParamValues params;  ///< resolved

  int robust() const;
};

/// The attack on one batch of pictures that are right from the start, a step at a time: what `evaluate` and the
/// robustness curves are made of.
class BatchAttack {
 public:
  /// `batch` holds at least one picture; the workspace outlives this object.
  BatchAttack(const BatchAttackSetup& setup, LabelledBatch batch, Workspace& workspace);
  void step() { m_run->step(); }
  bool isDone() const { return m_run->isDone(); }
  /// Once it is done.
  BatchOutcome outcome() const;
  std::int64_t size() const { return m_batch.size(); }

 private:
  BatchAttackSetup m_setup;
  LabelledBatch m_batch;
  std::shared_ptr<const MeteredClassifier> m_meter;  ///< the network as the attack sees it
  std::unique_ptr<AttackRun> m_run;
};

}  // namespace adv
