// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"

namespace adv {

/// Asks whether what an attack says of a network can be believed (Athalye, Carlini, Wagner 2018; Carlini et al. 2019).
/// Answers: `TrustReported` with all that is known so far, and `Progress`; the last one is complete.
struct TrustRequest {
  std::string model;
  /// As in EvaluateRequest; empty: the first `count` pictures of the data set that the network's card names.
  std::string data;
  int count = 200;
  std::string attack = "bim";  ///< one with a radius ε that uses gradients
  /// Where the attack would work its steps out by itself and they are not given: 20 steps of 2.5 ε / 20.
  ParamValues params;
  std::string other;   ///< a network for the same pictures, from which examples are carried over; empty: none
  double reach = 0.0;  ///< of the ε axis, as ε is measured; 0: twice ε, at most half the pixel range
  std::uint64_t seed = 1;
  int batch = 32;
  friend bool operator==(const TrustRequest&, const TrustRequest&) = default;
};

enum class LampState { Pending, Green, Amber, Red };

/// What was tried on the pictures.
enum class TrustTest { WhiteBox, OneStep, Iterative, MoreSteps, ScaledLogits, BlackBox, Transfer, Noise, Gradient };

/// A count of pictures after one run.
struct TrustCount {
  TrustTest test = TrustTest::WhiteBox;
  std::string what;      ///< "BIM (40 steps)"
  double epsilon = 0.0;  ///< as the attack measures it, in units of the pixel range
  int right = 0;         ///< pictures still right; of a gradient: pictures without one
  int of = 0;            ///< pictures in all, with those that are wrong from the start
};

/// One check. States are told by shape and word, never by colour alone.
struct Lamp {
  std::string id;     ///< "logit-scale"
  std::string title;  ///< what a healthy network shows: "Scaling the logits does not help the attack"
  LampState state = LampState::Pending;
  std::string measured;  ///< one sentence each
  std::string expected;
  std::string ran;
  std::vector<TrustCount> numbers;  ///< what the lamp compares
  int hidden = 0;                   ///< pictures that the control fools and the attack does not
};

enum class TrustVerdict { Pending, Plausible, PartlyMasked, GradientMasking, WeakAttack, Undecided };

struct TrustReported {
  TrustRequest request;  ///< with data and every parameter resolved
  ModelInfo model;
  std::string otherTitle;  ///< of the network that examples come from; empty where there is none
  int count = 0;           ///< pictures
  int cleanRight = 0;      ///< right without attack
  double epsilon = 0.0;
  double zeroShare = 0.0;          ///< of the components of all gradients
  std::vector<Lamp> lamps;         ///< always all of them, in order
  std::vector<TrustCount> counts;  ///< of every run, for the plot over ε
  TrustVerdict verdict = TrustVerdict::Pending;
  std::string sentence;  ///< the verdict in words, with its evidence
  std::string detail;
  double seconds = 0.0;
};

/// "green", "amber", "red"; "pending".
constexpr const char* nameOf(LampState state) {
  switch (state) {
    case LampState::Green: return "green";
    case LampState::Amber: return "amber";
    case LampState::Red: return "red";
    case LampState::Pending: break;
  }
  return "pending";
}

/// As the command line's JSON writes it.
constexpr const char* nameOf(TrustVerdict verdict) {
  switch (verdict) {
    case TrustVerdict::Plausible: return "plausible";
    case TrustVerdict::PartlyMasked: return "partly_masked";
    case TrustVerdict::GradientMasking: return "gradient_masking";
    case TrustVerdict::WeakAttack: return "weak_attack";
    case TrustVerdict::Undecided: return "undecided";
    case TrustVerdict::Pending: break;
  }
  return "pending";
}

}  // namespace adv
