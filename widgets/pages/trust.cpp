// SPDX-License-Identifier: GPL-3.0-or-later
// The Trust page: eight lamps that say whether the count of an attack can be believed.
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/trust.hpp"
#include "widgets/controls/epsilon_axis_card.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/trust_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/trust/lamp_list.hpp"
#include "widgets/pages/trust/numbers_card.hpp"
#include "widgets/pages/trust/session.hpp"
#include "widgets/plots/trust_lines.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;
constexpr double kLevels = 255.0;

Verdict::Kind kindOf(TrustVerdict verdict) {
  switch (verdict) {
    case TrustVerdict::Plausible: return Verdict::Kind::NotFooled;
    case TrustVerdict::GradientMasking: return Verdict::Kind::Fooled;
    case TrustVerdict::PartlyMasked:
    case TrustVerdict::WeakAttack:
    case TrustVerdict::Undecided: return Verdict::Kind::WrongFromStart;
    case TrustVerdict::Pending: break;
  }
  return Verdict::Kind::Empty;
}

class TrustPage : public Page {
 public:
  explicit TrustPage(const PageContext& context)
      : m_experiment(context.experiment),
        m_session(context.engine, context.experiment),
        m_verdict(new VerdictCard),
        m_lampsCard(new Card(tr("Eight lamps"))),
        m_lamps(new LampList),
        m_axis(new EpsilonAxisCard(tr("Still right against ε"), context.experiment)),
        m_numbers(new NumbersCard),
        m_run(new QToolButton) {
    setFocusProxy(m_lamps);
    arrange();
    connect(&m_session, &TrustSession::reportChanged, this, &TrustPage::showReport);
    connect(&m_session, &TrustSession::progressed, this, &TrustPage::showProgress);
    connect(&m_session, &TrustSession::failed, this, &TrustPage::showError);
    connect(&m_session, &TrustSession::busyChanged, this, &TrustPage::showBusy);
    connect(&m_session, &TrustSession::settled, this, &Page::settled);
    connect(m_lamps, &LampList::lampChosen, this, &TrustPage::showLamp);
    connect(m_axis, &EpsilonAxisCard::dragStarted, this, [this] { m_session.beginDrag(); });
    connect(m_axis, &EpsilonAxisCard::dragFinished, this, [this] { m_session.endDrag(); });
    connect(m_run, &QToolButton::clicked, this,
            [this] { m_session.isRunning() ? m_session.cancel() : m_session.askAgain(); });
    showReport();
    showBusy();
  }

  std::unique_ptr<Figure> figure() const override {
    const auto& report = m_session.report();
    if (!report || report->verdict == TrustVerdict::Pending || !m_experiment.attack()) return nullptr;
    return std::make_unique<TrustFigure>(*report, *m_experiment.attack());
  }
  bool isSettled() const override { return !m_session.isRunning(); }
  void reset() override {
    m_experiment.setExperiment(Experiment());
    m_session.askAgain();
  }
  void setPresenting(bool presenting) override { m_numbers->setVisible(!presenting); }

 protected:
  void shownChanged(bool shown) override { m_session.setShown(shown); }

 private:
  void arrange();
  void showReport();
  void showProgress(const Progress& progress);
  void showError(const Error& error);
  void showBusy();
  void showLamp();

  ExperimentModel& m_experiment;
  TrustSession m_session;
  VerdictCard* m_verdict;
  Card* m_lampsCard;
  LampList* m_lamps;
  EpsilonAxisCard* m_axis;
  NumbersCard* m_numbers;
  QToolButton* m_run;
};

void TrustPage::arrange() {
  m_lampsCard->body()->addWidget(m_lamps, 1);
  m_lampsCard->actions()->addStretch(1);
  m_lampsCard->actions()->addWidget(m_run);
  auto* right = new QVBoxLayout;
  right->setSpacing(12);
  right->addWidget(m_axis, 11);
  right->addWidget(m_numbers, 9);
  auto* lower = new QHBoxLayout;
  lower->setSpacing(14);
  lower->addWidget(m_lampsCard, 10);
  lower->addLayout(right, 11);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_verdict);
  layout->addLayout(lower, 1);
}

void TrustPage::showReport() {
  const double reach = trustReach(m_session.model(), std::max(0.0, m_experiment.param("epsilon")));
  const auto& report = m_session.report();
  if (!report) {
    m_axis->setReach(kLevels * reach);
    m_axis->setLines({});
    m_lamps->setLamps({});
    m_numbers->setLamp({});
    m_verdict->setVerdict({Verdict::Kind::Empty, tr("Not checked yet"), {}});
    return;
  }
  m_axis->setReach(kLevels * trustReach(report->model, report->epsilon));
  m_axis->setLines(trustLines(*report));
  m_lampsCard->setSubtitle(
      tr("%1 pictures of %2").arg(report->count).arg(QString::fromStdString(report->request.data)));
  m_lamps->setLamps(report->lamps);
  if (report->verdict != TrustVerdict::Pending) {
    m_verdict->setVerdict(
        {kindOf(report->verdict), QString::fromStdString(report->sentence), QString::fromStdString(report->detail)});
    return;
  }
  const auto lit = std::count_if(report->lamps.begin(), report->lamps.end(),
                                 [](const Lamp& lamp) { return lamp.state != LampState::Pending; });
  m_verdict->setVerdict({Verdict::Kind::Empty, tr("Checking %1").arg(QString::fromStdString(report->model.title)),
                         tr("%1 of %2 lamps are lit").arg(lit).arg(report->lamps.size())});
}

void TrustPage::showProgress(const Progress& progress) {
  m_lampsCard->setProgress(QString::fromStdString(progress.what), progress.done, progress.secondsLeft);
  emit activityChanged(QString::fromStdString(progress.what));
}

void TrustPage::showError(const Error& error) { m_verdict->showError(error); }

void TrustPage::showBusy() {
  const bool isRunning = m_session.isRunning();
  m_run->setText(isRunning ? tr("Cancel") : tr("Run again"));
  m_run->setToolTip(isRunning ? tr("Stop checking; the lamps that are lit stay") : tr("Check once more"));
  m_run->setAccessibleName(m_run->text());
  if (isRunning) return;
  m_lampsCard->clearProgress();
  emit activityChanged({});
}

void TrustPage::showLamp() {
  if (const Lamp* lamp = m_lamps->current()) m_numbers->setLamp(*lamp);
}

const RegisterPage kRegistered({QStringLiteral("trust"), QObject::tr("Trust"), QObject::tr("Attacks"), 40},
                               [](const PageContext& context) -> Page* { return new TrustPage(context); });

}  // namespace
}  // namespace adv
