// SPDX-License-Identifier: GPL-3.0-or-later
// Jacobian-based saliency map attack. Papernot et al. 2016, "The limitations of deep learning in adversarial settings",
// algorithms 2 and 3: the pair of features p, q with α = Σ ∂F_t/∂x > 0 and β = Σ_{j≠t} ∂F_j/∂x < 0 (sums over p and q)
// and the largest -αβ goes to the end of the range, until t is reached or Υ is spent.
//
// What F is decides what the attack can see. As published, F is the softmax in float32 and β a sum of its own, which
// rounding destroys once the logits are large; with the logits Z (Carlini and Wagner 2017) and in the log domain, where
// β = -α as probabilities add up to 1, nothing is lost.
#include <ATen/ATen.h>

#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/saliency_pairs.hpp"
#include "engine/attacks/support/smallest_change.hpp"

namespace adv {
namespace {

enum Saliency { kSoftmax, kLogits, kLogDomain };

/// ∂F_t/∂Z and Σ_{j≠t} ∂F_j/∂Z, [n, K] each: what the pixel gradients of α and β start from. The sum over the classes
/// is formed here, in float32; the way back from Z to the pixels is linear.
struct LogitWeights {
  at::Tensor alpha;
  at::Tensor beta;  ///< undefined where β = -α
};

LogitWeights logitWeights(Saliency saliency, const at::Tensor& logits, const at::Tensor& targets) {
  const at::Tensor isTarget = at::one_hot(targets, logits.size(1)).to(at::kFloat);
  if (saliency == kLogits) return {isTarget, 1 - isTarget};
  const at::Tensor f = logits.softmax(1);
  // A positive factor of α changes no choice: ∂ log F_t in place of ∂F_t.
  if (saliency == kLogDomain) return {isTarget - f, {}};
  // The Jacobian of the softmax, [n, j, l]: F_l (1 if j = l, else 0; minus F_j).
  const at::Tensor jacobian = f.unsqueeze(1) * (at::eye(f.size(1), f.options()) - f.unsqueeze(2));
  const at::Tensor others = (1 - isTarget).unsqueeze(2);
  return {(jacobian * isTarget.unsqueeze(2)).sum(1), (jacobian * others).sum(1)};
}

class JsmaRun : public SmallestChangeRun {
 public:
  JsmaRun(const AttackInfo& info, AttackProblem problem)
      : SmallestChangeRun(info, std::move(problem), ChangeSize::L0),
        m_saliency(static_cast<Saliency>(param("saliency"))),
        m_sign(param("theta") == 0.0 ? 1.0 : -1.0),
        m_xPixel(x0Pixel()) {
    const auto features = static_cast<double>(x0Pixel().size(1) * x0Pixel().size(2) * x0Pixel().size(3));
    planSteps(static_cast<int>(features * param("budget") / 200));
  }

 private:
  at::Tensor iterate() override {
    const auto [alpha, beta] = saliencyMaps();
    const at::Tensor isOpen = m_sign > 0 ? m_xPixel.lt(1) : m_xPixel.gt(0);
    const FeaturePairs pairs = bestPairs(alpha * m_sign, beta * m_sign, isOpen.flatten(1));
    const at::Tensor moved = m_xPixel.flatten(1).scatter(1, pairs.features, m_sign > 0 ? 1.0 : 0.0).view_as(m_xPixel);
    m_xPixel = at::where(perPicture(pairs.exists), moved, m_xPixel);
    return offer(m_xPixel, logitsOf(model(), m_xPixel)).logical_or(pairs.exists.logical_not());
  }

  /// α and β of every feature, [n, D].
  std::pair<at::Tensor, at::Tensor> saliencyMaps() {
    const at::Tensor alpha = mapOf([](const LogitWeights& weights) { return weights.alpha; });
    noteGradient(alpha);
    if (m_saliency == kLogDomain) return {alpha, -alpha};
    return {alpha, mapOf([](const LogitWeights& weights) { return weights.beta; })};
  }

  /// One backward pass that starts with weights of the logits.
  template <class Choose>
  at::Tensor mapOf(Choose&& choose) const {
    const LogitLoss weighted = [&](const at::Tensor& logits, std::int64_t begin) {
      const at::Tensor targets = classes().narrow(0, begin, logits.size(0));
      return (logits * choose(logitWeights(m_saliency, logits.detach(), targets))).sum(1);
    };
    return lossGradient(model(), m_xPixel, weighted).gradient.flatten(1);
  }

  void keep(const at::Tensor& indices) override { m_xPixel = m_xPixel.index_select(0, indices); }

  Saliency m_saliency;
  double m_sign;
  at::Tensor m_xPixel;
};

class Jsma : public Attack {
 public:
  Jsma() {
    m_info.id = "jsma";
    m_info.title = "JSMA";
    m_info.norm = "L0";
    m_info.summary =
        "Drives few features to the end of the range, two at a time, those that favour the target most: the given one, "
        "or the most likely other class.";
    m_info.formula = "(p, q) = argmax −α · β with α = Σ ∂F_t/∂x > 0 and β = Σ Σ_{j≠t} ∂F_j/∂x < 0 over p and q";
    m_info.citation = "Papernot et al. 2016, algorithms 2 and 3";
    m_info.targeting = Targeting::Optional;
    m_info.params = {
        choiceSpec("saliency", "Saliency of", {"softmax", "logits", "log-domain"},
                   "What F is: the softmax in float32, as published; the logits; or the softmax in the log domain, "
                   "which no rounding harms.",
                   m_info.citation),
        choiceSpec("theta", "θ", {"plus", "minus"}, "Whether features go up to 1 or down to 0.", m_info.citation),
        realSpec("budget", "Υ", "% of features", 0.0, 100.0, 14.5, "The largest share of features that may change.",
                 m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    if (!problem.targets)
      problem.targets = bestOtherClass(logitsOf(*problem.model, problem.xPixel), problem.labels).index;
    return std::make_unique<JsmaRun>(m_info, std::move(problem));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<Jsma> kRegistered;

}  // namespace
}  // namespace adv
