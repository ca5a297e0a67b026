// SPDX-License-Identifier: GPL-3.0-or-later
// Linear classifiers trained from pictures: gradients against autograd, regularisers and the worst case against what is
// known in closed form, and the attack `fgsm` against both.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/data/dataset.hpp"
#include "engine/data/signs.hpp"
#include "engine/linear/linear_classifier.hpp"
#include "engine/linear/measures.hpp"
#include "engine/linear/objective.hpp"
#include "engine/linear/trainer.hpp"
#include "engine/tensor/gradient.hpp"

using namespace adv;
using namespace adv::linear;

namespace {

/// Reproducible numbers in [-1, 1), in double precision.
at::Tensor numbers(std::vector<std::int64_t> shape, int salt) {
  std::int64_t count = 1;
  for (const std::int64_t n : shape) count *= n;
  return at::arange(1, count + 1, at::kDouble).mul_(12.9898 + salt).sin_().mul_(43758.5453).frac_().reshape(shape);
}

/// `rows` scores of 2 x 3 x 2 pixels, in double precision.
Model doubleModel(int rows, int classes) {
  Model model{numbers({rows, 12}, 1), numbers({rows}, 2), {2, 3, 2}, {}};
  for (int k = 0; k < classes; ++k) model.labels.push_back(std::to_string(k));
  return model;
}

/// Dark and bright pictures of 1 x 3 x 3 pixels whose middle pixel tells the class.
std::shared_ptr<const Data> middlePixel(std::int64_t count) {
  auto data = std::make_shared<Data>();
  data->name = "middle";
  data->shape = {1, 3, 3};
  data->labels = {"dark", "bright"};
  const auto make = [](std::int64_t n, int salt) {
    Rows rows;
    rows.labels = at::arange(n, at::kLong).remainder(2);
    at::Tensor levels = numbers({n, 9}, salt).add(1).mul(60).add(60);
    levels.select(1, 4).copy_(rows.labels.to(at::kDouble).mul(120).add(40));
    rows.pictures = levels.to(at::kByte);
    return rows;
  };
  data->train = make(count, 3);
  data->test = make(40, 4);
  data->mean = data->train.pixels(0, count).mean(0);
  data->learningRate = 2.0;
  return data;
}

Model trained(const std::shared_ptr<const Data>& data, const Start& start, const Settings& settings, int steps) {
  Trainer trainer(data, start);
  trainer.setSettings(settings);
  for (int i = 0; i < steps; ++i) trainer.step();
  return trainer.model();
}

Measures measured(const Model& model, const Rows& rows, double epsilon) {
  Evaluation evaluation(model, rows, epsilon);
  while (!evaluation.isDone()) evaluation.step();
  return evaluation.result();
}

std::string failureOf(const std::function<void()>& call) {
  try {
    call();
  } catch (const Failure& failure) {
    return failure.what();
  }
  return {};
}

double largest(const at::Tensor& difference) { return difference.abs().max().item<double>(); }

}  // namespace

class TestLinearTraining : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void gradientEqualsAutograd_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("classes");
    QTest::addColumn<double>("epsilon");
    QTest::newRow("softmax") << 4 << 4 << 0.0;
    QTest::newRow("softmax of two") << 2 << 2 << 0.0;
    QTest::newRow("logistic") << 1 << 2 << 0.0;
    QTest::newRow("logistic, worst case") << 1 << 2 << 0.1;
  }
  void gradientEqualsAutograd() {
    QFETCH(int, rows);
    QFETCH(int, classes);
    QFETCH(double, epsilon);
    const Model model = doubleModel(rows, classes);
    const at::Tensor x = numbers({7, 12}, 5).abs();
    const at::Tensor labels = at::arange(7, at::kLong).remainder(classes);
    const at::Tensor mean = numbers({12}, 6).abs();
    const auto gradient = linear::lossGradient(model, x, labels, mean, epsilon);

    at::Tensor w = model.weights.clone().requires_grad_(true);
    at::Tensor c = (model.bias + model.weights.mv(mean)).requires_grad_(true);
    const at::Tensor scores = (x - mean).matmul(w.t()) + c;
    const at::Tensor y = labels.to(at::kDouble) * 2 - 1;
    const at::Tensor loss = rows == 1 ? at::softplus(epsilon * w.abs().sum() - y * scores.squeeze(1)).mean()
                                      : at::cross_entropy_loss(scores, labels);
    const auto expected = torch::autograd::grad({loss}, {w, c});
    QVERIFY(std::abs(gradient.loss - loss.item<double>()) < 1e-6);
    QVERIFY(largest(gradient.weights - expected[0]) < 1e-6);
    QVERIFY(largest(gradient.bias - expected[1]) < 1e-6);
  }

  void gradientEqualsDifferences() {
    Model model = doubleModel(3, 3);
    const at::Tensor x = numbers({5, 12}, 7).abs();
    const at::Tensor labels = at::arange(5, at::kLong).remainder(3);
    const at::Tensor noMean = at::zeros({12}, at::kDouble);
    const auto gradient = linear::lossGradient(model, x, labels, noMean);
    constexpr double kStep = 1e-5;
    for (int i = 0; i < 36; i += 5) {
      const at::Tensor entry = model.weights.view({-1})[i];
      entry.add_(kStep);
      const double above = linear::lossGradient(model, x, labels, noMean).loss;
      entry.sub_(2 * kStep);
      const double below = linear::lossGradient(model, x, labels, noMean).loss;
      entry.add_(kStep);
      QVERIFY(std::abs((above - below) / (2 * kStep) - gradient.weights.view({-1})[i].item<double>()) < 1e-6);
    }
  }

  /// The largest loss of all corners of the ball is the loss at margin - ε‖w‖₁, and FGSM's corner is that one.
  void fgsmIsExactForTwoClasses() {
    const Model model = doubleModel(1, 2);
    const double epsilon = 0.07;
    const at::Tensor x = numbers({4, 12}, 8).abs();
    const at::Tensor labels = at::tensor({0, 1, 1, 0}, at::kLong);
    const at::Tensor fgsm = x + fgsmSigns(model, x, labels) * epsilon;
    const double norm = model.weights.abs().sum().item<double>();
    for (int i = 0; i < 4; ++i) {
      const double y = labels[i].item<std::int64_t>() == 1 ? 1.0 : -1.0;
      const auto lossOf = [&](const at::Tensor& pixels) {
        return std::log1p(std::exp(-y * model.scores(pixels.unsqueeze(0)).item<double>()));
      };
      double worst = 0.0;
      for (int corner = 0; corner < 1 << 12; ++corner) {
        const at::Tensor signs =
            at::arange(12, at::kLong).mul_(-1).exp2().mul(corner).floor().remainder(2).mul(2).sub(1);
        worst = std::max(worst, lossOf(x[i] + signs.to(at::kDouble) * epsilon));
      }
      const double s = model.scores(x[i].unsqueeze(0)).item<double>();
      const double exact = std::log1p(std::exp(epsilon * norm - y * s));
      QVERIFY(std::abs(worst - exact) < 1e-6);
      QVERIFY(std::abs(lossOf(fgsm[i]) - exact) < 1e-6);
    }
  }

  void fgsmEqualsTheAttack_data() {
    QTest::addColumn<bool>("logistic");
    QTest::newRow("softmax") << false;
    QTest::newRow("logistic") << true;
  }
  void fgsmEqualsTheAttack() {
    QFETCH(bool, logistic);
    const auto data = middlePixel(60);
    const Model model = trained(data, {logistic, 0.3, 2}, {}, 30);
    const at::Tensor x = data->test.pixels(0, 40);
    const double epsilon = 0.1;
    AttackProblem problem;
    problem.model = std::make_shared<const LinearClassifier>(model);
    problem.xPixel = x.view({40, 1, 3, 3});
    problem.labels = data->test.labels;
    problem.params = {{"epsilon", epsilon}};
    const auto run = findAttack("fgsm").start(problem);
    run->step();
    const at::Tensor own = (x + fgsmSigns(model, x, data->test.labels) * epsilon).clamp(0, 1);
    QVERIFY(largest(own - run->adversarial().flatten(1)) < 1e-6);
    const at::Tensor predicted = problem.model->logits(run->adversarial()).argmax(1);
    const double error = predicted.ne(data->test.labels).to(at::kDouble).mean().item<double>();
    QCOMPARE(measured(model, data->test, epsilon).fgsmError, error);
  }

  void smallestFlipLiesOnTheBorder() {
    const Model model = doubleModel(4, 4);
    const at::Tensor x = numbers({6, 12}, 9).abs();
    const at::Tensor labels = model.logits(x).argmax(1);
    const at::Tensor flips = smallestFlips(model, x, labels);
    for (int i = 0; i < 6; ++i) {
      const double flip = flips[i].item<double>();
      QVERIFY(flip > 0.0);
      double best = -1e9;  // of all classes, the largest gain over the label at that distance
      for (int k = 0; k < 4; ++k) {
        const auto label = labels[i].item<std::int64_t>();
        if (k == label) continue;
        const at::Tensor step = (model.weights[k] - model.weights[label]).sign() * flip;
        const at::Tensor z = model.logits((x[i] + step).unsqueeze(0))[0];
        best = std::max(best, (z[k] - z[label]).item<double>());
      }
      QVERIFY(std::abs(best) < 1e-6);
    }
    QVERIFY(smallestFlips(model, x, labels.add(1).remainder(4)).lt(0).all().item<bool>());
  }

  void convergesAndTellsTheClasses_data() {
    QTest::addColumn<bool>("logistic");
    QTest::newRow("softmax") << false;
    QTest::newRow("logistic") << true;
  }
  void convergesAndTellsTheClasses() {
    QFETCH(bool, logistic);
    const auto data = middlePixel(200);
    const Model model = trained(data, {logistic, 1e-3, 1}, {}, 200);
    const Measures result = measured(model, data->test, 0.0);
    QCOMPARE(result.accuracy, 1.0);
    QVERIFY(result.loss < 0.3);
    const at::Tensor template1 = model.templateOf(1);
    QCOMPARE(template1.argmax().item<std::int64_t>(), std::int64_t{4});
    QVERIFY(largest(template1 + model.templateOf(0)) < (logistic ? 1e-9 : 1e-2));
  }

  /// At the optimum of loss + l2/2 ‖W‖² the gradient of the loss is -l2 W.
  void weightDecayReachesItsOptimum() {
    const auto data = middlePixel(50);
    const double l2 = 0.1;
    const Model model = trained(data, {true, 1e-3, 1}, {.momentum = 0.9, .l2 = l2, .batch = 50}, 3000);
    const auto gradient = linear::lossGradient(model, data->train.pixels(0, 50), data->train.labels, data->mean);
    QVERIFY(largest(gradient.weights + l2 * model.weights) < 1e-5);
    QVERIFY(largest(gradient.bias) < 1e-5);
  }

  /// At the optimum of loss + l1 ‖W‖₁ the gradient is -l1 sign(w) where w is not 0, and at most l1 where it is.
  void lassoReachesItsOptimum() {
    const auto data = middlePixel(50);
    const double l1 = 0.03;
    const Model model = trained(data, {true, 1e-3, 1}, {.momentum = 0.5, .l1 = l1, .batch = 50}, 4000);
    const auto gradient = linear::lossGradient(model, data->train.pixels(0, 50), data->train.labels, data->mean);
    const at::Tensor isZero = model.weights.eq(0);
    QVERIFY(isZero.sum().item<std::int64_t>() > 0);
    QVERIFY(isZero.sum().item<std::int64_t>() < 9);
    QVERIFY(largest((gradient.weights + l1 * model.weights.sign()) * isZero.logical_not()) < 1e-5);
    QVERIFY(largest(gradient.weights * isZero) < l1 + 1e-6);
  }

  void anyStrengthIsStable() {
    const auto data = middlePixel(50);
    const Model model = trained(data, {false, 1.0, 1}, {.l2 = 1e4}, 50);
    QVERIFY(largest(model.weights) < 1e-3);
  }

  /// Trained on the worst case, the worst case is less bad, and the smallest change that fools is larger.
  void trainingOnTheWorstCaseHelps() {
    const auto data = middlePixel(200);
    const double epsilon = 0.15;
    const Model plain = trained(data, {true, 1e-3, 1}, {}, 300);
    const Model robust = trained(data, {true, 1e-3, 1}, {.epsilon = epsilon}, 300);
    const Measures before = measured(plain, data->test, epsilon);
    const Measures after = measured(robust, data->test, epsilon);
    QVERIFY(after.worstLoss < before.worstLoss);
    QVERIFY(after.medianFlip > before.medianFlip);
    QCOMPARE(after.worstError, after.fgsmErrorUnclipped);
  }

  void sameSeedSameBits() {
    const auto data = middlePixel(130);
    const Settings settings{.l2 = 0.01, .batch = 32};
    const Model first = trained(data, {false, 0.1, 7}, settings, 20);
    QVERIFY(at::equal(first.weights, trained(data, {false, 0.1, 7}, settings, 20).weights));
    QVERIFY(!at::equal(first.weights, trained(data, {false, 0.1, 8}, settings, 20).weights));
  }

  void settingsChangeWhileItRuns() {
    Trainer trainer(middlePixel(100), {false, 0.5, 1});
    trainer.step();
    const Model before = trainer.model();
    trainer.setSettings({.l2 = 1e3, .batch = 10});
    trainer.step();
    QVERIFY(largest(trainer.model().weights) < 0.01 * largest(before.weights));
    QCOMPARE(trainer.updates(), std::int64_t{2});
    QCOMPARE(trainer.picturesSeen(), std::int64_t{110});
    QCOMPARE(trainer.epochs(), 1.1);
  }

  void refusesNonsense() {
    const auto data = middlePixel(20);
    QVERIFY(failureOf([&] { Trainer(data, {true, -1.0, 1}); }).find("first weights") != std::string::npos);
    Trainer softmax(data, {});
    QVERIFY(failureOf([&] { softmax.setSettings({.epsilon = 0.1}); }).find("logistic") != std::string::npos);
    QVERIFY(failureOf([&] { softmax.setSettings({.batch = 0}); }).find("batch") != std::string::npos);
    softmax.setSettings({.learningRate = 1000.0, .momentum = 0.0});
    auto three = std::make_shared<Data>(*data);
    three->labels.push_back("third");
    QVERIFY(failureOf([&] { Trainer(three, {true, 0.0, 1}); }).find("two classes") != std::string::npos);
    QVERIFY(failureOf([] { Loader("nowhere", {}); }).find("nowhere") != std::string::npos);
    QVERIFY(failureOf([] { Loader("mnist", {}); }).find("ADVSCOPE_DATA") != std::string::npos);
  }

  void readsAFolderOfClassFolders() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    for (const int cls : {0, 2}) {
      std::filesystem::create_directories(root / signLabels()[cls]);
      for (int i = 0; i < 10; ++i)
        writePng(root / signLabels()[cls] / (std::to_string(i) + ".png"),
                 drawSignScene(cls, SceneStyle::Tidy, 5, static_cast<std::uint64_t>(i)));
    }
    Loader loader(root.string(), {});
    double before = 0.0;
    while (!loader.isDone()) {
      loader.step();
      QVERIFY(loader.done() >= before);
      before = loader.done();
    }
    const auto data = loader.data();
    QCOMPARE(data->train.count(), std::int64_t{16});
    QCOMPARE(data->test.count(), std::int64_t{4});
    QCOMPARE(data->shape, (PictureShape{3, 32, 32}));
    QCOMPARE(data->labels, (std::vector<std::string>{"no entry", "stop"}));
    QVERIFY(largest(data->mean - data->train.pixels(0, 16).mean(0)) < 1e-6);
  }
};

QTEST_GUILESS_MAIN(TestLinearTraining)
#include "tst_linear_training.moc"
