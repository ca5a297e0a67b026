// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/status_line.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace adv {

StatusLine::StatusLine(QWidget* parent)
    : QFrame(parent), m_device(new QLabel), m_preview(new QLabel), m_activity(new QLabel), m_seed(new QToolButton) {
  setObjectName(QStringLiteral("statusLine"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(16, 2, 8, 2);
  layout->setSpacing(22);
  layout->addWidget(m_device);
  layout->addWidget(m_preview);
  layout->addWidget(m_activity);
  layout->addStretch(1);
  layout->addWidget(m_seed);
  m_preview->setToolTip(tr("From the change to the finished result, in milliseconds"));
  m_activity->setToolTip(tr("What the engine does"));
  m_seed->setToolTip(tr("The seed of everything drawn at random; the same seed repeats the run. Click to change it."));
  m_seed->setAutoRaise(true);
  setActivity({});
  connect(m_seed, &QToolButton::clicked, this, &StatusLine::seedClicked);
}

void StatusLine::setDevice(const QString& text, const QString& tip) {
  m_device->setText(QStringLiteral("● ") + text);
  m_device->setToolTip(tip);
}

void StatusLine::setPreview(double milliseconds) { m_preview->setText(tr("result %1 ms").arg(qRound(milliseconds))); }
void StatusLine::setActivity(const QString& text) { m_activity->setText(text.isEmpty() ? tr("engine idle") : text); }
void StatusLine::setSeed(std::uint64_t seed) { m_seed->setText(tr("seed %1").arg(seed)); }

}  // namespace adv
