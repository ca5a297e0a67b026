// SPDX-License-Identifier: GPL-3.0-or-later
// The page Accuracy and robustness: what temperature costs, what it buys, and how large the logits become.
#include <QHBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/controls/card.hpp"
#include "widgets/controls/choice_buttons.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/figure_stack.hpp"
#include "widgets/figures/temperature_figures.hpp"
#include "widgets/pages/distillation/report_page.hpp"
#include "widgets/plots/chart_slider.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kTestPictures = 10000;  ///< that the accuracies of the bundled networks are about

class TemperaturePage : public ReportPage {
 public:
  explicit TemperaturePage(const PageContext& context)
      : ReportPage(
            context,
            {tr("Distillation costs hardly any accuracy. If temperature made networks robust, the smallest change that "
                "fools them would grow in proportion to T: it grows little. What does grow are the logits."),
             tr("Papernot et al. 2016, figures 7 and 8; Carlini and Wagner 2017"),
             tr("Accuracy after distillation against T"),
             tr("Runs all networks on the test pictures, and the attacks that measure robustness"), tr("Move along T")},
            {}, {50, 100, 200, 1000}),
        m_accuracy(new ChartSlider),
        m_robustness(new ChartSlider),
        m_logits(new ChartSlider),
        m_robustnessCard(new Card(tr("Robustness"))),
        m_measure(new ChoiceButtons(tr("Measure"), false)) {
    m_accuracy->setAccessibleName(tr("Accuracy after distillation; the axis is the temperature T"));
    m_robustness->setAccessibleName(tr("Robustness; the axis is the temperature T"));
    m_logits->setAccessibleName(tr("Size of the logits; the axis is the temperature T"));
    for (ChartSlider* chart : {m_accuracy, m_robustness, m_logits})
      chart->setToolTip(tr("Drag anywhere: the temperature T of the training.\nArrow keys: the next T."));
    m_measure->add(tr("smallest L2"), tr("Mean L2 of the smallest change that Carlini-Wagner finds, pixels in [0, 1]"));
    m_measure->add(tr("features changed"), tr("Mean share of the features that JSMA changes where it succeeds"));
    addViews(m_measure, tr("Choose the measure"));
    begin(m_accuracy, {m_accuracy, m_robustness, m_logits}, makeBelow(), 1, 1);
  }

  std::unique_ptr<Figure> figure() const override {
    if (!report().outputs) return nullptr;
    std::vector<std::unique_ptr<Figure>> parts;
    parts.push_back(std::make_unique<AccuracyVariationFigure>(accuracies(), settings().showsPublished));
    parts.push_back(std::make_unique<TemperatureSizesFigure>(report().attacks, report().outputs, measure(),
                                                             settings().showsPublished));
    return std::make_unique<FigureStack>(QStringLiteral("accuracy-and-robustness"), std::move(parts));
  }

 private:
  RobustnessMeasure measure() const {
    return settings().view == 0 ? RobustnessMeasure::SmallestL2 : RobustnessMeasure::ChangedFeatures;
  }
  TemperatureOutputsReady accuracies() const;
  QWidget* makeBelow();
  void showReport() override;
  std::vector<Request> questions() const override;
  QString measuredText() const override;

  ChartSlider* m_accuracy;
  ChartSlider* m_robustness;
  ChartSlider* m_logits;
  Card* m_robustnessCard;
  ChoiceButtons* m_measure;
};

QWidget* TemperaturePage::makeBelow() {
  auto* below = new QWidget;
  m_robustnessCard->setHeaderWidget(m_measure);
  m_robustnessCard->body()->addWidget(m_robustness, 1);
  auto* logits = new Card(tr("Logits"));
  logits->body()->addWidget(m_logits, 1);
  auto* row = new QHBoxLayout(below);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(14);
  row->addWidget(m_robustnessCard, 1);
  row->addWidget(logits, 1);
  return below;
}

/// What is shown of the accuracy: what was measured here, or what is known of all seeds of the stored networks.
TemperatureOutputsReady TemperaturePage::accuracies() const {
  TemperatureOutputsReady ready = *report().outputs;
  if (m_session.isLive() || m_session.accuracies().empty()) return ready;
  ready.rows.clear();
  ready.pictures = kTestPictures;
  for (const DistilledAccuracy& one : m_session.accuracies()) {
    TemperatureOutputs row;
    row.model.id = one.id;
    row.temperature = one.temperature;
    row.seed = one.seed;
    row.count = kTestPictures;
    row.correct = static_cast<int>(std::lround(one.accuracy * kTestPictures));
    ready.rows.push_back(std::move(row));
  }
  return ready;
}

std::vector<Request> TemperaturePage::questions() const {
  TemperatureAttacksRequest attacks;
  attacks.models = m_session.models();
  attacks.count = settings().pictures;
  attacks.attacks = {TemperatureAttack::CarliniWagnerL2, TemperatureAttack::JsmaLogDomain};
  return {TemperatureOutputsRequest{m_session.models(), {}, settings().pictures}, attacks};
}

QString TemperaturePage::measuredText() const {
  const auto& outputs = report().outputs;
  if (!outputs) return {};
  return tr("%1 pictures of %2").arg(outputs->pictures).arg(QString::fromStdString(outputs->request.data));
}

/// The row of a temperature, of the first seed; null where there is none.
template <class Row>
const Row* rowAt(const std::vector<Row>& rows, std::optional<double> temperature) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.temperature == temperature; });
  return found == rows.end() ? nullptr : &*found;
}

/// "98.9 % right, smallest L2 1.93, largest logit 342".
QString wordsOf(const DistillationReport& report, std::optional<double> temperature) {
  QStringList parts;
  const auto* outputs = report.outputs ? rowAt(report.outputs->rows, temperature) : nullptr;
  const auto* attacks = report.attacks ? rowAt(report.attacks->rows, temperature) : nullptr;
  if (outputs) parts << QObject::tr("%1 right").arg(percentText(outputs->accuracy()));
  if (attacks && attacks->cell(TemperatureAttack::CarliniWagnerL2))
    parts << QObject::tr("fooled by an L2 of %1")
                 .arg(significant(attacks->cell(TemperatureAttack::CarliniWagnerL2)->meanL2));
  if (outputs) parts << QObject::tr("largest logit %1").arg(significant(outputs->meanTop));
  return QStringLiteral("%1: %2").arg(temperatureText(temperature), parts.join(QStringLiteral(", ")));
}

void TemperaturePage::showReport() {
  const auto& outputs = report().outputs;
  if (!outputs || outputs->rows.empty()) {
    for (ChartSlider* chart : {m_accuracy, m_robustness, m_logits}) chart->setChart({}, {});
    return showNothing();
  }
  const TemperatureAxis axis = axisOf(*outputs);
  const auto temperature = axis.values()[static_cast<std::size_t>(stopOf(axis.size()))];
  const bool published = settings().showsPublished;
  m_accuracy->setTemperatures(accuracyVariationChart(accuracies(), published), axis, temperature);
  m_logits->setTemperatures(logitChart(*outputs, published), axis, temperature);
  if (const auto& attacks = report().attacks)
    m_robustness->setTemperatures(robustnessChart(*attacks, measure(), published), axisOf(*attacks), temperature);
  else
    m_robustness->setChart({}, {});
  verdict()->setVerdict({Verdict::Kind::Empty, wordsOf(report(), temperature),
                         temperature ? wordsOf(report(), std::nullopt) : QString()});
}

const RegisterPage kRegistered({QStringLiteral("temperature"), QObject::tr("Robustness"),
                                QObject::tr("Defensive distillation"), 86},
                               [](const PageContext& context) -> Page* { return new TemperaturePage(context); });

}  // namespace
}  // namespace adv
