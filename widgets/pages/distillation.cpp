// SPDX-License-Identifier: GPL-3.0-or-later
// The Distillation page: the five boxes of Papernot's figure, and T as the axis of the soft label.
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/controls/card.hpp"
#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/experiment/edit_command.hpp"
#include "widgets/figures/pipeline_figure.hpp"
#include "widgets/figures/soft_label_chart.hpp"
#include "widgets/pages/distillation/pipeline_of.hpp"
#include "widgets/pages/distillation/pipeline_view.hpp"
#include "widgets/pages/distillation/training_bar.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/chart_slider.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;

class DistillationPage : public Page {
 public:
  explicit DistillationPage(const PageContext& context)
      : m_experiment(context.experiment),
        m_session(context.engine),
        m_intro(new PageIntro(
            tr("A network is trained at temperature T; the same network is trained again on its probabilities instead "
               "of the labels, and used at T = 1. Soft labels know which classes look alike. What grows with T are the "
               "logits."),
            tr("Papernot et al., IEEE S&P 2016; Hinton et al. 2015"))),
        m_verdict(new VerdictCard),
        m_training(new TrainingBar(m_session)),
        m_pipeline(new PipelineView),
        m_soft(new Card(tr("T"))),
        m_value(new QLabel),
        m_axis(new ChartSlider),
        m_slope(new Card(tr("Gradient"))),
        m_gradient(new SoftGradientView) {
    setFocusProxy(m_axis);
    arrange();
    connect(m_axis, &StopSlider::dragStarted, this, [this] { m_gesture = ++m_lastGesture; });
    connect(m_axis, &StopSlider::dragFinished, this, [this] { m_gesture = 0; });
    connect(m_axis, &StopSlider::stopChanged, this, &DistillationPage::chooseTemperature);
    connect(m_training, &TrainingBar::setupEdited, this, &DistillationPage::edit);
    connect(&m_session, &DistillationSession::setupChanged, this, [this] { m_error.reset(); });
    for (const auto change : {&DistillationSession::setupChanged, &DistillationSession::pictureChanged,
                              &DistillationSession::trainingChanged})
      connect(&m_session, change, this, &DistillationPage::showAll);
    connect(&m_session, &DistillationSession::failed, this, [this](const Error& error) {
      m_error = error;
      showAll();
    });
    connect(&m_session, &DistillationSession::settled, this, &Page::settled);
    connect(&m_session, &DistillationSession::busyChanged, this,
            [this] { emit activityChanged(m_session.isTraining() ? tr("training") : QString()); });
    showAll();
  }

  std::unique_ptr<Figure> figure() const override {
    if (m_pipeline->state().teacherLogits.empty()) return nullptr;
    return std::make_unique<PipelineFigure>(m_pipeline->state());
  }
  ImagePtr picture() const override { return m_pipeline->state().picture; }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override {
    DistillationSetup setup;
    setup.run = m_session.setup().run;
    m_session.setSetup(setup);
  }
  void setPresenting(bool presenting) override {
    m_intro->setVisible(!presenting);
    m_slope->setVisible(!presenting);
    m_training->setPresenting(presenting);
  }

 protected:
  void shownChanged(bool shown) override { m_session.setShown(shown); }

 private:
  void arrange();
  void edit(const DistillationSetup& setup, const QString& what);
  void chooseTemperature(int stop);
  void showAll();

  ExperimentModel& m_experiment;
  DistillationSession m_session;
  PageIntro* m_intro;
  VerdictCard* m_verdict;
  TrainingBar* m_training;
  PipelineView* m_pipeline;
  Card* m_soft;
  QLabel* m_value;
  ChartSlider* m_axis;
  Card* m_slope;
  SoftGradientView* m_gradient;
  std::optional<Error> m_error;  ///< of the newest question; shown until something else is set
  int m_gesture = 0;             ///< number of the drag under way; 0: none
  int m_lastGesture = 0;
};

void DistillationPage::arrange() {
  m_verdict->setWide(true);
  m_axis->setAccessibleName(tr("Temperature T"));
  m_axis->setToolTip(tr("Drag anywhere: the temperature T.\nArrow keys: the next T."));
  m_value->setObjectName(QStringLiteral("pill"));
  m_soft->setHeaderWidget(m_value);
  m_soft->actions()->addStretch(1);
  m_slope->actions()->addStretch(1);
  m_soft->body()->addWidget(m_axis, 1);
  m_slope->setSubtitle(tr("∂C/∂zᵢ = (qᵢ − pᵢ) / T"));
  m_slope->body()->addWidget(m_gradient, 1);
  auto* lower = new QHBoxLayout;
  lower->setSpacing(14);
  lower->addWidget(m_soft, 13);
  lower->addWidget(m_slope, 6);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_intro);
  layout->addWidget(m_verdict);
  layout->addWidget(m_training);
  layout->addWidget(m_pipeline, 10);
  layout->addLayout(lower, 9);
}

void DistillationPage::edit(const DistillationSetup& setup, const QString& what) {
  if (setup == m_session.setup()) return;
  m_experiment.undoStack().push(new EditCommand<DistillationSetup>(
      what, this, m_session.setup(), setup, [this](const DistillationSetup& state) { m_session.setSetup(state); },
      m_gesture));
}

void DistillationPage::chooseTemperature(int stop) {
  DistillationSetup setup = m_session.setup();
  setup.temperature = softLabelAxis().values()[static_cast<std::size_t>(stop)].value_or(1.0);
  edit(setup, tr("Move along T"));
}

void DistillationPage::showAll() {
  PipelineState state = pipelineOf(m_session);
  m_value->setText(significant(state.temperature));
  m_soft->setSubtitle(tr("share of each class in the soft label, by the logits z of %1").arg(state.teacherName));
  m_axis->setTemperatures(softLabelChart(state), softLabelAxis(), state.temperature);
  m_gradient->setState(state);
  const QString sentence = softLabelSentence(state);
  if (m_error)
    m_verdict->showError(*m_error);
  else
    m_verdict->setVerdict(
        {Verdict::Kind::Empty, sentence.isEmpty() ? tr("Looking at a picture") : sentence, deployedWords(state)});
  m_pipeline->setState(std::move(state));
}

const RegisterPage kRegistered({QStringLiteral("distillation"), QObject::tr("Distillation"),
                                QObject::tr("Defensive distillation"), 80},
                               [](const PageContext& context) -> Page* { return new DistillationPage(context); });

}  // namespace
}  // namespace adv
