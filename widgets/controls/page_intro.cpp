// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/page_intro.hpp"

#include <QHBoxLayout>
#include <QLabel>

namespace adv {

PageIntro::PageIntro(const QString& explanation, const QString& source, QWidget* parent)
    : QWidget(parent), m_explanation(new QLabel(explanation)) {
  m_explanation->setWordWrap(true);
  m_explanation->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* origin = new QLabel(source);
  origin->setObjectName(QStringLiteral("introSource"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(2, 0, 2, 0);
  layout->setSpacing(24);
  layout->addWidget(m_explanation, 1);
  layout->addWidget(origin, 0, Qt::AlignRight | Qt::AlignTop);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  setExplanation(explanation);
}

void PageIntro::setExplanation(const QString& explanation) {
  m_explanation->setText(explanation);
  setAccessibleName(explanation);
}

}  // namespace adv
