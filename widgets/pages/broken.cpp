// SPDX-License-Identifier: GPL-3.0-or-later
// The page How it broke: the published attack fails against distilled networks, and others that look closer do not.
#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>

#include "widgets/controls/card.hpp"
#include "widgets/controls/choice_buttons.hpp"
#include "widgets/controls/count_bars.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/temperature_figures.hpp"
#include "widgets/pages/distillation/report_page.hpp"
#include "widgets/plots/chart_slider.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

class BrokenPage : public ReportPage {
 public:
  explicit BrokenPage(const PageContext& context)
      : ReportPage(
            context,
            {tr("Distillation took the success of JSMA on the softmax from 96 % to less than 1 %. That attack fails on "
                "rounding: look at the logits, divide them by T, or stay in the log domain, and it works "
                "again."),
             tr("Papernot et al. 2016; Carlini and Wagner 2016, 2017"), tr("Attack success against T"),
             tr("Runs all attacks on all networks; takes minutes"), tr("Move along T")},
            {}, {50, 100, 200, 500}),
        m_chart(new ChartSlider),
        m_attacks(new Card(tr("Each attack"))),
        m_bars(new CountBars),
        m_why(new QLabel) {
    m_chart->setAccessibleName(tr("Success of the attacks; the axis is the temperature T"));
    m_chart->setToolTip(tr("Drag anywhere: the temperature T of the training.\nArrow keys: the next T."));
    auto* views = new ChoiceButtons(tr("View"), false);
    views->add(tr("as published"), tr("Only the attacks that the paper's authors ran: on the softmax, in float32"));
    views->add(tr("as it is"),
               tr("Beside them the attacks that see through: on logits, logits / T, in the log domain"));
    card()->setHeaderWidget(views);
    addViews(views, tr("Choose the view"));
    begin(m_chart, {m_chart}, makeBelow(), 13, 8);
  }

  std::unique_ptr<Figure> figure() const override {
    if (!report().attacks) return nullptr;
    return std::make_unique<SuccessFigure>(*report().attacks, view(), settings().showsPublished);
  }

 private:
  SuccessView view() const { return settings().view == 0 ? SuccessView::AsPublished : SuccessView::AsItIs; }
  QWidget* makeBelow();
  void showReport() override;
  void showRow(const TemperatureRow& row);
  std::vector<Request> questions() const override {
    TemperatureAttacksRequest request;
    request.models = m_session.models();
    request.count = settings().pictures;
    return {request};
  }
  QString measuredText() const override;

  ChartSlider* m_chart;
  Card* m_attacks;
  CountBars* m_bars;
  QLabel* m_why;
};

QWidget* BrokenPage::makeBelow() {
  auto* below = new QWidget;
  m_why->setWordWrap(true);
  m_why->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  m_attacks->actions()->addStretch(1);
  m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* why = new Card(tr("Why"));
  why->body()->addWidget(m_why, 1);
  m_attacks->body()->addWidget(m_bars, 1);
  auto* row = new QHBoxLayout(below);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(14);
  row->addWidget(m_attacks, 12);
  row->addWidget(why, 10);
  return below;
}

QString BrokenPage::measuredText() const {
  const auto& ready = report().attacks;
  if (!ready) return {};
  return tr("%1 pictures of %2").arg(ready->pictures).arg(QString::fromStdString(ready->request.data));
}

/// The attack that succeeds most, of those that see through; null where none has run.
const TemperatureAttackInfo* strongest(const TemperatureRow& row) {
  const TemperatureAttackInfo* best = nullptr;
  for (const TemperatureAttackInfo& info : kTemperatureAttackInfos) {
    if (info.isAsPublished || !row.cell(info.attack)) continue;
    if (!best || row.cell(info.attack)->rate() > row.cell(best->attack)->rate()) best = &info;
  }
  return best;
}

Verdict verdictOf(const TemperatureRow& row, SuccessView view) {
  constexpr double kWorks = 0.5;
  const auto& published = row.cell(TemperatureAttack::JsmaSoftmax);
  const QString at = temperatureText(row.temperature);
  if (!published) return {Verdict::Kind::Empty, QObject::tr("%1: not attacked yet").arg(at), {}};
  const QString share = shareText(published->rate());
  const TemperatureAttackInfo* best = strongest(row);
  if (view == SuccessView::AsPublished || !best)
    return {published->rate() < kWorks ? Verdict::Kind::NotFooled : Verdict::Kind::Fooled,
            QObject::tr("%1: the published attack succeeds on %2 of the pictures").arg(at, share),
            {}};
  const double rate = row.cell(best->attack)->rate();
  return {rate < kWorks ? Verdict::Kind::NotFooled : Verdict::Kind::Fooled,
          QObject::tr("%1: the published attack succeeds on %2, %3 on %4")
              .arg(at, share, QString::fromUtf8(best->title), shareText(rate)),
          {}};
}

void BrokenPage::showReport() {
  const auto& ready = report().attacks;
  if (!ready || ready->rows.empty()) {
    m_chart->setChart({}, {});
    m_bars->setBars({});
    m_attacks->setSubtitle({});
    return showNothing();
  }
  const TemperatureAxis axis = axisOf(*ready);
  const auto temperature = axis.values()[static_cast<std::size_t>(stopOf(axis.size()))];
  m_chart->setTemperatures(successChart(*ready, view(), settings().showsPublished), axis, temperature);
  const auto row = std::find_if(ready->rows.begin(), ready->rows.end(),
                                [&](const TemperatureRow& one) { return one.temperature == temperature; });
  if (row == ready->rows.end()) return;
  verdict()->setVerdict(verdictOf(*row, view()));
  m_why->setText(successSentence(*ready, view()) + QStringLiteral("\n\n") +
                 (view() == SuccessView::AsPublished ? tr("It looks like a perfect defence. Next to every defence that "
                                                          "seems to work stands the attack that breaks "
                                                          "it: press “as it is”.")
                                                     : precisionExplanation()));
  showRow(*row);
}

/// As published: the one attack with and without the defence. As it is: all of them.
void BrokenPage::showRow(const TemperatureRow& row) {
  m_attacks->setSubtitle(tr("%1, %2 of %3 pictures right from the start")
                             .arg(temperatureText(row.temperature))
                             .arg(row.correct)
                             .arg(row.count));
  std::vector<CountBar> bars;
  const auto add = [&](const QString& name, const std::optional<TemperatureCell>& cell, const QColor& colour) {
    if (cell) bars.push_back({name, cell->succeeded, cell->attacked, colour});
  };
  if (view() == SuccessView::AsPublished) {
    const TemperatureRow& plain = report().attacks->rows.front();
    add(tr("JSMA, %1").arg(temperatureText(plain.temperature)), plain.cell(TemperatureAttack::JsmaSoftmax),
        theme().control);
    add(tr("JSMA, %1").arg(temperatureText(row.temperature)), row.cell(TemperatureAttack::JsmaSoftmax), theme().text);
    return m_bars->setBars(std::move(bars));
  }
  for (const TemperatureAttackInfo& info : kTemperatureAttackInfos)
    add(QString::fromUtf8(info.title), row.cell(info.attack), info.isAsPublished ? theme().text : theme().adversarial);
  m_bars->setBars(std::move(bars));
}

const RegisterPage kRegistered({QStringLiteral("broken"), QObject::tr("How it broke"),
                                QObject::tr("Defensive distillation"), 84},
                               [](const PageContext& context) -> Page* { return new BrokenPage(context); });

}  // namespace
}  // namespace adv
