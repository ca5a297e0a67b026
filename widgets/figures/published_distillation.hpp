// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

/// What was published, for the faint overlays. Papernot, McDaniel, Wu, Jha, Swami, "Distillation as a defense to
/// adversarial perturbations against deep neural networks", IEEE S&P 2016. Their networks are larger than the ones here
/// and were trained differently: shapes can be compared, single values cannot.
namespace adv::published {

/// T of their networks; 0 stands for the one that was not distilled.
inline constexpr std::array<double, 10> kTemperatures = {0, 1, 2, 5, 10, 20, 30, 40, 50, 100};

/// Success of the adversarial samples (JSMA, at most 112 features), as shares. Their figure 7 and the table with it.
inline constexpr std::array<double, 10> kSuccessMnist = {.9589, .91,   .8223, .2467, .0678,
                                                         .0134, .0144, .0045, .0145, .0045};

/// Accuracy after distillation minus accuracy before (99.51 %), in percentage points, for T = 1 to 100; one network for
/// each T. Read off their figure, ± 0.03.
inline constexpr std::array<double, 9> kAccuracyVariationMnist = {-.60, -1.28, -.45, -.39, -.46, -.50, -.43, -.60, -.68};

/// Mean gradient amplitudes of the 10,000 CIFAR-10 test samples, in percent for each bin of `kAmplitudeEdges`. Read off
/// their figure 9, ± 0.5. There is none for MNIST.
inline constexpr std::array<std::array<double, 10>, 10> kAmplitudesCifar10 = {{
    {0, 0, 0, 0, 0, 0, 0, 17.4, 34.7, 48.0},
    {0, 0, 0, 0, 0, 0, 0, 19.3, 33.9, 46.8},
    {0, 0, 0, 0, 0, 1.8, 9.9, 33.1, 24.4, 30.8},
    {1.4, 1.1, 2.7, 5.0, 7.6, 11.8, 16.8, 23.6, 13.7, 16.4},
    {17.0, 3.4, 5.7, 6.5, 8.0, 10.3, 12.2, 17.1, 9.1, 10.7},
    {42.9, 3.4, 5.3, 5.7, 6.1, 6.9, 8.4, 9.9, 5.0, 6.5},
    {53.2, 2.7, 4.2, 5.0, 5.3, 6.1, 7.2, 7.6, 3.8, 5.0},
    {62.7, 2.3, 3.8, 3.4, 4.2, 5.3, 5.7, 6.1, 2.3, 4.2},
    {67.6, 1.9, 3.4, 3.4, 4.2, 4.2, 4.6, 5.0, 1.9, 3.8},
    {78.7, 1.5, 2.7, 2.3, 2.7, 3.0, 2.7, 3.4, 1.1, 1.9},
}};

/// Mean share of features that JSMA changes where it succeeds, for T = 1, 2, 5, 10, 20, 30, 40. Read off, ± 0.0015.
inline constexpr std::array<double, 7> kChangedFeaturesMnist = {.012, .015, .096, .117, .138, .136, .141};

/// ‖Z‖₁ of the logits on MNIST, not distilled and at T = 100. Carlini and Wagner, "Defensive distillation is not robust
/// to adversarial examples", arXiv 1607.04311.
inline constexpr double kLogitsPlain = 5.8;
inline constexpr double kLogitsDistilled = 482.0;

/// Mean L2 of Carlini-Wagner's average case on MNIST, not distilled and at T = 100. Carlini and Wagner, "Towards
/// evaluating the robustness of neural networks", IEEE S&P 2017, tables IV and VI.
inline constexpr double kSmallestL2Plain = 1.76;
inline constexpr double kSmallestL2Distilled = 2.2;

}  // namespace adv::published
