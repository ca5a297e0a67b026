// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace adv {

/// "36.5 %", "> 99.9 %", "< 0.1 %": never a false certainty. `probability` in [0, 1].
QString percentText(double probability);
/// A share that was counted, which may well be none or all: "0 %", "7.8 %", "100 %". In [0, 1].
QString shareText(double share);
/// At most `digits` significant digits, without an exponent where it can be read: "4.07", "0.0012".
QString significant(double value, int digits = 3);
/// All decimals that a sum of short decimals really has, and no rounding dust of binary arithmetic: "−2.5", "0.1", "3".
QString exactText(double value);
/// What a person types for a number: "2.5", "−2,5", "1/8". Empty where it is none, or not finite.
std::optional<double> parseNumber(const QString& text);
/// A distance in pixel space as levels: "4/255". `unit` in [0, 1].
QString levelsText(double unit);
/// "0.4 s", "12 s", "3 min 20 s".
QString durationText(double seconds);

}  // namespace adv
