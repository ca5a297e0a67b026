// SPDX-License-Identifier: GPL-3.0-or-later
// Several attacks on one picture, and their curves over ε, with the bundled network.
#include <QRegularExpression>
#include <QTest>

#include "engine/api/compare.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

namespace {

const Subject kSign{"signs", SampleImage{"signs-test", 3}, {}};

CompareRequest threeAttacks() {
  CompareRequest request;
  request.subject = kSign;
  for (const char* id : {"fgsm", "bim", "noise"}) request.attacks.push_back({id, {{"epsilon", 8.0 / 255}}});
  return request;
}

template <class T>
std::vector<T> all(const std::vector<Event>& events) {
  std::vector<T> found;
  for (const Event& event : events) {
    if (const T* payload = event.payload.as<T>()) found.push_back(*payload);
  }
  return found;
}

}  // namespace

class TestCompare : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void everyRowIsTheAttackByItself() {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, threeAttacks(), Lane::Batch);
    const auto ready = lastAs<CompareReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QCOMPARE(ready->attacks.size(), 3U);
    Engine other(handTurned());
    for (const ComparedAttack& row : ready->attacks) {
      QVERIFY(row.finished && !row.failure);
      const auto alone =
          lastAs<AttackFinished>(runToEnd(other, AttackRequest{kSign, row.choice.attack, row.choice.params, {}}));
      QVERIFY(alone);
      QCOMPARE(*row.finished->picture, *alone->picture);
      QCOMPARE(row.finished->success, alone->success);
      QCOMPARE(row.finished->cost.gradients, alone->cost.gradients);
      QVERIFY(row.finished->distortion.linf <= 8.0 / 255 + 1e-9);
    }
    QVERIFY(ready->attacks[1].finished->success);
    QVERIFY(!ready->attacks[2].finished->success);
  }

  void rowsFillOneAfterTheOther() {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, threeAttacks(), Lane::Batch);
    std::size_t before = 0;
    for (const CompareReady& known : all<CompareReady>(events)) {
      QCOMPARE(known.attacks.size(), 3U);
      const auto finished = static_cast<std::size_t>(
          std::count_if(known.attacks.begin(), known.attacks.end(), [](const auto& row) { return row.finished; }));
      QVERIFY(finished >= before);
      before = finished;
    }
    QCOMPARE(before, 3U);
    double done = 0;
    for (const Progress& progress : all<Progress>(events)) {
      QVERIFY(progress.done >= done && progress.done <= 1.0);
      done = progress.done;
    }
    QCOMPARE(done, 1.0);
  }

  void aDirectionThatIsRememberedCostsTheSame() {
    Engine engine(handTurned());
    runToEnd(engine, CurveRequest{kSign, "fgsm", {}, 16, 17, 1});
    const auto ready = lastAs<CompareReady>(runToEnd(engine, threeAttacks(), Lane::Batch));
    QVERIFY(ready);
    QCOMPARE(ready->attacks[0].finished->cost.gradients, 1);
    QCOMPARE(ready->attacks[2].finished->cost.gradients, 0);
  }

  void anAimReachesThoseThatCanTakeIt() {
    Engine engine(handTurned());
    CompareRequest request = threeAttacks();
    request.target = 2;
    const auto ready = lastAs<CompareReady>(runToEnd(engine, request, Lane::Batch));
    QVERIFY(ready);
    QCOMPARE(ready->attacks[0].finished->target, std::optional<int>(2));
    QVERIFY(!ready->attacks[2].finished->target);
  }

  void nothingToCompareIsThePictureAlone() {
    Engine engine(handTurned());
    CompareRequest request = threeAttacks();
    request.attacks.clear();
    const auto ready = lastAs<CompareReady>(runToEnd(engine, request, Lane::Batch));
    QVERIFY(ready && ready->attacks.empty());
    QVERIFY(ready->clean.original);
  }

  void badRequestsAreAnsweredInWords() {
    Engine engine(handTurned());
    CompareRequest request = threeAttacks();
    request.attacks[0].params["kappa"] = 1;
    QVERIFY(failureOf(runToEnd(engine, request)).find("kappa") != std::string::npos);
    request = threeAttacks();
    request.attacks[0].attack = "nosuchattack";
    QVERIFY(failureOf(runToEnd(engine, request)).find("nosuchattack") != std::string::npos);
  }

  void theSweepPassesThroughTheRuns() {
    Engine engine(handTurned());
    SweepRequest request{kSign, {{"fgsm", {}}, {"bim", {}}}, {}, 16, 5};
    const auto events = runToEnd(engine, request, Lane::Batch);
    const auto sweep = lastAs<SweepReady>(events);
    QVERIFY2(sweep, failureOf(events).c_str());
    const auto ready = lastAs<CompareReady>(runToEnd(engine, threeAttacks()));
    QCOMPARE(sweep->lines.size(), 2U);
    for (std::size_t attack = 0; attack < 2; ++attack) {
      const SweepLine& line = sweep->lines[attack];
      QCOMPARE(line.levels, (std::vector<double>{0, 4, 8, 12, 16}));
      QVERIFY(std::abs(line.labelProbability[0] - ready->clean.prediction.labelProbability) < 1e-9);
      QVERIFY(std::abs(line.labelProbability[2] - ready->attacks[attack].finished->adversarial.labelProbability) <
              1e-6);
    }
    const auto parts = all<SweepReady>(events);
    QVERIFY(parts.size() > 3);
    QCOMPARE(parts[0].lines[0].levels, std::vector<double>{0});
    QVERIFY(parts[0].lines[1].levels.empty());
  }

  void theSweepWantsAnEpsilon() {
    Engine engine(handTurned());
    QVERIFY(failureOf(runToEnd(engine, SweepRequest{kSign, {{"fgsm", {}}}, {}, 16, 1})).find("grid") !=
            std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
