// SPDX-License-Identifier: GPL-3.0-or-later
// The Templates page: a linear classifier's weights are pictures, and a little of one of them fools it.
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/controls/page_intro.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/templates_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/templates/mix_card.hpp"
#include "widgets/pages/templates/trade_off_card.hpp"
#include "widgets/pages/templates/training_card.hpp"
#include "widgets/pages/templates/verdict_text.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;
/// Shares of the page's height.
constexpr int kTemplates = 10;
constexpr int kTemplatesPresented = 5;
constexpr int kBelow = 11;

class TemplatesPage : public Page {
 public:
  explicit TemplatesPage(const PageContext& context)
      : m_session(context.engine, context.experiment),
        m_intro(new PageIntro(tr("A linear classifier compares a picture with one template for each class. Adding a "
                                 "little of the target's template "
                                 "fools it: many small steps that all point the same way. Regularisation makes "
                                 "templates smooth, harder to exploit and "
                                 "less accurate."),
                              tr("Karpathy 2015, Breaking Linear Classifiers on ImageNet"))),
        m_training(new TrainingCard(m_session)),
        m_verdict(new VerdictCard),
        m_mix(new MixCard(m_session, context.experiment)),
        m_tradeOff(new TradeOffCard(m_session)) {
    setFocusProxy(m_mix);
    arrange();
    connect(&m_session, &TemplatesSession::mixedChanged, this, &TemplatesPage::showVerdict);
    connect(&m_session, &TemplatesSession::failed, this, [this](const Error& error) { m_verdict->showError(error); });
    connect(&m_session, &TemplatesSession::settled, this, &Page::settled);
    connect(&m_session, &TemplatesSession::busyChanged, this, [this] {
      emit activityChanged(m_session.isPlaying()     ? tr("training")
                           : m_session.isMeasuring() ? tr("measuring the trade-off")
                                                     : QString());
    });
  }

  std::unique_ptr<Figure> figure() const override {
    if (!m_session.ready()) return nullptr;
    return std::make_unique<TemplatesFigure>(
        TemplatesFigureData{*m_session.ready(), m_session.mixed(), m_session.tradeOff()});
  }
  ImagePtr picture() const override { return m_session.mixed() ? m_session.mixed()->sum : nullptr; }
  bool isSettled() const override { return m_session.isSettled(); }
  void reset() override { m_session.reset(); }
  void setPresenting(bool presenting) override {
    m_intro->setVisible(!presenting);
    m_tradeOff->setVisible(!presenting);
    m_training->setPresenting(presenting);
    m_mix->setPresenting(presenting);
    static_cast<QVBoxLayout*>(layout())->setStretchFactor(m_training, presenting ? kTemplatesPresented : kTemplates);
  }

 protected:
  void shownChanged(bool shown) override {
    if (shown) m_session.setShown(true);
  }

 private:
  void arrange();
  void showVerdict();

  TemplatesSession m_session;
  PageIntro* m_intro;
  TrainingCard* m_training;
  VerdictCard* m_verdict;
  MixCard* m_mix;
  TradeOffCard* m_tradeOff;
};

void TemplatesPage::arrange() {
  m_verdict->setWide(true);
  auto* below = new QHBoxLayout;
  below->setSpacing(14);
  below->addWidget(m_mix, 1);
  below->addWidget(m_tradeOff, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_intro);
  layout->addWidget(m_training, kTemplates);
  layout->addWidget(m_verdict);
  layout->addLayout(below, kBelow);
  m_verdict->setVerdict({Verdict::Kind::Empty, tr("Nothing to judge yet"), tr("The templates are learned first.")});
}

void TemplatesPage::showVerdict() {
  const auto& mixed = m_session.mixed();
  const linear::WeightsPtr& weights = m_session.mix().weights;
  if (mixed && weights) m_verdict->setVerdict(mixVerdict(*mixed, *weights));
}

const RegisterPage kRegistered({QStringLiteral("templates"), QObject::tr("Templates"), QObject::tr("The linear world"),
                                7},
                               [](const PageContext& context) -> Page* { return new TemplatesPage(context); });

}  // namespace
}  // namespace adv
