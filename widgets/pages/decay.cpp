// SPDX-License-Identifier: GPL-3.0-or-later
// The page Adversarial or decay: the same classifier against nothing, against large weights, and against the adversary.
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/controls/card.hpp"
#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/decay_figure.hpp"
#include "widgets/pages/decay/session.hpp"
#include "widgets/pages/decay/setup_bar.hpp"
#include "widgets/pages/decay/weights_view.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/decay_lines.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;
constexpr double kEpsilonSteps = 128.0;
constexpr double kMarginSteps = 160.0;

class DecayPage : public Page {
 public:
  explicit DecayPage(const PageContext& context)
      : m_session(context.engine, context.experiment.undoStack()),
        m_intro(new PageIntro(
            tr("For a linear classifier the adversary takes ε‖w‖₁ off every margin, and that can be trained against. "
               "Weight decay fines large weights always; the adversary's fine vanishes for a picture that is safe. So "
               "both shrink ‖w‖₁, and one of them knows what for."),
            tr("Goodfellow, Shlens, Szegedy 2014, section 5"))),
        m_verdict(new VerdictCard),
        m_setup(new DecaySetupBar(m_session)),
        m_errors(new Card(tr("Error in the worst case"))),
        m_epsilon(new AxisSlider),
        m_legend(new SeriesLegend),
        m_cancel(new QToolButton),
        m_weights(new Card(tr("Weights"))),
        m_pictures(new DecayWeightsView),
        m_costs(new Card(tr("What a picture costs in training"))),
        m_margin(new AxisSlider) {
    setFocusProxy(m_epsilon);
    arrange();
    connect(&m_session, &DecaySession::readyChanged, this, &DecayPage::showReady);
    connect(&m_session, &DecaySession::progressed, this, [this](const Progress& progress) {
      m_errors->setProgress(QString::fromStdString(progress.what), progress.done, progress.secondsLeft);
    });
    connect(&m_session, &DecaySession::busyChanged, this, &DecayPage::showBusy);
    connect(&m_session, &DecaySession::failed, this, &DecayPage::showError);
    connect(&m_session, &DecaySession::settled, this, &Page::settled);
    connect(m_epsilon, &AxisSlider::valueChanged, this, &DecayPage::showReading);
    connect(m_margin, &AxisSlider::valueChanged, this, &DecayPage::showCost);
    connect(m_cancel, &QToolButton::clicked, &m_session, &DecaySession::cancel);
    m_verdict->setVerdict({Verdict::Kind::Empty, tr("Nothing is trained yet"), {}});
  }

  std::unique_ptr<Figure> figure() const override {
    if (!m_session.ready()) return nullptr;
    return std::make_unique<DecayFigure>(*m_session.ready());
  }
  void setPresenting(bool presenting) override {
    m_intro->setVisible(!presenting);
    m_setup->setVisible(!presenting);
    m_costs->setVisible(!presenting);
    m_legend->setVisible(!presenting);
  }
  void reset() override {
    m_hasReading = false;
    m_session.edit(DecayRequest(), tr("Back to the example"));
  }
  bool isSettled() const override { return m_session.isSettled(); }

 protected:
  void shownChanged(bool shown) override { m_session.setShown(shown); }

 private:
  void arrange();
  void showReady();
  void showReading();
  void showCost();
  void showBusy();
  void showError(const Error& error);

  DecaySession m_session;
  PageIntro* m_intro;
  VerdictCard* m_verdict;
  DecaySetupBar* m_setup;
  Card* m_errors;
  AxisSlider* m_epsilon;
  SeriesLegend* m_legend;
  QToolButton* m_cancel;
  Card* m_weights;
  DecayWeightsView* m_pictures;
  Card* m_costs;
  AxisSlider* m_margin;
  bool m_hasReading = false;  ///< the line stands where the user, or the example, put it
};

void DecayPage::arrange() {
  m_verdict->setWide(true);
  m_epsilon->setAccessibleName(tr("ε of the attack, in levels of 255"));
  m_epsilon->setHint(tr("Drag anywhere: ε of the attack, n/255 (L∞)"));
  m_margin->setAccessibleName(tr("Margin y·s of a picture"));
  m_margin->setHint(tr("Drag anywhere: the margin y·s of a picture, right where above 0"));
  m_margin->setValueAxis(tr("cost, nats"));
  m_cancel->setIcon(themedIcon(QStringLiteral("cancel")));
  m_cancel->setAutoRaise(true);
  m_cancel->setToolTip(tr("Stop the training; what is known stays"));
  m_cancel->setAccessibleName(tr("Stop the training"));
  m_errors->actions()->addWidget(m_legend, 3);
  m_errors->actions()->addWidget(m_cancel);
  m_errors->body()->addWidget(m_epsilon, 1);
  m_weights->body()->addWidget(m_pictures, 1);
  m_costs->body()->addWidget(m_margin, 1);
  auto* top = new QHBoxLayout;
  top->setSpacing(14);
  top->addWidget(m_errors, 13);
  top->addWidget(m_weights, 10);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_intro);
  layout->addWidget(m_verdict);
  layout->addWidget(m_setup);
  layout->addLayout(top, 11);
  layout->addWidget(m_costs, 9);
}

void DecayPage::showReady() {
  const DecayReady& ready = *m_session.ready();
  const double reach = 255 * ready.epsilons.back();
  if (m_epsilon->high() != reach) {
    m_epsilon->setRange(0.0, reach);
    m_epsilon->setSteps(reach / kEpsilonSteps, reach / 16, true);
  }
  if (m_margin->high() != ready.margins.back()) {
    m_margin->setRange(ready.margins.front(), ready.margins.back());
    m_margin->setSteps(ready.margins.back() / kMarginSteps, ready.margins.back() / 8, true);
  }
  if (!m_hasReading) {
    m_epsilon->setValue(255 * ready.request.epsilon);
    m_margin->setValue(2.0);
  }
  m_hasReading = true;
  m_epsilon->setMarker(255 * ready.request.epsilon, tr("trained against"));
  m_epsilon->setSeries(errorLines(ready));
  m_legend->setSeries(errorLines(ready));
  m_margin->setSeries(costLines(ready));
  m_pictures->setReady(ready);
  m_weights->setSubtitle(tr("%1 or %2, after %3 epochs")
                             .arg(QString::fromStdString(ready.labels[0]), QString::fromStdString(ready.labels[1]))
                             .arg(significant(ready.epochs)));
  showReading();
  showCost();
}

void DecayPage::showReading() {
  const auto& ready = m_session.ready();
  if (!ready) return;
  const double epsilon = m_epsilon->value() / 255;
  m_epsilon->setValueText(levelsText(epsilon));
  m_verdict->setVerdict({Verdict::Kind::Empty, decaySentence(*ready, epsilon), decayDetail(*ready)});
}

void DecayPage::showCost() {
  const auto& ready = m_session.ready();
  if (!ready) return;
  const double margin = m_margin->value();
  QStringList costs;
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    costs << tr("%1 %2").arg(decayName(static_cast<DecayKind>(i)),
                             significant(between(ready->margins, ready->models[i].costs, margin)));
  }
  m_margin->setValueText(significant(margin));
  m_costs->setSubtitle(
      tr("margin %1: %2 · shaded: the test pictures").arg(significant(margin), costs.join(QStringLiteral(", "))));
}

void DecayPage::showBusy() {
  m_cancel->setVisible(m_session.isRunning());
  if (!m_session.isRunning()) m_errors->clearProgress();
  emit activityChanged(m_session.isRunning() ? tr("training") : QString());
}

void DecayPage::showError(const Error& error) { m_verdict->showError(error); }

const RegisterPage kRegistered({QStringLiteral("decay"), QObject::tr("Decay"), QObject::tr("The linear world"), 8},
                               [](const PageContext& context) -> Page* { return new DecayPage(context); });

}  // namespace
}  // namespace adv
