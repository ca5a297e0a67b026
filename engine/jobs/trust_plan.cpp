// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/trust_plan.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/models/scaled_classifier.hpp"

namespace adv {
namespace {

/// Float32 loses the gradient of logits that lie 100 apart; a hundredth of them keeps it.
constexpr double kScale = 0.01;
/// A few queries, so that the lamps are there within seconds: what falls to so few must fall to a gradient.
constexpr int kQueries = 100;
/// Brute-force search for a picture that noise alone fools: it is right only where it stays right in all draws.
constexpr int kNoiseDraws = 10;
/// Of the reach of the ε axis, beside ε itself.
constexpr double kGridShares[] = {0.25, 0.5, 1.0};
/// A forward pass, in gradients.
constexpr double kForwardEffort = 0.35;

const Attack* findIfKnown(const std::string& id) {
  const auto& attacks = allAttacks();
  const auto found =
      std::find_if(attacks.begin(), attacks.end(), [&](const Attack* attack) { return attack->info().id == id; });
  return found == attacks.end() ? nullptr : *found;
}

/// Makes the runs of one subject at any ε.
class Planner {
 public:
  Planner(const TrustRequest& request, const TrustSubject& subject, const TrustEvidence& evidence)
      : m_params(request.params),
        m_subject(subject),
        m_evidence(evidence),
        m_isL2(evidence.norm == "L2"),
        m_scaled(std::make_shared<const ScaledClassifier>(subject.model, evidence.scale)) {}

  TrustProbe whiteBox(double radius) const {
    return attackAt(TrustTest::WhiteBox, radius, title() + stepsText(1), m_subject.model);
  }
  TrustProbe scaledLogits(double radius) const {
    return attackAt(TrustTest::ScaledLogits, radius, title() + " with the logits × 0.01", m_scaled);
  }
  TrustProbe transfer(double radius) const {
    return attackAt(TrustTest::Transfer, radius, title() + " made on " + m_subject.other->info().title,
                    m_subject.other);
  }
  TrustProbe moreSteps() const {
    TrustProbe probe = attackAt(TrustTest::MoreSteps, m_evidence.epsilon, title() + stepsText(2), m_subject.model);
    probe.params["steps"] = std::min(2 * steps(), m_subject.attack->info().param("steps")->maximum);
    probe.effort *= 2;
    return probe;
  }
  TrustProbe noise(double radius) const {
    TrustProbe probe;
    probe.count = {TrustTest::Noise, "random noise (" + std::to_string(kNoiseDraws) + " draws)", radius, 0, 0};
    probe.attack = &findAttack("noise");
    probe.params = noiseParams(m_evidence.norm, radius, m_subject.model->info());
    probe.source = m_subject.model;
    probe.draws = kNoiseDraws;
    probe.effort = kNoiseDraws * kForwardEffort;
    return probe;
  }
  TrustProbe blackBox(const Attack& square, double radius) const {
    TrustProbe probe;
    probe.count = {TrustTest::BlackBox, square.info().title + " (" + std::to_string(kQueries) + " queries)", radius, 0,
                   0};
    probe.attack = &square;
    probe.params = {{"epsilon", radius}, {"queries", kQueries}};
    if (square.info().param("norm")) probe.params["norm"] = m_isL2 ? 1 : 0;
    probe.source = m_subject.model;
    probe.effort = kQueries * kForwardEffort;
    return probe;
  }
  /// One step of ε along the gradient, in the attack's norm; none where there is no such attack.
  std::vector<TrustProbe> oneStep() const {
    const Attack* attack = findIfKnown(m_isL2 ? "fgm" : "fgsm");
    if (!attack) return {};
    TrustProbe probe;
    probe.count = {TrustTest::OneStep, attack->info().title, m_evidence.epsilon, 0, 0};
    probe.attack = attack;
    probe.params = {{"epsilon", m_evidence.epsilon}};
    probe.source = m_subject.model;
    return {probe};
  }
  /// What a one-step attack is held against.
  TrustProbe iterative() const {
    const Attack& attack = findAttack(m_isL2 ? "pgd" : "bim");
    TrustProbe probe;
    probe.count = {TrustTest::Iterative, attack.info().title + " (" + std::to_string(kUsualSteps) + " steps)",
                   m_evidence.epsilon, 0, 0};
    probe.attack = &attack;
    probe.params = radiusParams(
        attack.info(),
        {{"epsilon", m_evidence.epsilon}, {"steps", kUsualSteps}, {"step-size", kUsualStepShare * m_evidence.epsilon}});
    if (attack.info().param("norm")) probe.params["norm"] = m_isL2 ? 1 : 0;
    probe.source = m_subject.model;
    probe.effort = kUsualSteps;
    return probe;
  }

 private:
  const std::string& title() const { return m_subject.attack->info().title; }
  double steps() const {
    const auto found = m_params.find("steps");
    return found == m_params.end() ? 1.0 : found->second;
  }
  std::string stepsText(int times) const {
    if (!m_params.contains("steps")) return {};
    return " (" + std::to_string(times * std::lround(steps())) + " steps)";
  }
  /// The attack at another ε: as many steps, their size in proportion.
  TrustProbe attackAt(TrustTest test, double radius, std::string what, ClassifierPtr source) const {
    TrustProbe probe;
    probe.count = {test, std::move(what), radius, 0, 0};
    probe.attack = m_subject.attack;
    probe.params = paramsAtRadius(m_subject.attack->info(), m_params, radius);
    probe.source = std::move(source);
    probe.effort = steps();
    return probe;
  }

  ParamValues m_params;
  const TrustSubject& m_subject;
  const TrustEvidence& m_evidence;
  bool m_isL2;
  ClassifierPtr m_scaled;
};

}  // namespace

ParamValues trustParams(const AttackInfo& attack, const ParamValues& given) {
  if (attack.isControl || !attack.usesGradient) {
    throw userFailure(attack.title + " does not use gradients, so there is nothing that masking could hide from it.",
                      "Choose an attack that does, such as BIM.");
  }
  return radiusParams(attack, given);
}

TrustEvidence emptyEvidence(const TrustRequest& request, const TrustSubject& subject) {
  const AttackInfo& attack = subject.attack->info();
  const ModelInfo& model = subject.model->info();
  TrustEvidence evidence;
  evidence.attack = attack.title;
  evidence.classes = model.classCount();
  evidence.isOneStep = attack.oneStep || !request.params.contains("steps");
  evidence.norm = attack.normWith(request.params);
  evidence.epsilon = request.params.at("epsilon");
  evidence.scale = kScale;
  if (evidence.norm == "L2") evidence.half = 0.5 * std::sqrt(valuesOf(model));
  const double most = std::min(evidence.half, attack.param("epsilon")->maximum);
  evidence.half = most;
  const double reach = std::min(most, request.reach > 0.0 ? request.reach : 2.0 * evidence.epsilon);
  std::vector<double> grid = {evidence.epsilon, most};
  for (const double share : kGridShares) grid.push_back(share * reach);
  std::sort(grid.begin(), grid.end());
  const auto isSame = [](double a, double b) { return b - a < 1e-6; };
  grid.erase(std::unique(grid.begin(), grid.end(), isSame), grid.end());
  evidence.grid = grid;
  if (subject.other) evidence.other = subject.other->info().title;
  evidence.hasBlackBox = findIfKnown("square") != nullptr;
  return evidence;
}

std::vector<TrustProbe> planProbes(const TrustRequest& request, const TrustSubject& subject, TrustEvidence& evidence) {
  const Planner planner(request, subject, evidence);
  const Attack* square = findIfKnown("square");
  const double epsilon = evidence.epsilon;
  std::vector<TrustProbe> probes = {planner.whiteBox(epsilon)};
  if (evidence.isOneStep) {
    probes.push_back(planner.iterative());
  } else {
    for (TrustProbe& probe : planner.oneStep()) probes.push_back(std::move(probe));
  }
  probes.push_back(planner.noise(epsilon));
  probes.push_back(planner.scaledLogits(epsilon));
  if (subject.other) probes.push_back(planner.transfer(epsilon));
  if (square) probes.push_back(planner.blackBox(*square, epsilon));
  if (!evidence.isOneStep) probes.push_back(planner.moreSteps());
  for (auto radius = evidence.grid.rbegin(); radius != evidence.grid.rend(); ++radius)
    if (*radius != epsilon) probes.push_back(planner.whiteBox(*radius));
  const double reach = request.reach > 0.0 ? request.reach : 2.0 * epsilon;
  for (const double radius : evidence.grid) {
    if (radius == epsilon || radius > reach + 1e-6) continue;
    probes.push_back(planner.noise(radius));
    probes.push_back(planner.scaledLogits(radius));
    if (square) probes.push_back(planner.blackBox(*square, radius));
  }
  return probes;
}

}  // namespace adv
