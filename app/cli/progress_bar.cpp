// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_bar.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace adv {
namespace {

constexpr int kBarCells = 24;
constexpr std::chrono::milliseconds kInterval(100);

std::string timeLeft(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 60) return std::to_string(whole) + " s left";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s left";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min left";
}

int terminalColumns() {
  winsize size = {};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string progressLine(const Progress& progress, int columns) {
  const double done = std::clamp(progress.done, 0.0, 1.0);
  const int filled = static_cast<int>(std::floor(done * kBarCells));
  std::string line = progress.what + "  [" + std::string(static_cast<std::size_t>(filled), '#') +
                     std::string(static_cast<std::size_t>(kBarCells - filled), '-') + "]  " +
                     std::to_string(static_cast<int>(std::floor(100.0 * done))) + " %";
  if (progress.secondsLeft >= 0.0 && done < 1.0) line += "  " + timeLeft(progress.secondsLeft);
  const auto room = static_cast<std::size_t>(std::max(0, columns));
  return line.size() <= room ? line : line.substr(0, room);
}

ProgressBar::ProgressBar() : m_isTerminal(isatty(STDERR_FILENO) == 1) {}

void ProgressBar::show(const Progress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (!m_isTerminal || now < m_next) return;
  m_next = now + kInterval;
  m_isShown = true;
  std::cerr << "\r\x1b[K" << progressLine(progress, terminalColumns() - 1) << std::flush;
}

void ProgressBar::clear() {
  if (m_isShown) std::cerr << "\r\x1b[K" << std::flush;
  m_isShown = false;
}

}  // namespace adv
