// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/api/image.hpp"
#include "engine/api/surface.hpp"

namespace adv {

/// How linear networks are: their logits along the FGSM direction of one picture, and what that direction does to many.
/// Pixels are not clipped along the line, so that it stays one (Goodfellow, Shlens, Szegedy 2014, section 3 and figure
/// 4). Answers: `LinearityReady` as far as it is known, then whole.
struct LinearityRequest {
  std::vector<std::string> models;
  ImageSource image;
  double reach = 16.0 / 255;  ///< the line goes from −reach to reach, in units of the pixel range; in (0, 4]
  std::string data;           ///< labelled pictures for the errors: "signs-test"; empty for none
  int count = 300;            ///< of them, the first
};

/// One network. The vectors of the line have the length of `LinearityReady::line`.
struct LinearityRow {
  ModelInfo model;
  int label = -1;  ///< of the picture: the data's own, otherwise what the network says
  bool wrongFromStart = false;
  std::vector<LogitLine> lines;    ///< of the label, then of the classes that the line meets or comes nearest to
  double r2 = 0.0;                 ///< share of the variance of all logits that their lines explain
  std::vector<int> says;           ///< the most likely class
  std::vector<double> confidence;  ///< in it
  std::vector<ImagePtr> pictures;  ///< at −ε and ε of all `epsilons`, from −reach to reach, clipped and rounded
  int count = 0;                   ///< labelled pictures so far
  double cleanAccuracy = 0.0;      ///< of them, in [0, 1]
  std::vector<double> errors;      ///< share that is wrong after FGSM, clipped, for each of `LinearityReady::epsilons`
};

struct LinearityReady {
  ImagePtr image;
  std::vector<double> line;      ///< t, in units of the pixel range
  std::vector<double> epsilons;  ///< from 0 to the reach
  std::vector<LinearityRow> rows;
  double done = 0.0;
};

}  // namespace adv
