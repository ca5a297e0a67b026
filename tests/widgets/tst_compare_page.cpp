// SPDX-License-Identifier: GPL-3.0-or-later
// The Compare page with an engine that the test answers for: what is asked when, drags, words, the table's order.
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "engine/api/compare.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/experiment/comparison.hpp"
#include "widgets/figures/compare_figure.hpp"
#include "widgets/pages/compare/panel_strip.hpp"
#include "widgets/pages/compare/session.hpp"
#include "widgets/pages/compare/table.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

ImagePtr tiny(std::uint8_t value) {
  return std::make_shared<const Image>(Image{2, 2, 1, {value, value, value, value}});
}

/// The answer to what was asked: the first attack fools, the others do not; the later, the larger the change.
CompareReady answerTo(const FakeEngine& engine, const CompareRequest& request, std::size_t finished) {
  CompareReady ready;
  ready.clean.model = engine.modelList.front();
  ready.clean.original = tiny(100);
  ready.clean.imageSha256 = "abc";
  ready.clean.label = 0;
  ready.clean.prediction.top = {{0, 0.9, 3}};
  for (std::size_t i = 0; i < request.attacks.size(); ++i) {
    ready.attacks.push_back({request.attacks[i], {}, {}});
    if (i >= finished) continue;
    AttackFinished f;
    f.request.params = request.attacks[i].params;
    f.clean = ready.clean;
    f.adversarial.top = {{i == 0 ? 1 : 0, 0.8, 2}};
    f.adversarialFloat = f.adversarial;
    f.adversarial.labelProbability = i == 0 ? 0.1 : 0.8;
    f.success = i == 0;
    f.distortion.linf = static_cast<double>(9 + i) / 255;
    f.distortion.l0 = 100 - static_cast<std::int64_t>(i);
    f.picture = tiny(static_cast<std::uint8_t>(109 + i));
    ready.attacks.back().finished = f;
  }
  return ready;
}

const CompareRequest& asked(const FakeEngine& engine) {
  return engine.newest<CompareRequest>()->request.get<CompareRequest>();
}

void answerAll(FakeEngine& engine) {
  const auto* one = engine.newest<CompareRequest>();
  engine.answer(one->ticket, Lane::Batch, answerTo(engine, asked(engine), 9));
}

}  // namespace

class TestComparePage : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void nothingIsAskedBeforeItIsShown() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    CompareSession session(engine, experiment);
    experiment.setImage(FileImage{"cat.png"});
    QCOMPARE(engine.count<CompareRequest>(), 0);
    session.show();
    QCOMPARE(engine.count<CompareRequest>(), 1);
    QCOMPARE(engine.newest<CompareRequest>()->lane, Lane::Batch);
    QCOMPARE(asked(engine).attacks.size(), 2U);  // of the lecture's three the fake engine has two
    QCOMPARE(asked(engine).attacks[0].params.at("epsilon"), 32.0 / 255);
    session.hide();
    experiment.setImage(FileImage{"dog.png"});
    QCOMPARE(engine.count<CompareRequest>(), 1);
    session.show();
    QCOMPARE(engine.count<CompareRequest>(), 2);
  }

  void theMicroscopesAttackIsNoneOfItsBusiness() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    CompareSession session(engine, experiment);
    session.show();
    experiment.setAttack("fgsm");
    experiment.setParam("epsilon", 0.2);
    QCOMPARE(engine.count<CompareRequest>(), 1);
    experiment.setSeed(7);
    QCOMPARE(engine.count<CompareRequest>(), 2);
    QCOMPARE(asked(engine).seed, std::uint64_t{7});
  }

  void theCurvesComeAfterTheRunsAndDoNotDependOnEpsilon() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    CompareSession session(engine, experiment);
    QSignalSpy settled(&session, &CompareSession::settled);
    session.show();
    QCOMPARE(engine.count<SweepRequest>(), 0);
    answerAll(engine);
    QCOMPARE(engine.count<SweepRequest>(), 1);
    QVERIFY(!session.isSettled());
    engine.answer(engine.newest<SweepRequest>()->ticket, Lane::Batch, SweepReady{});
    QCOMPARE(settled.count(), 1);
    session.setEpsilon(0.1);
    answerAll(engine);
    QCOMPARE(engine.count<SweepRequest>(), 1);
    QVERIFY(session.isSettled());
  }

  void aDragIsOneRunAtATimeAndTheReleaseRunsAtOnce() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    CompareSession session(engine, experiment);
    session.show();
    answerAll(engine);
    session.beginDrag();
    for (int level = 1; level <= 20; ++level) session.setEpsilon(level / 255.0);
    QCOMPARE(engine.count<CompareRequest>(), 2);
    answerAll(engine);
    QCOMPARE(engine.count<CompareRequest>(), 3);
    QCOMPARE(asked(engine).attacks[0].params.at("epsilon"), 20 / 255.0);
    session.setEpsilon(21 / 255.0);
    session.endDrag();
    QCOMPARE(engine.count<CompareRequest>(), 4);
    QCOMPARE(asked(engine).attacks[0].params.at("epsilon"), 21 / 255.0);
  }

  void rowsThatWaitKeepWhatWasThere() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    CompareSession session(engine, experiment);
    session.show();
    answerAll(engine);
    session.setEpsilon(0.1);
    engine.answer(engine.newest<CompareRequest>()->ticket, Lane::Batch, answerTo(engine, asked(engine), 1), false);
    QCOMPARE(session.ready()->attacks[0].choice.params.at("epsilon"), 0.1);
    QVERIFY(session.ready()->attacks[1].finished);
    QCOMPARE(session.ready()->attacks[1].choice.params.at("epsilon"), 32.0 / 255);
  }

  void aFailureIsToldAndSettles() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    CompareSession session(engine, experiment);
    QSignalSpy failed(&session, &CompareSession::failed);
    session.show();
    engine.answer(engine.newest<CompareRequest>()->ticket, Lane::Batch, Failed{{ErrorKind::User, "No.", "Yes."}});
    QCOMPARE(failed.count(), 1);
    QVERIFY(session.isSettled());
  }

  void wordsAndSignsNotColourAlone() {
    FakeEngine engine;
    const CompareRequest request{{}, choicesAt({"fgsm", "bim"}, engine.attacks(), 0.1), {}, 1, 5};
    CompareReady ready = answerTo(engine, request, 2);
    QCOMPARE(compareHeadline(ready, engine.attacks()), QStringLiteral("Fooled by FGSM; not by BIM"));
    const auto panels = comparePanels(ready, engine.attacks());
    QCOMPARE(panels.size(), 3U);
    QCOMPARE(panels[1].verdict, QStringLiteral("✗ Fooled: now “yield”"));
    QVERIFY(panels[2].verdict.startsWith(QStringLiteral("✓")));
    QVERIFY(panels[1].line.mark != panels[2].line.mark);
    QCOMPARE(commonGain(ready), 12.0);  // 127 / 10
    ready.attacks[1].choice.params.clear();
    QCOMPARE(commonGain(ready), 14.0);  // 127 / 9: the other has no ε in common
    ready.attacks[1].finished->successFloat = true;
    QVERIFY(comparePanels(ready, engine.attacks())[2].detail.contains("rounding undid it"));
    ready.attacks[1].finished.reset();
    ready.attacks[1].failure = Error{ErrorKind::User, "The gradient is not a number.", ""};
    QVERIFY(comparePanels(ready, engine.attacks())[2].verdict.contains("not a number"));
    ready.clean.label = 2;
    QVERIFY(compareHeadline(ready, engine.attacks()).startsWith("Wrong from the start"));
  }

  void panelsNeverOverlapNorLeaveTheirPlace() {
    FakeEngine engine;
    const CompareRequest request{{}, choicesAt({"fgsm", "bim"}, engine.attacks(), 0.1), {}, 1, 5};
    const auto panels = comparePanels(answerTo(engine, request, 2), engine.attacks());
    for (const QSizeF size : {QSizeF(300, 200), QSizeF(900, 160), QSizeF(400, 900), QSizeF(2000, 300)}) {
      const QRectF area(QPointF(10, 20), size);
      const ComparePlaces places = placePanels(area, panels, 14);
      QCOMPARE(places.panels.size(), panels.size());
      for (std::size_t i = 0; i < panels.size(); ++i) {
        QVERIFY(area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(places.panels[i]));
        if (i > 0) QVERIFY(places.panels[i].left() > places.panels[i - 1].right());
        const bool isPair = places.isSideBySide && i > 0;
        QVERIFY(places.picture.width() * (isPair ? 2 : 1) <= places.panels[i].width() + 0.01);
      }
      const double pictures = places.picture.height() * (places.isSideBySide ? 1 : 2);
      QVERIFY(pictures + panelTextHeight(14) <= size.height() + 0.01);
    }
  }

  void theTableSortsByNumberAndOpensTheRightAttack() {
    FakeEngine engine;
    const CompareRequest request{{}, choicesAt({"fgsm", "bim"}, engine.attacks(), 0.1), {}, 1, 5};
    const CompareReady ready = answerTo(engine, request, 2);
    CompareTable table;
    table.setRows(ready, comparePanels(ready, engine.attacks()));
    QCOMPARE(table.item(0, 0)->text(), QStringLiteral("FGSM"));
    constexpr int kL0 = 7;
    table.sortByColumn(kL0, Qt::AscendingOrder);  // 99 before 100, which as text would be the other way round
    QCOMPARE(table.item(0, 0)->text(), QStringLiteral("BIM"));
    QSignalSpy opened(&table, &CompareTable::attackActivated);
    emit table.itemActivated(table.item(0, 3));
    QCOMPARE(opened.takeFirst().at(0).toInt(), 1);
    table.setRows(ready, comparePanels(ready, engine.attacks()));
    QCOMPARE(table.item(0, 0)->text(), QStringLiteral("BIM"));
  }

  void aClickOpensTheMicroscopeWithThoseParameters() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto& pages = allPages();
    const auto compare =
        std::find_if(pages.begin(), pages.end(), [](const RegisteredPage& page) { return page.info.id == "compare"; });
    const std::unique_ptr<Page> page(compare->make({engine, experiment}));
    QVERIFY(!page->figure());
    page->resize(1000, 640);
    page->show();
    answerAll(engine);
    QVERIFY(page->figure());
    QSignalSpy wanted(page.get(), &Page::actionWanted);
    auto* strip = page->findChild<PanelStrip*>();
    QTest::keyClick(strip, Qt::Key_Right);
    QTest::keyClick(strip, Qt::Key_Return);
    QCOMPARE(wanted.takeFirst().at(0).toString(), QStringLiteral("page:microscope"));
    QCOMPARE(experiment.experiment().attack, std::string("fgsm"));
    QCOMPARE(experiment.param("epsilon"), 32.0 / 255);
    QCOMPARE(engine.count<CompareRequest>(), 1);
  }
};

QTEST_MAIN(TestComparePage)
#include "tst_compare_page.moc"
