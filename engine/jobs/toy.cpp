// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/toy.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/linear/sign_sums.hpp"

namespace adv {
namespace {

using Numbers = std::vector<double>;

constexpr std::size_t kMostNumbers = 1024;
constexpr int kMostDraws = 1'000'000;
constexpr double kLargest = 1e6;
constexpr int kPoints = 101;
/// As many outcomes as a person, or a JSON file, takes in.
constexpr std::size_t kMostOutcomes = 4096;
constexpr int kBars = 41;
constexpr double kTail = 0.05;
/// The axis ends where the class has been another one for as long again, and at least here.
constexpr double kShortestReach = 1.0;

void check(const ToyRequest& request) {
  const auto isFine = [](double value) { return std::abs(value) <= kLargest; };  // false for NaN
  if (request.x.empty() || request.x.size() != request.w.size())
    throw userFailure(
        "x has " + std::to_string(request.x.size()) + " numbers and w " + std::to_string(request.w.size()) + ".",
        "Give each number a weight.");
  if (request.x.size() > kMostNumbers)
    throw userFailure("These are too many numbers.", "Take 1024 at most, or look at the page of dimensions.");
  if (!std::all_of(request.x.begin(), request.x.end(), isFine) ||
      !std::all_of(request.w.begin(), request.w.end(), isFine) || !isFine(request.b))
    throw userFailure("A number is too large, or none.", "Take numbers from -1,000,000 to 1,000,000.");
  if (!(request.delta >= 0.0 && isFine(request.delta)) || !(request.reach >= 0.0 && isFine(request.reach)))
    throw userFailure("The step cannot be taken.", "Take 0 or more for the step.");
  if (request.towards != 0 && request.towards != 1)
    throw userFailure("There is no class " + std::to_string(request.towards) + ".", "Choose 0 or 1.");
  if (request.draws < 1 || request.draws > kMostDraws)
    throw userFailure("So many draws cannot be made.", "Take 1 to 1,000,000.");
}

ToyScore scored(double score) { return {score, linear::sigmoid(score)}; }

/// 1, 2 or 5 times a power of ten, not less than `value`.
double roundUp(double value) {
  const double decade = std::pow(10.0, std::floor(std::log10(value)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * decade >= value * (1 - 1e-9)) return factor * decade;
  }
  return 10.0 * decade;
}

double usualReach(const ToyReady& ready) {
  const double wanted = std::max(ready.request.delta, 2.0 * ready.flip.value_or(0.0));
  return roundUp(std::max(kShortestReach, wanted));
}

/// Takes the last digits away that come from adding binary fractions: -2.5 + 2.5 is 0 and no class.
double cleaned(double value) { return std::abs(value) < 1e-12 ? 0.0 : value; }

void addTerms(ToyReady& ready, const Numbers& direction) {
  const ToyRequest& request = ready.request;
  const Numbers signs = linear::drawnSigns(request.w.size(), request.seed);
  double score = ready.clean.score;
  double randomScore = score;
  for (std::size_t i = 0; i < request.x.size(); ++i) {
    ToyTerm term;
    term.nudge = request.delta * direction[i];
    term.adversarial = request.x[i] + term.nudge;
    term.product = request.w[i] * request.x[i];
    term.adversarialProduct = request.w[i] * term.adversarial;
    score = cleaned(score + request.w[i] * term.nudge);
    term.scoreSoFar = score;
    term.probabilitySoFar = linear::sigmoid(score);
    term.randomNudge = std::abs(term.nudge) * signs[i];
    randomScore = cleaned(randomScore + request.w[i] * term.randomNudge);
    term.randomScoreSoFar = randomScore;
    ready.terms.push_back(term);
  }
  ready.adversarial = scored(score);
}

void addCurve(ToyReady& ready, double gain, const std::vector<linear::SumShare>& sums) {
  const double s = ready.clean.score;
  const double low = linear::quantileOf(sums, kTail);
  const double middle = linear::quantileOf(sums, 0.5);
  const double high = linear::quantileOf(sums, 1.0 - kTail);
  for (int i = 0; i < kPoints; ++i) {
    const double delta = ready.request.reach * i / (kPoints - 1);
    ready.curve.delta.push_back(delta);
    ready.curve.adversarial.push_back(linear::sigmoid(s + delta * gain));
    ready.curve.randomLow.push_back(linear::sigmoid(s + delta * low));
    ready.curve.randomMiddle.push_back(linear::sigmoid(s + delta * middle));
    ready.curve.randomHigh.push_back(linear::sigmoid(s + delta * high));
  }
}

/// Each outcome, where they can be listed.
std::vector<ToyOutcome> listed(const std::vector<linear::SumShare>& exact, const std::vector<linear::SumShare>& drawn,
                               double s, double delta) {
  std::vector<ToyOutcome> outcomes;
  std::size_t next = 0;
  for (const linear::SumShare& one : exact) {
    double share = 0.0;
    while (next < drawn.size() && drawn[next].sum < one.sum + 1e-9) share += drawn[next++].share;
    outcomes.push_back({cleaned(s + delta * one.sum), one.share, share});
  }
  return outcomes;
}

/// Neighbouring outcomes together, at the middles of evenly spaced bars.
std::vector<ToyOutcome> grouped(const std::vector<linear::SumShare>& sums, const std::vector<linear::SumShare>& drawn,
                                bool isExact, double s, double delta) {
  const double reach = std::max({-sums.front().sum, sums.back().sum, -drawn.front().sum, drawn.back().sum, 1e-12});
  const double width = 2.0 * reach / kBars;
  std::vector<ToyOutcome> bars;
  for (int bar = 0; bar < kBars; ++bar)
    bars.push_back({s + delta * (width * (bar + 0.5) - reach), isExact ? 0.0 : -1.0, 0.0});
  const auto barOf = [&](double sum) -> ToyOutcome& {
    return bars[static_cast<std::size_t>(std::clamp(static_cast<int>((sum + reach) / width), 0, kBars - 1))];
  };
  for (const linear::SumShare& one : drawn) barOf(one.sum).drawn += one.share;
  for (const linear::SumShare& one : sums) {
    if (isExact) barOf(one.sum).exact += one.share;
  }
  return bars;
}

/// Outcomes that one sees apart: a few, as with weights of one size.
constexpr std::size_t kApart = 64;

void addRandom(ToyReady& ready, double gain, const Numbers& direction) {
  const ToyRequest& request = ready.request;
  Numbers sizes;
  for (std::size_t i = 0; i < direction.size(); ++i) sizes.push_back(request.w[i] * std::abs(direction[i]));
  const auto drawn = linear::sharesOf(linear::drawnSignSums(sizes, request.draws, request.seed));
  const auto exact = linear::signSums(sizes, kMostOutcomes);
  const auto& sums = exact ? *exact : drawn;
  const double s = ready.clean.score;
  ready.random = exact && exact->size() <= kApart ? listed(sums, drawn, s, request.delta)
                                                  : grouped(sums, drawn, exact.has_value(), s, request.delta);
  ready.randomFlips = linear::flippedShare(sums, s, request.delta);
  ready.randomPush = request.delta * linear::normL2(sizes);
  addCurve(ready, gain, sums);
}

}  // namespace

ToyReady solveToy(ToyRequest request) {
  check(request);
  ToyReady ready;
  Numbers direction = request.step == ToyStep::Signs ? linear::signsOf(request.w) : request.w;
  if (request.towards == 0) {
    for (double& d : direction) d = -d;
  }
  ready.clean = scored(cleaned(linear::score(request.w, request.x, request.b)));
  const double gain = linear::gainAlong(request.w, direction);
  ready.request = std::move(request);
  ready.normL1 = linear::normL1(ready.request.w);
  ready.normL2 = linear::normL2(ready.request.w);
  ready.smallestLinf = linear::smallestFlipLinf(ready.request.w, ready.clean.score);
  ready.smallestL2 = linear::smallestFlipL2(ready.request.w, ready.clean.score);
  ready.push = ready.request.delta * std::abs(gain);
  if (gain != 0.0 && ready.clean.winner() != ready.request.towards) ready.flip = std::abs(ready.clean.score / gain);
  if (ready.request.reach == 0.0) ready.request.reach = usualReach(ready);
  addTerms(ready, direction);
  addRandom(ready, gain, direction);
  return ready;
}

namespace {
const RegisterJob<ToyRequest, ToyJob> kRegistered;
}  // namespace

}  // namespace adv
