// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adv {

/// The whole program: without a subcommand the window, with one the headless command line, which needs no display.
/// The result is the exit status: 0 success, 1 the work failed, 2 wrong usage.
int runProgram(int argc, char** argv);

}  // namespace adv
