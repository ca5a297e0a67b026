// SPDX-License-Identifier: GPL-3.0-or-later
// The Ten numbers page: a linear classifier with everything that it computes on the table.
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/controls/measure_bars_view.hpp"
#include "widgets/controls/number_pill.hpp"
#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/toy_figure.hpp"
#include "widgets/figures/toy_words.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/toy/cells_card.hpp"
#include "widgets/pages/toy/delta_card.hpp"
#include "widgets/pages/toy/score_view.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;
constexpr double kLargest = 1e6;

class ToyPage : public Page {
 public:
  explicit ToyPage(const PageContext& context)
      : m_session(context.engine, context.experiment.undoStack()),
        m_intro(new PageIntro(tr("A linear classifier weighs ten numbers and adds them up; the sum decides. Nudge each "
                                 "number a little in the direction of its weight: no nudge is large, but all of them "
                                 "push the sum the same way."),
                              tr("Karpathy 2015, Breaking linear classifiers"))),
        m_verdict(new VerdictCard),
        m_cells(new ToyCellsCard(m_session)),
        m_delta(new ToyDeltaCard(m_session)),
        m_score(new Card(tr("Score"))),
        m_view(new ToyScoreView),
        m_why(new MeasureBarsView),
        m_bias(new NumberPill),
        m_biasName(new QLabel(tr("b"))) {
    setFocusProxy(m_delta);
    arrange();
    connect(m_bias, &NumberPill::valueEdited, this, [this](double bias) {
      ToyRequest request = m_session.request();
      request.b = bias;
      m_session.edit(request, tr("Change b"));
    });
    connect(&m_session, &ToySession::requestChanged, this, [this] { m_bias->setValue(m_session.request().b); });
    connect(&m_session, &ToySession::readyChanged, this, &ToyPage::showReady);
    connect(&m_session, &ToySession::failed, this, &ToyPage::showError);
    connect(&m_session, &ToySession::settled, this, &Page::settled);
    connect(m_cells, &ToyCellsCard::shownChanged, this, &ToyPage::showTerms);
    m_session.ask();
  }

  std::unique_ptr<Figure> figure() const override {
    if (!m_session.ready()) return nullptr;
    return std::make_unique<ToyFigure>(*m_session.ready());
  }
  void setPresenting(bool presenting) override {
    m_intro->setVisible(!presenting);
    m_why->setVisible(!presenting);
    m_bias->setVisible(!presenting);
    m_biasName->setVisible(!presenting);
    m_score->setSubtitle(presenting ? QString() : sigmoidText());
    m_cells->setPresenting(presenting);
    m_delta->setPresenting(presenting);
  }
  void reset() override { m_session.edit(ToyRequest(), tr("Back to the lecture's numbers")); }
  bool isSettled() const override { return m_session.isSettled() && !m_cells->isPlaying(); }

 private:
  static QString sigmoidText() { return tr("and P(class 1) = 1 / (1 + e^−s)"); }
  void arrange();
  void showReady();
  void showTerms();
  void showError(const Error& error);

  ToySession m_session;
  PageIntro* m_intro;
  VerdictCard* m_verdict;
  ToyCellsCard* m_cells;
  ToyDeltaCard* m_delta;
  Card* m_score;
  ToyScoreView* m_view;
  MeasureBarsView* m_why;
  NumberPill* m_bias;
  QLabel* m_biasName;
};

/// The class flips where what the nudges add up to is more than the margin of the score.
std::vector<MeasureBar> whyBars(const ToyReady& ready) {
  const bool isSigns = ready.request.step == ToyStep::Signs;
  return {
      {QObject::tr("margin of the score, |s|"), std::abs(ready.clean.score), theme().clean},
      {isSigns ? QObject::tr("chosen signs, δ‖w‖₁") : QObject::tr("along w, δ‖w‖₂²"), ready.push, theme().adversarial},
      {isSigns ? QObject::tr("random signs, δ‖w‖₂") : QObject::tr("random signs"), ready.randomPush, theme().control,
       true}};
}

void ToyPage::arrange() {
  m_why->setToolTip(
      tr("The class flips where what the nudges add up to is more than the margin of the score. Random "
         "signs cancel out: one standard deviation of what they do."));
  m_verdict->setWide(true);
  m_bias->setLimits(-kLargest, kLargest, 0.5);
  m_bias->setAccessibleName(tr("Bias b"));
  m_bias->setToolTip(tr("The bias b that is added to the sum. Click to type; arrows move it by 0.5."));
  m_biasName->setObjectName(QStringLiteral("muted"));
  m_score->actions()->addStretch(1);
  m_score->actions()->addWidget(m_biasName);
  m_score->actions()->addWidget(m_bias);
  m_score->setSubtitle(sigmoidText());
  m_score->body()->addWidget(m_view, 1);
  m_score->body()->addWidget(m_why);
  auto* left = new QVBoxLayout;
  left->setSpacing(12);
  left->addWidget(m_cells, 8);
  left->addWidget(m_delta, 5);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(14);
  columns->addLayout(left, 7);
  columns->addWidget(m_score, 5);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 12, kMargin, 14);
  layout->setSpacing(10);
  layout->addWidget(m_intro);
  layout->addWidget(m_verdict);
  layout->addLayout(columns, 1);
}

void ToyPage::showReady() {
  const ToyReady& ready = *m_session.ready();
  m_why->setBars(whyBars(ready));
  const bool fooled = ready.clean.winner() != ready.adversarial.winner();
  const auto kind = ready.request.delta == 0.0 ? Verdict::Kind::Empty
                    : fooled                   ? Verdict::Kind::Fooled
                                               : Verdict::Kind::NotFooled;
  m_verdict->setVerdict({kind, toySentence(ready), toyReason(ready)});
}

void ToyPage::showTerms() {
  if (m_session.ready()) m_view->setReady(*m_session.ready(), m_cells->shown());
}

void ToyPage::showError(const Error& error) { m_verdict->showError(error); }

const RegisterPage kRegistered({QStringLiteral("toy"), QObject::tr("Ten numbers"), QObject::tr("The linear world"), 5},
                               [](const PageContext& context) -> Page* { return new ToyPage(context); });

}  // namespace
}  // namespace adv
