// SPDX-License-Identifier: GPL-3.0-or-later
// DeepFool. Moosavi-Dezfooli, Fawzi, Frossard 2016, "DeepFool: a simple and accurate method to fool deep neural
// networks", algorithm 2 for L2 and section 3.3 with q = 1 for L∞. The walk x₀ + Σr, clipped to [0, 1] at every
// step, nears the border; what is judged and kept is x₀ + (1 + η) Σr, which is clear of it. The classes that compete
// are the most likely ones for the original.
#include <ATen/ATen.h>

#include <algorithm>

#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/attacks/support/smallest_change.hpp"

namespace adv {
namespace {

/// Where a gradient vanishes, the border is out of sight: the step is 0 rather than infinite.
constexpr double kTiny = 1e-30;

class DeepFoolRun : public SmallestChangeRun {
 public:
  DeepFoolRun(const AttackInfo& info, AttackProblem problem, ChangeSize measure)
      : SmallestChangeRun(info, std::move(problem), measure),
        m_norm(measure == ChangeSize::L2 ? BallNorm::L2 : BallNorm::Linf),
        m_xPixel(x0Pixel()) {
    planSteps(static_cast<int>(param("steps")));
    if (activeCount() > 0) m_candidates = candidates();
  }

 private:
  /// [n, k]: the label first, then the most likely others.
  at::Tensor candidates() const {
    const at::Tensor logits = logitsOf(model(), m_xPixel);
    const at::Tensor label = classes().unsqueeze(1);
    const at::Tensor others = logits.scatter(1, label, -std::numeric_limits<double>::infinity());
    const std::int64_t count = std::min(static_cast<std::int64_t>(param("candidates")), logits.size(1)) - 1;
    return at::cat({label, std::get<1>(others.topk(count, 1))}, 1);
  }

  at::Tensor iterate() override {
    const LogitJacobian at = logitJacobian(model(), m_xPixel, m_candidates);
    noteGradient(at.jacobian);
    m_xPixel = (m_xPixel + stepToTheBorder(at)).clamp_(0, 1);
    const at::Tensor beyond = (x0Pixel() + (1.0 + param("overshoot")) * (m_xPixel - x0Pixel())).clamp_(0, 1);
    return offer(beyond, logitsOf(model(), beyond));
  }

  /// The shortest way to the nearest of the borders, each taken as flat (equations 7 to 9, 11 and 12).
  at::Tensor stepToTheBorder(const LogitJacobian& at) const {
    const std::int64_t others = m_candidates.size(1) - 1;
    const at::Tensor chosen = at.logits.gather(1, m_candidates);
    const at::Tensor f = (chosen.narrow(1, 1, others) - chosen.narrow(1, 0, 1)).abs();
    const at::Tensor w = at.jacobian.narrow(1, 1, others) - at.jacobian.narrow(1, 0, 1);
    const bool isL2 = m_norm == BallNorm::L2;
    const at::Tensor lengths = w.flatten(2).norm(isL2 ? 2 : 1, 2);  // of the dual norm
    const at::Tensor distances = f / lengths.clamp_min(kTiny);
    const at::Tensor nearest = distances.masked_fill(lengths.le(kTiny), INFINITY).argmin(1, true);
    const auto shape = w.sizes();
    const at::Tensor index = nearest.reshape({-1, 1, 1, 1, 1}).expand({shape[0], 1, shape[2], shape[3], shape[4]});
    const at::Tensor way = steepestDirection(w.gather(1, index).squeeze(1), m_norm);
    return way * perPicture(distances.gather(1, nearest));
  }

  void keep(const at::Tensor& indices) override {
    m_xPixel = m_xPixel.index_select(0, indices);
    m_candidates = m_candidates.index_select(0, indices);
  }

  BallNorm m_norm;
  at::Tensor m_xPixel, m_candidates;
};

class DeepFool : public Attack {
 public:
  DeepFool() {
    m_info.id = "deepfool";
    m_info.title = "DeepFool";
    m_info.norm = "L2";
    m_info.summary =
        "Walks straight to the nearest decision border, as if the network were linear, until it is crossed.";
    m_info.formula =
        "r = |f_l − f_y| / ‖w_l‖₂² · w_l with w_k = ∇f_k − ∇f_y and l the nearest border; x ← x₀ + (1 + η) Σ r";
    m_info.citation = "Moosavi-Dezfooli, Fawzi, Frossard 2016, algorithm 2";
    m_info.isAnytime = true;
    m_info.params = {normSpec(m_info.citation, {"l2", "linf"}),
                     realSpec("overshoot", "η", "", 0.0, 1.0, 0.02,
                              "How much further than the border, as a share of the way.", m_info.citation),
                     integerSpec("candidates", "Classes", "classes", 2, 1000, 10,
                                 "The most likely classes, the picture's own included, whose borders are looked at.",
                                 m_info.citation + ", section 4.1"),
                     stepsSpec(50, "The most steps of one picture; most need two or three.", m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    const bool isL2 = m_info.normWith(problem.params) == "L2";
    return std::make_unique<DeepFoolRun>(m_info, std::move(problem), isL2 ? ChangeSize::L2 : ChangeSize::Linf);
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<DeepFool> kRegistered;

}  // namespace
}  // namespace adv
