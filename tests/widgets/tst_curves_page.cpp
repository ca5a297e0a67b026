// SPDX-License-Identifier: GPL-3.0-or-later
// The Curves page with an engine that the test answers for: what is asked when, pausing, the reading line, the fields.
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "engine/api/robustness.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/figures/robustness_lines.hpp"
#include "widgets/pages/curves/counts_table.hpp"
#include "widgets/pages/curves/session.hpp"
#include "widgets/pages/curves/setup_bar.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

/// Of 1000 pictures, 984 right without attack: the first value leaves all of them, the second 776 and 562.
RobustnessReady counted(const FakeEngine& engine) {
  RobustnessReady ready;
  ready.request.models = {"signs"};
  ready.request.attacks = {{"fgsm", {}}, {"bim", {}}};
  ready.request.values = {0.0, 0.1};
  ready.pictures = 1000;
  ready.clean = {{engine.modelList.front(), 1000, 984}};
  for (const int robust : {984, 776, 984, 562}) ready.cells.push_back({1000, 984, robust, 0.0, {}});
  ready.complete = true;
  return ready;
}

const RobustnessRequest& asked(const FakeEngine& engine) {
  return engine.newest<RobustnessRequest>()->request.get<RobustnessRequest>();
}

}  // namespace

class TestCurvesPage : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<Page> makePage(const PageContext& context) {
    const auto& pages = allPages();
    const auto curves =
        std::find_if(pages.begin(), pages.end(), [](const RegisteredPage& page) { return page.info.id == "curves"; });
    return std::unique_ptr<Page>(curves->make(context));
  }

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void theExampleIsAskedForWhenItIsShown() {
    FakeEngine engine;
    CurvesSession session(engine);
    QVERIFY(!session.isSettled());
    QCOMPARE(engine.count<RobustnessRequest>(), 0);
    session.show();
    session.show();
    QCOMPARE(engine.count<RobustnessRequest>(), 1);
    QCOMPARE(engine.newest<RobustnessRequest>()->lane, Lane::Batch);
    QCOMPARE(asked(engine).data, std::string("signs-test:0-64"));
    QVERIFY(!asked(engine).startAfresh);
  }

  void aPauseCancelsAndGoingOnAsksForTheSame() {
    FakeEngine engine;
    CurvesSession session(engine);
    session.show();
    const Ticket first = engine.newest<RobustnessRequest>()->ticket;
    engine.answer(first, Lane::Batch, counted(engine), false);
    session.setPaused(true);
    QCOMPARE(engine.cancelled, std::vector<Ticket>{first});
    engine.answer(first, Lane::Batch, Cancelled{});
    QVERIFY(session.isPaused() && !session.isRunning());
    QVERIFY(session.ready());
    session.setPaused(false);
    QCOMPARE(engine.count<RobustnessRequest>(), 2);
    QCOMPARE(asked(engine), session.request());
    session.startAfresh();
    QVERIFY(asked(engine).startAfresh);
  }

  void oldAnswersAreIgnored() {
    FakeEngine engine;
    CurvesSession session(engine);
    session.show();
    const Ticket old = engine.newest<RobustnessRequest>()->ticket;
    RobustnessRequest other = session.request();
    other.seed = 9;
    session.setRequest(other);
    engine.answer(old, Lane::Batch, counted(engine));
    QVERIFY(!session.ready() && session.isRunning());
  }

  void theReadingLineSaysEveryCurve() {
    FakeEngine engine;
    const RobustnessLines curves(counted(engine), engine.attacks());
    QCOMPARE(curves.high(), 25.5);
    QCOMPARE(curves.reading(25.5), QStringLiteral("At ε = 25.5/255 (0.1): FGSM 77.6 %, BIM 56.2 %"));
    QCOMPARE(curves.reading(12.75),
             QStringLiteral("At about ε = 12.8/255 (0.05), between two points: FGSM 88.0 %, BIM 77.3 %"));
    QVERIFY(curves.reading(99).startsWith("Nothing is counted yet"));
  }

  void linesHaveBandsMarksAndTheCleanAccuracy() {
    FakeEngine engine;
    const auto lines = RobustnessLines(counted(engine), engine.attacks()).lines();
    QCOMPARE(lines.size(), 3U);
    QCOMPARE(lines[0].name, QStringLiteral("FGSM"));
    QCOMPARE(lines[0].x, (std::vector<double>{0, 25.5}));
    QVERIFY(lines[0].low[1] < 0.776 && lines[0].high[1] > 0.776);
    QVERIFY(lines[0].mark != lines[1].mark && lines[0].mark != PointMark::None);
    QCOMPARE(lines[2].role, SeriesRole::Clean);
    QCOMPARE(lines[2].y.front(), 0.984);
    QCOMPARE(valueAt(lines[0], 25.5), 0.776);
    QVERIFY(std::isnan(valueAt(lines[0], 30)));
  }

  void severalNetworksAreNamedAndDashed() {
    FakeEngine engine;
    RobustnessReady ready = counted(engine);
    ready.request.models.push_back("other");
    ready.clean.push_back(ready.clean.front());
    ready.clean.back().model.title = "Other";
    ready.cells.insert(ready.cells.end(), ready.cells.begin(), ready.cells.end());
    const auto lines = RobustnessLines(ready, engine.attacks()).lines();
    QCOMPARE(lines.size(), 6U);
    QCOMPARE(lines[2].name, QStringLiteral("FGSM · Other"));
    QVERIFY(!isDashed(lines[0]) && isDashed(lines[2]));
    QCOMPARE(colourOf(lines[0]), colourOf(lines[2]));
  }

  void thePageReadsOffWhatTheLineIsDraggedTo() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage({engine, experiment});
    QVERIFY(!page->figure());
    page->resize(1000, 640);
    page->show();
    QSignalSpy settled(page.get(), &Page::settled);
    engine.answer(engine.newest<RobustnessRequest>()->ticket, Lane::Batch, counted(engine));
    QCOMPARE(settled.count(), 1);
    QVERIFY(page->isSettled() && page->figure());
    auto* plot = page->findChild<AxisSlider*>();
    QTest::keyClick(plot, Qt::Key_End);
    const QString headline = page->findChild<VerdictCard*>()->verdict().headline;
    QVERIFY2(headline.contains("FGSM 77.6 %, BIM 56.2 %"), qPrintable(headline));
    auto* table = page->findChild<CountsTable*>();
    QCOMPARE(table->rowCount(), 2);
    QCOMPARE(table->item(1, 4)->text(), QStringLiteral("56.2 %"));
    QVERIFY(table->item(1, 4)->toolTip().contains("562 of 1000"));
  }

  void theFieldsMakeTheRequest() {
    FakeEngine engine;
    SetupBar bar(engine);
    bar.setRequest(exampleCurves());
    QSignalSpy changed(&bar, &SetupBar::requestChanged);
    QSignalSpy problem(&bar, &SetupBar::problemFound);
    auto* values = bar.findChildren<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly).front();
    values->setText(QStringLiteral("8, 0, 8, 4/255"));
    emit values->editingFinished();
    auto request = changed.takeLast().at(0).value<RobustnessRequest>();
    QCOMPARE(request.values, (std::vector<double>{0, 4.0 / 255, 8.0 / 255}));
    QCOMPARE(request.attacks.size(), 2U);  // the fake engine has no noise
    values->setText(QStringLiteral("8, lots"));
    emit values->editingFinished();
    QVERIFY(problem.takeLast().at(0).toString().contains("lots"));
    QVERIFY(changed.isEmpty());
  }

  void attacksWithoutTheAxisAreLeftOut() {
    FakeEngine engine;
    SetupBar bar(engine);
    bar.setRequest(exampleCurves());
    QSignalSpy changed(&bar, &SetupBar::requestChanged);
    auto* axis = bar.findChildren<QComboBox*>().back();
    QCOMPARE(axis->count(), 2);  // ε and steps: the fake engine knows no restarts and queries
    axis->setCurrentIndex(1);
    emit axis->activated(1);
    const auto request = changed.takeLast().at(0).value<RobustnessRequest>();
    QCOMPARE(request.axis, std::string("steps"));
    QCOMPARE(request.attacks.size(), 1U);
    QCOMPARE(request.attacks[0].attack, std::string("bim"));
    QCOMPARE(request.attacks[0].params.at("epsilon"), 8.0 / 255);
  }

  void oneValueIsAnAxisToo() {
    FakeEngine engine;
    RobustnessReady ready = counted(engine);
    ready.request.values = {0.1};
    ready.cells.resize(2);
    const RobustnessLines curves(ready, engine.attacks());
    QCOMPARE(curves.low(), 25.5);
    QCOMPARE(curves.high(), 26.5);
    QVERIFY(curves.reading(25.5).startsWith("At ε"));
  }
};

QTEST_MAIN(TestCurvesPage)
#include "tst_curves_page.moc"
