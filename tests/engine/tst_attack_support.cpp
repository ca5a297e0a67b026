// SPDX-License-Identifier: GPL-3.0-or-later
// What attacks share: losses, projections, gradients, draws for each picture, the meter of what was spent.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTest>

#include "engine/analysis/structural_similarity.hpp"
#include "engine/attacks/support/active_set.hpp"
#include "engine/attacks/support/best_found.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/models/metered_classifier.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/tensor/random.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;
using adv::test::makeLinear;
using adv::test::makePictures;

namespace {

using LossOf = std::function<at::Tensor(const at::Tensor&)>;

/// Largest difference between autograd's gradient in the logits and central differences, in double precision.
double gradientError(const LossOf& loss, const at::Tensor& logits) {
  constexpr double kStep = 1e-5;
  const at::Tensor leaf = logits.clone().requires_grad_(true);
  loss(leaf).sum().backward();
  double worst = 0.0;
  for (std::int64_t row = 0; row < logits.size(0); ++row) {
    for (std::int64_t column = 0; column < logits.size(1); ++column) {
      const auto at = [&](double offset) {
        at::Tensor moved = logits.clone();
        moved[row][column] += offset;
        return loss(moved).sum().item<double>();
      };
      const double expected = (at(kStep) - at(-kStep)) / (2 * kStep);
      worst = std::max(worst, std::abs(expected - leaf.grad()[row][column].item<double>()));
    }
  }
  return worst;
}

}  // namespace

class TestAttackSupport : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void lossesHaveTheirGradients() {
    const at::Tensor logits = at::tensor({1.0, 2.5, -0.5, 0.25, 3.0, 0.5, 0.75, -2.0, 1.5, 4.0}).reshape({2, 5});
    const at::Tensor labels = at::tensor({1, 0}, at::kLong);
    const at::Tensor targets = at::tensor({3, 4}, at::kLong);
    QVERIFY(gradientError([&](const at::Tensor& z) { return crossEntropyLoss(z, labels); }, logits) < 1e-8);
    QVERIFY(gradientError([&](const at::Tensor& z) { return otherClassLoss(z, labels); }, logits) < 1e-8);
    QVERIFY(gradientError([&](const at::Tensor& z) { return logitMargin(z, labels); }, logits) < 1e-8);
    QVERIFY(gradientError([&](const at::Tensor& z) { return dlrLoss(z, labels); }, logits) < 1e-8);
    QVERIFY(gradientError([&](const at::Tensor& z) { return dlrLossTargeted(z, labels, targets); }, logits) < 1e-8);
  }

  void dlrIsAsPublished() {
    const at::Tensor logits = at::tensor({1.0, 5.0, 2.0, 4.0}).reshape({1, 4});
    const at::Tensor label = at::tensor({1}, at::kLong);
    QVERIFY(std::abs(dlrLoss(logits, label).item<double>() - -(5.0 - 4.0) / (5.0 - 2.0)) < 1e-9);
    const at::Tensor target = at::tensor({2}, at::kLong);
    QVERIFY(std::abs(dlrLossTargeted(logits, label, target).item<double>() - -(5.0 - 2.0) / (5.0 - 1.5)) < 1e-9);
    const at::Tensor three = logits.narrow(1, 0, 3);
    QCOMPARE(dlrLossTargeted(three, label, target).item<double>(), -3.0);
    QVERIFY(std::abs((dlrLoss(logits * 100 + 7, label) - dlrLoss(logits, label)).item<double>()) < 1e-9);
    const at::Tensor two = at::tensor({1.0, 3.0}).reshape({1, 2});
    QCOMPARE(dlrLoss(two, label).item<double>(), -2.0);
    QCOMPARE(dlrLossTargeted(two, label, at::tensor({0}, at::kLong)).item<double>(), -2.0);
  }

  void projectionStaysInsideAndLeavesTheInsideAlone() {
    const at::Tensor x0 = makePictures(3, 2, 4, 4);
    const at::Tensor x = x0 + randomSigns(x0, 4) * 0.2;
    const at::Tensor onSphere = projectToBall(x, x0, BallNorm::L2, 0.5);
    QVERIFY(l2Lengths(onSphere - x0).max().item<double>() <= 0.5);
    const at::Tensor grey = at::full({1, 1, 2, 2}, 0.5F);
    const at::Tensor near = grey + 0.1F;
    QVERIFY(at::equal(projectToBall(near, grey, BallNorm::L2, 0.5), near));
    QVERIFY(std::abs(l2Lengths(projectToBall(near, grey, BallNorm::L2, 0.1) - grey).item<double>() - 0.1) < 1e-5);
    QVERIFY(at::allclose(projectToBall(near, grey, BallNorm::Linf, 0.05), grey + 0.05F));
  }

  void randomStartsFillTheBallEvenly() {
    const at::Tensor grey =
        at::full({2000, 1, 2, 2}, 0.5F) + at::arange(2000, at::kFloat).reshape({-1, 1, 1, 1}) * 1e-6;
    ImageDraws draws(grey, 3);
    const at::Tensor lengths = l2Lengths(randomStart(grey, BallNorm::L2, 0.25, draws) - grey).flatten() / 0.25;
    // The share of a ball of dimension 4 within a length is its fourth power: evenly spread, with a mean of one half.
    const at::Tensor shares = lengths.pow(4);
    QVERIFY(shares.max().item<double>() <= 1.0 + 1e-5);
    QVERIFY(std::abs(shares.mean().item<double>() - 0.5) < 0.03);
    QVERIFY(std::abs(shares.lt(0.25).to(at::kFloat).mean().item<double>() - 0.25) < 0.04);
    const at::Tensor change = randomStart(grey, BallNorm::Linf, 0.25, draws) - grey;
    QVERIFY(change.abs().max().item<double>() <= 0.25 + 1e-6);
    QVERIFY(std::abs(change.abs().mean().item<double>() - 0.125) < 0.005);
  }

  void theBestFoundIsTheWorstForTheNetwork() {
    const at::Tensor x = at::zeros({3, 1, 1, 1});
    const auto flags = [](std::vector<int> values) { return at::tensor(values).to(at::kBool); };
    const auto values = [](std::vector<float> each) { return at::tensor(each); };
    ActiveSet active(x);
    BestFound best(x);
    best.offer(active, x + 1, values({1, 1, 1}), flags({0, 0, 1}));
    best.offer(active, x + 2, values({2, 0, 5}), flags({0, 1, 0}));
    active.drop(flags({0, 1, 0}));
    best.offer(active, x.narrow(0, 0, 2) + 3, values({2, 1.5F}), flags({0, 1}));
    QVERIFY(at::equal(best.xPixel().flatten(), values({2, 2, 3})));
    QVERIFY(at::equal(best.isFooled(), flags({0, 1, 1})));
  }

  void steepestDirectionsHaveUnitSizeHoweverSmallTheGradient() {
    const at::Tensor gradient = at::tensor({3e-30F, -4e-30F, 0.0F, 0.0F}).reshape({1, 1, 2, 2});
    const at::Tensor expected = at::tensor({0.6F, -0.8F, 0.0F, 0.0F}).reshape({1, 1, 2, 2});
    QVERIFY(at::allclose(steepestDirection(gradient, BallNorm::L2), expected));
    QVERIFY(at::equal(steepestDirection(gradient * 0, BallNorm::L2), gradient * 0));
    QVERIFY(at::equal(steepestDirection(gradient, BallNorm::Linf), expected.sign()));
  }

  void theJacobianOfALinearModelIsItsWeights() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(3, 2, 4, 4);
    const at::Tensor classes = at::tensor({2, 0, 1, 1, 0, 2}, at::kLong).reshape({3, 2});
    const LogitJacobian found = logitJacobian(*model, x, classes);
    QVERIFY(at::allclose(found.jacobian, model->weights().index_select(0, classes.flatten()).reshape({3, 2, 2, 4, 4})));
    QVERIFY(at::equal(found.logits, logitsOf(*model, x)));
  }

  void drawsFollowSeedAndPictureAlone() {
    const at::Tensor x = makePictures(4, 2, 4, 4);
    ImageDraws together(x, 3);
    ImageDraws alone(x.narrow(0, 2, 1), 3);
    ImageDraws otherSeed(x, 4);
    const at::Tensor drawn = together.uniform(-0.5, 0.25);
    QVERIFY(at::equal(drawn.narrow(0, 2, 1), alone.uniform(-0.5, 0.25)));
    QVERIFY(!at::equal(drawn, otherSeed.uniform(-0.5, 0.25)));
    QVERIFY(drawn.min().item<double>() >= -0.5 && drawn.max().item<double>() < 0.25);
    QCOMPARE(together.uniformOf(2), alone.uniformOf(0));
    QVERIFY(!at::equal(drawn[0], drawn[1]));
    for (int i = 0; i < 50; ++i) QVERIFY(together.indexOf(1, 7) < 7);
    QVERIFY(at::equal(together.signs().abs(), at::ones_like(x)));
  }

  void theActiveSetPicksAndPutsBack() {
    const at::Tensor x = makePictures(4, 1, 2, 2);
    ActiveSet active(x);
    QVERIFY(active.pick(x).is_same(x));
    active.drop(at::tensor({0, 1, 0, 0}).to(at::kBool));
    active.drop(at::tensor({1, 0, 0}).to(at::kBool));
    QVERIFY(at::equal(active.rows(), at::tensor({2, 3}, at::kLong)));
    QVERIFY(at::equal(active.pick(x), x.narrow(0, 2, 2)));
    QVERIFY(!active.pick(at::Tensor()).defined() && !active.pick(std::optional<at::Tensor>()));
    const at::Tensor ones = at::ones({2, 1, 2, 2});
    QVERIFY(at::equal(active.putBack(x, ones), at::cat({x.narrow(0, 0, 2), ones})));
    const at::Tensor second = active.putBackWhere(x, ones, at::tensor({0, 1}).to(at::kBool));
    QVERIFY(at::equal(second, at::cat({x.narrow(0, 0, 3), ones.narrow(0, 0, 1)})));
    active.drop(at::ones({2}, at::kBool));
    QVERIFY(active.isEmpty());
  }

  void fooledMeansTheTargetReachedOrTheLabelLeft() {
    const at::Tensor logits = at::tensor({1.0, 5.0, 2.0, 4.0, 0.0, 1.0}).reshape({2, 3});
    const at::Tensor labels = at::tensor({1, 1}, at::kLong);
    QVERIFY(at::equal(isFooled(logits, labels, {}), at::tensor({0, 1}).to(at::kBool)));
    QVERIFY(at::equal(isFooled(logits, labels, at::tensor({1, 2}, at::kLong)), at::tensor({1, 0}).to(at::kBool)));
  }

  void theMeterCountsForwardAndBackwardPasses() {
    const MeteredClassifier meter(makeLinear());
    const at::Tensor x = makePictures(3, 2, 4, 4);
    logitsOf(meter, x);
    QCOMPARE(meter.cost().queries, 3);
    QCOMPARE(meter.cost().gradients, 0);
    crossEntropyGradient(meter, x, at::zeros({3}, at::kLong));
    QCOMPARE(meter.cost().gradients, 3);
    logitJacobian(meter, x, at::zeros({3, 2}, at::kLong));
    QCOMPARE(meter.cost().gradients, 9);
    QCOMPARE(meter.cost().queries, 3);
  }

  void similarityIsOneForEqualPicturesAndFallsWithNoise() {
    const at::Tensor x = makePictures(1, 3, 24, 24);
    const Image original = toImage(x);
    QVERIFY(std::abs(structuralSimilarity(original, original) - 1.0) < 1e-6);
    const double near = structuralSimilarity(toImage((x + randomSigns(x, 1) * 0.02).clamp(0, 1)), original);
    const double far = structuralSimilarity(toImage((x + randomSigns(x, 1) * 0.3).clamp(0, 1)), original);
    QVERIFY(near < 1.0 && far < near);
    // Two flat pictures: only the means differ, (2 a b + C1) / (a² + b² + C1).
    const Image dark{16, 16, 1, std::vector<std::uint8_t>(256, 50)};
    const Image light{16, 16, 1, std::vector<std::uint8_t>(256, 100)};
    const double c1 = 2.55 * 2.55;
    QVERIFY(std::abs(structuralSimilarity(dark, light) - (2 * 50 * 100 + c1) / (2500 + 10000 + c1)) < 1e-4);
  }
};

QTEST_GUILESS_MAIN(TestAttackSupport)
#include "tst_attack_support.moc"
