// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"

namespace adv {

/// Makes adversarial pictures on each of some networks and tries them on all (Szegedy et al. 2013, section 4.2;
/// Papernot, McDaniel, Goodfellow 2016, "Transferability in machine learning"). Answers: `TransferReported` with all
/// that is known so far, and `Progress`.
struct TransferRequest {
  std::vector<std::string> models;  ///< ids, or paths of model cards; they take the same pictures
  /// As in EvaluateRequest; empty: the first `count` pictures of the data set that the first network's card names.
  std::string data;
  int count = 100;
  std::string attack = "bim";  ///< one with a radius ε
  ParamValues params;          ///< steps and their size are filled in as for a TrustRequest
  /// Of the ε axis: how often examples carry over is also measured at a quarter, half and all of it; 0: only at ε.
  double reach = 0.0;
  std::uint64_t seed = 1;
  int batch = 32;
  friend bool operator==(const TransferRequest&, const TransferRequest&) = default;
};

/// Of the pictures that both networks classify rightly without attack (`of`), those that the second gets wrong after
/// they were attacked on the first.
struct TransferCell {
  int fooled = 0;
  int of = 0;

  double rate() const { return of > 0 ? static_cast<double>(fooled) / of : 0.0; }
};

/// All cells at one ε. Rows that are not measured yet are empty.
struct TransferMatrix {
  double epsilon = 0.0;
  std::vector<std::vector<TransferCell>> rows;  ///< made on the network `row`, tried on each
  std::vector<TransferCell> noise;              ///< random signs of this ε, tried on each: the control; may be empty

  /// Over all pairs of different networks; over each network on itself; over the noise.
  TransferCell carriedOver() const;
  TransferCell onItself() const;
  TransferCell byNoise() const;
};

struct TransferReported {
  TransferRequest request;  ///< with data and every parameter resolved
  std::vector<ModelInfo> models;
  int count = 0;                ///< pictures
  std::vector<int> cleanRight;  ///< of each network, without attack
  double epsilon = 0.0;
  std::vector<TransferMatrix> matrices;  ///< the one at ε first, then those of the axis as they come
  std::string note;                      ///< a plain word where there is only one network
  double seconds = 0.0;
};

inline TransferCell TransferMatrix::carriedOver() const {
  TransferCell sum;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (row == column) continue;
      sum.fooled += rows[row][column].fooled;
      sum.of += rows[row][column].of;
    }
  }
  return sum;
}

inline TransferCell TransferMatrix::onItself() const {
  TransferCell sum;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (row >= rows[row].size()) continue;
    sum.fooled += rows[row][row].fooled;
    sum.of += rows[row][row].of;
  }
  return sum;
}

inline TransferCell TransferMatrix::byNoise() const {
  TransferCell sum;
  for (const TransferCell& cell : noise) {
    sum.fooled += cell.fooled;
    sum.of += cell.of;
  }
  return sum;
}

}  // namespace adv
