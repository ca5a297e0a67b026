// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/attack_run.hpp"
#include "engine/api/describe.hpp"
#include "engine/api/interval.hpp"

namespace adv {

/// Accuracy under attack against one parameter, for models × attacks × values on a slice of a data set. Every cell is
/// attacked for itself; batch after batch, so that all curves are there early and their intervals shrink. What is done
/// is kept on disk: the same request goes on where it stopped. Answers: `RobustnessReady` with the counts so far, and
/// `Progress`.
struct RobustnessRequest {
  std::vector<std::string> models;    ///< ids, or paths of model cards
  std::string data;                   ///< as in EvaluateRequest
  std::vector<AttackChoice> attacks;  ///< what `axis` names is replaced by each of the values
  std::string axis = "epsilon";       ///< the parameter that varies: "epsilon", "steps", "restarts", "queries"
  std::vector<double> values;         ///< rising
  std::uint64_t seed = 1;
  int batch = 32;
  bool eightBit = false;     ///< judge the rounded 8-bit images instead of the float ones
  bool startAfresh = false;  ///< forget what an earlier run of the same request has kept
  friend bool operator==(const RobustnessRequest&, const RobustnessRequest&) = default;
};

/// One model under one attack at one value. Images that are wrong from the start are not attacked.
struct RobustnessCell {
  int count = 0;     ///< images so far, with those that are wrong from the start
  int attacked = 0;  ///< of these, right from the start
  int robust = 0;    ///< right before and after the attack
  double seconds = 0.0;
  AttackCost cost;

  double accuracy() const { return count > 0 ? static_cast<double>(robust) / count : 0.0; }
  Interval interval() const { return wilsonInterval(robust, count); }
};

/// A model without attack.
struct CleanCount {
  ModelInfo model;
  int count = 0;
  int correct = 0;

  double accuracy() const { return count > 0 ? static_cast<double>(correct) / count : 0.0; }
  Interval interval() const { return wilsonInterval(correct, count); }
};

struct RobustnessReady {
  RobustnessRequest request;
  int pictures = 0;  ///< of the slice
  std::vector<CleanCount> clean;
  std::vector<RobustnessCell> cells;  ///< for each model, for each attack, for each value
  bool complete = false;
  bool resumed = false;  ///< a part was kept from an earlier run
  std::string note;      ///< a plain word where results cannot be kept

  std::size_t indexOf(std::size_t model, std::size_t attack, std::size_t value) const {
    return (model * request.attacks.size() + attack) * request.values.size() + value;
  }
  const RobustnessCell& cell(std::size_t model, std::size_t attack, std::size_t value) const {
    return cells[indexOf(model, attack, value)];
  }
};

}  // namespace adv
