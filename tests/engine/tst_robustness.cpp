// SPDX-License-Identifier: GPL-3.0-or-later
// Robustness curves: the interval against published values, counts against `evaluate`, stopping and going on.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "engine/api/robustness.hpp"
#include "engine/jobs/robustness_state.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

namespace {

RobustnessRequest smallRequest() {
  RobustnessRequest request;
  request.models = {"signs"};
  request.data = "signs-test:0-12";
  request.attacks = {{"fgsm", {}}, {"noise", {}}};
  request.values = {0.0, 4.0 / 255, 16.0 / 255};
  request.batch = 5;
  return request;
}

EngineOptions keepingIn(const QTemporaryDir& folder) {
  EngineOptions options = handTurned();
  options.stateFolder = folder.path().toStdString();
  return options;
}

bool sameCounts(const RobustnessReady& a, const RobustnessReady& b) {
  bool same = a.cells.size() == b.cells.size();
  for (std::size_t i = 0; same && i < a.cells.size(); ++i) {
    same = a.cells[i].count == b.cells[i].count && a.cells[i].attacked == b.cells[i].attacked &&
           a.cells[i].robust == b.cells[i].robust && a.cells[i].cost.gradients == b.cells[i].cost.gradients;
  }
  return same && a.clean[0].count == b.clean[0].count && a.clean[0].correct == b.clean[0].correct;
}

/// Turns the crank until `units` cells' batches are done, then cancels.
void runPart(Engine& engine, const RobustnessRequest& request, int units) {
  const Ticket ticket = engine.submit(Lane::Batch, request);
  for (int done = 0; done < units;) {
    QVERIFY(engine.runOneStep());
    for (const Event& event : engine.takeEvents()) {
      if (const auto* known = event.payload.as<RobustnessReady>()) {
        done = 0;
        for (const RobustnessCell& cell : known->cells) done += (cell.count + request.batch - 1) / request.batch;
      }
    }
  }
  engine.cancel(ticket);
  while (engine.runOneStep()) {
  }
  engine.takeEvents();
}

}  // namespace

class TestRobustness : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  void theIntervalIsWilsons_data() {
    QTest::addColumn<int>("successes");
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("81/263") << 81 << 263 << 0.2553 << 0.3662;
    QTest::newRow("15/148") << 15 << 148 << 0.0624 << 0.1605;
    QTest::newRow("0/20") << 0 << 20 << 0.0000 << 0.1611;
    QTest::newRow("1/29") << 1 << 29 << 0.0061 << 0.1718;
    QTest::newRow("20/20") << 20 << 20 << 0.8389 << 1.0000;
  }
  void theIntervalIsWilsons() {
    QFETCH(int, successes);
    QFETCH(int, count);
    QFETCH(double, low);
    QFETCH(double, high);
    const Interval interval = wilsonInterval(successes, count);
    QVERIFY2(std::abs(interval.low - low) < 6e-5, qPrintable(QString::number(interval.low)));
    QVERIFY2(std::abs(interval.high - high) < 6e-5, qPrintable(QString::number(interval.high)));
  }
  void nothingCountedIsNothingKnown() {
    QCOMPARE(wilsonInterval(0, 0).low, 0.0);
    QCOMPARE(wilsonInterval(0, 0).high, 1.0);
  }

  void everyCellIsWhatEvaluateCounts() {
    Engine engine(handTurned());
    const RobustnessRequest request = smallRequest();
    const auto events = runToEnd(engine, request, Lane::Batch);
    const auto ready = lastAs<RobustnessReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QVERIFY(ready->complete && !ready->resumed);
    QCOMPARE(ready->pictures, 12);
    for (std::size_t attack = 0; attack < 2; ++attack) {
      for (std::size_t value = 0; value < 3; ++value) {
        EvaluateRequest one;
        one.model = "signs";
        one.data = request.data;
        one.attack = request.attacks[attack].attack;
        one.params = {{"epsilon", request.values[value]}};
        const auto expected = lastAs<Evaluated>(runToEnd(engine, one));
        const RobustnessCell& cell = ready->cell(0, attack, value);
        QCOMPARE(cell.count, expected->count);
        QCOMPARE(cell.attacked, expected->cleanCorrect);
        QCOMPARE(cell.robust, expected->robustCorrect);
      }
    }
    QCOMPARE(ready->clean[0].correct, ready->cell(0, 0, 0).robust);
    QVERIFY(ready->cell(0, 0, 2).robust < ready->cell(0, 1, 2).robust);
  }

  void allCurvesAreThereEarly() {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, smallRequest(), Lane::Batch);
    bool wasSeen = false;
    for (const Event& event : events) {
      const auto* known = event.payload.as<RobustnessReady>();
      if (!known) continue;
      const bool all =
          std::all_of(known->cells.begin(), known->cells.end(), [](const auto& cell) { return cell.count > 0; });
      wasSeen = wasSeen || (all && !known->complete && known->cells[0].count == 5);
    }
    QVERIFY(wasSeen);
  }

  void theAxisMayBeAnotherParameter() {
    Engine engine(handTurned());
    RobustnessRequest request = smallRequest();
    request.axis = "steps";
    request.values = {1, 3};
    request.attacks = {{"bim", {{"epsilon", 8.0 / 255}}}};
    const auto ready = lastAs<RobustnessReady>(runToEnd(engine, request));
    QVERIFY(ready);
    QVERIFY(ready->cell(0, 0, 1).robust <= ready->cell(0, 0, 0).robust);
    QVERIFY(ready->cell(0, 0, 1).cost.gradients >= 3 * ready->cell(0, 0, 1).robust);
  }

  void itGoesOnWhereItStopped() {
    QTemporaryDir folder;
    const auto whole = lastAs<RobustnessReady>([] {
      Engine engine(handTurned());
      return runToEnd(engine, smallRequest());
    }());
    {
      Engine engine(keepingIn(folder));
      runPart(engine, smallRequest(), 8);
    }
    Engine engine(keepingIn(folder));
    const auto events = runToEnd(engine, smallRequest());
    const auto first = events.front().payload.get<RobustnessReady>();
    QVERIFY(first.resumed && !first.complete);
    QCOMPARE(first.cells[0].count, 10);
    QCOMPARE(first.cells[5].count, 5);
    const auto rest = lastAs<RobustnessReady>(events);
    QVERIFY(rest && rest->complete && rest->resumed);
    QVERIFY(sameCounts(*rest, *whole));
    QVERIFY(QFile::exists(folder.path()));

    RobustnessRequest afresh = smallRequest();
    afresh.startAfresh = true;
    const auto again = lastAs<RobustnessReady>(runToEnd(engine, afresh));
    QVERIFY(again && !again->resumed);
    QVERIFY(sameCounts(*again, *whole));
  }

  void anotherRequestHasAnotherKey() {
    const RobustnessRequest base = smallRequest();
    QSet<QString> keys;
    const auto add = [&](const RobustnessRequest& request, const char* identity) {
      keys.insert(QString::fromStdString(robustnessKey(request, identity)));
    };
    add(base, "weights");
    add(base, "other weights");
    RobustnessRequest other = base;
    other.seed = 2;
    add(other, "weights");
    other = base;
    other.eightBit = true;
    add(other, "weights");
    other = base;
    other.values[1] += 1e-12;
    add(other, "weights");
    other = base;
    other.attacks[0].params["epsilon"] = 0.1;
    add(other, "weights");
    QCOMPARE(keys.size(), 6);
    RobustnessRequest afresh = base;
    afresh.startAfresh = true;
    QCOMPARE(robustnessKey(afresh, "weights"), robustnessKey(base, "weights"));
  }

  void rubbishThatWasKeptIsLeftOut_data() {
    QTest::addColumn<QByteArray>("kept");
    QTest::newRow("no JSON") << QByteArray("rubbish");
    QTest::newRow("another form") << QByteArray(R"({"format":1,"units_done":"many"})");
    QTest::newRow("another shape") << QByteArray(R"({"format":1,"units_done":1,"clean":[],"cells":[]})");
    QTest::newRow("impossible counts") << QByteArray(
        R"({"format":1,"units_done":1,"clean":[[1,1]],"cells":[[5,6,7,0,0,0]]})");
    QTest::newRow("too many units") << QByteArray(
        R"({"format":1,"units_done":9,"clean":[[5,5]],"cells":[[5,5,5,0,0,0]]})");
  }
  void rubbishThatWasKeptIsLeftOut() {
    QFETCH(QByteArray, kept);
    QTemporaryDir folder;
    const RobustnessStore store(folder.path().toStdString(), "key");
    QFile file(folder.filePath("curve-key.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kept);
    file.close();
    const RobustnessState shape{0, {{}}, {{}}};
    QVERIFY(!store.load(shape, 2));
    store.save({1, {{5, 4}}, {{5, 4, 3, 0.5, {6, 7}}}});
    const auto read = store.load(shape, 2);
    QVERIFY(read);
    QCOMPARE(read->cells[0].robust, 3);
    QCOMPARE(read->cells[0].cost.queries, 7);
    QCOMPARE(read->clean[0].correct, 4);
  }

  void aFolderThatCannotBeWrittenStopsNothing() {
    QTemporaryDir folder;
    QFile file(folder.filePath("in the way"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    EngineOptions options = handTurned();
    options.stateFolder = file.fileName().toStdString();
    Engine engine(options);
    const auto ready = lastAs<RobustnessReady>(runToEnd(engine, smallRequest()));
    QVERIFY(ready && ready->complete);
    QVERIFY(ready->note.find("cannot be kept") != std::string::npos);
  }

  void badRequestsAreAnsweredInWords_data() {
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("says");
    QTest::newRow("axis") << 0 << "no parameter \"steps\"";
    QTest::newRow("order") << 1 << "do not rise";
    QTest::newRow("value") << 2 << "epsilon";
    QTest::newRow("nothing") << 3 << "nothing to draw";
    QTest::newRow("batch") << 4 << "batch";
    QTest::newRow("empty slice") << 5 << "is empty";
    QTest::newRow("attack") << 6 << "nosuchattack";
  }
  void badRequestsAreAnsweredInWords() {
    QFETCH(int, which);
    QFETCH(QString, says);
    RobustnessRequest request = smallRequest();
    if (which == 0) request.axis = "steps";
    if (which == 1) request.values = {0.2, 0.1};
    if (which == 2) request.values = {2.0};
    if (which == 3) request.models.clear();
    if (which == 4) request.batch = 0;
    if (which == 5) request.data = "signs-test:3-3";
    if (which == 6) request.attacks[0].attack = "nosuchattack";
    Engine engine(handTurned());
    const std::string text = failureOf(runToEnd(engine, request));
    QVERIFY2(QString::fromStdString(text).contains(says), text.c_str());
  }
};

QTEST_GUILESS_MAIN(TestRobustness)
#include "tst_robustness.moc"
