// SPDX-License-Identifier: GPL-3.0-or-later
// Random signs of the same ε: the control that every attack is held against. It has the same L∞ (and, where nothing is
// clipped, the same L2) size as FGSM, so what differs is the direction alone.
#include <ATen/ATen.h>

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

class RandomNoise : public OneStepAttack {
 public:
  RandomNoise() {
    m_info.id = "noise";
    m_info.title = "Random noise";
    m_info.norm = "L∞";
    m_info.summary = "Moves every channel by +ε or −ε at random: the control. A network is expected to withstand it.";
    m_info.formula = "x + ε · s, each s drawn from {−1, +1}, clipped to [0, 1]";
    m_info.citation = "the control of Goodfellow, Shlens, Szegedy 2014, section 6";
    m_info.oneStep = true;
    m_info.usesGradient = false;
    m_info.isControl = true;
    m_info.params = {epsilonSpec(m_info.citation)};
  }

  const AttackInfo& info() const override { return m_info; }

  OneStepDirection direction(const AttackProblem& problem) const override {
    return {ImageDraws(problem.xPixel, problem.seed).signs(), {}};
  }

 private:
  AttackInfo m_info;
};

const RegisterAttack<RandomNoise> kRegistered;

}  // namespace
}  // namespace adv
