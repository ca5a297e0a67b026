// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/api/interval.hpp"

namespace adv {

/// Attacks that tell what defensive distillation does: the one that it was measured with, and those that see through.
enum class TemperatureAttack {
  JsmaSoftmax,      ///< saliency of the float32 softmax at T = 1, as published
  JsmaLogits,       ///< saliency of the logits
  JsmaScaled,       ///< as published, on the logits divided by the T of training (Carlini and Wagner 2016)
  JsmaLogDomain,    ///< saliency of the softmax, in the log domain
  PgdLogits,        ///< PGD L∞ on the network as it is
  PgdScaled,        ///< PGD L∞ on the logits divided by T
  CarliniWagnerL2,  ///< on the logits, the smallest change
};
inline constexpr std::size_t kTemperatureAttacks = 7;

struct TemperatureAttackInfo {
  TemperatureAttack attack;
  const char* id;      ///< "jsma-softmax": JSON, command line
  const char* title;   ///< "JSMA, softmax"
  bool isAsPublished;  ///< sees what the paper's attack saw; the others show what is there
  bool isTargeted;     ///< aims at a random class and succeeds where it is reached; otherwise at any wrong class
};
inline constexpr std::array<TemperatureAttackInfo, kTemperatureAttacks> kTemperatureAttackInfos = {{
    {TemperatureAttack::JsmaSoftmax, "jsma-softmax", "JSMA, softmax in float32", true, true},
    {TemperatureAttack::JsmaLogits, "jsma-logits", "JSMA, logits", false, true},
    {TemperatureAttack::JsmaScaled, "jsma-scaled", "JSMA, softmax of logits / T", false, true},
    {TemperatureAttack::JsmaLogDomain, "jsma-log-domain", "JSMA, log domain", false, true},
    {TemperatureAttack::PgdLogits, "pgd", "PGD L∞, as it is", true, false},
    {TemperatureAttack::PgdScaled, "pgd-scaled", "PGD L∞, logits / T", false, false},
    {TemperatureAttack::CarliniWagnerL2, "cw-l2", "Carlini-Wagner L2", false, true},
}};
constexpr const TemperatureAttackInfo& infoOf(TemperatureAttack attack) {
  return kTemperatureAttackInfos[static_cast<std::size_t>(attack)];
}

/// Attacks networks that differ in the temperature of their training, on the same pictures with the same random
/// targets. Pictures that a network classifies wrongly are not attacked. JSMA may change 14.5 % of the features, as
/// published. Answers: `TemperatureAttacksReady` with all that is known so far, and `Progress`.
struct TemperatureAttacksRequest {
  std::vector<std::string> models;  ///< ids, or paths of model cards; they take the same pictures
  std::string data;                 ///< as in EvaluateRequest; empty: the first `count` of what the first card names
  int count = 100;
  std::vector<TemperatureAttack> attacks;  ///< empty: all
  double epsilon = 0.3;                    ///< of PGD, in units of the pixel range; 40 steps of ε / 30
  int searches = 9;                        ///< of Carlini-Wagner, each of `steps` steps
  int steps = 300;
  std::uint64_t seed = 1;  ///< of the targets and of PGD's start
  friend bool operator==(const TemperatureAttacksRequest&, const TemperatureAttacksRequest&) = default;
};

/// One attack on one network. Means are over the successes.
struct TemperatureCell {
  int attacked = 0;  ///< pictures so far, all of them right from the start
  int succeeded = 0;
  int unmoved = 0;                ///< pictures that the attack could not change at all
  double meanL2 = 0.0;            ///< of the change, in units of the pixel range
  double meanChangedShare = 0.0;  ///< of the features, in [0, 1]
  double seconds = 0.0;

  double rate() const { return attacked > 0 ? static_cast<double>(succeeded) / attacked : 0.0; }
  Interval interval() const { return wilsonInterval(succeeded, attacked); }
};

struct TemperatureRow {
  ModelInfo model;
  std::optional<double> temperature;  ///< of its training; nothing where it was not distilled
  int count = 0;                      ///< pictures, with those that are wrong from the start
  int correct = 0;
  std::array<std::optional<TemperatureCell>, kTemperatureAttacks> cells;  ///< nothing where it has not begun

  const std::optional<TemperatureCell>& cell(TemperatureAttack attack) const {
    return cells[static_cast<std::size_t>(attack)];
  }
};

struct TemperatureAttacksReady {
  TemperatureAttacksRequest request;  ///< with data and attacks resolved
  int pictures = 0;
  std::vector<TemperatureRow> rows;  ///< in the order of the request
  bool complete = false;
  double seconds = 0.0;
};

/// Accuracy and the size of the logits, from forward passes alone. Answers: `TemperatureOutputsReady` with all that is
/// known so far, and `Progress`.
struct TemperatureOutputsRequest {
  std::vector<std::string> models;
  std::string data;  ///< as above
  int count = 1000;
  friend bool operator==(const TemperatureOutputsRequest&, const TemperatureOutputsRequest&) = default;
};

struct TemperatureOutputs {
  ModelInfo model;
  std::optional<double> temperature;
  std::uint64_t seed = 1;  ///< of its training
  int count = 0;
  int correct = 0;
  double meanL1 = 0.0;       ///< of ‖Z‖₁ over the pictures (Carlini and Wagner 2016: 5.8 and, at T = 100, 482)
  double deviationL1 = 0.0;  ///< its standard deviation
  double meanTop = 0.0;      ///< of the largest logit
  double meanGap = 0.0;      ///< between the largest and the second largest
  double medianGap = 0.0;

  double accuracy() const { return count > 0 ? static_cast<double>(correct) / count : 0.0; }
};

struct TemperatureOutputsReady {
  TemperatureOutputsRequest request;
  int pictures = 0;
  std::vector<TemperatureOutputs> rows;
  bool complete = false;
};

}  // namespace adv
