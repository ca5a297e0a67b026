// SPDX-License-Identifier: GPL-3.0-or-later
// The Microscope's session with an engine that the test answers for: what is asked when, tickets, drags, verdicts.
#include <QDoubleSpinBox>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/fake_engine.hpp"
#include "widgets/controls/levels_edit.hpp"
#include "widgets/experiment/verdict_text.hpp"
#include "widgets/pages/microscope/epsilon_card.hpp"
#include "widgets/pages/microscope/session.hpp"
#include "widgets/pages/microscope/smallest_card.hpp"
#include "widgets/plots/distance_plot.hpp"
#include "widgets/plots/epsilon_plot.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

ImagePtr tiny(std::uint8_t value) {
  return std::make_shared<const Image>(Image{2, 2, 1, {value, value, value, value}});
}

Predicted cleanOf(const FakeEngine& engine) {
  Predicted predicted;
  predicted.model = engine.modelList.front();
  predicted.original = tiny(100);
  predicted.label = 0;
  predicted.prediction.top = {{0, 0.9, 3}, {1, 0.1, 1}};
  return predicted;
}

FramePtr frameAt(int step, int topClass) {
  auto frame = std::make_shared<Frame>();
  frame->step = step;
  frame->picture = tiny(static_cast<std::uint8_t>(100 + step));
  frame->prediction.top = {{topClass, 0.8, 2}};
  frame->success = topClass != 0;
  return frame;
}

AttackFinished finishedOf(const FakeEngine& engine, int topClass) {
  AttackFinished finished;
  finished.clean = cleanOf(engine);
  finished.adversarial.top = {{topClass, 0.8, 2}};
  finished.adversarialFloat = finished.adversarial;
  finished.success = topClass != 0;
  return finished;
}

}  // namespace

class TestMicroscope : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void aNewPictureAsksForEverything() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    MicroscopeSession session(engine, experiment);
    experiment.setImage(FileImage{"cat.png"});
    QCOMPARE(engine.count<PredictRequest>(), 1);
    QCOMPARE(engine.count<CurveRequest>(), 1);
    QCOMPARE(engine.count<AttackRequest>(), 1);
    QVERIFY(!session.isSettled());
    const auto* curve = engine.newest<CurveRequest>();
    QCOMPARE(curve->request.get<CurveRequest>().attack, std::string("fgsm"));
    engine.answer(engine.newest<PredictRequest>()->ticket, Lane::Load, cleanOf(engine));
    engine.answer(curve->ticket, Lane::Load, CurveReady{});
    QSignalSpy settled(&session, &MicroscopeSession::settled);
    engine.answer(engine.newest<AttackRequest>()->ticket, Lane::Attack, finishedOf(engine, 1));
    QCOMPARE(settled.count(), 1);
    QVERIFY(session.isSettled());
  }

  void oldAnswersAreIgnored() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    MicroscopeSession session(engine, experiment);
    experiment.setParam("epsilon", 0.1);
    const Ticket old = engine.newest<AttackRequest>()->ticket;
    experiment.setParam("epsilon", 0.2);
    engine.answer(old, Lane::Attack, AttackProgressed{{frameAt(0, 0)}, 5}, false);
    engine.answer(old, Lane::Attack, finishedOf(engine, 1));
    QVERIFY(session.run().frames().empty());
    QVERIFY(!session.run().finished());
  }

  void aDragIsPreviewsOneAtATimeThenOneFullRun() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    MicroscopeSession session(engine, experiment);
    session.beginDrag();
    for (int i = 1; i <= 50; ++i) experiment.setParam("epsilon", i / 255.0);
    QCOMPARE(engine.count<AttackRequest>(), 1);
    QCOMPARE(engine.newest<AttackRequest>()->lane, Lane::Preview);
    engine.answer(engine.newest<AttackRequest>()->ticket, Lane::Preview, finishedOf(engine, 0));
    QCOMPARE(engine.count<AttackRequest>(), 2);
    QCOMPARE(engine.newest<AttackRequest>()->request.get<AttackRequest>().params.at("epsilon"), 50 / 255.0);
    engine.answer(engine.newest<AttackRequest>()->ticket, Lane::Preview, finishedOf(engine, 0));
    QCOMPARE(engine.count<AttackRequest>(), 2);
    session.endDrag();
    QCOMPARE(engine.count<AttackRequest>(), 3);
    QCOMPARE(engine.newest<AttackRequest>()->lane, Lane::Attack);
  }

  void theNewestFrameIsShownUntilAnotherIsChosen() {
    FakeEngine engine;
    RunModel run;
    run.follow(7);
    engine.answer(7, Lane::Attack, Cancelled{});
    run.handle({7, Lane::Attack, false, AttackProgressed{{frameAt(0, 0), frameAt(1, 0)}, 4}});
    QCOMPARE(run.currentIndex(), 1);
    run.setCurrentIndex(0);
    run.handle({7, Lane::Attack, false, AttackProgressed{{frameAt(2, 1)}, 4}});
    QCOMPARE(run.currentIndex(), 0);
    QCOMPARE(run.firstSuccess(), 2);
    run.setCurrentIndex(2);
    run.handle({7, Lane::Attack, false, AttackProgressed{{frameAt(3, 1)}, 4}});
    QCOMPARE(run.currentIndex(), 3);
    QVERIFY(run.isRunning());
    run.handle({7, Lane::Attack, true, finishedOf(engine, 1)});
    QVERIFY(!run.isRunning());
    QCOMPARE(run.currentPicture()->pixels.front(), 103);
  }

  void aNewRunReplacesTheFramesAtItsFirstAnswer() {
    RunModel run;
    run.follow(1);
    run.handle({1, Lane::Attack, false, AttackProgressed{{frameAt(0, 0), frameAt(1, 1)}, 1}});
    run.follow(2);
    QCOMPARE(run.frames().size(), 2U);
    run.handle({2, Lane::Attack, false, AttackProgressed{{frameAt(0, 0)}, 1}});
    QCOMPARE(run.frames().size(), 1U);
  }

  void aRunStaysAtTheStepThatIsWanted() {
    RunModel run;
    run.follow(1);
    run.lookAt(1);
    run.handle({1, Lane::Attack, false, AttackProgressed{{frameAt(0, 0)}, 2}});
    QCOMPARE(run.currentIndex(), 0);
    run.handle({1, Lane::Attack, false, AttackProgressed{{frameAt(1, 0), frameAt(2, 1)}, 2}});
    QCOMPARE(run.currentIndex(), 1);
    run.setCurrentIndex(2);
    QCOMPARE(run.currentIndex(), 2);
  }

  void theCurveFollowsTheNormOfTheAttack() {
    FakeEngine engine;
    AttackInfo fgm = engine.attackList[1];
    fgm.id = "fgm";
    fgm.norm = "L2";
    engine.attackList[0].params.push_back(
        {"norm", "Norm", ParamKind::Choice, "", 0, 1, 0, false, {"linf", "l2"}, "Which.", ""});
    engine.attackList[0].params[0].maximum = 16;
    engine.attackList.push_back(fgm);
    ExperimentModel experiment(engine.attacks());
    MicroscopeSession session(engine, experiment);
    EpsilonCard card(session, experiment);
    session.refresh();
    QCOMPARE(engine.newest<CurveRequest>()->request.get<CurveRequest>().attack, std::string("fgsm"));
    experiment.setParam("norm", 1);
    const auto& asked = engine.newest<CurveRequest>()->request.get<CurveRequest>();
    QCOMPARE(asked.attack, std::string("fgm"));
    QVERIFY(asked.maximumLevels >= 128 && asked.points <= 129);
    QCOMPARE(session.norm(), std::string("L2"));
    auto* plot = card.findChild<EpsilonPlot*>();
    QCOMPARE(plot->value(), 128.0);
    experiment.setParam("epsilon", 2.0);
    QCOMPARE(plot->value(), 510.0);
    QVERIFY(plot->high() >= 510.0);
    QVERIFY(card.findChild<LevelsEdit*>()->text().startsWith(QStringLiteral("510/255")));
    experiment.setParam("epsilon", 16.0);
    QCOMPARE(plot->value(), 4080.0);
  }

  void aSmallestChangeIsToldAndItsMainParameterIsAControl() {
    FakeEngine engine;
    AttackInfo smallest = engine.attackList[0];
    smallest.id = "deepest";
    smallest.norm = "L2";
    smallest.params = {{"steps", "Iterations", ParamKind::Integer, "", 1, 1000, 50, false, {}, "How many.", ""},
                       {"overshoot", "Overshoot", ParamKind::Real, "", 0, 1, 0.02, false, {}, "Beyond.", ""}};
    engine.attackList.push_back(smallest);
    QCOMPARE(mainParam(smallest)->name, std::string("overshoot"));
    ExperimentModel experiment(engine.attacks());
    MicroscopeSession session(engine, experiment);
    SmallestCard card(session, experiment);
    experiment.setAttack("deepest");
    const auto at = [](int step, double l2, bool success) {
      auto frame = std::make_shared<Frame>(*frameAt(step, success ? 1 : 0));
      frame->distortion.l2 = l2;
      return frame;
    };
    engine.answer(engine.newest<AttackRequest>()->ticket, Lane::Attack,
                  AttackProgressed{{at(0, 0, false), at(1, 3, true), at(2, 2, true), at(3, 2.5, false)}, 3}, false);
    auto* plot = card.findChild<DistancePlot*>();
    QCOMPARE(plot->series()[0].y, (std::vector<double>{3, 2, 2}));
    QCOMPARE(plot->series()[1].y, (std::vector<double>{0, 3, 2, 2.5}));
    QCOMPARE(smallestSuccess(session.run().frames(), "L2")->step, 2);
    card.findChild<QDoubleSpinBox*>()->setValue(0.1);
    QCOMPARE(experiment.param("overshoot"), 0.1);
  }

  void aLongRunIsToldRarelyAndWholeAtItsEnd() {
    FakeEngine engine;
    RunModel run;
    QSignalSpy told(&run, &RunModel::framesChanged);
    run.follow(1);
    for (int step = 0; step < 5000; ++step)
      run.handle({1, Lane::Attack, false, AttackProgressed{{frameAt(step, step > 3000 ? 1 : 0)}, 4999}});
    QVERIFY2(told.count() < 1000, qPrintable(QString::number(told.count())));
    QCOMPARE(run.firstSuccess(), 3001);
    QCOMPARE(run.currentIndex(), 4999);
    const auto before = told.count();
    run.handle({1, Lane::Attack, true, finishedOf(engine, 1)});
    QVERIFY(told.count() > before);
  }

  void pauseStepAndCancelReachTheEngine() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    MicroscopeSession session(engine, experiment);
    experiment.setParam("epsilon", 0.1);
    session.setPaused(true);
    QVERIFY(engine.paused);
    session.stepOnce();
    QCOMPARE(engine.steps, 1);
    session.cancel();
    QVERIFY(!engine.paused);
    QCOMPARE(engine.cancelled, std::vector<Ticket>{engine.newest<AttackRequest>()->ticket});
  }

  void failuresAreTold() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    MicroscopeSession session(engine, experiment);
    QSignalSpy failed(&session, &MicroscopeSession::failed);
    experiment.setImage(FileImage{"broken.png"});
    engine.answer(engine.newest<PredictRequest>()->ticket, Lane::Load,
                  Failed{{ErrorKind::User, "broken.png is no picture.", "Choose another."}});
    QCOMPARE(failed.count(), 1);
    QVERIFY(!session.clean());
  }

  void verdictsInWords() {
    FakeEngine engine;
    const Predicted clean = cleanOf(engine);
    AttackFinished finished = finishedOf(engine, 1);
    OutcomeText text = outcomeOf(*frameAt(3, 1), clean, {}, 2, &finished);
    QCOMPARE(text.headline, QStringLiteral("Fooled: now “yield”"));
    QCOMPARE(text.detail, QStringLiteral("was “stop”; first at step 2; the float result agrees"));
    finished.adversarialFloat.top = {{0, 0.6, 1}};
    QVERIFY(outcomeOf(*frameAt(3, 1), clean, {}, 2, &finished).detail.contains("rounding changed the verdict"));
    QCOMPARE(outcomeOf(*frameAt(3, 0), clean, {}, -1, nullptr).outcome, Outcome::NotFooled);
    QCOMPARE(outcomeOf(*frameAt(3, 1), clean, 2, -1, nullptr).outcome, Outcome::TargetMissed);
    QCOMPARE(outcomeOf(*frameAt(3, 1), clean, 1, 3, nullptr).outcome, Outcome::TargetReached);
    Predicted wrong = clean;
    wrong.label = 2;
    QCOMPARE(outcomeOf(*frameAt(3, 1), wrong, {}, 0, nullptr).outcome, Outcome::WrongFromStart);
  }
};

QTEST_MAIN(TestMicroscope)
#include "tst_microscope.moc"
