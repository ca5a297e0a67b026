// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/tabs.hpp"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/controls/choice_buttons.hpp"

namespace adv {

EmbedTabs::EmbedTabs(QWidget* parent)
    : QWidget(parent), m_names(new ChoiceButtons(tr("Panel"), false)), m_panels(new QStackedWidget) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addWidget(m_names);
  layout->addWidget(m_panels, 1);
  connect(m_names, &ChoiceButtons::choiceMade, m_panels, &QStackedWidget::setCurrentIndex);
}

void EmbedTabs::add(const QString& name, const QString& toolTip, QWidget* panel) {
  m_names->add(name, toolTip);
  auto* area = new QScrollArea;
  area->setWidget(panel);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->viewport()->setAutoFillBackground(false);
  panel->setAutoFillBackground(false);
  m_panels->addWidget(area);
}

void EmbedTabs::show(QWidget* panel) {
  for (int i = 0; i < m_panels->count(); ++i) {
    if (static_cast<QScrollArea*>(m_panels->widget(i))->widget() != panel) continue;
    m_panels->setCurrentIndex(i);
    m_names->setChosen(i);
  }
}

}  // namespace adv
