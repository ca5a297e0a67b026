// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/templates/mix_card.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/controls/levels_edit.hpp"
#include "widgets/controls/mix_view.hpp"
#include "widgets/figures/mix_panel.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/mix_lines.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr double kLevels = 255.0;
enum From { kTest, kNoise, kExperiment };

}  // namespace

MixCard::MixCard(TemplatesSession& session, ExperimentModel& experiment, QWidget* parent)
    : Card(tr("Add a template"), parent),
      m_session(session),
      m_experiment(experiment),
      m_view(new MixView),
      m_axis(new AxisSlider),
      m_legend(new SeriesLegend),
      m_amount(new LevelsEdit),
      m_from(new QComboBox),
      m_before(new QToolButton),
      m_after(new QToolButton) {
  makeControls();
  body()->addWidget(m_view, 6);
  body()->addWidget(m_legend);
  body()->addWidget(m_axis, 4);
  setFocusProxy(m_axis);
  connect(m_axis, &AxisSlider::valueChanged, this, [this](double levels) { m_session.setAmount(levels / kLevels); });
  connect(m_amount, &LevelsEdit::levelsChanged, this,
          [this](double levels) { m_session.setAmount(std::min(1.0, levels / kLevels)); });
  connect(m_from, &QComboBox::activated, this, &MixCard::choosePicture);
  connect(m_before, &QToolButton::clicked, this, [this] { stepPicture(-1); });
  connect(m_after, &QToolButton::clicked, this, [this] { stepPicture(1); });
  connect(&session, &TemplatesSession::mixedChanged, this, &MixCard::showMixed);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &MixCard::showMixed);
}

void MixCard::makeControls() {
  m_amount->setRange(0, kLevels);
  m_amount->setToolTip(
      tr("How much of the target's template is added: its largest weight becomes this, in levels of 255 (L∞)"));
  m_amount->setAccessibleName(tr("Amount of the template, in levels of 255"));
  setHeaderWidget(m_amount);
  m_axis->setHint(
      tr("The amount of the template, in n/255: drag anywhere on the plot.\nArrow keys: a quarter of a level. "
         "Page keys: four levels."));
  m_axis->setAccessibleName(tr("Amount of the template, in levels of 255"));
  m_axis->setSteps(0.25, 4.0, true);
  m_axis->setMarkerTextHeight(0.1);
  m_from->addItems({tr("test picture"), tr("noise"), tr("the experiment's picture")});
  m_from->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_from->setMinimumContentsLength(12);
  m_from->setToolTip(tr("What the template is added to"));
  m_from->setAccessibleName(tr("Picture"));
  m_before->setText(QStringLiteral("‹"));
  m_before->setToolTip(tr("The test picture, or the noise, before this one"));
  m_before->setAccessibleName(tr("Previous picture"));
  m_after->setText(QStringLiteral("›"));
  m_after->setToolTip(tr("The next test picture, or other noise"));
  m_after->setAccessibleName(tr("Next picture"));
  actions()->addStretch(1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_from, m_before, m_after, m_legend})
    actions()->addWidget(widget);
}

void MixCard::choosePicture(int index) {
  if (index == kTest) m_session.setPicture(TestPicture{});
  if (index == kNoise) m_session.setPicture(NoisePicture{});
  if (index == kExperiment) m_session.setPicture(m_experiment.experiment().image);
}

void MixCard::stepPicture(int by) {
  const MixedPicture& picture = m_session.mix().picture;
  const auto& ready = m_session.ready();
  if (const auto* test = std::get_if<TestPicture>(&picture); test && ready) {
    const auto count = static_cast<int>(ready->testCount);
    m_session.setPicture(TestPicture{(test->index + by + count) % count});
  } else if (const auto* noise = std::get_if<NoisePicture>(&picture)) {
    m_session.setPicture(NoisePicture{noise->seed + static_cast<std::uint64_t>(by)});
  }
}

void MixCard::showMixed() {
  const auto& mixed = m_session.mixed();
  const linear::WeightsPtr& weights = m_session.mix().weights;
  const QSignalBlocker quiet(m_from);
  m_from->setCurrentIndex(static_cast<int>(m_session.mix().picture.index()));
  for (QToolButton* button : {m_before, m_after}) button->setEnabled(m_from->currentIndex() != kExperiment);
  m_view->setMixed(mixed, weights);
  if (!mixed || !weights) return m_axis->setSeries({});
  const double reach = kLevels * m_session.mix().reach;
  if (reach != m_axis->high()) m_axis->setRange(0, reach);
  const std::vector<Series> lines = mixLines(*mixed, *weights);
  m_legend->setSeries(lines);
  m_axis->setSeries(lines);
  m_axis->setValue(kLevels * m_session.mix().amount);
  m_axis->setValueText(levelsText(m_session.mix().amount));
  if (mixed->needed > 0.0)
    m_axis->setMarker(kLevels * mixed->needed, levelsText(mixed->needed));
  else
    m_axis->setMarker({});
  if (!m_amount->hasFocus()) m_amount->setLevels(kLevels * m_session.mix().amount);
}

void MixCard::setPresenting(bool presenting) {
  for (QWidget* widget : std::initializer_list<QWidget*>{m_from, m_before, m_after, m_legend})
    widget->setVisible(!presenting);
}

}  // namespace adv
