// SPDX-License-Identifier: GPL-3.0-or-later
// The pages about the temperature with an engine that only writes down what it is asked.
#include <QCheckBox>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include "engine/api/distillation.hpp"
#include "tests/support/a_distillation_report.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/controls/choice_buttons.hpp"
#include "widgets/controls/count_bars.hpp"
#include "widgets/controls/picture_strip.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/temperature_figures.hpp"
#include "widgets/pages/distillation/amplitude_view.hpp"
#include "widgets/pages/distillation/blend.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/chart_slider.hpp"

using namespace adv;
using adv::test::FakeEngine;
using adv::test::someReport;

namespace {

struct Shown {
  FakeEngine engine;
  ExperimentModel experiment{engine.attackList};
  std::unique_ptr<Page> page;

  explicit Shown(const QString& id) {
    for (const RegisteredPage& one : allPages()) {
      if (one.info.id == id) page.reset(one.make({engine, experiment}));
    }
    page->resize(1200, 800);
    page->show();
  }
  template <class T>
  void answer(Payload payload, bool isLast = true) {
    const auto* asked = engine.newest<T>();
    QVERIFY(asked);
    engine.answer(asked->ticket, asked->lane, std::move(payload), isLast);
  }
  void load() {
    ReportLoaded loaded{"report.json", std::make_shared<const DistillationReport>(someReport()), {}};
    loaded.networks = {{"plain", "plain", {}, ReportWeights::Same}, {"warm", "warm", 100.0, ReportWeights::Same}};
    answer<LoadReportRequest>(loaded);
    answer<DistilledAccuraciesRequest>(DistilledAccuracies{});
  }
  Verdict verdict() const { return page->findChild<VerdictCard*>()->verdict(); }
  QToolButton* button(const QString& text) const {
    for (QToolButton* one : page->findChildren<QToolButton*>()) {
      if (one->text().remove(QLatin1Char('&')) == text) return one;
    }
    return nullptr;
  }
};

const QStringList kPages = {QStringLiteral("gradients"), QStringLiteral("broken"), QStringLiteral("temperature"),
                            QStringLiteral("smoothing")};

}  // namespace

class TestReportPages : public QObject {
  Q_OBJECT

 private slots:
  void everyPageOpensWithTheStoredReport_data() {
    QTest::addColumn<QString>("id");
    for (const QString& id : kPages) QTest::newRow(qPrintable(id)) << id;
  }
  void everyPageOpensWithTheStoredReport() {
    QFETCH(QString, id);
    Shown shown(id);
    QVERIFY(!shown.page->figure());
    QVERIFY(!shown.page->isSettled());
    QCOMPARE(shown.engine.count<LoadReportRequest>(), 1);
    shown.load();
    QVERIFY2(shown.verdict().headline.contains(QStringLiteral("T = 100")), qPrintable(shown.verdict().headline));
    QVERIFY(shown.page->figure());
    shown.page->setPresenting(true);
    shown.page->setPresenting(false);
    shown.page->hide();
    shown.page->show();
    QCOMPARE(shown.engine.count<LoadReportRequest>(), 1);
  }

  void everyPageSaysHowToGetAReport_data() { everyPageOpensWithTheStoredReport_data(); }
  void everyPageSaysHowToGetAReport() {
    QFETCH(QString, id);
    Shown shown(id);
    shown.answer<LoadReportRequest>(Failed{{ErrorKind::User, "No file.", ""}});
    shown.answer<DistilledGroupRequest>(Failed{{ErrorKind::User, "No network.", ""}});
    shown.answer<DistilledAccuraciesRequest>(DistilledAccuracies{});
    QVERIFY2(shown.verdict().detail.contains(QStringLiteral("advscope distill")), qPrintable(shown.verdict().detail));
    QVERIFY(shown.page->isSettled());
    QVERIFY(!shown.button(QStringLiteral("Measure again"))->isEnabled());
  }

  void measuringReplacesWhatIsStoredAndGoesBack() {
    Shown shown(QStringLiteral("broken"));
    shown.load();
    QVERIFY(!shown.button(QStringLiteral("Stored"))->isVisible());
    QTest::mouseClick(shown.button(QStringLiteral("Measure again")), Qt::LeftButton);
    const auto* asked = shown.engine.newest<TemperatureAttacksRequest>();
    QCOMPARE(asked->lane, Lane::Batch);
    QCOMPARE(asked->request.get<TemperatureAttacksRequest>().models, (std::vector<std::string>{"plain", "warm"}));
    const Ticket ticket = asked->ticket;
    TemperatureAttacksReady live = *someReport().attacks;
    live.rows[1].cells[0] = TemperatureCell{10, 5, 0, 1.0, 0.1, 1.0};
    shown.engine.answer(ticket, Lane::Batch, live, false);
    QVERIFY2(shown.verdict().headline.contains(QStringLiteral("50")), qPrintable(shown.verdict().headline));
    QTest::mouseClick(shown.button(QStringLiteral("Cancel")), Qt::LeftButton);
    QCOMPARE(shown.engine.cancelled, std::vector<Ticket>{ticket});
    shown.engine.answer(ticket, Lane::Batch, Cancelled{});
    QVERIFY(shown.page->isSettled());
    QTest::mouseClick(shown.button(QStringLiteral("Stored")), Qt::LeftButton);
    QVERIFY2(shown.verdict().headline.contains(QStringLiteral("1.0 %")), qPrintable(shown.verdict().headline));
  }

  void theSwitchShowsWhatStandsNextToTheDefence() {
    Shown shown(QStringLiteral("broken"));
    shown.load();
    auto* chart = shown.page->findChild<ChartSlider*>();
    QCOMPARE(shown.verdict().kind, Verdict::Kind::NotFooled);
    QCOMPARE(chart->chart().lines.size(), std::size_t{2});
    QTest::mouseClick(shown.button(QStringLiteral("as it is")), Qt::LeftButton);
    QCOMPARE(shown.verdict().kind, Verdict::Kind::Fooled);
    QCOMPARE(chart->chart().lines.size(), std::size_t{3});
    QCOMPARE(shown.page->findChild<CountBars*>()->bars().size(), std::size_t{3});
    shown.experiment.undoStack().undo();
    QCOMPARE(shown.page->findChild<ChoiceButtons*>()->chosen(), 0);
  }

  void temperatureIsTheAxisAndCanBeUndone() {
    Shown shown(QStringLiteral("temperature"));
    shown.load();
    auto* chart = shown.page->findChild<ChartSlider*>();
    QCOMPARE(chart->stop(), 1);
    QTest::keyClick(chart, Qt::Key_Home);
    QVERIFY2(shown.verdict().headline.startsWith(QStringLiteral("not distilled")),
             qPrintable(shown.verdict().headline));
    for (const ChartSlider* one : shown.page->findChildren<ChartSlider*>()) QCOMPARE(one->stop(), 0);
    shown.experiment.undoStack().undo();
    QCOMPARE(chart->stop(), 1);
  }

  void thePublishedValuesCanBeHidden() {
    Shown shown(QStringLiteral("broken"));
    shown.load();
    auto* chart = shown.page->findChild<ChartSlider*>();
    QCOMPARE(chart->chart().published.size(), std::size_t{1});
    QTest::mouseClick(shown.page->findChild<QCheckBox*>(), Qt::LeftButton);
    QVERIFY(chart->chart().published.empty());
    shown.page->reset();
    QCOMPARE(chart->chart().published.size(), std::size_t{1});
  }

  void aBinShowsItsPicturesAndGoesToTheMicroscope() {
    Shown shown(QStringLiteral("gradients"));
    shown.load();
    QVERIFY2(shown.verdict().headline.contains(QStringLiteral("62")), qPrintable(shown.verdict().headline));
    const auto request = shown.engine.newest<GradientPictureRequest>()->request.get<GradientPictureRequest>();
    QCOMPARE(request.model, "warm");
    QCOMPARE(request.image, ImageSource(SampleImage{"mnist-test", 3}));
    GradientPicture picture;
    picture.image = std::make_shared<Image>(Image{1, 1, 1, {128}});
    picture.pixelLog10 = {-41.0F};
    picture.pixelLog10Float32 = {-INFINITY};
    for (int i = 0; i < 2; ++i) shown.answer<GradientPictureRequest>(picture);
    QVERIFY(shown.page->isSettled());
    QCOMPARE(shown.page->findChild<PictureStrip*>()->entries().size(), std::size_t{2});
    QString wanted;
    connect(shown.page.get(), &Page::actionWanted, shown.page.get(), [&](const QString& action) { wanted = action; });
    QTest::mouseClick(shown.button(QStringLiteral("Open in the Microscope")), Qt::LeftButton);
    QCOMPARE(wanted, QStringLiteral("page:microscope"));
    QCOMPARE(shown.experiment.experiment().model, "warm");
  }

  void aBinIsChosenByAClick() {
    Shown shown(QStringLiteral("gradients"));
    shown.load();
    auto* view = shown.page->findChild<AmplitudeView*>();
    const PanelStyle style{13.0 * typeScale(), typeScale(), theme()};
    const QPointF bar = amplitudeBarOf(view->rect(), view->bars(), style, 0).center();
    QTest::mouseClick(view, Qt::LeftButton, {}, bar.toPoint());
    QCOMPARE(view->stop(), 0);
    QCOMPARE(view->bars().marked, (std::optional<AmplitudePlace>{{0, 9}}));
    shown.experiment.undoStack().undo();
    QCOMPARE(view->stop(), 1);
  }

  void anotherDirectionIsMeasuredAtOnce() {
    Shown shown(QStringLiteral("smoothing"));
    shown.load();
    QTest::mouseClick(shown.button(QStringLiteral("random")), Qt::LeftButton);
    const auto request = shown.engine.newest<TemperatureProfileRequest>()->request.get<TemperatureProfileRequest>();
    QVERIFY(request.direction == ProfileDirection::Random);
    QCOMPARE(request.models, (std::vector<std::string>{"plain", "warm"}));
  }

  void picturesOnTheLineAreBlended() {
    const auto one = std::make_shared<Image>(Image{1, 1, 1, {100}});
    const auto other = std::make_shared<Image>(Image{1, 1, 1, {200}});
    QCOMPARE(int(blend(one, other, 0.5)->pixels[0]), 150);
    QCOMPARE(int(blend(one, other, 2.0)->pixels[0]), 255);
    QVERIFY(!blend(one, nullptr, 0.5));
  }

  void theSentencesSayTheNumbers() {
    const DistillationReport report = someReport();
    QVERIFY(amplitudeSentence(*report.gradients).contains(QStringLiteral("39 orders")));
    QVERIFY(successSentence(*report.attacks, SuccessView::AsItIs).contains(QStringLiteral("never falls below 99.0 %")));
    QVERIFY(accuracySentence(*report.outputs).contains(QStringLiteral("at most 1 ")));
    QVERIFY2(profileSentence(*report.profile).contains(QStringLiteral("100 times as steep")),
             qPrintable(profileSentence(*report.profile)));
    QCOMPARE(amplitudeText(-17.0 + std::log10(3.2)), QStringLiteral("3.2 · 10⁻¹⁷"));
    QCOMPARE(amplitudeText(-INFINITY), QStringLiteral("0"));
    QCOMPARE(amplitudeBinText(8), QStringLiteral("10⁻⁵ to 10⁻³"));
  }

  void theFiguresHoldTheirNumbers() {
    const DistillationReport report = someReport();
    const SuccessFigure success(*report.attacks, SuccessView::AsItIs, true);
    const QString csv = QString::fromStdString(success.csv());
    QVERIFY2(csv.contains(QStringLiteral("\"JSMA, softmax in float32\",100,0.0101")), qPrintable(csv));
    QVERIFY(csv.contains(QStringLiteral("\"published\",100,0.0045")));
    QVERIFY(success.caption().contains(QStringLiteral("100 pictures")));
    const TemperatureSizesFigure sizes(report.attacks, report.outputs, RobustnessMeasure::SmallestL2, false);
    QVERIFY(QString::fromStdString(sizes.csv()).contains(QStringLiteral("\"largest z\",100,2000")));
  }
};

QTEST_MAIN(TestReportPages)
#include "tst_report_pages.moc"
