// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.hpp"

int main(int argc, char** argv) { return adv::runProgram(argc, argv); }
