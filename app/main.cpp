// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.hpp"
#include "app/process_memory.hpp"
#include "app/worker_waiting.hpp"

int main(int argc, char** argv) {
  adv::waitBriefly(argv);
  adv::keepFreedMemory();
  return adv::runProgram(argc, argv);
}
