// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/api/describe.hpp"
#include "engine/api/image.hpp"

namespace adv {

/// The whole state of an experiment: what the breadcrumb shows, and what repeats it.
struct Experiment {
  ImageSource image = SampleImage{"signs-gallery", 1};
  std::string model = "signs";
  std::string attack = "bim";
  ParamValues params;        ///< of `attack`
  std::optional<int> label;  ///< given class; otherwise the data's own, otherwise the prediction
  std::optional<int> target;
  std::uint64_t seed = 1;
  friend bool operator==(const Experiment&, const Experiment&) = default;
};

/// A picture in memory is written as its name only: it cannot be read back.
std::string toJson(const Experiment& experiment);
/// Throws `Failure` naming the field that is wrong. Unknown fields are refused.
Experiment experimentFromJson(const std::string& text);

/// The command line that repeats the experiment, quoted for a shell. `attack` describes the experiment's attack.
QString toCommandLine(const Experiment& experiment, const AttackInfo& attack);

}  // namespace adv
