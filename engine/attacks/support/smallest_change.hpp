// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/active_set.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {

/// What the change of a picture is measured in.
enum class ChangeSize {
  L0,    ///< pixels that changed in any channel
  L2,    ///< Euclidean length
  Linf,  ///< largest change of a channel
};

/// [n] sizes of the changes [n, C, H, W].
at::Tensor changeSizes(const at::Tensor& change, ChangeSize measure);

/// [n] f₆ without its floor (Carlini and Wagner 2017, section V-A): how far the logits [n, K] are from the goal, which
/// is met below 0. max_{i≠t} Z_i − Z_t for targets; Z_y − max_{i≠y} Z_i where `isTargeted` is false.
at::Tensor shortfall(const at::Tensor& logits, const at::Tensor& classes, bool isTargeted);

/// What the attacks that look for the smallest change share. Each picture has its own state, and is left alone from
/// the moment when it is done; one that is fooled from the start is done at once and stays as it is.
///
/// `adversarial()` is the smallest success so far. A picture without one shows the present iterate and keeps the last:
/// it fools nobody, and says what was tried.
class SmallestChangeRun : public AttackRun {
 public:
  void step() final;
  bool isDone() const override { return m_active.isEmpty() || m_done == m_stepsPlanned; }
  int stepsPlanned() const override { return m_stepsPlanned; }
  const at::Tensor& adversarial() const override { return m_shown; }
  at::Tensor targets() const override { return m_problem.targets.value_or(at::Tensor()); }
  ParamValues resolvedParams() const override { return m_params; }
  at::Tensor zeroGradientShare() const override { return m_zeroShare; }

 protected:
  SmallestChangeRun(const AttackInfo& info, AttackProblem problem, ChangeSize measure);

  /// One step of the active pictures. Answers which of them are done, [n] bool.
  virtual at::Tensor iterate() = 0;
  /// Keeps of the derived state what belongs to the pictures at `indices` ([m] int64) of those that were active.
  virtual void keep(const at::Tensor& indices) = 0;

  void planSteps(int steps) { m_stepsPlanned = steps; }
  /// How far below 0 the shortfall must be: κ.
  void setConfidence(double confidence) { m_confidence = confidence; }

  const Classifier& model() const { return *m_problem.model; }
  double param(const std::string& name) const { return m_params.at(name); }
  bool isTargeted() const { return m_problem.targets.has_value(); }
  std::int64_t activeCount() const { return m_active.count(); }
  /// The originals [n, C, H, W] and the classes [n] to reach, or to leave, of the active pictures.
  const at::Tensor& x0Pixel() const { return m_x0Pixel; }
  const at::Tensor& classes() const { return m_classes; }

  /// The summed shortfall's gradient at iterates of the active pictures; notes its zeros.
  LossGradient shortfallGradient(const at::Tensor& xPixel);
  /// Notes the share of zeros in gradients [n, ...] of the network.
  void noteGradient(const at::Tensor& gradient);
  /// Shows iterates of the active pictures and keeps the smallest successes. Answers which are successes, [n] bool.
  at::Tensor offer(const at::Tensor& xPixel, const at::Tensor& logits);

  /// [n]: of the smallest success so far; infinite where there is none.
  const at::Tensor& bestSizes() const { return m_bestSizes; }
  /// [n, C, H, W]: the smallest success so far, or the present iterate.
  at::Tensor shownPictures() const { return m_active.pick(m_shown); }

 private:
  at::Tensor isReached(const at::Tensor& logits) const;
  void drop(const at::Tensor& isDone);

  AttackProblem m_problem;
  ParamValues m_params;
  ChangeSize m_measure;
  double m_confidence = 0.0;
  int m_stepsPlanned = 0;
  int m_done = 0;
  ActiveSet m_active;
  at::Tensor m_x0Pixel, m_classes, m_bestSizes;  ///< of the active pictures
  at::Tensor m_shown, m_zeroShare;               ///< of all pictures
};

}  // namespace adv
