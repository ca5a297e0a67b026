// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/batch_page.hpp"

#include <QHBoxLayout>
#include <QToolButton>

#include "widgets/controls/card.hpp"
#include "widgets/controls/epsilon_axis_card.hpp"
#include "widgets/controls/verdict_card.hpp"

namespace adv {

/// The session is built after its page's base, so it is touched no earlier than in begin().
BatchPage::BatchPage(const PageContext& context, BatchSession& session, Words words)
    : m_experiment(context.experiment),
      m_verdict(new VerdictCard),
      m_card(new Card(words.card)),
      m_axis(new EpsilonAxisCard(words.axis, context.experiment)),
      m_run(new QToolButton),
      m_session(session),
      m_words(std::move(words)) {
  m_card->actions()->addStretch(1);
  m_card->actions()->addWidget(m_run);
}

void BatchPage::begin() {
  connect(&m_session, &BatchSession::reportChanged, this, [this] { showReport(); });
  connect(&m_session, &BatchSession::progressed, this, &BatchPage::showProgress);
  connect(&m_session, &BatchSession::failed, m_verdict, &VerdictCard::showError);
  connect(&m_session, &BatchSession::busyChanged, this, &BatchPage::showBusy);
  connect(&m_session, &BatchSession::settled, this, &Page::settled);
  connect(m_axis, &EpsilonAxisCard::dragStarted, this, [this] { m_session.beginDrag(); });
  connect(m_axis, &EpsilonAxisCard::dragFinished, this, [this] { m_session.endDrag(); });
  connect(m_run, &QToolButton::clicked, this,
          [this] { m_session.isRunning() ? m_session.cancel() : m_session.askAgain(); });
  showReport();
  showBusy();
}

void BatchPage::reset() {
  m_experiment.setExperiment(Experiment());
  m_session.askAgain();
}

void BatchPage::showProgress(const Progress& progress) {
  m_card->setProgress(QString::fromStdString(progress.what), progress.done, progress.secondsLeft);
  emit activityChanged(QString::fromStdString(progress.what));
}

void BatchPage::showBusy() {
  const bool isRunning = m_session.isRunning();
  m_run->setText(isRunning ? tr("Cancel") : tr("Run again"));
  m_run->setToolTip(isRunning ? m_words.cancel : m_words.again);
  m_run->setAccessibleName(m_run->text());
  if (isRunning) return;
  m_card->clearProgress();
  emit activityChanged({});
}

}  // namespace adv
