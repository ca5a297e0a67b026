// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "engine/playground/plane_classifier.hpp"

namespace adv {

/// f = Σ w_ij T_i(x) T_j(y) over i + j ≤ degree, with Chebyshev's polynomials: the same functions as with x^i y^j, but
/// gradient descent finds them. Degree 1 is logistic regression with f = b + w_y y + w_x x.
std::unique_ptr<PlaneClassifier> makePolynomial(int degree);

/// Dense layers with one non-linearity: ReLU, tanh, sigmoid, or maxout of two pieces.
std::unique_ptr<PlaneClassifier> makePlaneNetwork(PlaneModelKind kind, const std::vector<int>& layers,
                                                  std::uint64_t seed);

/// f = Σ a_k exp(−‖x − c_k‖² / 2 s_k²) without a bias: far from all centres f is 0, and both classes have probability ½
/// (Goodfellow, Shlens, Szegedy 2014, section 7).
std::unique_ptr<PlaneClassifier> makeRadial(int centres, std::uint64_t seed);

}  // namespace adv
