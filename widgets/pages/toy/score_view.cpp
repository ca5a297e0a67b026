// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/toy/score_view.hpp"

#include <QPainter>

#include "widgets/figures/toy_score.hpp"
#include "widgets/figures/toy_why.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kWhyHeight = 72;

}  // namespace

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

ToyWhyBars::ToyWhyBars(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setToolTip(
      tr("The class flips where what the nudges add up to is more than the margin of the score. Random signs "
         "cancel out: one standard deviation of what they do."));
}

QSize ToyWhyBars::sizeHint() const { return {300, qRound(kWhyHeight * typeScale())}; }

void ToyWhyBars::setReady(const ToyReady& ready) {
  m_ready = ready;
  setAccessibleName(
      tr("Margin %1, chosen signs %2, random signs %3")
          .arg(exactText(std::abs(ready.clean.score)), exactText(ready.push), exactText(ready.randomPush)));
  update();
}

void ToyWhyBars::paintEvent(QPaintEvent*) {
  if (m_ready.terms.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintToyWhy(painter, QRectF(rect()), m_ready, {13.0 * typeScale(), typeScale(), theme()});
}

}  // namespace adv
