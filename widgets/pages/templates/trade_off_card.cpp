// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/templates/trade_off_card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/controls/eliding_label.hpp"
#include "widgets/controls/levels_edit.hpp"
#include "widgets/controls/template_strip.hpp"
#include "widgets/figures/template_image.hpp"
#include "widgets/pages/templates/verdict_text.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/series_legend.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

constexpr double kLevels = 255.0;
constexpr int kRoomForLast = 14;  ///< the last picture of the strip reaches beyond the axis

}  // namespace

TradeOffCard::TradeOffCard(TemplatesSession& session, QWidget* parent)
    : Card(tr("L2 regularisation"), parent),
      m_session(session),
      m_axis(new AxisSlider),
      m_legend(new SeriesLegend),
      m_strip(new TemplateStrip(m_axis)),
      m_strength(new QLabel),
      m_epsilon(new LevelsEdit),
      m_exact(new ElidingLabel),
      m_measure(new QToolButton) {
  makeControls();
  body()->addWidget(m_legend);
  auto* axis = new QHBoxLayout;
  axis->setContentsMargins(0, 0, kRoomForLast, 0);
  axis->addWidget(m_axis);
  body()->addLayout(axis, 1);
  body()->addWidget(m_strip);
  body()->addWidget(m_exact);
  setFocusProxy(m_axis);
  connect(m_axis, &AxisSlider::valueChanged, this, &TradeOffCard::setStrength);
  connect(m_epsilon, &LevelsEdit::levelsChanged, this,
          [this](double levels) { m_session.setEpsilon(levels / kLevels); });
  connect(m_measure, &QToolButton::clicked, &session, &TemplatesSession::measureTradeOff);
  connect(&session, &TemplatesSession::trainingChanged, this, &TradeOffCard::showAxis);
  connect(&session, &TemplatesSession::tradeOffChanged, this, &TradeOffCard::showTradeOff);
  connect(&session, &TemplatesSession::mixedChanged, this, &TradeOffCard::showStrip);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &TradeOffCard::showTradeOff);
  showAxis();
}

void TradeOffCard::makeControls() {
  m_axis->setHint(tr(
      "Strength of the L2 regularisation (weight of ‖W‖₂²/2 in what is minimised): drag anywhere on the plot, and the "
      "training goes on with it.\nThe points were trained from the start with each strength."));
  m_axis->setAccessibleName(tr("Strength of the L2 regularisation"));
  m_axis->setSteps(0.1, 0.5);
  m_axis->setProbabilityAxis();
  m_epsilon->setRange(0.25, kLevels);
  m_epsilon->setToolTip(tr("ε of FGSM (L∞), in levels of 255; changing it measures again"));
  m_epsilon->setAccessibleName(tr("ε of FGSM in levels of 255"));
  m_measure->setIcon(themedIcon(QStringLiteral("again")));
  m_measure->setText(tr("&Measure"));
  m_measure->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_measure->setToolTip(tr("Trains and measures once for each strength, with the other settings as they are"));
  m_measure->setAccessibleName(tr("Measure the trade-off"));
  m_exact->setObjectName(QStringLiteral("cardSubtitle"));
  m_strength->setObjectName(QStringLiteral("pill"));
  m_strength->setToolTip(tr("Strength of the L2 regularisation: drag the axis"));
  setHeaderWidget(m_strength);
  auto* at = new QLabel(tr("FGSM ε"));
  at->setObjectName(QStringLiteral("muted"));
  actions()->addStretch(1);
  for (QWidget* widget : std::initializer_list<QWidget*>{at, m_epsilon, m_measure}) actions()->addWidget(widget);
}

void TradeOffCard::setStrength(double axis) {
  linear::Settings settings = m_session.training().settings;
  settings.l2 = StrengthAxis(m_session.strengths()).strengthAt(axis);
  m_session.setSettings(settings);
}

void TradeOffCard::showAxis() {
  const StrengthAxis axis(m_session.strengths());
  if (m_axis->high() != axis.high() || m_axis->low() != axis.low()) {
    m_axis->setRange(axis.low(), axis.high());
    m_axis->setTicks(axis.ticks());
  }
  const double strength = m_session.training().settings.l2;
  m_axis->setValue(axis.axisOf(strength));
  m_axis->setValueText(significant(strength));
  m_strength->setText(significant(strength));
  if (!m_epsilon->hasFocus()) m_epsilon->setLevels(kLevels * m_session.epsilon());
  const auto& ready = m_session.ready();
  m_exact->setText(ready ? fgsmText(*ready) : QString());
  m_exact->setToolTip(ready && ready->isMeasured ? fgsmHelp(*ready) : QString());
}

void TradeOffCard::showTradeOff() {
  const auto& tradeOff = m_session.tradeOff();
  const std::vector<Series> lines = tradeOff ? tradeOffLines(*tradeOff) : std::vector<Series>();
  m_legend->setSeries(lines);
  m_axis->setSeries(lines);
  showStrip();
  if (m_session.isMeasuring()) return setProgress(tr("measuring"), m_session.tradeOffDone(), -1.0);
  clearProgress();
}

void TradeOffCard::showStrip() {
  std::vector<TemplateStrip::Entry> entries;
  const StrengthAxis axis(m_session.strengths());
  const int target = m_session.mix().target;
  if (const auto& tradeOff = m_session.tradeOff()) {
    for (const TradeOffPoint& point : tradeOff->points) {
      if (target >= point.weights->classCount()) continue;
      entries.push_back(
          {axis.axisOf(point.l2), templateImage(*point.weights, target, templateScale(*point.weights, target)),
           QStringLiteral("%1/255").arg(significant(kLevels * point.measures.medianFlip, 2)),
           tr("L2 %1: right %2, under FGSM %3; half of the pictures are fooled by less than %4 (L∞, exact)")
               .arg(significant(point.l2), shareText(point.measures.accuracy),
                    shareText(1.0 - point.measures.fgsmError), levelsText(point.measures.medianFlip))});
    }
  }
  m_strip->setEntries(std::move(entries));
}

void TradeOffCard::setPresenting(bool presenting) {
  m_measure->setVisible(!presenting);
  m_exact->setVisible(!presenting);
}

}  // namespace adv
