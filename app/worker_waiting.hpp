// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adv {

/// Lets the threads of one computation sleep soon while they wait for each other. GNU OpenMP's spin for milliseconds by
/// default. That takes the processor from the window's own thread, and where other programs are busy too everything
/// crawls: measured on two cores beside six busy programs, the window with SqueezeNet's run took over 40 s, and with
/// fewer spins 8 s. Ten thousand bridge the gaps inside a network's layers as well.
///
/// The library reads its setting while it is loaded, so the program starts itself again once, in the same process.
/// Does nothing where the environment already says how to wait, or where it cannot start itself.
void waitBriefly(char** argv);

}  // namespace adv
