// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/dimensions/axis_card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/controls/choice_buttons.hpp"
#include "widgets/controls/number_pill.hpp"
#include "widgets/figures/dimension_words.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/dimension_lines.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

/// Room beyond the first and the last stop.
constexpr double kRoom = 1.15;

std::vector<double> stops() {
  std::vector<double> numbers;
  for (const PictureOfNumbers& stop : kDimensionStops) numbers.push_back(stop.numbers());
  return numbers;
}

}  // namespace

DimensionsAxisCard::DimensionsAxisCard(DimensionsSession& session, QWidget* parent)
    : Card(tr("Numbers d"), parent),
      m_session(session),
      m_edit(new NumberPill),
      m_scale(new ChoiceButtons(tr("The same for every d"), false)),
      m_train(new QToolButton),
      m_plot(new AxisSlider),
      m_legend(new SeriesLegend),
      m_found(new QLabel) {
  setFocusProxy(m_plot);
  m_edit->setLimits(stops().front(), stops().back(), 1);
  m_edit->setAccessibleName(tr("Numbers d"));
  m_edit->setToolTip(
      tr("How many numbers the classifier sees, 10 to 150,528. Type one: the nearest picture is taken."));
  m_scale->add(tr("‖w‖₂ fixed"),
               tr("Weights shrink with d so that random noise of a given ε disturbs the score as much "
                  "for every d: the needed ε falls with √d"));
  m_scale->add(tr("weights fixed"), tr("Every weight keeps its size, as in Goodfellow et al. 2014: the needed ε falls "
                                       "with d"));
  m_plot->setLogarithmic();
  m_plot->setValueAxis(tr("Needed ε in levels of 255"));
  m_plot->setRange(stops().front() / kRoom, stops().back() * kRoom);
  m_plot->setStops(stops());
  m_plot->setAccessibleName(tr("Needed ε against the number of dimensions"));
  m_plot->setHint(tr("Drag anywhere: the number of dimensions"));
  setHeaderWidget(m_edit);
  setSubtitle(tr("needed ε, n/255"));
  actions()->addWidget(m_legend, 4);
  actions()->addWidget(m_scale);
  actions()->addWidget(m_train);
  m_found->setObjectName(QStringLiteral("muted"));
  m_found->setWordWrap(true);
  body()->addWidget(m_plot, 1);
  body()->addWidget(m_found);
  connect(m_plot, &AxisSlider::valueChanged, this, &DimensionsAxisCard::setD);
  connect(m_edit, &NumberPill::valueEdited, this, [this](double d) { setD(dimensionStop(qRound(d)).numbers()); });
  connect(m_scale, &ChoiceButtons::choiceMade, this, [this](int index) {
    DimensionSetting setting = m_session.setting();
    setting.scale = index == 0 ? WeightScale::SameNorm : WeightScale::SameWeights;
    m_session.setSetting(setting);
  });
  connect(m_train, &QToolButton::clicked, this,
          [this] { m_session.isTraining() ? m_session.cancelTraining() : m_session.trainAgain(); });
  for (const auto change : {&DimensionsSession::measuredChanged, &DimensionsSession::trainedChanged})
    connect(&session, change, this, &DimensionsAxisCard::showLines);
  connect(&session, &DimensionsSession::trainingChanged, this, &DimensionsAxisCard::showTraining);
  connect(&session, &DimensionsSession::trainingProgressed, this, [this](const Progress& progress) {
    setProgress(QString::fromStdString(progress.what), progress.done, progress.secondsLeft);
  });
  setD(session.d());
  showTraining();
}

void DimensionsAxisCard::setPresenting(bool presenting) {
  m_scale->setVisible(!presenting);
  m_train->setVisible(!presenting);
}

void DimensionsAxisCard::reset() {
  m_scale->setChosen(0);
  m_session.setSetting(DimensionSetting());
  setD(kStartD);
}

void DimensionsAxisCard::setD(double d) {
  m_edit->setValue(d);
  m_plot->setValue(d);
  m_plot->setValueText(shapeText(dimensionStop(qRound(d))));
  m_session.setD(qRound(d));
}

void DimensionsAxisCard::showLines() {
  const auto lines = dimensionLines(m_session.measured(), m_session.trained());
  m_legend->setSeries(lines);
  m_plot->setSeries(lines);
  if (m_session.trained()) m_found->setText(trainedSentence(*m_session.trained()));
}

void DimensionsAxisCard::showTraining() {
  const bool isTraining = m_session.isTraining();
  m_train->setIcon(themedIcon(isTraining ? QStringLiteral("cancel") : QStringLiteral("again")));
  m_train->setToolTip(isTraining
                          ? tr("Stop the training on pictures; what is measured stays")
                          : tr("Train softmax regression on the signs, and on MNIST and CIFAR-10 where they are"));
  m_train->setAccessibleName(isTraining ? tr("Cancel training") : tr("Train again"));
  if (!isTraining) clearProgress();
}

}  // namespace adv
