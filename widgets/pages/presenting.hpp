// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace adv {

class VerdictCard;

/// While a page is presented its side column is hidden and the verdict lies across the top; otherwise the verdict is
/// the first of the column. Both the page and the column have a QVBoxLayout.
void presentVerdict(bool presenting, QWidget* page, QWidget* side, VerdictCard* verdict);

}  // namespace adv
