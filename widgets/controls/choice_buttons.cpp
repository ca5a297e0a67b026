// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/choice_buttons.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace adv {

ChoiceButtons::ChoiceButtons(const QString& name, bool showsName, QWidget* parent) : QWidget(parent) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  auto* label = new QLabel(name);
  label->setObjectName(QStringLiteral("muted"));
  label->setContentsMargins(0, 0, 4, 0);
  layout->addWidget(label);
  label->setVisible(showsName);
  setAccessibleName(name);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  connect(&m_group, &QButtonGroup::idClicked, this, &ChoiceButtons::choiceMade);
}

void ChoiceButtons::add(const QString& text, const QString& toolTip) {
  auto* button = new QToolButton;
  button->setText(text);
  button->setToolTip(toolTip);
  button->setAccessibleName(accessibleName() + QStringLiteral(": ") + text);
  button->setCheckable(true);
  button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  m_group.addButton(button, static_cast<int>(m_group.buttons().size()));
  layout()->addWidget(button);
  if (m_group.checkedId() < 0) button->setChecked(true);
}

void ChoiceButtons::setChosen(int index) {
  if (QAbstractButton* button = m_group.button(index)) button->setChecked(true);
}

}  // namespace adv
