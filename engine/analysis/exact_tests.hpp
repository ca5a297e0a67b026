// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adv {

/// P(X >= successes) for X ~ Bin(count, p), summed in double precision.
double binomialTail(int successes, int count, double p);

/// One-sided exact sign test on paired outcomes (McNemar 1947 in its exact form): the chance that of `wins + losses`
/// pictures on which two attacks differ at least `wins` favour the first, were both equally strong.
double signTest(int wins, int losses);

/// Lower end of the one-sided Clopper-Pearson interval (1934) of a share: below it with a chance of at most `alpha`.
double lowerBound(int successes, int count, double alpha);

}  // namespace adv
