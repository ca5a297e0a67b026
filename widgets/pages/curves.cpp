// SPDX-License-Identifier: GPL-3.0-or-later
// The robustness curves: accuracy under attack against ε, steps, restarts or queries.
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "engine/api/robustness.hpp"
#include "widgets/controls/card.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/robustness_figure.hpp"
#include "widgets/figures/robustness_lines.hpp"
#include "widgets/pages/curves/counts_table.hpp"
#include "widgets/pages/curves/session.hpp"
#include "widgets/pages/curves/setup_bar.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;
constexpr double kFineSteps = 128;  ///< of the reading line, over the whole axis
constexpr double kFirstReading = 8.0;

class CurvesPage : public Page {
 public:
  explicit CurvesPage(const PageContext& context)
      : m_engine(context.engine),
        m_session(context.engine),
        m_verdict(new VerdictCard),
        m_setup(new SetupBar(context.engine)),
        m_curves(new Card(tr("Accuracy under attack"))),
        m_legend(new SeriesLegend),
        m_plot(new AxisSlider),
        m_pause(new QToolButton),
        m_afresh(new QToolButton),
        m_counts(new QFrame),
        m_table(new CountsTable) {
    setFocusProxy(m_plot);
    arrange();
    connectSession();
    m_setup->setRequest(m_session.request());
    showCurves();
    showState();
  }

  std::unique_ptr<Figure> figure() const override {
    if (!m_session.ready()) return nullptr;
    return std::make_unique<RobustnessFigure>(*m_session.ready(), m_engine.attacks());
  }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override {
    m_session.setRequest(exampleCurves());
    m_setup->setRequest(m_session.request());
  }
  void setPresenting(bool presenting) override {
    m_counts->setVisible(!presenting);
    m_setup->setVisible(!presenting);
  }

 protected:
  void shownChanged(bool shown) override {
    if (shown) m_session.show();
  }

 private:
  void arrange();
  void addButton(QToolButton* button, const QString& icon, const QString& name, const QString& help);
  void connectSession();
  void showCurves();
  void showReading();
  void showProgress(const Progress& progress);
  void showState();
  void showProblem(const QString& text);

  EnginePort& m_engine;
  CurvesSession m_session;
  VerdictCard* m_verdict;
  SetupBar* m_setup;
  Card* m_curves;
  SeriesLegend* m_legend;
  AxisSlider* m_plot;
  QToolButton* m_pause;
  QToolButton* m_afresh;
  QFrame* m_counts;
  CountsTable* m_table;
  bool m_hasReading = false;  ///< the reading line was placed on this axis
};

void CurvesPage::addButton(QToolButton* button, const QString& icon, const QString& name, const QString& help) {
  button->setIcon(themedIcon(icon));
  button->setAutoRaise(true);
  button->setToolTip(help);
  button->setAccessibleName(name);
  m_curves->actions()->addWidget(button);
}

void CurvesPage::arrange() {
  m_verdict->setWide(true);
  m_plot->setHint(tr("The reading line: drag anywhere on the plot.\nArrow keys: fine steps. Page keys: coarse ones."));
  m_plot->setAccessibleName(tr("Reading line of the curves"));
  m_curves->actions()->addWidget(m_legend, 1);
  addButton(m_pause, QStringLiteral("pause"), tr("Pause or go on"), {});
  addButton(m_afresh, QStringLiteral("again"), tr("Count again"),
            tr("Count again from the start: what was kept of these curves is forgotten"));
  m_curves->body()->addWidget(m_plot, 1);
  putOnCard(m_counts, m_table);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_verdict);
  layout->addWidget(m_setup);
  layout->addWidget(m_curves, 14);
  layout->addWidget(m_counts, 5);
}

void CurvesPage::connectSession() {
  connect(m_setup, &SetupBar::requestChanged, this, [this](const RobustnessRequest& request) {
    m_hasReading = m_hasReading && request.axis == m_session.request().axis;
    m_session.setRequest(request);
  });
  connect(m_setup, &SetupBar::problemFound, this, &CurvesPage::showProblem);
  connect(m_plot, &AxisSlider::valueChanged, this, &CurvesPage::showReading);
  connect(m_pause, &QToolButton::clicked, this, [this] { m_session.setPaused(m_session.isRunning()); });
  connect(m_afresh, &QToolButton::clicked, &m_session, &CurvesSession::startAfresh);
  connect(&m_session, &CurvesSession::readyChanged, this, &CurvesPage::showCurves);
  connect(&m_session, &CurvesSession::progressed, this, &CurvesPage::showProgress);
  connect(&m_session, &CurvesSession::stateChanged, this, &CurvesPage::showState);
  connect(&m_session, &CurvesSession::settled, this, &Page::settled);
  connect(&m_session, &CurvesSession::failed, this, [this](const Error& error) { m_verdict->showError(error); });
}

void CurvesPage::showCurves() {
  const auto& ready = m_session.ready();
  if (!ready) {
    m_plot->setSeries({});
    m_legend->setSeries({});
    m_verdict->setVerdict({Verdict::Kind::Empty, tr("Nothing is counted yet"), {}});
    return;
  }
  const RobustnessLines curves(*ready, m_engine.attacks());
  if (m_plot->low() != curves.low() || m_plot->high() != curves.high()) {
    m_plot->setRange(curves.low(), curves.high());
    const double fine = (curves.high() - curves.low()) / kFineSteps;
    m_plot->setSteps(fine >= 1 ? std::round(fine) : std::max(fine, 0.25), (curves.high() - curves.low()) / 8);
  }
  if (!m_hasReading) m_plot->setValue(std::min(kFirstReading, curves.high()));
  m_hasReading = true;
  m_plot->setSeries(curves.lines());
  m_legend->setSeries(curves.lines());
  m_table->setCounts(*ready, curves);
  m_curves->setSubtitle(curves.axisName());
  showReading();
}

void CurvesPage::showReading() {
  const auto& ready = m_session.ready();
  if (!ready) return;
  const RobustnessLines curves(*ready, m_engine.attacks());
  m_plot->setValueText(curves.axisText(m_plot->value()));
  QString detail = tr("%1 pictures, bands: 95 %").arg(ready->pictures);
  if (!ready->complete) detail = tr("counting; bands: 95 %");
  if (!ready->note.empty()) detail = QString::fromStdString(ready->note);
  m_verdict->setVerdict({Verdict::Kind::Empty, curves.reading(m_plot->value()), detail});
}

void CurvesPage::showProblem(const QString& text) {
  if (text.isEmpty()) return showReading();
  m_verdict->setVerdict({Verdict::Kind::Error, text, {}});
}

void CurvesPage::showProgress(const Progress& progress) {
  m_curves->setProgress(QString::fromStdString(progress.what), progress.done, progress.secondsLeft);
  QString text = QString::fromStdString(progress.what);
  if (progress.secondsLeft >= 1) text += tr(", %1 left").arg(durationText(progress.secondsLeft));
  emit activityChanged(text);
}

void CurvesPage::showState() {
  const bool isRunning = m_session.isRunning();
  const bool isComplete = m_session.ready() && m_session.ready()->complete;
  m_pause->setIcon(themedIcon(isRunning ? QStringLiteral("pause") : QStringLiteral("play")));
  m_pause->setToolTip(isRunning ? tr("Pause; what is counted is kept, also when the program ends")
                                : tr("Go on counting"));
  m_pause->setVisible(isRunning || !isComplete);
  if (isRunning) return;
  if (!m_session.isPaused()) m_curves->clearProgress();
  emit activityChanged(m_session.isPaused() ? tr("paused") : QString());
}

const RegisterPage kRegistered({QStringLiteral("curves"), QObject::tr("Curves"), QObject::tr("Attacks"), 30},
                               [](const PageContext& context) -> Page* { return new CurvesPage(context); });

}  // namespace
}  // namespace adv
