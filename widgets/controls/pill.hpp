// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLineEdit;

namespace adv {

/// The look of a number that a card is about: a soft pill of a width that follows the type scale,
/// and a longer text.
void makePill(QLineEdit* edit);

}  // namespace adv
