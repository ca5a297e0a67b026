// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent),
      m_header(new QHBoxLayout),
      m_actions(new QHBoxLayout),
      m_body(new QVBoxLayout),
      m_subtitle(new QLabel) {
  setObjectName(QStringLiteral("card"));
  auto* heading = new QLabel(title);
  heading->setObjectName(QStringLiteral("cardTitle"));
  m_subtitle->setObjectName(QStringLiteral("cardSubtitle"));
  m_header->setSpacing(12);
  m_header->addWidget(heading);
  m_header->addWidget(m_subtitle);
  m_header->addSpacing(8);
  m_header->addLayout(m_actions, 1);
  m_actions->setSpacing(4);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 8, 16, 6);
  layout->setSpacing(2);
  layout->addLayout(m_header);
  layout->addLayout(m_body, 1);
  setAccessibleName(title);
}

void Card::setSubtitle(const QString& text) { m_subtitle->setText(text); }

void Card::setHeaderWidget(QWidget* widget) { m_header->insertWidget(1, widget); }

void Card::setProgress(const QString& what, double done, double secondsLeft) {
  m_done = done;
  const QString left = secondsLeft < 0 ? QString() : tr(", %1 left").arg(durationText(secondsLeft));
  setAccessibleDescription(tr("%1, %2 %3").arg(what).arg(qRound(100 * done)).arg(left));
  update();
}

void Card::clearProgress() {
  if (m_done < 0) return;
  m_done = -1.0;
  setAccessibleDescription({});
  update();
}

void Card::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  if (m_done < 0) return;
  QPainter painter(this);
  painter.fillRect(QRectF(8, 0, (width() - 16) * m_done, 3), theme().accent);
}

void putOnCard(QFrame* frame, QWidget* table) {
  frame->setObjectName(QStringLiteral("card"));
  frame->setMinimumHeight(qRound(128 * typeScale()));
  auto* layout = new QVBoxLayout(frame);
  layout->setContentsMargins(12, 6, 12, 6);
  layout->addWidget(table);
}

}  // namespace adv
