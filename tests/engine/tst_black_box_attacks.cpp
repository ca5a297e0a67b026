// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms, budgets and promises of the attacks that only ask the network.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTest>

#include "engine/api/error.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/square_windows.hpp"
#include "engine/models/metered_classifier.hpp"
#include "engine/tensor/gradient.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;
using adv::test::LinearClassifier;
using adv::test::makeLinear;
using adv::test::makePictures;

namespace {

constexpr double kLinf = 0.0;
constexpr double kL2 = 1.0;

AttackProblem problemFor(const ClassifierPtr& model, const at::Tensor& x, ParamValues params) {
  return {model, x, logitsOf(*model, x).argmax(1), {}, std::move(params), 3};
}

at::Tensor runToEnd(AttackRun& run) {
  while (!run.isDone()) run.step();
  return run.adversarial();
}

double largest(const at::Tensor& x) { return x.abs().max().item<double>(); }

}  // namespace

class TestBlackBoxAttacks : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void squareShapesHaveUnitLengthAndTwoSigns() {
    for (const std::int64_t side : {1, 3, 5, 8}) {
      const at::Tensor eta = squareEta(side);
      QVERIFY(std::abs(eta.norm().item<double>() - 1.0) < 1e-6);
      QVERIFY(eta.narrow(0, side / 2, side - side / 2).le(0).all().item<bool>());
      QVERIFY(eta.narrow(0, 0, side / 2).ge(0).all().item<bool>());
    }
    // n = 1: the middle has 1 + 1/4, the ring around it 1/4, in a half of three columns and two rows.
    const at::Tensor lower = at::tensor({1.0, 1.0, 1.0, 1.0, 5.0, 1.0}).reshape({2, 3});
    const at::Tensor ratio = squareEta(3).narrow(0, 1, 2).to(at::kDouble);
    QVERIFY(at::allclose(ratio / ratio[0][0], lower, 0, 1e-5));
  }

  void squareMovesStayInOneWindowAndUseTheWholeBudget() {
    const at::Tensor x = makePictures(4, 2, 8, 8);
    const at::Tensor rows = at::arange(4, at::kLong);
    SquareWindows windows(x, 9);
    QCOMPARE(windows.sideOf(0.8), 7);
    const at::Tensor square = windows.square(rows, 3);
    QVERIFY(square.ne(0).sum({1, 2, 3}).eq(2 * 9).all().item<bool>());
    QVERIFY(square.abs().eq(1).eq(square.ne(0)).all().item<bool>());
    at::Tensor change = windows.grid(rows);
    change = change * (0.5 / change.flatten(1).norm(2, 1).reshape({-1, 1, 1, 1}));
    for (int move = 0; move < 20; ++move) {
      change = windows.moved(rows, change, 3, 0.5);
      QVERIFY(largest(change.flatten(1).norm(2, 1) - 0.5) < 1e-5);
    }
  }

  void squareKeepsItsBudgetAndNeverGetsWorse_data() {
    QTest::addColumn<double>("norm");
    QTest::addColumn<double>("epsilon");
    QTest::newRow("L∞") << kLinf << 0.02;
    QTest::newRow("L2") << kL2 << 0.1;
  }
  void squareKeepsItsBudgetAndNeverGetsWorse() {
    QFETCH(double, norm);
    QFETCH(double, epsilon);
    const at::Tensor x = makePictures(5, 2, 4, 4);
    const auto meter = std::make_shared<const MeteredClassifier>(makeLinear());
    AttackProblem problem = problemFor(makeLinear(), x, {{"norm", norm}, {"epsilon", epsilon}, {"queries", 77}});
    problem.model = meter;
    const auto run = findAttack("square").start(problem);
    at::Tensor before = at::full({5}, INFINITY);
    while (!run->isDone()) {
      run->step();
      const at::Tensor margin = logitMargin(logitsOf(*makeLinear(), run->adversarial()), problem.labels);
      QVERIFY((margin - 1e-5).le(before).all().item<bool>());
      before = margin;
    }
    const at::Tensor fooled = before.lt(0);
    QVERIFY(meter->cost().queries <= 5 * 77);
    QVERIFY(fooled.all().item<bool>() || meter->cost().queries >= 77);
    QCOMPARE(meter->cost().gradients, 0);
  }

  void squareFindsTheBestCornerOfALinearModel() {
    const at::Tensor w = at::tensor({1.F, -2.F, 3.F, 0.5F}).reshape({1, 4});
    const auto model = std::make_shared<const LinearClassifier>(at::cat({w, -w}), at::tensor({9.F, 0.F}), 1, 2, 2);
    const at::Tensor x = at::full({1, 1, 2, 2}, 0.5F);
    const auto run = findAttack("square").start(problemFor(model, x, {{"epsilon", 0.1}, {"queries", 200}}));
    const at::Tensor expected = x - 0.1F * w.sign().reshape({1, 1, 2, 2});
    QVERIFY(at::allclose(runToEnd(*run), expected, 0, 1e-6));
  }

  void answersThatAreNoNumbersAreAnError() {
    const auto broken =
        std::make_shared<const LinearClassifier>(at::full({2, 4}, std::nan("")), at::zeros({2}), 1, 2, 2);
    const at::Tensor x = at::full({1, 1, 2, 2}, 0.5F);
    for (const char* id : {"square"}) {
      const AttackProblem problem{broken, x, at::zeros({1}, at::kLong), {}, {}, 1};
      QVERIFY_EXCEPTION_THROWN(runToEnd(*findAttack(id).start(problem)), Failure);
    }
  }
};

QTEST_GUILESS_MAIN(TestBlackBoxAttacks)
#include "tst_black_box_attacks.moc"
