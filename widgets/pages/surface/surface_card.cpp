// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/surface/surface_card.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "engine/api/surface.hpp"
#include "widgets/canvas/image_canvas.hpp"
#include "widgets/controls/eliding_label.hpp"
#include "widgets/plots/surface_names.hpp"
#include "widgets/plots/surface_plot.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kReaches[] = {0, 8, 16, 32, 64, 128, 255, 510, 1020};  ///< levels; 0: as far as fits the attack
constexpr int kPoints[] = {0, 33, 65, 129};                             ///< 0: as many as fit the picture
const QString kRandom = QStringLiteral("random");
const QString kNext = QStringLiteral("picture:next");
const QString kOpen = QStringLiteral("picture:open");

/// The picture after the experiment's in its data set, or the first of the network's own.
ImageSource nextPicture(const ImageSource& image, const ModelInfo* model) {
  if (const auto* sample = std::get_if<SampleImage>(&image)) return SampleImage{sample->data, sample->index + 1};
  return SampleImage{model && !model->samples.empty() ? model->samples : "signs-gallery", 0};
}

}  // namespace

SurfaceCard::SurfaceCard(EnginePort& engine, SurfaceSession& session, ExperimentModel& experiment, QWidget* parent)
    : Card(tr("Decision surface"), parent),
      m_engine(engine),
      m_session(session),
      m_experiment(experiment),
      m_plot(new SurfacePlot),
      m_picture(new ImageCanvas(ImageCanvas::Role::Original)),
      m_caption(new ElidingLabel),
      m_second(new QComboBox),
      m_reach(new QComboBox),
      m_points(new QComboBox),
      m_clip(new QCheckBox(tr("c&lip"))) {
  makeControls();
  m_caption->setObjectName(QStringLiteral("muted"));
  m_picture->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
  m_picture->setSurroundings(theme().card);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, m_picture,
          [this] { m_picture->setSurroundings(theme().card); });
  auto* right = new QVBoxLayout;
  right->setSpacing(4);
  right->addWidget(m_caption);
  right->addWidget(m_picture, 1);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(m_plot, 12);
  row->addLayout(right, 9);
  body()->addLayout(row, 1);
  setFocusProxy(m_plot);
  connect(m_plot, &SurfacePlot::pointMoved, &session, &SurfaceSession::moveTo);
  connect(&session, &SurfaceSession::surfaceChanged, this, &SurfaceCard::showSurface);
  connect(&session, &SurfaceSession::placeChanged, this, &SurfaceCard::showPoint);
  connect(&session, &SurfaceSession::pointChanged, this, &SurfaceCard::showPoint);
  connect(&session, &SurfaceSession::busyChanged, this, &SurfaceCard::showState);
  connect(&experiment, &ExperimentModel::attackChanged, this, &SurfaceCard::fillSeconds);
}

void SurfaceCard::makeControls() {
  fillSeconds();
  m_second->setAccessibleName(tr("Second direction"));
  m_second->setToolTip(
      tr("What spans the plane together with the attack's direction: random signs, another attack, or another picture; "
         "made orthogonal to d₁ and scaled to size 1 in the same norm."));
  for (const double levels : kReaches)
    m_reach->addItem(levels > 0 ? tr("±%1").arg(levels) : tr("reach: auto"), levels / 255);
  m_reach->setAccessibleName(tr("Reach of the axes"));
  m_reach->setToolTip(
      tr("How far the axes reach to both sides, in levels of 255, 8 to 1020; auto: twice as far as the attack went."));
  for (const int points : kPoints) m_points->addItem(points > 0 ? tr("%1 × %1").arg(points) : tr("grid: auto"), points);
  m_points->setAccessibleName(tr("Points of the grid"));
  m_points->setToolTip(
      tr("Forward passes of the map: 33, 65 or 129 points on a side; auto: 65, or 33 for large pictures."));
  m_clip->setChecked(true);
  m_clip->setToolTip(
      tr("On: pixels are clipped to 0 … 255, as in every picture. Off: the network sees x + t d₁ + s d₂ as it is, and "
         "lines stay straight where pixels would saturate."));
  actions()->addStretch(1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_second, m_reach, m_points, m_clip})
    actions()->addWidget(widget);
  connect(m_second, &QComboBox::activated, this, &SurfaceCard::chooseSecond);
  connect(m_reach, &QComboBox::currentIndexChanged, this,
          [this] { m_session.setExtent(m_reach->currentData().toDouble()); });
  connect(m_points, &QComboBox::currentIndexChanged, this,
          [this] { m_session.setPoints(m_points->currentData().toInt()); });
  connect(m_clip, &QCheckBox::toggled, &m_session, &SurfaceSession::setClip);
}

void SurfaceCard::fillSeconds() {
  const QString current = m_second->currentData().toString();
  const QSignalBlocker quiet(m_second);
  m_second->clear();
  m_second->addItem(tr("d₂: random"), kRandom);
  for (const AttackInfo& info : m_engine.attacks()) {
    if (info.id == m_experiment.experiment().attack) continue;
    m_second->addItem(tr("d₂: %1").arg(QString::fromStdString(info.title)), QString::fromStdString(info.id));
  }
  m_second->addItem(tr("d₂: next picture"), kNext);
  m_second->addItem(tr("d₂: open a picture…"), kOpen);
  const int row = m_second->findData(current);
  m_second->setCurrentIndex(std::max(0, row));
  if (row < 0 && !current.isEmpty()) m_session.setSecond(RandomDirection{});
}

void SurfaceCard::chooseSecond(int index) {
  const QString id = m_second->itemData(index).toString();
  if (id == kOpen) return openSecondPicture();
  if (id == kRandom) return m_session.setSecond(RandomDirection{});
  if (id != kNext) return m_session.setSecond(AttackDirection{id.toStdString(), {}});
  const ModelInfo* model = m_session.surface() ? &m_session.surface()->model : nullptr;
  m_session.setSecond(ImageDirection{nextPicture(m_experiment.experiment().image, model)});
}

void SurfaceCard::openSecondPicture() {
  const QString path = QFileDialog::getOpenFileName(this, tr("A picture that spans the plane"), {},
                                                    tr("Pictures (*.png *.jpg *.jpeg *.bmp *.webp *.ppm *.pgm)"));
  if (!path.isEmpty()) m_session.setSecond(ImageDirection{FileImage{path.toStdString()}});
}

void SurfaceCard::reset() {
  m_second->setCurrentIndex(0);
  m_session.setSecond(RandomDirection{});
  m_reach->setCurrentIndex(0);
  m_points->setCurrentIndex(0);
  m_clip->setChecked(true);
}

void SurfaceCard::showSurface() {
  const auto& surface = m_session.surface();
  if (!surface) return m_plot->clearSurface();
  m_plot->setSurface(*surface, surfaceNames(*surface, m_session.request().plane, m_engine.attacks()));
  setSubtitle(tr("margin contours every %1").arg(significant(marginStep(*surface))));
  showState();
}

void SurfaceCard::showPoint() {
  m_plot->setPoint(m_session.place());
  const auto& point = m_session.point();
  m_picture->setContent({point ? point->original : nullptr, nullptr});
  m_caption->setText(
      tr("%1 along d₁, %2 along d₂").arg(levelsText(m_session.place().along), levelsText(m_session.place().across)));
}

void SurfaceCard::showState() {
  const auto& surface = m_session.surface();
  if (m_session.isSettled() || !surface || surface->done >= 1.0) return clearProgress();
  setProgress(tr("computing the surface"), surface->done, -1);
}

void SurfaceCard::setPresenting(bool presenting) {
  for (QWidget* widget : std::initializer_list<QWidget*>{m_second, m_reach, m_points, m_clip})
    widget->setVisible(!presenting);
}

}  // namespace adv
