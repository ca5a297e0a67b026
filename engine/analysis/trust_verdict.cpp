// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/analysis/trust_lamps.hpp"
#include "engine/api/trust.hpp"

namespace adv {
namespace {

/// Of the lamps of this state the one to name: the scale of the logits, which tells the cause and the cure, otherwise
/// the one that hides most. The steps are about the attack rather than about the network, and are asked for apart.
const Lamp* worst(const std::vector<Lamp>& lamps, LampState state) {
  const Lamp* found = nullptr;
  for (const Lamp& lamp : lamps) {
    if (lamp.state != state || lamp.id == "more-steps") continue;
    if (!found || lamp.hidden > found->hidden || lamp.id == "logit-scale") found = &lamp;
  }
  return found;
}

std::string tally(const std::vector<Lamp>& lamps) {
  std::string text;
  for (const LampState state : {LampState::Green, LampState::Amber, LampState::Red}) {
    const auto count = std::count_if(lamps.begin(), lamps.end(), [&](const Lamp& lamp) { return lamp.state == state; });
    if (count) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + nameOf(state);
  }
  return text;
}

}  // namespace

TrustJudgement judge(const TrustEvidence& e, const std::vector<Lamp>& lamps) {
  const auto isPending = [](const Lamp& lamp) { return lamp.state == LampState::Pending; };
  if (e.cleanRight == 0 && e.gradientsKnown)
    return {TrustVerdict::Undecided, "Nothing to judge: no picture is right without attack.", "Choose other pictures."};
  if (lamps.empty() || std::any_of(lamps.begin(), lamps.end(), isPending)) return {};
  const TrustCount& white = e.find(TrustTest::WhiteBox)->count;
  const std::string result =
      leaves(white) + " (" + percentOf(static_cast<double>(white.right) / std::max(1, e.count)) + ")";
  const std::string inAll = "Lamps: " + tally(lamps) + ".";
  if (const Lamp* red = worst(lamps, LampState::Red)) {
    return {TrustVerdict::GradientMasking, "Gradient masking: " + red->measured,
            "What the attack leaves right is no robustness. " + inAll};
  }
  if (const Lamp* amber = worst(lamps, LampState::Amber)) {
    const std::string hides = amber->id == "logit-scale" ? "Large logits hide a little: " : "Not quite to be trusted: ";
    return {TrustVerdict::PartlyMasked, hides + amber->measured, result + ". " + inAll};
  }
  const auto steps = std::find_if(lamps.begin(), lamps.end(), [](const Lamp& lamp) { return lamp.id == "more-steps"; });
  if (steps->state != LampState::Green) {
    return {TrustVerdict::WeakAttack, "The attack is too weak to judge by: " + steps->measured,
            "Give it more steps, or choose a stronger one. " + inAll};
  }
  return {TrustVerdict::Plausible, "Plausible: nothing speaks of gradient masking.",
          result + ". All eight lamps are green."};
}

}  // namespace adv
