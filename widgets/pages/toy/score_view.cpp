// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/toy/score_view.hpp"

#include <QPainter>

#include "widgets/figures/toy_score.hpp"
#include "widgets/style/format.hpp"

namespace adv {
ToyScoreView::ToyScoreView(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setToolTip(
      tr("Above: P(class 1) of a score. In the middle: each nudge moves the score; the signs of the weights all "
         "in one direction, random signs to and fro. Below: where many random draws end; dots are the exact "
         "distribution."));
}

void ToyScoreView::setReady(const ToyReady& ready, std::size_t shown) {
  m_ready = ready;
  m_shown = shown;
  setAccessibleName(tr("P(class 1) is %1 for the score %2, and %3 for the score %4")
                        .arg(ready.clean.probability, 0, 'f', 4)
                        .arg(exactText(ready.clean.score))
                        .arg(ready.adversarial.probability, 0, 'f', 4)
                        .arg(exactText(ready.adversarial.score)));
  update();
}

void ToyScoreView::paintEvent(QPaintEvent*) {
  if (m_ready.terms.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintToyScore(painter, QRectF(rect()), m_ready, m_shown, {12.0 * typeScale(), typeScale(), theme()});
}

}  // namespace adv
