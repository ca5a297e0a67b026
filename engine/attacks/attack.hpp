// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/models/classifier.hpp"

namespace adv {

/// What a one-step attack finds out whatever ε is: x(ε) = clip(x + ε d).
struct OneStepDirection {
  at::Tensor perPixel;  ///< d, [N, C, H, W]: of size 1 in the attack's norm, such that a positive ε attacks
  at::Tensor targets;   ///< [N] int64: the classes that it leads to; undefined where untargeted
};

/// What an attack is given. All tensors live on the classifier's device.
struct AttackProblem {
  ClassifierPtr model;
  at::Tensor xPixel;                  ///< [N, C, H, W] float32 in [0, 1]
  at::Tensor labels;                  ///< [N] int64: the classes to leave
  std::optional<at::Tensor> targets;  ///< [N] int64: the classes to reach
  ParamValues params;                 ///< checked against the attack's specs
  std::uint64_t seed = 1;
  /// Draws up to `count` pictures like those that the network was made for, [n, C, H, W], none of them under attack:
  /// what an attacker without the network's own data could have collected. Empty where there are none.
  std::function<at::Tensor(std::int64_t count)> pictures = {};
  std::optional<OneStepDirection> knownDirection = {};  ///< of a one-step attack, where it was computed before
};

/// A resumable attack on a batch: the caller owns the loop and may stop after any step. Steps are meant to be short:
/// one gradient, or a handful of forward passes.
class AttackRun {
 public:
  virtual ~AttackRun() = default;

  /// Does one step. Throws `Failure` where a gradient is not finite. Not to be called once `isDone()`.
  virtual void step() = 0;
  virtual bool isDone() const = 0;
  /// Steps in all.
  virtual int stepsPlanned() const = 0;

  /// [N, C, H, W] in [0, 1] and inside the ball: the best picture after the steps done so far (the original before the
  /// first). What is best is the attack's own affair: its last iterate, its largest loss, its smallest success. The
  /// tensor is another one whenever it changed.
  virtual const at::Tensor& adversarial() const = 0;
  /// [N, K]: logits of the picture before the last step where that step computed them; undefined otherwise.
  virtual at::Tensor logitsBeforeLastStep() const { return {}; }
  /// [N] int64: the classes aimed at, also where the attack chose them; undefined where untargeted.
  virtual at::Tensor targets() const { return {}; }
  /// Every parameter, with those that were worked out.
  virtual ParamValues resolvedParams() const = 0;
  /// [N] share of components of the last gradient that are exactly zero; undefined where no gradient was taken.
  virtual at::Tensor zeroGradientShare() const { return {}; }
};

/// An attack: its description and how to start it. Objects are stateless.
class Attack {
 public:
  virtual ~Attack() = default;
  virtual const AttackInfo& info() const = 0;
  virtual std::unique_ptr<AttackRun> start(AttackProblem problem) const = 0;
};

/// An attack whose direction does not depend on ε.
class OneStepAttack : public Attack {
 public:
  virtual OneStepDirection direction(const AttackProblem& problem) const = 0;
  std::unique_ptr<AttackRun> start(AttackProblem problem) const final;
};

/// All registered attacks, in the order of their ids.
const std::vector<const Attack*>& allAttacks();
/// Throws `Failure` naming the known ids.
const Attack& findAttack(const std::string& id);

/// Put one at namespace scope in each attack's file: `const RegisterAttack<Fgsm> kRegistered;`
class AttackRegistrar {
 public:
  explicit AttackRegistrar(std::unique_ptr<const Attack> attack);
};
template <class T>
struct RegisterAttack : AttackRegistrar {
  RegisterAttack() : AttackRegistrar(std::make_unique<const T>()) {}
};

}  // namespace adv
