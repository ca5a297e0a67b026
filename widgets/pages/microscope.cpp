// SPDX-License-Identifier: GPL-3.0-or-later
// The Microscope page: a picture, its perturbation, the fooled picture, and what the network says of both.
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/controls/prediction_bars.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/experiment/verdict_text.hpp"
#include "widgets/figures/microscope_figure.hpp"
#include "widgets/pages/microscope/epsilon_card.hpp"
#include "widgets/pages/microscope/iteration_card.hpp"
#include "widgets/pages/microscope/session.hpp"
#include "widgets/pages/microscope/smallest_card.hpp"
#include "widgets/pages/microscope/views_panel.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kSideWidth = 292;
constexpr int kMargin = 18;

QString distortionText(const Distortion& distortion) {
  const QString psnr = std::isinf(distortion.psnr) ? QStringLiteral("∞") : QString::number(distortion.psnr, 'f', 1);
  return QObject::tr("L∞ %1 · L2 %2 · PSNR %3 dB").arg(levelsText(distortion.linf), significant(distortion.l2), psnr);
}

QString detailsText(const Frame& frame, const Image& original, const AttackFinished* finished) {
  const Distortion& d = frame.distortion;
  QStringList lines;
  lines << QObject::tr("L∞ %1, the largest change of a channel").arg(levelsText(d.linf));
  lines << QObject::tr("L2 %1 = %2, the Euclidean length").arg(significant(d.l2, 4), levelsText(d.l2));
  lines << QObject::tr("L1 %1, the sum of all changes").arg(significant(d.l1, 4));
  lines << QObject::tr("L0 %1 of %2 pixels changed").arg(d.l0).arg(original.width * original.height);
  if (finished)
    lines << QObject::tr("SSIM %1, structural similarity (1: the same)").arg(significant(finished->ssim, 4));
  lines << QObject::tr("spent: %1 gradients and %2 queries").arg(frame.cost.gradients).arg(frame.cost.queries);
  return lines.join(QLatin1Char('\n'));
}

Verdict::Kind kindOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::Fooled: return Verdict::Kind::Fooled;
    case Outcome::TargetReached: return Verdict::Kind::TargetReached;
    case Outcome::WrongFromStart: return Verdict::Kind::WrongFromStart;
    case Outcome::TargetMissed:
    case Outcome::NotFooled: break;
  }
  return Verdict::Kind::NotFooled;
}

class MicroscopePage : public Page {
 public:
  explicit MicroscopePage(const PageContext& context)
      : m_experiment(context.experiment),
        m_session(context.engine, context.experiment),
        m_views(new ViewsPanel),
        m_verdict(new VerdictCard),
        m_before(new PredictionBars(PredictionBars::Role::Before)),
        m_after(new PredictionBars(PredictionBars::Role::After)),
        m_epsilon(new EpsilonCard(m_session, context.experiment)),
        m_smallest(new SmallestCard(m_session, context.experiment)),
        m_iterations(new IterationCard(m_session, context.experiment)) {
    setFocusProxy(m_epsilon);
    arrange();
    connectSession();
    showAttack();
    m_session.refresh();
  }

  std::unique_ptr<Figure> figure() const override;
  ImagePtr picture() const override { return m_session.run().currentPicture(); }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override {
    m_experiment.setExperiment(Experiment());
    m_session.refresh();
  }
  void setPresenting(bool presenting) override {
    m_side->setFixedWidth(static_cast<int>(kSideWidth * typeScale()));
    m_before->setVisible(!presenting);
    m_views->setPresenting(presenting);
    m_iterations->setPresenting(presenting);
  }

 protected:
  void keyPressEvent(QKeyEvent* event) override {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) return m_views->setBlinking(true);
    Page::keyPressEvent(event);
  }
  void keyReleaseEvent(QKeyEvent* event) override {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) return m_views->setBlinking(false);
    Page::keyReleaseEvent(event);
  }

 private:
  void arrange();
  void connectSession();
  void showAttack();
  void showClean();
  void showFrame();
  void showError(const Error& error);
  const AttackFinished* finishedAtEnd() const;

  ExperimentModel& m_experiment;
  MicroscopeSession m_session;
  ViewsPanel* m_views;
  VerdictCard* m_verdict;
  PredictionBars* m_before;
  PredictionBars* m_after;
  EpsilonCard* m_epsilon;
  SmallestCard* m_smallest;
  IterationCard* m_iterations;
  QWidget* m_side = nullptr;
};

void MicroscopePage::arrange() {
  m_side = new QWidget;
  m_side->setFixedWidth(kSideWidth);
  auto* side = new QVBoxLayout(m_side);
  side->setContentsMargins(0, 0, 0, 0);
  side->setSpacing(12);
  side->addWidget(m_verdict);
  side->addWidget(m_before);
  side->addWidget(m_after);
  side->addStretch(1);
  auto* upper = new QWidget;
  auto* top = new QHBoxLayout(upper);
  top->setContentsMargins(0, 0, 0, 0);
  top->setSpacing(14);
  top->addWidget(m_views, 1);
  top->addWidget(m_side);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(upper, 16);
  layout->addWidget(m_epsilon, 8);
  layout->addWidget(m_smallest, 8);
  layout->addWidget(m_iterations, 11);
  // What the pictures leave belongs to the plots.
  connect(m_views, &ViewsPanel::naturalHeightChanged, upper,
          [this, upper](int height) { upper->setMaximumHeight(std::max(height, m_side->minimumSizeHint().height())); });
  m_verdict->setVerdict(
      {Verdict::Kind::Empty, tr("Nothing to judge yet"), tr("Open a picture, or take one from the gallery.")});
}

void MicroscopePage::connectSession() {
  connect(&m_experiment, &ExperimentModel::changed, this, &MicroscopePage::showAttack);
  connect(&m_session, &MicroscopeSession::cleanChanged, this, &MicroscopePage::showClean);
  connect(&m_session.run(), &RunModel::currentChanged, this, &MicroscopePage::showFrame);
  connect(&m_session, &MicroscopeSession::failed, this, &MicroscopePage::showError);
  connect(&m_session, &MicroscopeSession::settled, this, &Page::settled);
  connect(&m_session, &MicroscopeSession::previewMeasured, this, &Page::previewMeasured);
  connect(&m_session, &MicroscopeSession::busyChanged, this, [this] {
    emit activityChanged(m_session.isSettled() ? QString() : m_session.isPaused() ? tr("paused") : tr("computing"));
  });
  connect(m_views, &ViewsPanel::linkActivated, this, &Page::actionWanted);
  connect(m_views, &ViewsPanel::fileDropped, this, &Page::fileDropped);
  connect(m_views, &ViewsPanel::imageDropped, this, &Page::imageDropped);
  connect(m_after, &PredictionBars::classActivated, this, [this](int index) { m_experiment.setTarget(index); });
}

/// An attack without ε looks for the smallest change: what it found takes the place of the ε axis.
void MicroscopePage::showAttack() {
  const AttackInfo* attack = m_experiment.attack();
  const bool hasEpsilon = !attack || attack->param("epsilon");
  m_epsilon->setVisible(hasEpsilon);
  m_smallest->setVisible(!hasEpsilon);
}

void MicroscopePage::showClean() {
  const auto& clean = m_session.clean();
  if (!clean) {
    m_views->setContent({});
    m_before->clear();
    m_after->clear();
    return;
  }
  m_before->setPrediction(clean->prediction, *clean, std::nullopt);
  showFrame();
}

const AttackFinished* MicroscopePage::finishedAtEnd() const {
  const RunModel& run = m_session.run();
  return run.finished() && run.isAtEnd() ? &*run.finished() : nullptr;
}

void MicroscopePage::showFrame() {
  const auto& clean = m_session.clean();
  if (!clean) return;
  const RunModel& run = m_session.run();
  const Frame* frame = run.currentFrame();
  const ImagePtr picture = run.currentPicture();
  const bool fits =
      picture && picture->width == clean->original->width && picture->channels == clean->original->channels;
  m_views->setContent({clean->original, fits ? picture : nullptr});
  if (!frame || !fits) return m_after->clear();
  const std::optional<int> target = run.finished() ? run.finished()->target : m_experiment.experiment().target;
  m_after->setPrediction(frame->prediction, *clean, target);
  m_views->setDistortionText(distortionText(frame->distortion), detailsText(*frame, *clean->original, finishedAtEnd()));
  const OutcomeText text = outcomeOf(*frame, *clean, target, run.firstSuccess(), finishedAtEnd());
  m_verdict->setVerdict({kindOf(text.outcome), text.headline, text.detail});
}

void MicroscopePage::showError(const Error& error) { m_verdict->showError(error); }

std::unique_ptr<Figure> MicroscopePage::figure() const {
  const auto& clean = m_session.clean();
  const RunModel& run = m_session.run();
  const Frame* frame = run.currentFrame();
  if (!clean || !frame || !run.currentPicture() || !run.finished()) return nullptr;
  MicroscopeFigureData shown;
  shown.content = {clean->original, run.currentPicture()};
  shown.mode = m_views->mode();
  shown.clean = *clean;
  shown.frame = *frame;
  shown.frames = run.frames();
  shown.request = run.finished()->request;
  shown.target = run.finished()->target;
  shown.ssim = finishedAtEnd() ? std::optional<double>(run.finished()->ssim) : std::nullopt;
  const OutcomeText text = outcomeOf(*frame, *clean, shown.target, run.firstSuccess(), finishedAtEnd());
  shown.headline = text.headline;
  shown.detail = text.detail;
  shown.repeat = toJson(m_experiment.experiment());
  if (const AttackInfo* attack = m_experiment.attack()) shown.attack = *attack;
  return std::make_unique<MicroscopeFigure>(std::move(shown));
}

const RegisterPage kRegistered({QStringLiteral("microscope"), QObject::tr("Microscope"), QObject::tr("Attacks"), 10},
                               [](const PageContext& context) -> Page* { return new MicroscopePage(context); });

}  // namespace
}  // namespace adv
