// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/trust_lamps.hpp"
#include "engine/api/trust.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/jobs/radius_params.hpp"

namespace adv {

/// One run on all pictures.
struct TrustProbe {
  TrustCount count;  ///< with what it is called; the counts come with the run
  const Attack* attack = nullptr;
  ParamValues params;
  ClassifierPtr source;  ///< the network that the attack sees
  int draws = 1;         ///< a picture is right where it stays right in all of them
  double effort = 1.0;   ///< roughly, in gradients of a picture
};

/// What a plan is made from.
struct TrustSubject {
  ClassifierPtr model;
  ClassifierPtr other;  ///< null where there is none
  const Attack* attack = nullptr;
};

/// As `radiusParams`. Throws `Failure` also where the attack uses no gradients, so that there is nothing to ask.
ParamValues trustParams(const AttackInfo& attack, const ParamValues& given);

/// Fills in what the evidence holds before anything is run: titles, ε and its grid.
TrustEvidence emptyEvidence(const TrustRequest& request, const TrustSubject& subject);

/// The runs, those first that light a lamp soonest.
std::vector<TrustProbe> planProbes(const TrustRequest& request, const TrustSubject& subject, TrustEvidence& evidence);

}  // namespace adv
