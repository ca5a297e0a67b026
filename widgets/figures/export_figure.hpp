// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "widgets/figures/figure.hpp"

namespace adv {

/// A picture of the figure. `dpi` device pixels an inch.
QImage renderFigure(const Figure& figure, const FigureStyle& style, double dpi);

/// Writes <stem>.png, .pdf or .svg (by `path`'s ending), and <stem>.csv and <stem>.json beside it. Each file appears
/// whole or not at all. Returns what went wrong in words; empty where all is well. `written` takes the paths.
QString exportFigure(const Figure& figure, const FigureStyle& style, const QString& path, double dpi,
                     QStringList* written = nullptr);

}  // namespace adv
