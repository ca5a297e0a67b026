// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

/// What is known exactly of a linear classifier with two classes: score s = w·x + b, P(class 1) = σ(s), decision at
/// s = 0. The label y is +1 for class 1 and -1 for class 0. Double precision, the standard library only.
namespace adv::linear {

/// w·x + b. Throws `std::invalid_argument` where x and w differ in length.
double score(std::span<const double> w, std::span<const double> x, double b);

/// 1 / (1 + exp(-s)), without overflow.
double sigmoid(double s);
/// log(1 + exp(z)), without overflow. Goodfellow et al. 2014 (arXiv:1412.6572), section 5, write ζ for it.
double softplus(double z);

/// The logistic loss softplus(-y s) of a score.
double logisticLoss(double s, int y);
/// Its gradient by x, -y σ(-y s) w.
std::vector<double> logisticLossGradient(std::span<const double> w, double s, int y);

double normL1(std::span<const double> w);
double normL2(std::span<const double> w);

/// +1, 0 or -1 each.
std::vector<double> signsOf(std::span<const double> w);
/// x + δ d.
std::vector<double> moved(std::span<const double> x, double delta, std::span<const double> direction);
/// The change of the score for δ = 1 along `direction`: w·d. It is ‖w‖₁ for the signs of w (Goodfellow et al. 2014,
/// section 3) and ‖w‖₂² for w itself.
double gainAlong(std::span<const double> w, std::span<const double> direction);

/// The smallest ‖η‖∞ and ‖η‖₂ with which x + η lies on the decision boundary: |s| / ‖w‖₁ and |s| / ‖w‖₂
/// (Moosavi-Dezfooli et al. 2016, arXiv:1511.04599, equation 3 and section 3). Empty where w is 0: nothing ever flips.
std::optional<double> smallestFlipLinf(std::span<const double> w, double s);
std::optional<double> smallestFlipL2(std::span<const double> w, double s);

/// max over ‖η‖∞ ≤ ε of the logistic loss: softplus(ε‖w‖₁ - y s) (Goodfellow et al. 2014, section 5).
double worstLoss(std::span<const double> w, double s, int y, double epsilon);

}  // namespace adv::linear
