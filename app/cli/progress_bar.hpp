// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "engine/api/results.hpp"

namespace adv {

/// "Attacking mnist-test  [#####-----]  52 %  12 s left", of at most `columns` columns.
std::string progressLine(const Progress& progress, int columns);

/// One line on standard error that is drawn over itself; nothing at all where that is no terminal.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Drawn at most ten times a second.
  void show(const Progress& progress);
  void clear();

 private:
  bool m_isTerminal;
  bool m_isShown = false;
  std::chrono::steady_clock::time_point m_next;
};

}  // namespace adv
