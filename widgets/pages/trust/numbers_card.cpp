// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/trust/numbers_card.hpp"

#include <QLabel>
#include <QVBoxLayout>

#include "widgets/controls/count_bars.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kScaledColour = 3;

QColor colourOf(TrustTest test) {
  switch (test) {
    case TrustTest::WhiteBox:
    case TrustTest::Iterative: return theme().adversarial;
    case TrustTest::ScaledLogits: return classColour(kScaledColour);
    case TrustTest::Noise: return theme().control;
    case TrustTest::OneStep:
    case TrustTest::MoreSteps:
    case TrustTest::BlackBox:
    case TrustTest::Transfer:
    case TrustTest::Gradient: break;
  }
  return theme().mutedText;
}

QLabel* makeLine() {
  auto* label = new QLabel;
  label->setObjectName(QStringLiteral("muted"));
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

}  // namespace

NumbersCard::NumbersCard(QWidget* parent)
    : Card(tr("The numbers"), parent), m_expected(makeLine()), m_ran(makeLine()), m_bars(new CountBars) {
  actions()->addStretch(1);
  body()->setSpacing(6);
  body()->addWidget(m_bars, 8);
  body()->addWidget(m_expected);
  body()->addWidget(m_ran);
  body()->addStretch(1);
}

void NumbersCard::setLamp(const Lamp& lamp) {
  const bool isGradient = !lamp.numbers.empty() && lamp.numbers.front().test == TrustTest::Gradient;
  setSubtitle(isGradient ? tr("pictures without a gradient") : tr("pictures still right"));
  std::vector<CountBar> bars;
  for (const TrustCount& count : lamp.numbers)
    bars.push_back({QString::fromStdString(count.what), count.right, count.of, colourOf(count.test)});
  m_bars->setBars(std::move(bars));
  m_expected->setText(tr("Expected: %1").arg(QString::fromStdString(lamp.expected)));
  m_ran->setText(lamp.ran.empty() ? tr("Not run yet.") : tr("Ran: %1").arg(QString::fromStdString(lamp.ran)));
}

}  // namespace adv
