// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/presenting.hpp"

#include <QVBoxLayout>

#include "widgets/controls/verdict_card.hpp"

namespace adv {

void presentVerdict(bool presenting, QWidget* page, QWidget* side, VerdictCard* verdict) {
  static_cast<QVBoxLayout*>((presenting ? page : side)->layout())->insertWidget(0, verdict);
  verdict->setWide(presenting);
  side->setVisible(!presenting);
}

}  // namespace adv
