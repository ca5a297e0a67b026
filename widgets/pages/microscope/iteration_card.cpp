// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/microscope/iteration_card.hpp"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/canvas/thumbnail_strip.hpp"
#include "widgets/controls/param_form.hpp"
#include "widgets/controls/step_pill.hpp"
#include "widgets/figures/save_picture.hpp"
#include "widgets/plots/iteration_plot.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/icons.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

/// A whole run is played back in about this time, whatever its length.
constexpr int kPlaybackMilliseconds = 3000;
constexpr int kShortestFrame = 30;
constexpr int kLongestFrame = 300;
constexpr int kExportedThumbnail = 128;
constexpr double kExportScale = 2.0;
/// A window lower than this has no room for the pictures of the steps.
constexpr int kStripFrom = 800;

}  // namespace

IterationCard::IterationCard(MicroscopeSession& session, ExperimentModel& experiment, QWidget* parent)
    : Card(tr("Iterations"), parent),
      m_session(session),
      m_experiment(experiment),
      m_pill(new StepPill),
      m_plot(new IterationPlot),
      m_legend(new SeriesLegend),
      m_strip(new ThumbnailStrip),
      m_quantity(new QComboBox),
      m_popup(new QFrame(this, Qt::Popup)),
      m_form(new ParamForm) {
  setHeaderWidget(m_pill);
  m_pill->setToolTip(tr("The step that is shown, of all steps. Click to type one."));
  actions()->addWidget(m_legend, 1);
  m_quantity->addItems({tr("probabilities"), tr("loss"), tr("norms"), tr("spent")});
  m_quantity->setToolTip(
      tr("What is drawn: probabilities, the loss (cross-entropy in nats), or the distances L∞ (levels) and L2 (pixel "
         "range), or the best so far against the gradients and queries spent"));
  m_quantity->setAccessibleName(tr("Quantity on the plot"));
  m_back = addButton(QStringLiteral("back"), tr("One step back"));
  m_play = addButton(QStringLiteral("play"), tr("Play the run; while it is computed: pause and go on (P)"));
  m_play->setShortcut(QKeySequence(QStringLiteral("P")));
  m_forward = addButton(QStringLiteral("step"), tr("One step on; while the attack is paused: compute one step"));
  m_cancel = addButton(QStringLiteral("cancel"), tr("Cancel the run; what was computed stays"));
  m_export = addButton(QStringLiteral("save"), tr("Export the pictures of the steps as one PNG"));
  makeParameters();
  actions()->addWidget(m_quantity);
  body()->addWidget(m_plot, 1);
  body()->addWidget(m_strip);

  RunModel& run = session.run();
  connect(&run, &RunModel::framesChanged, this, &IterationCard::showFrames);
  connect(&run, &RunModel::currentChanged, this, &IterationCard::showCurrent);
  connect(&run, &RunModel::ended, this, &IterationCard::showFrames);
  connect(&run, &RunModel::ended, this, &IterationCard::showState);
  connect(&session, &MicroscopeSession::busyChanged, this, &IterationCard::showState);
  connect(&experiment, &ExperimentModel::changed, this, &IterationCard::showAttack);
  connect(m_plot, &IterationPlot::stepChosen, this, [this](int step) { m_session.run().setCurrentIndex(step); });
  connect(m_pill, &StepPill::valueChanged, this, [this](int step) { m_session.run().setCurrentIndex(step); });
  connect(m_strip, &ThumbnailStrip::stepChosen, this, [this](int step) { m_session.run().setCurrentIndex(step); });
  connect(m_quantity, &QComboBox::currentIndexChanged, this, [this](int index) {
    m_plot->setQuantity(static_cast<IterationPlot::Quantity>(index));
    m_legend->setSeries(m_plot->series());
  });
  connect(m_back, &QToolButton::clicked, this, [this] { advance(-1); });
  connect(m_play, &QToolButton::clicked, this, &IterationCard::togglePlay);
  connect(m_forward, &QToolButton::clicked, this, [this] { advance(1); });
  connect(m_cancel, &QToolButton::clicked, &m_session, &MicroscopeSession::cancel);
  connect(m_export, &QToolButton::clicked, this, &IterationCard::exportStrip);
  connect(&m_playback, &QTimer::timeout, this, [this] {
    if (m_session.run().isAtEnd()) return togglePlay();
    m_session.run().setCurrentIndex(m_session.run().currentIndex() + 1);
  });
  showAttack();
  showState();
}

QToolButton* IterationCard::addButton(const QString& icon, const QString& tip) {
  auto* button = new QToolButton;
  button->setIcon(themedIcon(icon));
  button->setAutoRaise(true);
  button->setToolTip(tip);
  button->setAccessibleName(tip.section(QLatin1Char(';'), 0, 0));
  actions()->addWidget(button);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, button, [button, icon] { button->setIcon(themedIcon(icon)); });
  return button;
}

void IterationCard::makeParameters() {
  m_parameters = new QToolButton;
  m_parameters->setText(tr("Parameters ▾"));
  m_parameters->setAutoRaise(true);
  m_parameters->setToolTip(tr("Step size, iterations and the attack's other parameters"));
  actions()->addWidget(m_parameters);
  m_popup->setObjectName(QStringLiteral("popup"));
  auto* layout = new QVBoxLayout(m_popup);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->addWidget(m_form);
  connect(m_parameters, &QToolButton::clicked, this, [this] {
    m_popup->adjustSize();
    m_popup->move(m_parameters->mapToGlobal(
        QPoint(m_parameters->width() - m_popup->sizeHint().width(), -m_popup->sizeHint().height() - 4)));
    m_popup->show();
    m_form->setFocus();
  });
  connect(m_form, &ParamForm::valuesChanged, this, [this](ParamValues values) {
    const ParamValues& known = m_experiment.experiment().params;
    if (const auto epsilon = known.find("epsilon"); epsilon != known.end()) values["epsilon"] = epsilon->second;
    m_experiment.setParams(values);
  });
}

void IterationCard::showAttack() {
  const AttackInfo* attack = m_experiment.attack();
  if (!attack) return;
  if (m_formAttack != attack->id) {
    m_formAttack = attack->id;
    m_form->setParams(attack->params, {QStringLiteral("epsilon")});
    m_parameters->setVisible(attack->params.size() > 1);
  }
  m_form->setValues(m_experiment.experiment().params);
  QString subtitle = QString::fromStdString(attack->title);
  if (const ParamSpec* step = attack->param("step-size")) {
    const double given = m_experiment.param("step-size");
    subtitle +=
        std::isnan(given) ? tr(", α automatic") : tr(", α = %1").arg(QString::fromStdString(formatParam(*step, given)));
  }
  setSubtitle(subtitle);
}

void IterationCard::showFrames() {
  const RunModel& run = m_session.run();
  if (!m_session.clean() || run.frames().empty()) {
    m_plot->clearFrames();
    m_strip->setSteps({});
    return;
  }
  const Experiment& experiment = m_experiment.experiment();
  const std::optional<int> target = run.finished() ? run.finished()->target : experiment.target;
  m_plot->setFrames(run.frames(), run.lastStep(), m_session.clean()->model, m_session.clean()->label, target);
  m_legend->setSeries(m_plot->series());
  std::vector<StepPicture> pictures;
  for (const FramePtr& frame : run.frames()) {
    if (frame->picture) pictures.push_back({frame->step, frame->picture, frame->success});
  }
  m_strip->setSteps(std::move(pictures));
}

void IterationCard::showCurrent() {
  const RunModel& run = m_session.run();
  m_plot->setStep(run.currentIndex());
  m_plot->setValueText(tr("step %1 of %2").arg(run.currentIndex()).arg(run.lastStep()));
  m_pill->setValue(std::max(0, run.currentIndex()),
                   std::max(run.lastStep(), static_cast<int>(run.frames().size()) - 1));
  m_strip->setCurrentStep(run.currentIndex());
  if (run.finished()) m_form->setResolved(run.finished()->request.params);
}

void IterationCard::showState() {
  const RunModel& run = m_session.run();
  const bool computing = run.isRunning();
  const bool moving = computing ? !m_session.isPaused() : m_playback.isActive();
  m_play->setIcon(themedIcon(moving ? QStringLiteral("pause") : QStringLiteral("play")));
  m_cancel->setEnabled(computing);
  m_export->setEnabled(!run.frames().empty());
  if (computing && !run.frames().empty() && run.stepsPlanned() > 1) {
    setProgress(m_session.isPaused() ? tr("paused") : tr("attacking"),
                static_cast<double>(run.frames().size()) / (run.stepsPlanned() + 1), -1);
  } else {
    clearProgress();
  }
}

void IterationCard::togglePlay() {
  RunModel& run = m_session.run();
  if (run.isRunning()) return m_session.setPaused(!m_session.isPaused());
  if (m_session.isPaused()) m_session.setPaused(false);
  if (m_playback.isActive()) {
    m_playback.stop();
  } else if (!run.frames().empty()) {
    if (run.isAtEnd()) run.setCurrentIndex(0);
    m_playback.start(
        std::clamp(kPlaybackMilliseconds / static_cast<int>(run.frames().size()), kShortestFrame, kLongestFrame));
  }
  showState();
}

void IterationCard::advance(int by) {
  RunModel& run = m_session.run();
  if (by > 0 && run.isRunning() && m_session.isPaused() && run.isAtEnd()) return m_session.stepOnce();
  run.setCurrentIndex(run.currentIndex() + by);
}

void IterationCard::exportStrip() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Export the pictures of the steps"),
                                                    QStringLiteral("steps.png"), tr("PNG (*.png)"));
  if (path.isEmpty()) return;
  const QString problem = saveImage(path, m_strip->toImage(kExportedThumbnail, kExportScale));
  if (!problem.isEmpty()) QToolTip::showText(m_export->mapToGlobal(QPoint()), problem, m_export);
}

void IterationCard::resizeEvent(QResizeEvent* event) {
  Card::resizeEvent(event);
  m_strip->setVisible(!m_presenting && window()->height() >= kStripFrom * typeScale());
}

void IterationCard::setPresenting(bool presenting) {
  m_presenting = presenting;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_strip, m_quantity, m_back, m_forward, m_cancel, m_export})
    widget->setVisible(!presenting);
}

}  // namespace adv
