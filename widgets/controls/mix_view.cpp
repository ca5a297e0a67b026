// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/mix_view.hpp"

#include <QPainter>

#include "widgets/figures/mix_panel.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

MixView::MixView(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Picture, template and sum"));
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

void MixView::setMixed(const std::optional<TemplateMixed>& mixed, linear::WeightsPtr weights) {
  m_mixed = mixed;
  m_weights = std::move(weights);
  if (m_mixed && m_weights)
    setAccessibleDescription(tr("%1 plus %2 times the template of %3 is taken for %4")
                                 .arg(classText(*m_weights, m_mixed->clean.topClass()), levelsText(m_mixed->amount),
                                      classText(*m_weights, m_mixed->target),
                                      classText(*m_weights, m_mixed->mixed.topClass())));
  update();
}

void MixView::paintEvent(QPaintEvent*) {
  if (!m_mixed || !m_weights) return;
  QPainter painter(this);
  paintMix(painter, QRectF(rect()).adjusted(0, 2, 0, 0), *m_mixed, *m_weights, typeSize(14), theme());
}

}  // namespace adv
