// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/trust_lamps.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "engine/analysis/exact_tests.hpp"
#include "engine/api/epsilon.hpp"

namespace adv {
namespace {

/// The chance that any of the eight lamps lights although nothing is wrong, and each lamp's part of it (Bonferroni).
constexpr double kFamilyError = 0.01;
constexpr double kAlpha = kFamilyError / 8;
/// From here on a lamp is red: more than a quarter of all pictures would be counted as robust and are not, so that
/// nothing which is concluded from the count can stand. Below it the effect is real and small: amber. The share is the
/// lower end of its interval, so that a small sample lights no red lamp by luck.
constexpr double kGrossShare = 0.25;

std::string radiusText(double radius) { return Epsilon::fromUnit(radius).text(); }

std::string number(double value, int digits) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
  return buffer;
}

struct Difference {
  int wins = 0;    ///< pictures that the control fools and the attack does not
  int losses = 0;  ///< the other way round
};

Difference compare(const TrustOutcome& control, const TrustOutcome& attack) {
  Difference difference;
  for (std::size_t i = 0; i < control.right.size(); ++i) {
    if (control.right[i] == attack.right[i]) continue;
    ++(attack.right[i] ? difference.wins : difference.losses);
  }
  return difference;
}

LampState bySize(int hidden, int pictures) {
  return lowerBound(hidden, pictures, kAlpha) > kGrossShare ? LampState::Red : LampState::Amber;
}

/// The control is expected to be no stronger than the attack.
LampState stateOf(const Difference& difference, int pictures) {
  if (signTest(difference.wins, difference.losses) >= kAlpha) return LampState::Green;
  return bySize(difference.wins, pictures);
}

/// A lamp that is lit where the control fools pictures that the attack does not.
void lightByPair(Lamp& lamp, const TrustOutcome& control, const TrustOutcome& attack) {
  const Difference difference = compare(control, attack);
  const LampState state = stateOf(difference, static_cast<int>(attack.right.size()));
  if (lamp.state != LampState::Pending && state <= lamp.state) return;
  lamp.state = state;
  lamp.hidden = difference.wins;
  lamp.measured =
      leaves(attack.count) + "; " + control.count.what + " leaves " + std::to_string(control.count.right) + ".";
}

std::string at(const TrustEvidence& e) { return "ε = " + radiusText(e.epsilon); }

std::string onPictures(const TrustEvidence& e) { return " on " + std::to_string(e.count) + " pictures"; }

Lamp pendingLamp(std::string id, std::string title, std::string expected) {
  Lamp lamp;
  lamp.id = std::move(id);
  lamp.title = std::move(title);
  lamp.expected = std::move(expected);
  return lamp;
}

Lamp iterative(const TrustEvidence& e) {
  Lamp lamp =
      pendingLamp("iterative", "Iterating beats a single step", "No picture that one step fools and many do not.");
  const TrustOutcome* one = e.find(e.isOneStep ? TrustTest::WhiteBox : TrustTest::OneStep);
  const TrustOutcome* many = e.find(e.isOneStep ? TrustTest::Iterative : TrustTest::WhiteBox);
  if (!one || !many) return lamp;
  lamp.ran = one->count.what + " and " + many->count.what + ", at " + at(e) + onPictures(e) + ".";
  lamp.numbers = {many->count, one->count};
  lightByPair(lamp, *one, *many);
  return lamp;
}

Lamp moreEpsilon(const TrustEvidence& e) {
  Lamp lamp = pendingLamp("more-epsilon", "More ε never helps the network", "Never more pictures right at a larger ε.");
  const TrustOutcome* before = nullptr;
  std::string counts, radii;
  LampState state = LampState::Green;
  for (const double radius : e.grid) {
    const TrustOutcome* here = e.find(TrustTest::WhiteBox, radius);
    if (!here) return lamp;
    lamp.numbers.push_back(here->count);
    lamp.numbers.back().what = "ε = " + radiusText(radius);
    counts += (before ? ", " : "") + std::to_string(here->count.right);
    radii += (before ? ", " : "") + radiusText(radius);
    const Difference difference = before ? compare(*before, *here) : Difference();
    if (const LampState found = stateOf(difference, e.cleanRight); found > state) {
      state = found;
      lamp.hidden = difference.wins;
    }
    before = here;
  }
  lamp.state = state;
  lamp.measured = "Still right, as ε grows: " + counts + " of " + std::to_string(e.count) + ".";
  lamp.ran = e.attack + " at ε = " + radii + onPictures(e) + ".";
  return lamp;
}

Lamp halfRange(const TrustEvidence& e) {
  const std::string radius = radiusText(e.half);
  const double chance = 1.0 / std::max(1, e.classes);
  Lamp lamp = pendingLamp("half-range", "ε = 0.5 brings it down to chance",
                          "At most chance, " + percentOf(chance) + ": every picture can be made plain grey.");
  const TrustOutcome* half = e.find(TrustTest::WhiteBox, e.half);
  if (!half) return lamp;
  lamp.numbers = {half->count};
  lamp.measured = leaves(half->count) + " at ε = " + radius + ".";
  lamp.ran = half->count.what + " at ε = " + radius + onPictures(e) + ".";
  const bool isAboveChance = binomialTail(half->count.right, e.cleanRight, chance) < kAlpha;
  lamp.hidden = isAboveChance ? half->count.right : 0;
  lamp.state = isAboveChance ? bySize(half->count.right, e.cleanRight) : LampState::Green;
  return lamp;
}

Lamp blackBox(const TrustEvidence& e) {
  Lamp lamp = pendingLamp("black-box", "Without gradients it is no easier",
                          "No picture that queries or another network's examples fool and the attack does not.");
  const TrustOutcome* white = e.find(TrustTest::WhiteBox);
  const TrustOutcome* queries = e.find(TrustTest::BlackBox);
  const TrustOutcome* transfer = e.find(TrustTest::Transfer);
  if (!white || (e.hasBlackBox && !queries) || (!e.other.empty() && !transfer)) return lamp;
  lamp.numbers = {white->count};
  for (const TrustOutcome* control : {queries, transfer}) {
    if (!control) continue;
    lamp.ran += (lamp.ran.empty() ? "" : "; ") + control->count.what;
    lamp.numbers.push_back(control->count);
    lightByPair(lamp, *control, *white);
  }
  if (lamp.numbers.size() == 1) {
    lamp.state = LampState::Amber;
    lamp.measured = "There is no other network for these pictures and no attack without gradients.";
    lamp.ran = "Nothing.";
    return lamp;
  }
  lamp.ran += "; each at " + at(e) + onPictures(e) + ".";
  return lamp;
}

Lamp moreSteps(const TrustEvidence& e) {
  Lamp lamp =
      pendingLamp("more-steps", "Twice the steps change nothing", "No picture that only the longer attack fools.");
  const TrustOutcome* white = e.find(TrustTest::WhiteBox);
  if (!white) return lamp;
  lamp.numbers = {white->count};
  if (e.isOneStep) {
    lamp.state = LampState::Amber;
    lamp.measured = e.attack + " has one step only: a count by it proves little.";
    lamp.ran = e.attack + " at " + at(e) + onPictures(e) + ".";
    return lamp;
  }
  const TrustOutcome* longer = e.find(TrustTest::MoreSteps);
  if (!longer) return lamp;
  lamp.numbers.push_back(longer->count);
  lamp.ran = white->count.what + " and " + longer->count.what + ", at " + at(e) + onPictures(e) + ".";
  lightByPair(lamp, *longer, *white);
  return lamp;
}

Lamp zeroGradient(const TrustEvidence& e) {
  Lamp lamp =
      pendingLamp("zero-gradient", "There is a gradient to follow", "No picture whose gradient is exactly zero.");
  if (!e.gradientsKnown) return lamp;
  lamp.measured = "No gradient at all: " + ofAll(e.withoutGradient, e.cleanRight) + " pictures; zero in " +
                  percentOf(e.zeroShare) + " of the pixels.";
  lamp.ran = "The gradient of the cross-entropy at each picture, in float32.";
  lamp.numbers = {{TrustTest::Gradient, "without a gradient", 0.0, e.withoutGradient, e.cleanRight}};
  lamp.hidden = e.withoutGradient;
  lamp.state = e.withoutGradient == 0 ? LampState::Green : bySize(e.withoutGradient, e.cleanRight);
  return lamp;
}

Lamp noise(const TrustEvidence& e) {
  Lamp lamp = pendingLamp("noise", "Random noise does not beat the attack",
                          "No picture that noise fools and the attack does not.");
  const TrustOutcome* white = e.find(TrustTest::WhiteBox);
  const TrustOutcome* random = e.find(TrustTest::Noise);
  if (!white || !random) return lamp;
  lamp.ran = random->count.what + " at " + at(e) + onPictures(e) + ".";
  lamp.numbers = {white->count, random->count};
  lightByPair(lamp, *random, *white);
  return lamp;
}

Lamp logitScale(const TrustEvidence& e) {
  Lamp lamp = pendingLamp("logit-scale", "The scale of the logits does not matter",
                          "No picture that the attack fools only with smaller logits; logits, not probabilities.");
  const TrustOutcome* white = e.find(TrustTest::WhiteBox);
  const TrustOutcome* scaled = e.find(TrustTest::ScaledLogits);
  if (!white || !scaled) return lamp;
  lamp.ran = white->count.what + ", as it is and with the logits × " + number(e.scale, 3) + ", at " + at(e) +
             onPictures(e) + ".";
  lamp.numbers = {white->count, scaled->count};
  lightByPair(lamp, *scaled, *white);
  if (!e.looksLikeSoftmax) return lamp;
  lamp.state = LampState::Red;
  lamp.hidden = std::max(lamp.hidden, e.cleanRight);
  lamp.measured = "The outputs of every picture lie in [0, 1] and sum to 1: probabilities, where logits are expected.";
  return lamp;
}

}  // namespace

std::string ofAll(int part, int whole) { return std::to_string(part) + " of " + std::to_string(whole); }

std::string percentOf(double share) {
  if (share > 0.0 && share < 0.001) return "< 0.1 %";
  return number(100.0 * share, 3) + " %";
}

std::string leaves(const TrustCount& count) {
  return count.what + " leaves " + ofAll(count.right, count.of) + " right";
}

const TrustOutcome* TrustEvidence::find(TrustTest test, double radius) const {
  const double wanted = radius > 0.0 ? radius : epsilon;
  const auto found = std::find_if(outcomes.begin(), outcomes.end(), [&](const TrustOutcome& outcome) {
    return outcome.count.test == test && std::abs(outcome.count.epsilon - wanted) < 1e-9;
  });
  return found == outcomes.end() ? nullptr : &*found;
}

std::vector<Lamp> judgeLamps(const TrustEvidence& evidence) {
  return {iterative(evidence), moreEpsilon(evidence),  halfRange(evidence), blackBox(evidence),
          moreSteps(evidence), zeroGradient(evidence), noise(evidence),     logitScale(evidence)};
}

}  // namespace adv
