// SPDX-License-Identifier: GPL-3.0-or-later
// What the property tests run over: every registered attack with every setting of its choices.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/attacks/attack.hpp"

namespace adv::test {

/// An attack with one setting of each of its choices: every combination is put to the test.
struct Variant {
  const Attack* attack = nullptr;
  ParamValues params;
  std::string name;
};

/// Budgets that keep a property test short, by the name of the parameter.
inline const ParamValues kShort = {{"steps", 12}, {"searches", 3}, {"restarts", 2}, {"queries", 150},
                                   {"rounds", 2}, {"epochs", 2},   {"budget", 50}};

inline std::vector<Variant> allVariants() {
  std::vector<Variant> variants;
  for (const Attack* attack : allAttacks()) {
    std::vector<Variant> mine = {{attack, {}, attack->info().id}};
    for (const ParamSpec& spec : attack->info().params) {
      for (Variant& variant : mine) {
        if (const auto quick = kShort.find(spec.name); quick != kShort.end())
          variant.params[spec.name] = std::min(quick->second, spec.maximum);
      }
      if (spec.kind != ParamKind::Choice) continue;
      std::vector<Variant> multiplied;
      for (const Variant& variant : mine) {
        for (std::size_t choice = 0; choice < spec.choices.size(); ++choice) {
          multiplied.push_back(variant);
          multiplied.back().params[spec.name] = static_cast<double>(choice);
          multiplied.back().name += " " + spec.choices[choice];
        }
      }
      mine = std::move(multiplied);
    }
    variants.insert(variants.end(), mine.begin(), mine.end());
  }
  return variants;
}

/// ε set where the attack has one.
inline ParamValues withEpsilon(const Variant& variant, double epsilon) {
  ParamValues params = variant.params;
  if (variant.attack->info().param("epsilon")) params["epsilon"] = epsilon;
  return params;
}

inline bool hasEpsilon(const Variant& variant) { return variant.attack->info().param("epsilon") != nullptr; }

}  // namespace adv::test
