// SPDX-License-Identifier: GPL-3.0-or-later
// The Compare page: a chosen set of attacks on one picture, side by side.
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/canvas/display_mode.hpp"
#include "widgets/controls/tick_picker.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/compare_figure.hpp"
#include "widgets/pages/compare/epsilon_card.hpp"
#include "widgets/pages/compare/panel_strip.hpp"
#include "widgets/pages/compare/session.hpp"
#include "widgets/pages/compare/table.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;

class ComparePage : public Page {
 public:
  explicit ComparePage(const PageContext& context)
      : m_engine(context.engine),
        m_experiment(context.experiment),
        m_session(context.engine, context.experiment),
        m_verdict(new VerdictCard),
        m_strip(new PanelStrip),
        m_picker(new TickPicker(tr("Attacks"), entriesOf(context.engine.attacks()))),
        m_cancel(new QToolButton),
        m_pictures(new Card(tr("Side by side"))),
        m_epsilon(new CompareEpsilonCard(context.engine, m_session)),
        m_numbers(new QFrame),
        m_table(new CompareTable) {
    setFocusProxy(m_epsilon);
    arrange();
    connectSession();
    showResults();
  }

  std::unique_ptr<Figure> figure() const override {
    if (!m_session.ready() || m_session.ready()->attacks.empty()) return nullptr;
    return std::make_unique<CompareFigure>(*m_session.ready(), m_session.request(), m_engine.attacks());
  }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override { m_session.reset(); }
  void setPresenting(bool presenting) override {
    m_numbers->setVisible(!presenting);
    m_picker->setVisible(!presenting);
  }

 protected:
  void shownChanged(bool shown) override { shown ? m_session.show() : m_session.hide(); }
  void keyPressEvent(QKeyEvent* event) override {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) return m_strip->setBlinking(true);
    Page::keyPressEvent(event);
  }
  void keyReleaseEvent(QKeyEvent* event) override {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) return m_strip->setBlinking(false);
    Page::keyReleaseEvent(event);
  }

 private:
  void arrange();
  void connectSession();
  void showResults();
  void showError(const Error& error);
  void showProgress(const Progress& progress, bool isSweep);
  void showState();
  void openInMicroscope(int index);

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  CompareSession m_session;
  VerdictCard* m_verdict;
  PanelStrip* m_strip;
  TickPicker* m_picker;
  QToolButton* m_cancel;
  Card* m_pictures;
  CompareEpsilonCard* m_epsilon;
  QFrame* m_numbers;
  CompareTable* m_table;
};

void ComparePage::arrange() {
  auto* scroll = new QScrollArea;
  scroll->setWidget(m_strip);
  scroll->setWidgetResizable(true);
  scroll->viewport()->setAutoFillBackground(false);
  m_strip->setAutoFillBackground(false);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumHeight(m_strip->minimumSizeHint().height());
  m_pictures->body()->addWidget(scroll, 1);
  m_cancel->setIcon(themedIcon(QStringLiteral("cancel")));
  m_cancel->setAutoRaise(true);
  m_cancel->setToolTip(tr("Cancel the comparison; what was computed stays"));
  m_cancel->setAccessibleName(tr("Cancel"));
  m_pictures->actions()->addStretch(1);
  m_pictures->actions()->addWidget(m_picker);
  m_pictures->actions()->addWidget(m_cancel);
  putOnCard(m_numbers, m_table);
  m_verdict->setWide(true);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_verdict);
  layout->addWidget(m_pictures, 14);
  layout->addWidget(m_epsilon, 9);
  layout->addWidget(m_numbers, 5);
}

void ComparePage::connectSession() {
  m_picker->setChosen(m_session.attacks());
  connect(m_picker, &TickPicker::chosenChanged, &m_session, &CompareSession::setAttacks);
  connect(&m_session, &CompareSession::attacksChanged, this, [this] { m_picker->setChosen(m_session.attacks()); });
  connect(m_cancel, &QToolButton::clicked, &m_session, &CompareSession::cancel);
  connect(m_strip, &PanelStrip::attackActivated, this, &ComparePage::openInMicroscope);
  connect(m_table, &CompareTable::attackActivated, this, &ComparePage::openInMicroscope);
  connect(&m_session, &CompareSession::readyChanged, this, &ComparePage::showResults);
  connect(&m_session, &CompareSession::failed, this, &ComparePage::showError);
  connect(&m_session, &CompareSession::progressed, this, &ComparePage::showProgress);
  connect(&m_session, &CompareSession::busyChanged, this, &ComparePage::showState);
  connect(&m_session, &CompareSession::settled, this, &Page::settled);
}

void ComparePage::showResults() {
  const auto& ready = m_session.ready();
  if (!ready) {
    m_strip->setPanels({});
    m_verdict->setVerdict({Verdict::Kind::Empty, tr("Nothing to compare yet"), tr("The attacks are about to run.")});
    return;
  }
  const std::vector<ComparePanel> panels = comparePanels(*ready, m_engine.attacks());
  m_strip->setPanels(panels);
  m_table->setRows(*ready, panels);
  m_pictures->setSubtitle(
      tr("perturbations %1, the same for all").arg(describeMode({DisplayMode::Kind::SignedGrey, commonGain(*ready)})));
  const bool isFooled = std::any_of(panels.begin() + 1, panels.end(), [](const ComparePanel& panel) {
    return panel.outcome == Outcome::Fooled || panel.outcome == Outcome::TargetReached;
  });
  const bool isWrong = ready->clean.prediction.topClass() != ready->clean.label;
  const Predicted& clean = ready->clean;
  m_verdict->setVerdict({isWrong    ? Verdict::Kind::WrongFromStart
                         : isFooled ? Verdict::Kind::Fooled
                                    : Verdict::Kind::NotFooled,
                         compareHeadline(*ready, m_engine.attacks()),
                         tr("clean: “%1”, %2 sure")
                             .arg(QString::fromStdString(clean.model.labelOf(clean.prediction.topClass())),
                                  percentText(clean.prediction.topProbability()))});
}

void ComparePage::showError(const Error& error) {
  showResults();
  m_verdict->showError(error);
}

void ComparePage::showProgress(const Progress& progress, bool isSweep) {
  Card* card = isSweep ? static_cast<Card*>(m_epsilon) : m_pictures;
  card->setProgress(QString::fromStdString(progress.what), progress.done, progress.secondsLeft);
  QString text = QString::fromStdString(progress.what);
  if (progress.secondsLeft >= 1) text += tr(", %1 left").arg(durationText(progress.secondsLeft));
  emit activityChanged(text);
}

void ComparePage::showState() {
  m_cancel->setEnabled(!m_session.isSettled());
  if (!m_session.isSettled()) return;
  m_pictures->clearProgress();
  m_epsilon->clearProgress();
  emit activityChanged({});
}

void ComparePage::openInMicroscope(int index) {
  const auto& ready = m_session.ready();
  if (!ready || index < 0 || index >= static_cast<int>(ready->attacks.size())) return;
  const AttackChoice& choice = ready->attacks[static_cast<std::size_t>(index)].choice;
  Experiment chosen = m_experiment.experiment();
  chosen.attack = choice.attack;
  chosen.params = choice.params;
  m_experiment.setExperiment(chosen);
  emit actionWanted(QStringLiteral("page:microscope"));
}

const RegisterPage kRegistered({QStringLiteral("compare"), QObject::tr("Compare"), QObject::tr("Attacks"), 20},
                               [](const PageContext& context) -> Page* { return new ComparePage(context); });

}  // namespace
}  // namespace adv
