// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks of the standard set on 512 MNIST images, with the budgets of tests/bench/peers_attacks.py.
#include "app/cli/bench_case.hpp"

namespace adv {
namespace {

struct FamilyCase {
  const char* name;
  const char* attack;
  ParamValues params;
};

const std::vector<FamilyCase>& familyCases() {
  static const std::vector<FamilyCase> cases = {
      {"PGD, eps .1, 20 x .02, 5 restarts",
       "pgd",
       {{"epsilon", 0.1}, {"step-size", 0.02}, {"steps", 20}, {"restarts", 5}}},
      {"DeepFool L2, 50 steps, overshoot .02", "deepfool", {{"steps", 50}, {"overshoot", 0.02}}},
      {"C&W L2, c = 1, 200 steps, lr .01",
       "cw_l2",
       {{"searches", 1}, {"constant", 1}, {"steps", 200}, {"learning-rate", 0.01}}},
      {"C&W L2, 4 searches x 100 steps, lr .01, c0 .1",
       "cw_l2",
       {{"searches", 4}, {"constant", 0.1}, {"steps", 100}, {"learning-rate", 0.01}}},
      {"Square Linf, eps .1, 500 queries", "square", {{"epsilon", 0.1}, {"queries", 500}}}};
  return cases;
}

Json measured(HeadlessEngine& engine, const FamilyCase& familyCase) {
  constexpr int kRuns = 3;
  const EvaluateRequest request{
      "advertorch_clean", "mnist-test:0-512", familyCase.attack, familyCase.params, {}, 1, 512, false};
  std::vector<double> seconds;
  Evaluated last;
  for (int run = 0; run < kRuns; ++run) {
    last = engine.ask<Evaluated>(request);
    seconds.push_back(last.seconds);
  }
  Json result = summary(seconds, "s");
  result["right_before"] = last.cleanCorrect;
  result["still_right"] = last.robustCorrect;
  result["median_l2_of_successes"] = last.medianL2OfSuccesses;
  return result;
}

}  // namespace

Json benchFamily(const std::string& device) {
  HeadlessEngine engine(device);
  engine.ask<Evaluated>(EvaluateRequest{"advertorch_clean", "mnist-test:0-512", "fgsm", {}, {}, 1, 512, false});
  Json result;
  for (const FamilyCase& familyCase : familyCases()) result[familyCase.name] = measured(engine, familyCase);
  return result;
}

}  // namespace adv
