// SPDX-License-Identifier: GPL-3.0-or-later
// Linear classifiers, exactly: the lecture's ten numbers, gradients, flips, the worst case, random signs.
#include <QTest>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>

#include "engine/linear/closed_forms.hpp"
#include "engine/linear/sign_sums.hpp"

using namespace adv::linear;

namespace {

using Numbers = std::vector<double>;

const Numbers kX = {2, -1, 3, -2, 2, 2, 1, -4, 5, 1};
const Numbers kW = {-1, -1, 1, -1, 1, -1, 1, 1, -1, 1};

struct Problem {
  Numbers w, x;
  double b = 0.0;
  double s() const { return score(w, x, b); }
};

Problem randomProblem(std::uint64_t seed, int size) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  Problem problem;
  for (int i = 0; i < size; ++i) {
    problem.w.push_back(normal(generator));
    problem.x.push_back(normal(generator));
  }
  problem.b = normal(generator);
  return problem;
}

bool isClose(double a, double b, double tolerance = 1e-12) { return std::abs(a - b) <= tolerance * (1 + std::abs(b)); }

}  // namespace

class TestClosedForms : public QObject {
  Q_OBJECT

 private slots:
  /// Karpathy 2015, "Breaking linear classifiers on ImageNet".
  void theLecturesTenNumbers() {
    QCOMPARE(score(kW, kX, 0), -3.0);
    QVERIFY(isClose(sigmoid(-3), 0.0474258731775668));
    const Numbers adversarial = moved(kX, 0.5, kW);
    QCOMPARE(adversarial, (Numbers{1.5, -1.5, 3.5, -2.5, 2.5, 1.5, 1.5, -3.5, 4.5, 1.5}));
    QCOMPARE(score(kW, adversarial, 0), 2.0);
    QVERIFY(isClose(sigmoid(2), 0.8807970779778825));
    QVERIFY(isClose(*smallestFlipLinf(kW, -3), 0.3));
    QCOMPARE(gainAlong(kW, signsOf(kW)), 10.0);
  }

  void sigmoidAndSoftplusNeverOverflow() {
    QCOMPARE(sigmoid(1000), 1.0);
    QCOMPARE(sigmoid(-1000), 0.0);
    QCOMPARE(softplus(1000), 1000.0);
    QCOMPARE(softplus(-1000), 0.0);
    QVERIFY(isClose(softplus(0), std::log(2.0)));
    QVERIFY(isClose(softplus(-40), std::exp(-40.0)));
    for (const double s : {-30.0, -2.5, 0.0, 0.7, 12.0}) {
      QVERIFY(isClose(sigmoid(s) + sigmoid(-s), 1.0));
      QVERIFY(isClose(softplus(s) - softplus(-s), s));
      QVERIFY(isClose(logisticLoss(s, 1), -std::log(sigmoid(s)), 1e-10));
    }
  }

  void theGradientIsThatOfFiniteDifferences() {
    for (const int y : {1, -1}) {
      Problem problem = randomProblem(3, 12);
      const Numbers gradient = logisticLossGradient(problem.w, problem.s(), y);
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        constexpr double kStep = 1e-6;
        const double at = problem.x[i];
        problem.x[i] = at + kStep;
        const double above = logisticLoss(problem.s(), y);
        problem.x[i] = at - kStep;
        const double below = logisticLoss(problem.s(), y);
        problem.x[i] = at;
        QVERIFY(std::abs((above - below) / (2 * kStep) - gradient[i]) < 1e-8);
      }
    }
  }

  void theSmallestStepEndsOnTheBoundary() {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const Problem problem = randomProblem(seed, 7);
      const double s = problem.s();
      const double towards = s > 0 ? -1.0 : 1.0;
      const Numbers byLinf = moved(problem.x, towards * *smallestFlipLinf(problem.w, s), signsOf(problem.w));
      QVERIFY(std::abs(score(problem.w, byLinf, problem.b)) < 1e-12);
      const double share = *smallestFlipL2(problem.w, s) / normL2(problem.w);
      const Numbers byL2 = moved(problem.x, towards * share, problem.w);
      QVERIFY(std::abs(score(problem.w, byL2, problem.b)) < 1e-12);
    }
    QVERIFY(!smallestFlipLinf(Numbers{0, 0}, 1.0));
    QVERIFY(!smallestFlipL2(Numbers{0, 0}, 1.0));
  }

  /// No corner of the ball is worse than the closed form, and one is as bad.
  void theWorstCaseIsTheWorstCornerOfTheBall() {
    for (const int y : {1, -1}) {
      const Problem problem = randomProblem(9, 8);
      constexpr double kEpsilon = 0.3;
      double worst = 0.0;
      for (int corner = 0; corner < 256; ++corner) {
        Numbers direction;
        for (int i = 0; i < 8; ++i) direction.push_back((corner >> i & 1) != 0 ? 1.0 : -1.0);
        const Numbers at = moved(problem.x, kEpsilon, direction);
        worst = std::max(worst, logisticLoss(score(problem.w, at, problem.b), y));
      }
      QVERIFY(isClose(worstLoss(problem.w, problem.s(), y, kEpsilon), worst));
    }
  }

  void randomSignsOfEqualWeightsAreBinomial() {
    const auto sums = signSums(kW);
    QVERIFY(sums);
    QCOMPARE(sums->size(), std::size_t{11});
    const std::vector<double> choose = {1, 10, 45, 120, 210, 252, 210, 120, 45, 10, 1};
    for (std::size_t k = 0; k < choose.size(); ++k) {
      QVERIFY(isClose((*sums)[k].sum, 2.0 * static_cast<double>(k) - 10.0));
      QVERIFY(isClose((*sums)[k].share, choose[k] / 1024));
    }
    // From -3, random nudges of 0.5 reach class 1 where T > 6: with 9 or 10 of the ten signs right.
    QVERIFY(isClose(flippedShare(*sums, -3, 0.5), 11.0 / 1024));
    QCOMPARE(flippedShare(*sums, -3, 0.3), 0.0);
    QCOMPARE(quantileOf(*sums, 0.5), 0.0);
    QCOMPARE(quantileOf(*sums, 0.0), -10.0);
    QCOMPARE(quantileOf(*sums, 1.0), 10.0);
  }

  void randomSignsOfAnyWeightsAreAllOutcomes() {
    Numbers w = randomProblem(5, 10).w;
    w[4] = 0.0;
    std::vector<double> all;
    for (int outcome = 0; outcome < 1024; ++outcome) {
      double sum = 0.0;
      for (int i = 0; i < 10; ++i)
        sum += (outcome >> i & 1) != 0 ? w[static_cast<std::size_t>(i)] : -w[static_cast<std::size_t>(i)];
      all.push_back(sum);
    }
    const auto expected = sharesOf(all);
    const auto sums = signSums(w);
    QVERIFY(sums);
    QCOMPARE(sums->size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      QVERIFY(isClose((*sums)[i].sum, expected[i].sum));
      QVERIFY(isClose((*sums)[i].share, expected[i].share));
    }
    QVERIFY(!signSums(randomProblem(5, 30).w, 1000));
  }

  void drawsAreTheSameForASeedAndSpreadAsTheory() {
    const Numbers w = randomProblem(2, 100).w;
    const auto draws = drawnSignSums(w, 4000, 7);
    QCOMPARE(draws, drawnSignSums(w, 4000, 7));
    QVERIFY(draws != drawnSignSums(w, 4000, 8));
    const double mean = std::accumulate(draws.begin(), draws.end(), 0.0) / 4000;
    const double square = std::inner_product(draws.begin(), draws.end(), draws.begin(), 0.0) / 4000;
    QVERIFY(std::abs(mean) < 5 * normL2(w) / std::sqrt(4000.0));
    QVERIFY(std::abs(std::sqrt(square) / normL2(w) - 1) < 0.06);
    QCOMPARE(gainAlong(w, drawnSigns(100, 7)), draws[0]);
  }

  void lengthsMustAgree() {
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, score(Numbers{1}, Numbers{1, 2}, 0));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, moved(Numbers{1}, 1, Numbers{1, 2}));
  }
};

QTEST_GUILESS_MAIN(TestClosedForms)
#include "tst_closed_forms.moc"
