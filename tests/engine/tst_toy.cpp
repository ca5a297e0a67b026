// SPDX-License-Identifier: GPL-3.0-or-later
// The classifier of ten numbers, through the engine.
#include <QTest>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/api/toy.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using adv::test::handTurned;
using adv::test::lastAs;
using adv::test::runToEnd;

namespace {

ToyReady solved(const ToyRequest& request) {
  Engine engine(handTurned());
  return lastAs<ToyReady>(runToEnd(engine, request, Lane::Preview)).value();
}

std::string failure(const ToyRequest& request) {
  Engine engine(handTurned());
  return test::failureOf(runToEnd(engine, request, Lane::Preview));
}

}  // namespace

class TestToy : public QObject {
  Q_OBJECT

 private slots:
  void theLecturesStory() {
    const ToyReady ready = solved({});
    QCOMPARE(ready.clean.score, -3.0);
    QVERIFY(std::abs(ready.clean.probability - 0.0474258731775668) < 1e-15);
    QCOMPARE(ready.adversarial.score, 2.0);
    QVERIFY(std::abs(ready.adversarial.probability - 0.8807970779778825) < 1e-15);
    QVERIFY(std::abs(*ready.flip - 0.3) < 1e-15);
    QCOMPARE(ready.push, 5.0);
    QVERIFY(std::abs(ready.randomPush - 0.5 * std::sqrt(10.0)) < 1e-15);
    std::vector<double> adversarial;
    for (const ToyTerm& term : ready.terms) adversarial.push_back(term.adversarial);
    QCOMPARE(adversarial, (std::vector<double>{1.5, -1.5, 3.5, -2.5, 2.5, 1.5, 1.5, -3.5, 4.5, 1.5}));
    for (std::size_t k = 0; k < ready.terms.size(); ++k)
      QCOMPARE(ready.terms[k].scoreSoFar, -3.0 + 0.5 * static_cast<double>(k + 1));
  }

  void productsAddUpToTheScores() {
    ToyRequest request;
    request.b = 0.25;
    request.step = ToyStep::Proportional;
    request.w[3] = -2.5;
    const ToyReady ready = solved(request);
    double clean = request.b;
    double adversarial = request.b;
    for (const ToyTerm& term : ready.terms) {
      clean += term.product;
      adversarial += term.adversarialProduct;
    }
    QVERIFY(std::abs(clean - ready.clean.score) < 1e-12);
    QVERIFY(std::abs(adversarial - ready.adversarial.score) < 1e-12);
    QVERIFY(std::abs(ready.push - 0.5 * ready.normL2 * ready.normL2) < 1e-12);
  }

  void beyondTheFlipTheClassIsAnother() {
    for (const ToyStep step : {ToyStep::Signs, ToyStep::Proportional}) {
      ToyRequest request;
      request.step = step;
      request.w = {-1.5, -1, 1, -0.25, 1, -1, 0, 1, -1, 1};
      const double flip = *solved(request).flip;
      request.delta = flip * 0.999;
      QCOMPARE(solved(request).adversarial.winner(), 0);
      request.delta = flip * 1.001;
      QCOMPARE(solved(request).adversarial.winner(), 1);
    }
  }

  void awayFromTheBoundaryNothingFlips() {
    ToyRequest request;
    request.towards = 0;
    const ToyReady ready = solved(request);
    QVERIFY(!ready.flip);
    QCOMPARE(ready.adversarial.score, -8.0);
    QVERIFY(ready.smallestLinf);
  }

  void weightsOfZeroFlipNothing() {
    ToyRequest request;
    request.w.assign(10, 0.0);
    const ToyReady ready = solved(request);
    QVERIFY(!ready.flip && !ready.smallestLinf && !ready.smallestL2);
    QCOMPARE(ready.adversarial.score, 0.0);
    QCOMPARE(ready.randomFlips, 0.0);
  }

  void randomSignsAreTheExactDistribution() {
    const ToyReady ready = solved({});
    QCOMPARE(ready.random.size(), std::size_t{11});
    double exact = 0.0;
    double drawn = 0.0;
    for (const ToyOutcome& one : ready.random) {
      exact += one.exact;
      drawn += one.drawn;
      QVERIFY(std::abs(one.exact - one.drawn) < 4.5 * std::sqrt(one.exact / 10'000));
    }
    QVERIFY(std::abs(exact - 1) < 1e-12);
    QVERIFY(std::abs(drawn - 1) < 1e-9);
    QVERIFY(std::abs(ready.randomFlips - 11.0 / 1024) < 1e-12);
  }

  void manyNumbersAreDrawnAndGrouped() {
    ToyRequest request;
    request.x.assign(300, 0.5);
    request.w.clear();
    for (int i = 0; i < 300; ++i) request.w.push_back(std::sin(i) + 0.01 * i);
    const ToyReady ready = solved(request);
    QCOMPARE(ready.random.front().exact, -1.0);
    const double sum = std::accumulate(ready.random.begin(), ready.random.end(), 0.0,
                                       [](double all, const ToyOutcome& one) { return all + one.drawn; });
    QVERIFY(std::abs(sum - 1) < 1e-9);
  }

  void theCurveStartsCleanAndReachesBeyondTheFlip() {
    ToyRequest request;
    request.x[0] = 20;
    const ToyReady ready = solved(request);
    QCOMPARE(ready.curve.adversarial.front(), ready.clean.probability);
    QCOMPARE(ready.curve.delta.back(), ready.request.reach);
    QVERIFY(ready.request.reach >= 2 * *ready.flip);
    QVERIFY(ready.curve.adversarial.back() > 0.5);
    for (std::size_t i = 0; i < ready.curve.delta.size(); ++i) {
      QVERIFY(ready.curve.randomLow[i] <= ready.curve.randomMiddle[i]);
      QVERIFY(ready.curve.randomMiddle[i] <= ready.curve.randomHigh[i]);
      QVERIFY(ready.curve.randomHigh[i] <= ready.curve.adversarial[i] + 1e-12);
    }
  }

  void whatMakesNoClassifierIsSaid() {
    ToyRequest request;
    request.w.pop_back();
    QVERIFY(failure(request).find("x has 10 numbers and w 9") != std::string::npos);
    request = {};
    request.x[2] = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!failure(request).empty());
    request = {};
    request.delta = -1;
    QVERIFY(!failure(request).empty());
    request = {};
    request.towards = 2;
    QVERIFY(!failure(request).empty());
  }
};

QTEST_GUILESS_MAIN(TestToy)
#include "tst_toy.moc"
