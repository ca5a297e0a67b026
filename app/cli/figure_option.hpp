// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace adv {

class Figure;

/// --figure and --figure-style: the figure that the window's "Export figure" writes, drawn without a display.
struct FigureOptions {
  std::string file;  ///< empty: no figure is wanted
  std::string style = "slide";

  bool isWanted() const { return !file.empty(); }
};

/// The ending of the file's name is checked while the command line is read, before any work.
void addFigureOptions(CLI::App& command, FigureOptions& options);

/// Writes the figure, and its numbers as CSV and what repeats it as JSON beside it. Returns the paths of all three.
/// Throws `Failure` where something cannot be written. Brings its own Qt application: not for the window.
std::vector<std::string> writeFigure(const Figure& figure, const FigureOptions& options);

/// The same for several: there can be only one such application.
struct WantedFigure {
  const Figure& figure;
  const FigureOptions& options;
};
std::vector<std::string> writeFigures(const std::vector<WantedFigure>& figures);

}  // namespace adv
