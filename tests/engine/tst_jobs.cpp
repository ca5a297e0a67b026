// SPDX-License-Identifier: GPL-3.0-or-later
// The engine from request to answer, with the bundled networks: frames, 8-bit truth, caches, bad requests.
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <set>

#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

namespace {

AttackRequest bimOnASign(double levels = 8) {
  AttackRequest request;
  request.subject = {"signs", SampleImage{"signs-test", 3}, {}};
  request.attack = "bim";
  request.params = {{"epsilon", levels / 255}};
  return request;
}

std::vector<FramePtr> framesOf(const std::vector<Event>& events) {
  std::vector<FramePtr> frames;
  for (const Event& event : events) {
    if (const auto* progressed = event.payload.as<AttackProgressed>()) {
      frames.insert(frames.end(), progressed->frames.begin(), progressed->frames.end());
    }
  }
  return frames;
}

}  // namespace

class TestJobs : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void predictKnowsTheDatasLabel() {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, PredictRequest{{"signs", SampleImage{"signs-test", 3}, {}}, 5});
    const auto predicted = lastAs<Predicted>(events);
    QVERIFY2(predicted, failureOf(events).c_str());
    QCOMPARE(predicted->labelSource, LabelSource::Data);
    QCOMPARE(predicted->original->width, predicted->model.width);
    QCOMPARE(predicted->prediction.top.size(), 5U);
    QCOMPARE(predicted->imageSha256.size(), 64U);
    double sum = 0;
    for (const ClassScore& score : predicted->prediction.top) sum += score.probability;
    QVERIFY(sum > 0.0 && sum <= 1.0 + 1e-9);
  }

  void everyStepHasAFrameAndTheLastIsTheResult() {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, bimOnASign());
    const auto finished = lastAs<AttackFinished>(events);
    QVERIFY2(finished, failureOf(events).c_str());
    const auto frames = framesOf(events);
    QCOMPARE(frames.size(), 11U);
    QCOMPARE(finished->steps, 10);
    for (std::size_t k = 0; k < frames.size(); ++k) {
      QCOMPARE(frames[k]->step, static_cast<int>(k));
      QVERIFY(frames[k]->picture);
      QVERIFY(frames[k]->distortion.linf <= 8.0 / 255 + 1e-7);
    }
    QCOMPARE(*frames.front()->picture, *finished->clean.original);
    QCOMPARE(*frames.back()->picture, *finished->picture);
    QCOMPARE(frames.front()->distortion.linf, 0.0);
    QCOMPARE(finished->request.params.at("steps"), 10.0);
    QVERIFY(finished->success);
    QVERIFY(finished->firstSuccess >= 1 && frames[static_cast<std::size_t>(finished->firstSuccess)]->success);
    QVERIFY(!frames[static_cast<std::size_t>(finished->firstSuccess) - 1]->success);
  }

  void theShownPictureIsWhatIsPredicted() {
    Engine engine(handTurned());
    AttackRequest request = bimOnASign(5.5);
    request.params["step-size"] = 0.7 / 255;
    const auto attack = lastAs<AttackFinished>(runToEnd(engine, request));
    QVERIFY(attack);
    QVERIFY(attack->distortion.linf <= 5.5 / 255 + 1e-9);
    const auto again =
        lastAs<Predicted>(runToEnd(engine, PredictRequest{{"signs", MemoryImage{"saved", attack->picture}, {}}, 5}));
    QVERIFY(again);
    QCOMPARE(again->prediction.topClass(), attack->adversarial.topClass());
    QVERIFY(std::abs(again->prediction.topProbability() - attack->adversarial.topProbability()) < 1e-6);
  }

  void aRunDoneBeforeComesBackTheSame() {
    Engine engine(handTurned());
    const auto first = runToEnd(engine, bimOnASign());
    const auto second = runToEnd(engine, bimOnASign(), Lane::Preview);
    QVERIFY(!lastAs<AttackFinished>(first)->fromCache);
    QVERIFY(lastAs<AttackFinished>(second)->fromCache);
    QCOMPARE(framesOf(second).size(), framesOf(first).size());
    QCOMPARE(*lastAs<AttackFinished>(second)->picture, *lastAs<AttackFinished>(first)->picture);
  }

  void aRunThatEndsEarlyHasItsPicture() {
    Engine engine(handTurned());
    AttackRequest request = bimOnASign();
    request.attack = "pgd";
    request.params.insert({{"steps", 9}, {"restarts", 1000}});  // too many: every other picture is kept
    const auto finished = lastAs<AttackFinished>(runToEnd(engine, request));
    QVERIFY(finished && finished->success && finished->picture);
    QCOMPARE(finished->steps, 9);
  }

  void aTargetThatTheAttackChoseIsTold() {
    Engine engine(handTurned());
    AttackRequest request = bimOnASign();
    request.attack = "step_ll";
    const auto first = lastAs<AttackFinished>(runToEnd(engine, request));
    QVERIFY(first && first->target && first->target != first->clean.label);
    request.params["epsilon"] = 9.0 / 255;  // now from the known direction
    const auto second = lastAs<AttackFinished>(runToEnd(engine, request));
    QCOMPARE(second->target, first->target);
    const auto curve = lastAs<CurveReady>(runToEnd(engine, CurveRequest{request.subject, "step_ll", {}, 16, 5, 1}));
    QVERIFY(curve);
    QCOMPARE(curve->target, first->target);
    QCOMPARE(curve->attack.targetProbability.size(), 5U);
  }

  void epsilonZeroSaysSo() {
    Engine engine(handTurned());
    const auto finished = lastAs<AttackFinished>(runToEnd(engine, bimOnASign(0)));
    QVERIFY(finished);
    QVERIFY(!finished->success);
    QVERIFY(!finished->note.empty());
    QCOMPARE(*finished->picture, *finished->clean.original);
    QCOMPARE(finished->steps, 0);
  }

  void aWrongLabelIsReportedApart() {
    Engine engine(handTurned());
    AttackRequest request = bimOnASign(1);
    const auto clean = lastAs<Predicted>(runToEnd(engine, PredictRequest{request.subject, 1}));
    request.subject.label = clean->prediction.topClass() == 0 ? 1 : 0;
    const auto finished = lastAs<AttackFinished>(runToEnd(engine, request));
    QVERIFY(finished && finished->wrongFromStart);
  }

  void targetedSuccessMeansTheTarget() {
    Engine engine(handTurned());
    AttackRequest request = bimOnASign(16);
    const auto clean = lastAs<Predicted>(runToEnd(engine, PredictRequest{request.subject, 5}));
    request.target = clean->prediction.top[1].index;
    const auto finished = lastAs<AttackFinished>(runToEnd(engine, request));
    QVERIFY(finished);
    QCOMPARE(finished->success, finished->adversarial.topClass() == *request.target);
    QVERIFY(finished->adversarial.targetProbability > clean->prediction.top[1].probability);
  }

  void theCurvePassesThroughTheAttack() {
    Engine engine(handTurned());
    const Subject subject{"signs", SampleImage{"signs-test", 3}, {}};
    const auto curve = lastAs<CurveReady>(runToEnd(engine, CurveRequest{subject, "fgsm", {}, 16, 65, 1}));
    QVERIFY(curve);
    QCOMPARE(curve->levels.size(), 65U);
    QCOMPARE(curve->levels.front(), -16.0);
    QCOMPARE(curve->levels[32], 0.0);
    QCOMPARE(curve->levels.back(), 16.0);
    AttackRequest request = bimOnASign(8);
    request.attack = "fgsm";
    const auto finished = lastAs<AttackFinished>(runToEnd(engine, request));
    QVERIFY(std::abs(curve->attack.labelProbability[48] - finished->adversarial.labelProbability) < 1e-5);
    QVERIFY(std::abs(curve->attack.topProbability[32] - curve->noise.topProbability[32]) < 1e-12);
  }

  void badRequestsAreAnsweredInWords_data() {
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("says");
    QTest::newRow("model") << 0 << "nosuchmodel";
    QTest::newRow("attack") << 1 << "nosuchattack";
    QTest::newRow("sample") << 2 << "picture 99999999";
    QTest::newRow("target") << 3 << "class 999";
    QTest::newRow("label") << 4 << "class 999";
    QTest::newRow("file") << 5 << "no-such-file.png";
    QTest::newRow("parameter") << 6 << "kappa";
    QTest::newRow("empty picture") << 7 << "empty";
  }
  void badRequestsAreAnsweredInWords() {
    QFETCH(int, which);
    QFETCH(QString, says);
    AttackRequest request = bimOnASign();
    if (which == 0) request.subject.model = "nosuchmodel";
    if (which == 1) request.attack = "nosuchattack";
    if (which == 2) request.subject.image = SampleImage{"signs-test", 99999999};
    if (which == 3) request.target = 999;
    if (which == 4) request.subject.label = 999;
    if (which == 5) request.subject.image = FileImage{"no-such-file.png"};
    if (which == 6) request.params["kappa"] = 1;
    if (which == 7) request.subject.image = MemoryImage{"nothing", nullptr};
    Engine engine(handTurned());
    const std::string text = failureOf(runToEnd(engine, request));
    QVERIFY2(QString::fromStdString(text).contains(says), text.c_str());
  }

  void theThreadedEngineStopsInTheMiddle() {
    EngineOptions options = handTurned();
    options.ownThread = true;
    AttackRequest request = bimOnASign();
    request.params["steps"] = 10000;
    QElapsedTimer timer;
    {
      Engine engine(options);
      engine.submit(Lane::Attack, request);
      QVERIFY(QTest::qWaitFor([&] { return !engine.takeEvents().empty(); }, 20000));
      timer.start();
    }
    QVERIFY(timer.elapsed() < 5000);
  }

  void cancellingALongAttackAnswersCancelled() {
    Engine engine(handTurned());
    AttackRequest request = bimOnASign();
    request.params["steps"] = 10000;
    const Ticket ticket = engine.submit(Lane::Attack, request);
    for (int i = 0; i < 20; ++i) engine.runOneStep();
    engine.cancel(ticket);
    while (engine.runOneStep()) {
    }
    const auto events = engine.takeEvents();
    QVERIFY(events.back().payload.is<Cancelled>());
    QVERIFY(engine.isIdle());
  }
};

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
