// SPDX-License-Identifier: GPL-3.0-or-later
// The Trust page: eight lamps that say whether the count of an attack can be believed.
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/trust.hpp"
#include "widgets/controls/epsilon_axis_card.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/trust_figure.hpp"
#include "widgets/pages/batch_page.hpp"
#include "widgets/pages/trust/lamp_list.hpp"
#include "widgets/pages/trust/numbers_card.hpp"
#include "widgets/pages/trust/session.hpp"
#include "widgets/plots/trust_lines.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;
constexpr double kLevels = 255.0;

Verdict::Kind kindOf(TrustVerdict verdict) {
  switch (verdict) {
    case TrustVerdict::Plausible: return Verdict::Kind::NotFooled;
    case TrustVerdict::GradientMasking: return Verdict::Kind::Fooled;
    case TrustVerdict::PartlyMasked:
    case TrustVerdict::WeakAttack:
    case TrustVerdict::Undecided: return Verdict::Kind::WrongFromStart;
    case TrustVerdict::Pending: break;
  }
  return Verdict::Kind::Empty;
}

class TrustPage : public BatchPage {
 public:
  explicit TrustPage(const PageContext& context)
      : BatchPage(context, m_session,
                  {tr("Eight lamps"), tr("Still right against ε"), tr("Stop checking; the lamps that are lit stay"),
                   tr("Check once more")}),
        m_session(context.engine, context.experiment),
        m_lamps(new LampList),
        m_numbers(new NumbersCard) {
    setFocusProxy(m_lamps);
    arrange();
    connect(m_lamps, &LampList::lampChosen, this, &TrustPage::showLamp);
    begin();
  }

  std::unique_ptr<Figure> figure() const override {
    const auto& report = m_session.report();
    if (!report || report->verdict == TrustVerdict::Pending || !m_experiment.attack()) return nullptr;
    return std::make_unique<TrustFigure>(*report, *m_experiment.attack());
  }
  void setPresenting(bool presenting) override { m_numbers->setVisible(!presenting); }

 private:
  void arrange();
  void showReport() override;
  void showLamp();

  TrustSession m_session;
  LampList* m_lamps;
  NumbersCard* m_numbers;
};

void TrustPage::arrange() {
  m_card->body()->addWidget(m_lamps, 1);
  auto* right = new QVBoxLayout;
  right->setSpacing(12);
  right->addWidget(m_axis, 11);
  right->addWidget(m_numbers, 9);
  auto* lower = new QHBoxLayout;
  lower->setSpacing(14);
  lower->addWidget(m_card, 10);
  lower->addLayout(right, 11);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_verdict);
  layout->addLayout(lower, 1);
}

void TrustPage::showReport() {
  const double reach = trustReach(m_session.model(), std::max(0.0, m_experiment.param("epsilon")));
  const auto& report = m_session.report();
  if (!report) {
    m_axis->setReach(kLevels * reach);
    m_axis->setLines({});
    m_lamps->setLamps({});
    m_numbers->setLamp({});
    m_verdict->setVerdict({Verdict::Kind::Empty, tr("Not checked yet"), {}});
    return;
  }
  m_axis->setReach(kLevels * trustReach(report->model, report->epsilon));
  m_axis->setLines(trustLines(*report));
  m_card->setSubtitle(tr("%1 pictures of %2").arg(report->count).arg(QString::fromStdString(report->request.data)));
  m_lamps->setLamps(report->lamps);
  if (report->verdict != TrustVerdict::Pending) {
    m_verdict->setVerdict(
        {kindOf(report->verdict), QString::fromStdString(report->sentence), QString::fromStdString(report->detail)});
    return;
  }
  const auto lit = std::count_if(report->lamps.begin(), report->lamps.end(),
                                 [](const Lamp& lamp) { return lamp.state != LampState::Pending; });
  m_verdict->setVerdict({Verdict::Kind::Empty, tr("Checking %1").arg(QString::fromStdString(report->model.title)),
                         tr("%1 of %2 lamps are lit").arg(lit).arg(report->lamps.size())});
}

void TrustPage::showLamp() {
  if (const Lamp* lamp = m_lamps->current()) m_numbers->setLamp(*lamp);
}

const RegisterPage kRegistered({QStringLiteral("trust"), QObject::tr("Trust"), QObject::tr("Attacks"), 40},
                               [](const PageContext& context) -> Page* { return new TrustPage(context); });

}  // namespace
}  // namespace adv
