// SPDX-License-Identifier: GPL-3.0-or-later
// The Decision surface page: the plane that an attack moves in, and how straight the logits run along it.
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/controls/prediction_bars.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/surface_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/surface/fit_table.hpp"
#include "widgets/pages/surface/logit_card.hpp"
#include "widgets/pages/surface/surface_card.hpp"
#include "widgets/pages/surface/verdict_text.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kSideWidth = 292;
constexpr int kMargin = 18;
constexpr int kShownClasses = 3;

class SurfacePage : public Page {
 public:
  explicit SurfacePage(const PageContext& context)
      : m_engine(context.engine),
        m_experiment(context.experiment),
        m_session(context.engine, context.experiment),
        m_surface(new SurfaceCard(context.engine, m_session, context.experiment)),
        m_logits(new LogitCard(m_session)),
        m_verdict(new VerdictCard),
        m_bars(new PredictionBars(PredictionBars::Role::After)),
        m_fits(new FitTable),
        m_open(new QPushButton(tr("Open in &Microscope"))) {
    setFocusProxy(m_surface);
    arrange();
    connect(&m_session, &SurfaceSession::surfaceChanged, this, [this] { m_fits->setSurface(m_session.surface()); });
    connect(&m_session, &SurfaceSession::pointChanged, this, &SurfacePage::showPoint);
    connect(&m_session, &SurfaceSession::failed, this, &SurfacePage::showError);
    connect(&m_session, &SurfaceSession::settled, this, &Page::settled);
    connect(&m_session, &SurfaceSession::busyChanged, this,
            [this] { emit activityChanged(m_session.isSettled() ? QString() : tr("computing")); });
    connect(m_open, &QPushButton::clicked, this, &SurfacePage::openInMicroscope);
  }

  std::unique_ptr<Figure> figure() const override;
  ImagePtr picture() const override { return m_session.point() ? m_session.point()->original : nullptr; }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override {
    m_surface->reset();
    m_experiment.setExperiment(Experiment());
    m_session.refresh();
  }
  void setPresenting(bool presenting) override {
    m_side->setFixedWidth(static_cast<int>(kSideWidth * typeScale()));
    m_surface->setPresenting(presenting);
    m_open->setVisible(!presenting);
    m_fits->setVisible(!presenting);
  }

 protected:
  void shownChanged(bool shown) override { m_session.setShown(shown); }

 private:
  void arrange();
  void showPoint();
  void showError(const Error& error);
  void openInMicroscope();

  EnginePort& m_engine;
  ExperimentModel& m_experiment;
  SurfaceSession m_session;
  SurfaceCard* m_surface;
  LogitCard* m_logits;
  VerdictCard* m_verdict;
  PredictionBars* m_bars;
  FitTable* m_fits;
  QPushButton* m_open;
  QWidget* m_side = nullptr;
};

void SurfacePage::arrange() {
  m_open->setToolTip(tr("Makes the 8-bit picture at the point the experiment's picture, and goes to the Microscope"));
  m_open->setEnabled(false);
  m_bars->setHeading(tr("◎ at the point"));
  m_bars->setRows(kShownClasses);
  m_side = new QWidget;
  m_side->setFixedWidth(kSideWidth);
  auto* side = new QVBoxLayout(m_side);
  side->setContentsMargins(0, 0, 0, 0);
  side->setSpacing(12);
  side->addWidget(m_verdict);
  side->addWidget(m_bars);
  side->addWidget(m_open);
  side->addWidget(m_fits);
  side->addStretch(1);
  auto* top = new QHBoxLayout;
  top->setSpacing(14);
  top->addWidget(m_surface, 1);
  top->addWidget(m_side);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addLayout(top, 19);
  layout->addWidget(m_logits, 11);
  m_verdict->setVerdict({Verdict::Kind::Empty, tr("Nothing to judge yet"), tr("The plane is worked out first.")});
}

void SurfacePage::showPoint() {
  const auto& point = m_session.point();
  const auto& surface = m_session.surface();
  m_open->setEnabled(point.has_value());
  if (!point || !surface) return m_bars->clear();
  m_bars->setPrediction(point->prediction, *point, m_experiment.experiment().target);
  m_verdict->setVerdict(surfaceVerdict(*surface, *point));
}

void SurfacePage::showError(const Error& error) { m_verdict->showError(error); }

void SurfacePage::openInMicroscope() {
  const auto& point = m_session.point();
  if (!point) return;
  const int label = point->label;
  m_experiment.setImage(MemoryImage{tr("point on a surface").toStdString(), point->original});
  m_experiment.setLabel(label);
  emit actionWanted(QStringLiteral("page:microscope"));
}

std::unique_ptr<Figure> SurfacePage::figure() const {
  const auto& surface = m_session.surface();
  if (!surface || surface->done < 1.0) return nullptr;
  return std::make_unique<SurfaceFigure>(SurfaceFigureData{*surface, m_session.request(), m_engine.attacks()});
}

const RegisterPage kRegistered({QStringLiteral("surface"), QObject::tr("Surface"), QObject::tr("Attacks"), 50},
                               [](const PageContext& context) -> Page* { return new SurfacePage(context); });

}  // namespace
}  // namespace adv
