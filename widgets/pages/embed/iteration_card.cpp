// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/iteration_card.hpp"

#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/controls/step_pill.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kBetweenMeasures = 10;
constexpr double kCoarse = 50.0;
constexpr qint64 kReadableMilliseconds = 150;

/// Round numbers, about six of them.
double tickUnitFor(int iterations) {
  for (const double unit : {10.0, 20.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0})
    if (iterations <= 8 * unit) return unit;
  return 5000.0;
}

}  // namespace

EmbedIterationCard::EmbedIterationCard(EmbedSession& session, QWidget* parent)
    : Card(tr("Iterations"), parent), m_session(session), m_pill(new StepPill), m_plot(new AxisSlider) {
  setHeaderWidget(m_pill);
  m_pill->setToolTip(tr("The iteration that is shown. Click to type one: the nearest map that was kept is shown."));
  m_pill->setAccessibleName(tr("Iteration"));
  makeButtons();
  m_plot->setValueAxis(tr("KL divergence in nats"));
  m_plot->setAccessibleName(tr("Iteration"));
  m_plot->setHint(
      tr("KL(P‖Q) in nats against the iteration: how badly the map keeps the neighbours.\nDrag back to see the map as "
         "it was; the far right is now. Arrow keys: one iteration. Page keys: fifty."));
  m_plot->setSteps(1.0, kCoarse);
  body()->addWidget(m_plot, 1);
  setFocusProxy(m_plot);
  connect(m_plot, &AxisSlider::valueChanged, this,
          [this](double value) { m_session.look(static_cast<int>(std::lround(value))); });
  connect(m_plot, &AxisSlider::dragFinished, this, &EmbedIterationCard::showPlaces);
  connect(m_pill, &StepPill::valueChanged, &session, &EmbedSession::look);
  connect(&session, &EmbedSession::stateChanged, this, &EmbedIterationCard::showState);
  connect(&session, &EmbedSession::setupChanged, this, &EmbedIterationCard::showState);
  connect(&session, &EmbedSession::placesChanged, this, &EmbedIterationCard::showPlaces);
  showState();
}

QToolButton* EmbedIterationCard::addButton(const QString& icon, const QString& tip) {
  auto* button = new QToolButton;
  button->setIcon(themedIcon(icon));
  button->setAutoRaise(true);
  button->setToolTip(tip);
  button->setAccessibleName(tip.section(QLatin1Char(':'), 0, 0));
  actions()->addWidget(button);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, button, [button, icon] { button->setIcon(themedIcon(icon)); });
  return button;
}

void EmbedIterationCard::makeButtons() {
  actions()->addStretch(1);
  m_play = addButton(QStringLiteral("play"), tr("Play or pause: Space"));
  m_step = addButton(QStringLiteral("step"), tr("One iteration: S, or the full stop"));
  m_reheat = addButton(QStringLiteral("shake"), tr("Reheat: shakes the points, and lets them settle again (H)"));
  m_restart = addButton(QStringLiteral("again"), tr("Restart: begins anew with the same seed, to the same map (R)"));
  m_background = addButton(
      QStringLiteral("background"),
      tr("Go on while another page is shown: otherwise the map pauses when you leave, and goes on when you come back"));
  m_background->setCheckable(true);
  connect(m_play, &QToolButton::clicked, this, &EmbedIterationCard::togglePlay);
  connect(m_step, &QToolButton::clicked, &m_session, &EmbedSession::step);
  connect(m_reheat, &QToolButton::clicked, &m_session, &EmbedSession::reheat);
  connect(m_restart, &QToolButton::clicked, &m_session, &EmbedSession::restart);
  connect(m_background, &QToolButton::toggled, &m_session, &EmbedSession::setGoesOnHidden);
}

void EmbedIterationCard::togglePlay() { m_session.isRunning() ? m_session.pause() : m_session.play(); }

void EmbedIterationCard::setBackground(bool goesOn) { m_background->setChecked(goesOn); }

QString EmbedIterationCard::stateText() const {
  const auto& ready = m_session.ready();
  const auto& progress = m_session.progress();
  if (m_session.isRunning() && progress && (!ready || progress->secondsLeft < 0.0))
    return QStringLiteral("%1, %2").arg(QString::fromStdString(progress->what), shareText(progress->done));
  if (!ready) return m_session.isRunning() ? tr("about to begin") : tr("not begun");
  QStringList parts;
  if (m_session.isRunning()) {
    parts << tr("%1 a second").arg(significant(ready->iterationsPerSecond, 2));
    if (progress && progress->secondsLeft >= 1.0) parts << tr("%1 left").arg(durationText(progress->secondsLeft));
  } else {
    parts << (m_session.isFinished() ? tr("done") : tr("paused"));
  }
  const bool isJudged = ready->quality.isKnown;
  if (!ready->divergences.empty())
    parts << tr("KL %1").arg(significant(isJudged ? ready->quality.divergence : ready->divergences.back()));
  if (m_session.looksBack()) parts << tr("looking back");
  return parts.join(QStringLiteral(" · "));
}

/// Not faster than it can be read: every text lays the page out anew.
void EmbedIterationCard::showText() {
  const bool isNew = m_told.isValid() && m_told.elapsed() < kReadableMilliseconds;
  if (isNew && m_session.isRunning()) return;
  m_told.start();
  setSubtitle(stateText());
}

void EmbedIterationCard::showState() {
  const bool isRunning = m_session.isRunning();
  m_play->setIcon(themedIcon(isRunning ? QStringLiteral("pause") : QStringLiteral("play")));
  m_play->setAccessibleName(isRunning ? tr("Pause") : tr("Play"));
  showText();
  const auto& progress = m_session.progress();
  if (isRunning && progress) {
    setProgress(QString::fromStdString(progress->what), progress->done, progress->secondsLeft);
  } else {
    clearProgress();
  }
  const int goal = std::max(1, m_session.goal());
  if (m_plot->high() != goal) {
    m_plot->setRange(0, goal);
    m_plot->setTickUnit(tickUnitFor(goal));
  }
  const EmbeddingSettings& settings = m_session.setup().settings;
  const bool isExaggerated = settings.exaggeration > 1.0 && settings.exaggeratedIterations > 0;
  m_plot->setSpan(isExaggerated
                      ? std::optional(std::pair<double, double>(0.0, std::min(settings.exaggeratedIterations, goal)))
                      : std::nullopt,
                  tr("early exaggeration × %1").arg(significant(settings.exaggeration)));
  showPlaces();
}

void EmbedIterationCard::showPlaces() {
  m_plot->setValue(m_session.iteration());
  m_plot->setValueText(tr("iteration %1 of %2").arg(m_session.iteration()).arg(m_session.goal()));
  if (!m_pill->hasFocus()) m_pill->setValue(m_session.iteration(), m_session.goal());
  showCurve();
}

/// Drawn anew only where there is a new measure of the divergence.
void EmbedIterationCard::showCurve() {
  const auto& ready = m_session.ready();
  const std::size_t known = ready ? ready->divergences.size() : 0;
  if (known == m_drawn) return;
  m_drawn = known;
  Series line{tr("KL"), SeriesRole::Clean, {}, {}};
  for (std::size_t i = 0; i < known; ++i) {
    line.x.push_back(static_cast<double>(1 + i * kBetweenMeasures));
    line.y.push_back(ready->divergences[i]);
  }
  m_plot->setSeries({line});
}

void EmbedIterationCard::setPresenting(bool presenting) {
  for (QWidget* button : {m_step, m_reheat, m_background}) button->setVisible(!presenting);
}

}  // namespace adv
