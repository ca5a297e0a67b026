// SPDX-License-Identifier: GPL-3.0-or-later
// The attacks that look for the smallest change, where the smallest change has a closed form: linear models.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QRegularExpression>
#include <QTest>

#include "engine/attacks/attack.hpp"
#include "engine/models/metered_classifier.hpp"
#include "engine/tensor/gradient.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;
using adv::test::LinearClassifier;
using adv::test::makeLinear;
using adv::test::makePictures;

namespace {

/// Two classes with logits ±(w·x + b) / 2 on 1×2×3 pixels, so that f(x) = w·x + b is the difference.
at::Tensor binaryWeights() { return at::tensor({0.5F, -1.0F, 1.5F, 0.25F, -0.75F, 1.0F}).reshape({1, 6}); }
std::shared_ptr<const LinearClassifier> makeBinary() {
  const at::Tensor w = binaryWeights();
  return std::make_shared<const LinearClassifier>(at::cat({w, -w}) / 2, at::tensor({0.05F, -0.05F}), 1, 2, 3);
}
/// Well inside [0, 1], all of class 0, with f from 0.4 to 0.6.
at::Tensor binaryPictures() {
  return at::tensor({0.5F, 0.4F, 0.5F, 0.5F, 0.5F, 0.3F, 0.6F, 0.5F, 0.6F, 0.4F, 0.6F, 0.45F}).reshape({2, 1, 2, 3});
}
at::Tensor decision(const at::Tensor& x) { return x.flatten(1).matmul(binaryWeights().t()).squeeze(1) + 0.1; }

AttackProblem problemFor(const ClassifierPtr& model, const at::Tensor& x, ParamValues params,
                         std::optional<int> target = {}) {
  AttackProblem problem{model, x, logitsOf(*model, x).argmax(1), {}, std::move(params), 1};
  if (target) problem.targets = at::full({x.size(0)}, *target, at::kLong);
  return problem;
}

at::Tensor runToEnd(const std::string& attack, AttackProblem problem) {
  const auto run = findAttack(attack).start(std::move(problem));
  while (!run->isDone()) run->step();
  return run->adversarial();
}

at::Tensor lengths(const at::Tensor& change) { return change.flatten(1).norm(2, 1); }
double largest(const at::Tensor& x) { return x.abs().max().item<double>(); }

}  // namespace

class TestMinimalAttacks : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void deepFoolInL2IsTheClosedForm() {
    const at::Tensor x = binaryPictures(), w = binaryWeights();
    const at::Tensor way = -(1.02 * decision(x) / w.square().sum()).unsqueeze(1) * w;
    const auto run = findAttack("deepfool").start(problemFor(makeBinary(), x, {{"norm", 0}}));
    run->step();
    QVERIFY(run->isDone());
    QVERIFY(at::allclose(run->adversarial() - x, way.view_as(x), 0, 1e-6));
  }

  void deepFoolInLinfIsTheClosedForm() {
    const at::Tensor x = binaryPictures(), w = binaryWeights();
    const at::Tensor way = -(1.1 * decision(x) / w.abs().sum()).unsqueeze(1) * w.sign();
    const at::Tensor found = runToEnd("deepfool", problemFor(makeBinary(), x, {{"norm", 1}, {"overshoot", 0.1}}));
    QVERIFY(at::allclose(found - x, way.view_as(x), 0, 1e-6));
  }

  void deepFoolTakesTheNearestOfSeveralBorders() {
    const auto model = makeLinear();
    const at::Tensor x = at::full({1, 2, 4, 4}, 0.5F);
    const at::Tensor logits = logitsOf(*model, x)[0];
    const auto label = logits.argmax().item<std::int64_t>();
    double nearest = INFINITY;
    for (std::int64_t k = 0; k < 3; ++k) {
      if (k == label) continue;
      const double gap = (logits[label] - logits[k]).item<double>();
      nearest = std::min(nearest, gap / (model->weights()[label] - model->weights()[k]).norm().item<double>());
    }
    const at::Tensor found = runToEnd("deepfool", problemFor(model, x, {}));
    QVERIFY(std::abs(lengths(found - x).item<double>() - 1.02 * nearest) < 1e-5);
  }

  void picturesThatAreFooledFromTheStartStayAsTheyAre_data() {
    QTest::addColumn<QString>("attack");
    for (const char* attack : {"deepfool"}) QTest::newRow(attack) << attack;
  }
  void picturesThatAreFooledFromTheStartStayAsTheyAre() {
    QFETCH(QString, attack);
    const at::Tensor x = binaryPictures();
    AttackProblem problem = problemFor(makeBinary(), x, {});
    problem.labels = at::tensor({1, 0}, at::kLong);
    const at::Tensor found = runToEnd(attack.toStdString(), problem);
    QVERIFY(at::equal(found[0], x[0]));
    QVERIFY(largest(found[1] - x[1]) > 0);
    problem.labels = at::ones({2}, at::kLong);
    QVERIFY(findAttack(attack.toStdString()).start(problem)->isDone());
  }

  void picturesThatAreDoneCostNothingMore() {
    const auto meter = std::make_shared<const MeteredClassifier>(makeBinary());
    const at::Tensor x = binaryPictures();
    AttackProblem problem = problemFor(meter, x, {{"steps", 50}});
    const std::int64_t before = meter->cost().queries;
    runToEnd("deepfool", problem);
    // Each picture: one look at the start, one at the candidates, one after the only step; two classes to derive.
    QCOMPARE(static_cast<int>(meter->cost().queries - before), 6);
    QCOMPARE(static_cast<int>(meter->cost().gradients), 4);
  }
};

QTEST_GUILESS_MAIN(TestMinimalAttacks)
#include "tst_minimal_attacks.moc"
