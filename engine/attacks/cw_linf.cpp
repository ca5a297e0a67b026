// SPDX-License-Identifier: GPL-3.0-or-later
// Carlini and Wagner 2017, "Towards evaluating the robustness of neural networks", section VI-C: as the largest change
// alone gives Adam nothing to hold on to, Σ max(|x − x₀| − τ, 0) + c f₆(x) is brought to 0 for ever smaller τ. As in
// the authors' code, τ falls by a tenth from the largest change that was needed, down to 1/256, and c doubles up to 20.
#include <ATen/ATen.h>

#include <cmath>

#include "engine/attacks/support/cw_rounds.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/attacks/support/params.hpp"

namespace adv {
namespace {

constexpr double kDecrease = 0.9, kSmallestTau = 1.0 / 256, kLargestConstant = 20.0;
/// A round is won where what sticks out of τ, in all, is below this share of c.
constexpr double kNothing = 1e-4;
const int kRounds = static_cast<int>(std::ceil(std::log(kSmallestTau) / std::log(kDecrease)));

class CwLinfRun : public CwRoundsRun {
 public:
  CwLinfRun(const AttackInfo& info, AttackProblem problem)
      : CwRoundsRun(info, std::move(problem), ChangeSize::Linf, kLargestConstant, kRounds),
        m_tau(at::ones_like(constants())) {}

 private:
  Distance distance(const at::Tensor& change) const override {
    const at::Tensor excess = (change.abs() - perPicture(m_tau)).clamp_min_(0);
    return {excess.flatten(1).sum(1), change.sign() * excess.gt(0)};
  }

  at::Tensor isCloseEnough(const at::Tensor& value) const override { return value.lt(kNothing * constants()); }

  at::Tensor harden(const at::Tensor& mask, const at::Tensor& xPixel, const at::Tensor& /*gradient*/) override {
    const at::Tensor needed = changeSizes(xPixel - x0Pixel(), ChangeSize::Linf);
    m_tau = at::where(mask, kDecrease * at::minimum(m_tau, needed), m_tau);
    return m_tau.lt(kSmallestTau);
  }

  void keep(const at::Tensor& indices) override {
    CwRoundsRun::keep(indices);
    m_tau = m_tau.index_select(0, indices);
  }

  at::Tensor m_tau;  ///< [n]: τ
};

class CwLinf : public Attack {
 public:
  CwLinf() {
    m_info.id = "cw_linf";
    m_info.title = "Carlini-Wagner L∞";
    m_info.norm = "L∞";
    m_info.summary = "Optimises the smallest largest change of any channel that makes another class win by κ.";
    m_info.formula =
        "min Σ max(|x − x₀| − τ, 0) + c · f₆(x), x = (tanh(w) + 1) / 2; then τ ← 0.9 τ, until none is found";
    m_info.citation = "Carlini and Wagner 2017, section VI-C";
    m_info.targeting = Targeting::Optional;
    m_info.params = {confidenceSpec(m_info.citation),
                     realSpec("constant", "c", "", 1e-6, 1.0, 1e-3,
                              "Weight of the misclassification at first; doubled where it does not suffice, up to 20.",
                              m_info.citation),
                     stepsSpec(200, "The most steps for one τ and one c.", m_info.citation),
                     learningRateSpec(0.005, m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  std::unique_ptr<AttackRun> start(AttackProblem problem) const override {
    checkProblem(m_info, problem);
    return std::make_unique<CwLinfRun>(m_info, std::move(problem));
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<CwLinf> kRegistered;

}  // namespace
}  // namespace adv
