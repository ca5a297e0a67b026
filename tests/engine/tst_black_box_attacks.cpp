// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms, budgets and promises of the attacks that only ask the network.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <QRegularExpression>
#include <QTest>
#include <cmath>
#include <vector>

#include "engine/api/error.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/box_hyperplane.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/square_windows.hpp"
#include "engine/attacks/support/substitute_network.hpp"
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

/// Shortest L2 step to the hyperplane inside the box: every choice of which components rest on which bound.
double shortestByTrying(const at::Tensor& x, const at::Tensor& w, double value) {
  const auto count = static_cast<int>(x.numel());
  const auto choices = static_cast<int>(std::pow(3, count));
  double shortest = INFINITY;
  for (int choice = 0; choice < choices; ++choice) {
    double left = -value, square = 0.0, freeWeight = 0.0;
    std::vector<int> free;
    for (int i = 0, rest = choice; i < count; ++i, rest /= 3) {
      const double wi = w[i].item<double>();
      const double bound = (rest % 3 == 0 ? 0.0 : 1.0) - x[i].item<double>();
      if (rest % 3 == 2) {
        free.push_back(i);
        freeWeight += wi * wi;
      } else {
        left -= wi * bound;
        square += bound * bound;
      }
    }
    if (free.empty() && std::abs(left) > 1e-9) continue;
    bool isInside = true;
    for (const int i : free) {
      const double moved = x[i].item<double>() + w[i].item<double>() * left / freeWeight;
      isInside = isInside && moved >= -1e-9 && moved <= 1 + 1e-9;
    }
    if (isInside) shortest = std::min(shortest, square + (free.empty() ? 0.0 : left * left / freeWeight));
  }
  return std::sqrt(shortest);
}

/// Smallest L∞ radius within which the hyperplane is reached inside the box, by halving.
double smallestRadius(const at::Tensor& x, const at::Tensor& w, double value) {
  double low = 0.0, high = 1.0;
  for (int i = 0; i < 60; ++i) {
    const double radius = (low + high) / 2;
    const at::Tensor down = at::minimum(x, at::full_like(x, radius)).neg();
    const at::Tensor up = at::minimum(1 - x, at::full_like(x, radius));
    const double least = at::minimum(w * down, w * up).sum().item<double>();
    const double most = at::maximum(w * down, w * up).sum().item<double>();
    (least <= -value && -value <= most ? high : low) = radius;
  }
  return high;
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

  void stepsToTheHyperplaneAreTheShortest() {
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(4);
    const at::TensorOptions exact(at::kDouble);
    for (int trial = 0; trial < 40; ++trial) {
      const at::Tensor x = at::rand({5}, generator, exact);
      const at::Tensor w = at::randn({5}, generator, exact);
      const double value = 1.5 * at::randn({1}, generator, exact).item<double>();
      for (const BallNorm norm : {BallNorm::Linf, BallNorm::L2}) {
        const at::Tensor delta =
            stepToHyperplane(x.reshape({1, 1, 1, 5}), w.reshape({1, 1, 1, 5}), at::tensor({value}, exact), norm)
                .flatten();
        QVERIFY((x + delta).min().item<double>() >= -1e-12 && (x + delta).max().item<double>() <= 1 + 1e-12);
        const double missed = (w * delta).sum().item<double>() + value;
        const double expected = norm == BallNorm::L2 ? shortestByTrying(x, w, value) : smallestRadius(x, w, value);
        const double found = norm == BallNorm::L2 ? delta.norm().item<double>() : largest(delta);
        if (std::abs(missed) < 1e-9) {
          QVERIFY2(std::abs(found - expected) < 1e-8, qPrintable(QString::number(found - expected)));
        } else {  // out of reach: the nearest corner
          const double corner = at::where(w * value > 0, -x, 1 - x).mul(w).sum().item<double>() + value;
          QVERIFY(std::abs(missed - corner) < 1e-9);
        }
      }
    }
    const at::Tensor grey = at::full({1, 1, 1, 5}, 0.5);
    QVERIFY(stepToHyperplane(grey, grey * 0, at::ones({1}, exact), BallNorm::L2).eq(0).all().item<bool>());
  }

  void fabFindsTheSmallestChangeOfALinearModel_data() {
    QTest::addColumn<double>("norm");
    QTest::addColumn<double>("classes");
    QTest::addColumn<double>("excess");
    QTest::newRow("L∞, all") << kLinf << 0.0 << 0.05;
    QTest::newRow("L2, all") << kL2 << 0.0 << 0.05;
    QTest::newRow("L∞, FAB-T") << kLinf << 9.0 << 0.002;
    QTest::newRow("L2, FAB-T") << kL2 << 9.0 << 0.002;
  }
  /// With little overshoot: what goes beyond the boundary is clipped at the box and loses its shape there. Over all
  /// classes the paper takes the boundary that is nearest without the box, which need not be the nearest within it.
  void fabFindsTheSmallestChangeOfALinearModel() {
    QFETCH(double, norm);
    QFETCH(double, classes);
    QFETCH(double, excess);
    const auto model = makeLinear();
    const at::Tensor x = makePictures(5, 2, 4, 4);
    const AttackProblem problem =
        problemFor(model, x, {{"norm", norm}, {"classes", classes}, {"epsilon", 16}, {"steps", 30}, {"eta", 1.001}});
    const at::Tensor found = runToEnd(*findAttack("fab").start(problem));
    const at::Tensor logits = logitsOf(*model, x);
    QVERIFY(logitsOf(*model, found).argmax(1).ne(problem.labels).all().item<bool>());
    for (std::int64_t i = 0; i < x.size(0); ++i) {
      const auto label = problem.labels[i].item<std::int64_t>();
      double expected = INFINITY;
      for (std::int64_t other = 0; other < 3; ++other) {
        if (other == label) continue;
        const at::Tensor normal = (model->weights()[other] - model->weights()[label]).to(at::kDouble);
        const double value = (logits[i][other] - logits[i][label]).item<double>();
        const at::Tensor step =
            stepToHyperplane(x.narrow(0, i, 1), normal.reshape({1, 2, 4, 4}), at::tensor({value}, at::kDouble),
                             norm == kL2 ? BallNorm::L2 : BallNorm::Linf);
        expected = std::min(expected, norm == kL2 ? step.norm().item<double>() : largest(step));
      }
      const at::Tensor change = found[i] - x[i];
      const double distance = norm == kL2 ? change.norm().item<double>() : largest(change);
      QVERIFY2(distance / expected > 1 - 1e-4 && distance / expected < 1 + excess,
               qPrintable(QString::number(distance / expected)));
    }
  }

  void fabShowsOnlyWhatIsWithinEpsilon() {
    const at::Tensor x = makePictures(5, 2, 4, 4);
    AttackProblem problem = problemFor(makeLinear(), x, {{"epsilon", 16}, {"steps", 20}});
    const at::Tensor all = runToEnd(*findAttack("fab").start(problem));
    const at::Tensor distance = (all - x).flatten(1).abs().amax(1);
    const double epsilon = distance.median().item<double>() + 1e-6;
    problem.params["epsilon"] = epsilon;
    const at::Tensor some = runToEnd(*findAttack("fab").start(problem));
    const at::Tensor shown = (some - x).flatten(1).abs().amax(1);
    QVERIFY(at::equal(shown.gt(0), distance.le(epsilon)));
    QVERIFY(shown.gt(0).any().item<bool>() && shown.eq(0).any().item<bool>());
  }

  void nesFollowsTheTrueGradient() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(3, 2, 4, 4) * 0.5 + 0.25;
    const AttackProblem problem = problemFor(
        model, x, {{"epsilon", 0.001}, {"step-size", 0.001}, {"samples", 2000}, {"queries", 2002}, {"sigma", 0.01}});
    const auto run = findAttack("nes").start(problem);
    const at::Tensor step = (runToEnd(*run) - x).sign();
    const at::Tensor truth = crossEntropyGradient(*model, x, problem.labels).gradient.sign();
    QVERIFY((step * truth).mean().item<double>() > 0.7);
  }

  void nesKeepsItsBudget() {
    const at::Tensor x = makePictures(5, 2, 4, 4);
    const auto meter = std::make_shared<const MeteredClassifier>(makeLinear());
    AttackProblem problem = problemFor(makeLinear(), x, {{"epsilon", 0.004}, {"queries", 200}, {"samples", 20}});
    problem.model = meter;
    const auto run = findAttack("nes").start(problem);
    int steps = 0;
    for (; !run->isDone(); ++steps) run->step();
    QCOMPARE(steps, run->stepsPlanned());
    QCOMPARE(meter->cost().queries, 5 * (1 + 9 * 21));
    QCOMPARE(meter->cost().gradients, 0);
  }

  void hopSkipJumpApproachesTheSmallestChangeOfALinearModel_data() {
    QTest::addColumn<double>("norm");
    QTest::addColumn<double>("excess");
    QTest::newRow("L2") << kL2 << 0.05;
    QTest::newRow("L∞") << kLinf << 0.2;
  }
  /// Grey pictures, so that the box is far away and the distance is |f| over the dual norm of the weights.
  void hopSkipJumpApproachesTheSmallestChangeOfALinearModel() {
    QFETCH(double, norm);
    QFETCH(double, excess);
    const at::Tensor w = makeLinear()->weights().narrow(0, 0, 1);
    const auto model = std::make_shared<const LinearClassifier>(at::cat({w, -w}), at::zeros({2}), 2, 4, 4);
    const at::Tensor x = (makePictures(3, 2, 4, 4) - 0.5) * 0.1 + 0.5;
    const auto meter = std::make_shared<const MeteredClassifier>(model);
    AttackProblem problem = problemFor(model, x, {{"norm", norm}, {"queries", 4000}});
    problem.model = meter;
    const at::Tensor found = runToEnd(*findAttack("hopskipjump").start(problem));
    QVERIFY(logitsOf(*model, found).argmax(1).ne(problem.labels).all().item<bool>());
    QVERIFY(meter->cost().queries <= 3 * 4000 && meter->cost().gradients == 0);
    const at::Tensor value = x.flatten(1).matmul(w.t()).flatten().abs();
    const at::Tensor expected = value / (norm == kL2 ? w.norm() : w.abs().sum());
    const at::Tensor change = (found - x).flatten(1);
    const at::Tensor distance = norm == kL2 ? change.norm(2, 1) : change.abs().amax(1);
    const at::Tensor ratio = distance / expected;
    QVERIFY(ratio.min().item<double>() > 1 - 1e-3);
    QVERIFY2(ratio.max().item<double>() < 1 + excess, qPrintable(QString::number(ratio.max().item<double>())));
  }

  void hopSkipJumpStartsFromAPictureWhereNoiseDoesNotFool() {
    const at::Tensor w = at::tensor({1.F, 1.F, 1.F, 1.F}).reshape({1, 4});
    const auto model =
        std::make_shared<const LinearClassifier>(at::cat({w, w * 0}), at::tensor({-0.02F, 0.F}), 1, 2, 2);
    const at::Tensor x = at::full({1, 1, 2, 2}, 0.5F);
    AttackProblem problem = problemFor(model, x, {{"norm", kL2}, {"queries", 500}});
    QVERIFY(at::equal(runToEnd(*findAttack("hopskipjump").start(problem)), x));
    problem.pictures = [](std::int64_t) { return at::cat({at::ones({1, 1, 2, 2}), at::zeros({1, 1, 2, 2})}); };
    const at::Tensor found = runToEnd(*findAttack("hopskipjump").start(problem));
    QVERIFY(logitsOf(*model, found).argmax(1).eq(1).all().item<bool>());
  }

  void hopSkipJumpLeavesAPictureThatIsWrongAlone() {
    const at::Tensor x = makePictures(2, 2, 4, 4);
    AttackProblem problem = problemFor(makeLinear(), x, {});
    problem.labels = (problem.labels + 1).remainder(3);
    const auto run = findAttack("hopskipjump").start(problem);
    run->step();
    QVERIFY(run->isDone() && at::equal(run->adversarial(), x));
  }

  void aSubstituteAgreesWithWhatItLearnedFrom() {
    const auto model = makeLinear();
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(8);
    const at::Tensor x = at::rand({600, 2, 4, 4}, generator);
    const at::Tensor labels = logitsOf(*model, x).argmax(1);
    SubstituteNetwork substitute(model->info(), at::kCPU, 3);
    const at::Tensor unseen = x.narrow(0, 400, 200), truth = labels.narrow(0, 400, 200);
    const auto agreement = [&] {
      return logitsOf(substitute, unseen).argmax(1).eq(truth).to(at::kFloat).mean().item<double>();
    };
    const double before = agreement();
    for (int update = 0; update < 300; ++update)
      substitute.learn(x.narrow(0, update % 4 * 100, 100), labels.narrow(0, update % 4 * 100, 100), 1e-3);
    QVERIFY(agreement() > 0.85);
    QVERIFY(agreement() > before);
  }

  void theSubstitutesAttackAsksForLabelsOnlyAndTransfers() {
    const auto model = makeLinear();
    const auto meter = std::make_shared<const MeteredClassifier>(model);
    const at::Tensor x = makePictures(5, 2, 4, 4);
    AttackProblem problem = problemFor(model, x, {{"epsilon", 0.3}, {"rounds", 3}, {"epochs", 40}});
    problem.model = meter;
    problem.pictures = [](std::int64_t count) {
      const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(8);
      return at::rand({count, 2, 4, 4}, generator);
    };
    const auto run = findAttack("substitute").start(problem);
    int steps = 0;
    for (; !run->isDone(); ++steps) run->step();
    QCOMPARE(steps, run->stepsPlanned());
    QCOMPARE(meter->cost().queries, 150 * 4);
    QCOMPARE(meter->cost().gradients, 0);
    const auto margin = [&](const at::Tensor& pictures) {
      return logitMargin(logitsOf(*model, pictures), problem.labels).mean().item<double>();
    };
    problem.params = {{"epsilon", 0.3}};
    const at::Tensor whiteBox = runToEnd(*findAttack("fgsm").start(problem));
    const double share = (margin(x) - margin(run->adversarial())) / (margin(x) - margin(whiteBox));
    QVERIFY2(share > 0.3, qPrintable(QString::number(share)));  // noise would reach about 0
  }

  void aSubstituteWithoutPicturesSaysWhatIsMissing() {
    const AttackProblem problem = problemFor(makeLinear(), makePictures(1, 2, 4, 4), {});
    try {
      findAttack("substitute").start(problem);
      QFAIL("started without pictures");
    } catch (const Failure& failure) {
      QVERIFY(std::string(failure.what()).find("pictures") != std::string::npos);
    }
  }

  void answersThatAreNoNumbersAreAnError() {
    const auto broken =
        std::make_shared<const LinearClassifier>(at::full({2, 4}, std::nan("")), at::zeros({2}), 1, 2, 2);
    const at::Tensor x = at::full({1, 1, 2, 2}, 0.5F);
    for (const char* id : {"square", "fab", "nes", "hopskipjump"}) {
      const AttackProblem problem{broken, x, at::zeros({1}, at::kLong), {}, {}, 1};
      QVERIFY_EXCEPTION_THROWN(runToEnd(*findAttack(id).start(problem)), Failure);
    }
  }
};

QTEST_GUILESS_MAIN(TestBlackBoxAttacks)
#include "tst_black_box_attacks.moc"
