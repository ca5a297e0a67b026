// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <string>

#include "widgets/style/theme.hpp"

namespace adv {

/// A figure is printed on white, whatever the window looks like.
const Theme& figureInk();

/// One line of text of any size in points, on every device, elided at the right where it does not fit.
void drawFigureText(QPainter& painter, const QRectF& place, int flags, const QString& text, double size,
                    const QColor& colour, QFont::Weight weight = QFont::Normal);
/// Its width in points.
double figureTextWidth(const QString& text, double size, QFont::Weight weight = QFont::Normal);

/// A field of a CSV file, in quotes.
std::string csvQuoted(const std::string& text);

}  // namespace adv
