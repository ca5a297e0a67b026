// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/linearity_card.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/linearity_text.hpp"
#include "widgets/style/format.hpp"

namespace adv {

LinearityCard::LinearityCard(const QString& title, QWidget* parent) : Card(title, parent), m_plot(new AxisSlider) {
  actions()->addStretch(1);
  m_plot->setValueAxis(tr("logit"));
  m_plot->setAccessibleName(tr("%1: t along the FGSM direction, in levels of 255").arg(title));
  m_plot->setHint(
      tr("t, in n/255: how far along the FGSM direction; drag anywhere on the plot, all four move.\nBlue: the label. "
         "Vermilion: what rises above it. Grey: others. Dashed: their least-squares lines."));
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  connect(m_plot, &AxisSlider::valueChanged, this, &LinearityCard::moved);
}

void LinearityCard::setReach(double levels) {
  m_plot->setRange(-levels, levels);
  m_plot->setSteps(levels / 16, levels / 4);
}

void LinearityCard::setRow(const LinearityReady& ready, const LinearityRow& row) {
  m_plot->setSeries(linearitySeries(ready, row));
}

void LinearityCard::setPlace(const LinearityReady& ready, const LinearityRow& row, double levels) {
  m_plot->setValue(levels);
  m_plot->setValueText(levelsText(levels / 255));
  setSubtitle(linearityText(ready, row, levels));
}

}  // namespace adv
