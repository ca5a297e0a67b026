// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms of the gradient attacks on linear models.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTest>

#include "engine/api/error.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/auto_ascent.hpp"
#include "engine/attacks/support/losses.hpp"
#include "engine/models/metered_classifier.hpp"
#include "engine/tensor/gradient.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;
using adv::test::LinearClassifier;
using adv::test::makeLinear;
using adv::test::makePictures;

namespace {

using LinearPtr = std::shared_ptr<const LinearClassifier>;

AttackProblem problemFor(const LinearPtr& model, const at::Tensor& x, ParamValues params) {
  return {model, x, logitsOf(*model, x).argmax(1), {}, std::move(params), 5};
}

std::unique_ptr<AttackRun> finished(const char* attack, AttackProblem problem) {
  auto run = findAttack(attack).start(std::move(problem));
  while (!run->isDone()) run->step();
  return run;
}

at::Tensor runToEnd(const char* attack, AttackProblem problem) {
  return finished(attack, std::move(problem))->adversarial();
}

/// (softmax(W x + b) - onehot(class)) W: the cross-entropy's gradient in the pixels.
at::Tensor gradientOf(const LinearPtr& model, const at::Tensor& x, const at::Tensor& classes) {
  const at::Tensor probabilities = (x.flatten(1).matmul(model->weights().t()) + model->bias()).softmax(1);
  return (probabilities - at::one_hot(classes, 3).to(at::kFloat)).matmul(model->weights()).view_as(x);
}

/// MI-FGSM or NI-FGSM written out, with the gradient of the linear model.
at::Tensor momentumReference(const AttackProblem& problem, const LinearPtr& model, bool ahead) {
  const auto param = [&](const char* name) { return problem.params.at(name); };
  const double sign = problem.targets ? -1.0 : 1.0;
  at::Tensor x = problem.xPixel;
  at::Tensor momentum = at::zeros_like(x);
  for (int step = 0; step < static_cast<int>(param("steps")); ++step) {
    const at::Tensor point = ahead ? x + sign * param("step-size") * param("decay") * momentum : x;
    const at::Tensor gradient = gradientOf(model, point, problem.targets.value_or(problem.labels));
    momentum = param("decay") * momentum + gradient / gradient.abs().mean({1, 2, 3}, true);
    x = x + sign * param("step-size") * momentum.sign();
    const at::Tensor change = (x - problem.xPixel).clamp(-param("epsilon"), param("epsilon"));
    x = (problem.xPixel + change).clamp(0, 1);
  }
  return x;
}

/// Two classes, -w and +w apart, on four grey pixels; `lead` is the first one's lead in logits at grey 0.5.
struct Binary {
  at::Tensor w = at::tensor({1.F, -2.F, 3.F, 0.F}).reshape({1, 4});
  LinearPtr model;
  at::Tensor x = at::tensor({0.5F, 0.4F, 0.6F, 0.5F, 0.55F, 0.5F, 0.5F, 0.45F}).reshape({2, 1, 2, 2});

  explicit Binary(float lead)
      : model(std::make_shared<const LinearClassifier>(at::cat({w, -w}), at::tensor({lead, 0.F}), 1, 2, 2)) {}
  AttackProblem problem(ParamValues params) const {
    return {model, x, at::zeros({2}, at::kLong), {}, std::move(params), 5};
  }
  /// z_0 - z_1 of each picture.
  at::Tensor lead(const at::Tensor& xPixel) const {
    const at::Tensor logits = logitsOf(*model, xPixel);
    return logits.select(1, 0) - logits.select(1, 1);
  }
};

constexpr double kLinf = 0;
constexpr double kL2 = 1;

}  // namespace

class TestGradientAttacks : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void fgmGoesAlongTheGradient() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(6, 2, 4, 4);
    AttackProblem problem = problemFor(model, x, {{"epsilon", 0.5}});
    const at::Tensor up = gradientOf(model, x, problem.labels);
    const at::Tensor length = up.flatten(1).norm(2, 1).reshape({-1, 1, 1, 1});
    QVERIFY(at::allclose(runToEnd("fgm", problem), (x + 0.5 * up / length).clamp(0, 1), 0, 1e-5));
    problem.targets = at::full({6}, 2, at::kLong);
    const at::Tensor towards = gradientOf(model, x, *problem.targets);
    const at::Tensor size = towards.flatten(1).norm(2, 1).reshape({-1, 1, 1, 1});
    QVERIFY(at::allclose(runToEnd("fgm", problem), (x - 0.5 * towards / size).clamp(0, 1), 0, 1e-5));
  }

  void stepLeastLikelyIsFgsmTowardsTheArgmin() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(6, 2, 4, 4);
    const AttackProblem free = problemFor(model, x, {{"epsilon", 8.0 / 255}});
    const auto run = finished("step_ll", free);
    const at::Tensor leastLikely = logitsOf(*model, x).argmin(1);
    QVERIFY(at::equal(run->targets(), leastLikely));
    AttackProblem aimed = free;
    aimed.targets = leastLikely;
    QVERIFY(at::equal(run->adversarial(), runToEnd("fgsm", aimed)));
    aimed.targets = at::full({6}, 1, at::kLong);
    QVERIFY(at::equal(runToEnd("step_ll", aimed), runToEnd("fgsm", aimed)));
  }

  void aKnownDirectionTellsItsTargets() {
    const at::Tensor x = makePictures(2, 2, 4, 4);
    AttackProblem problem = problemFor(makeLinear(), x, {{"epsilon", 0.25}});
    problem.knownDirection = {at::ones_like(x), at::tensor({2, 0}, at::kLong)};
    const auto run = findAttack("step_ll").start(problem);
    QVERIFY(at::equal(run->targets(), problem.knownDirection->targets));
    run->step();
    QVERIFY(at::equal(run->adversarial(), (x + 0.25).clamp(0, 1)));
  }

  void withoutARandomStepRfgsmIsFgsm() {
    const at::Tensor x = makePictures(6, 2, 4, 4);
    const AttackProblem fgsm = problemFor(makeLinear(), x, {{"epsilon", 8.0 / 255}});
    AttackProblem problem = fgsm;
    problem.params["random-step"] = 0.0;
    QVERIFY(at::equal(runToEnd("rfgsm", problem), runToEnd("fgsm", fgsm)));
    problem.params["random-step"] = 9.0 / 255;
    QVERIFY_EXCEPTION_THROWN(runToEnd("rfgsm", problem), Failure);
  }

  void rfgsmTakesARandomStepAndThenTheRest() {
    const at::Tensor w = at::tensor({1.F, -2.F, 3.F, 0.F}).reshape({1, 4});
    const auto model = std::make_shared<const LinearClassifier>(at::cat({w, -w}), at::zeros({2}), 1, 2, 2);
    const at::Tensor grey = at::full({40, 1, 2, 2}, 0.5F) + 0.001F * at::arange(40, at::kFloat).reshape({40, 1, 1, 1});
    AttackProblem problem{model, grey, at::zeros({40}, at::kLong), {}, {{"epsilon", 0.25}, {"random-step", 0.125}}, 5};
    const at::Tensor change = runToEnd("rfgsm", problem) - grey;
    const at::Tensor sign = at::tensor({-1.F, 1.F, -1.F}).reshape({1, 3});
    // Half of ε at random, half against the weight: 0 or ε where there is one, ± ε/2 where there is none.
    const at::Tensor along = change.flatten(1).narrow(1, 0, 3) * sign;
    QVERIFY(along.sub(0.125).abs().sub(0.125).abs().max().item<double>() < 1e-6);
    QVERIFY(along.max().item<double>() > 0.2 && along.min().item<double>() < 0.05);
    QVERIFY(change.flatten(1).select(1, 3).abs().sub(0.125).abs().max().item<double>() < 1e-6);
  }

  void withoutMomentumTheMomentumAttacksAreBim() {
    const at::Tensor x = makePictures(6, 2, 4, 4);
    AttackProblem problem = problemFor(makeLinear(), x, {{"epsilon", 0.1}, {"step-size", 0.03}, {"steps", 7}});
    const at::Tensor bim = runToEnd("bim", problem);
    problem.params["decay"] = 0.0;
    QVERIFY(at::equal(runToEnd("mifgsm", problem), bim));
    QVERIFY(at::equal(runToEnd("nifgsm", problem), bim));
  }

  void momentumIsAsPublished() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(6, 2, 4, 4);
    AttackProblem problem = problemFor(model, x, {{"epsilon", 0.3}, {"step-size", 0.06}, {"steps", 6}, {"decay", 0.9}});
    for (const bool isTargeted : {false, true}) {
      if (isTargeted) problem.targets = at::full({6}, 2, at::kLong);
      QVERIFY(at::allclose(runToEnd("mifgsm", problem), momentumReference(problem, model, false), 0, 1e-6));
      QVERIFY(at::allclose(runToEnd("nifgsm", problem), momentumReference(problem, model, true), 0, 1e-6));
    }
  }

  void theMomentumAttacksShareEpsilonAmongTheirSteps() {
    const auto run = findAttack("mifgsm").start(problemFor(makeLinear(), makePictures(1, 2, 4, 4), {{"epsilon", 0.5}}));
    QCOMPARE(run->resolvedParams().at("step-size"), 0.05);
    QCOMPARE(run->stepsPlanned(), 10);
  }

  void pgdWalksToTheFarEndOfTheBall() {
    const Binary binary(5);
    const at::Tensor far = binary.w / binary.w.norm() * 0.1;
    const AttackProblem l2 = binary.problem({{"norm", kL2}, {"epsilon", 0.1}, {"steps", 100}});
    QVERIFY(at::allclose(runToEnd("pgd", l2), binary.x - far.reshape({1, 1, 2, 2}), 0, 1e-5));
    const AttackProblem linf = binary.problem({{"norm", kLinf}, {"epsilon", 0.1}, {"steps", 100}});
    const at::Tensor change = (runToEnd("pgd", linf) - binary.x).flatten(1);
    QVERIFY(at::allclose(change.narrow(1, 0, 3), at::tensor({-0.1F, 0.1F, -0.1F}).expand({2, 3}), 0, 1e-6));
    QVERIFY(change.select(1, 3).abs().min().item<double>() > 0.0);  // the random start is still there
  }

  void pgdStepsAreAQuarterOfEpsilonUnlessGiven() {
    const auto run = findAttack("pgd").start(Binary(5).problem({{"epsilon", 0.5}}));
    QCOMPARE(run->resolvedParams().at("step-size"), 0.125);
  }

  void moreRestartsAreNeverWeaker() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(12, 2, 4, 4);
    for (const char* attack : {"pgd", "apgd"}) {
      AttackProblem problem = problemFor(model, x, {{"epsilon", 0.1}, {"steps", 2}, {"restarts", 1}});
      at::Tensor fooled = at::zeros({12}, at::kBool);
      at::Tensor loss = at::zeros({12});
      for (const int restarts : {1, 2, 4}) {
        problem.params["restarts"] = restarts;
        const at::Tensor logits = logitsOf(*model, runToEnd(attack, problem));
        const at::Tensor nowFooled = isFooled(logits, problem.labels, {});
        QVERIFY(nowFooled.ge(fooled).all().item<bool>());
        const at::Tensor nowLoss = crossEntropyLoss(logits, problem.labels);
        QVERIFY(nowLoss.ge(loss).logical_or(nowFooled).all().item<bool>());
        fooled = nowFooled;
        loss = nowLoss;
      }
    }
  }

  void fooledPicturesAreNotComputedAgain() {
    const Binary binary(-1.5F);  // the second picture is easy to fool, the first is too far away
    AttackProblem problem = binary.problem({{"epsilon", 0.1}, {"steps", 10}, {"restarts", 3}});
    for (const char* attack : {"pgd", "apgd"}) {
      const auto meter = std::make_shared<const MeteredClassifier>(binary.model);
      problem.model = meter;
      const auto run = finished(attack, problem);
      const at::Tensor fooled = binary.lead(run->adversarial()).lt(0);
      QCOMPARE(fooled.sum().item<std::int64_t>(), 1);
      const std::int64_t each = std::string(attack) == "apgd" ? 11 : 10;  // Auto-PGD looks at its start as well
      QCOMPARE(meter->cost().gradients, each + 3 * each);
    }
  }

  void apgdFindsTheBestPointOfALinearModel_data() {
    QTest::addColumn<double>("norm");
    QTest::addColumn<double>("loss");
    for (const double loss : {0, 1, 2}) {
      QTest::addRow("L∞, loss %d", static_cast<int>(loss)) << kLinf << loss;
      QTest::addRow("L2, loss %d", static_cast<int>(loss)) << kL2 << loss;
    }
  }
  void apgdFindsTheBestPointOfALinearModel() {
    QFETCH(double, norm);
    QFETCH(double, loss);
    const ParamValues params = {{"norm", norm}, {"loss", loss}, {"epsilon", 0.1}, {"steps", 60}};
    const Binary leading(5);
    const double gain = 0.1 * 2 * leading.w.norm(norm == kL2 ? 2 : 1).item<double>();
    const at::Tensor left = leading.lead(runToEnd("apgd", leading.problem(params)));
    QVERIFY(at::allclose(left, leading.lead(leading.x) - gain, 0, 1e-4));
    const Binary behind(-5);
    AttackProblem aimed = behind.problem(params);
    aimed.targets = aimed.labels;
    aimed.labels = at::ones({2}, at::kLong);
    const at::Tensor reached = behind.lead(runToEnd("apgd", aimed));
    QVERIFY(at::allclose(reached, behind.lead(behind.x) + gain, 0, 1e-4));
  }

  void apgdTargetedTriesTheOtherClasses() {
    const at::Tensor x = makePictures(12, 2, 4, 4);
    const auto model = makeLinear();
    AttackProblem problem = problemFor(model, x, {{"epsilon", 0.1}, {"steps", 20}, {"loss", 2}, {"classes", 9}});
    QCOMPARE(findAttack("apgd").start(problem)->stepsPlanned(), 40);  // of three classes, two are others
    const at::Tensor both = isFooled(logitsOf(*model, runToEnd("apgd", problem)), problem.labels, {});
    problem.params["classes"] = 1;
    const at::Tensor first = isFooled(logitsOf(*model, runToEnd("apgd", problem)), problem.labels, {});
    QVERIFY(both.ge(first).all().item<bool>());
    QVERIFY(both.any().item<bool>() && !both.all().item<bool>());
  }

  void autoAttackSpendsNothingOnWhatIsFooled() {
    const Binary binary(-1.5F);
    AttackProblem problem = binary.problem({{"epsilon", 0.2}, {"steps", 10}, {"queries", 40}});
    const auto meter = std::make_shared<const MeteredClassifier>(binary.model);
    problem.model = meter;
    const auto easy = finished("autoattack", problem);
    QVERIFY(binary.lead(easy->adversarial()).lt(0).all().item<bool>());
    QCOMPARE(meter->cost().gradients, 2 * 11);  // of the first stage
    QCOMPARE(meter->cost().queries, 2);         // which is judged once
    problem.params["epsilon"] = 0.01;
    const auto hard = finished("autoattack", problem);
    QVERIFY(binary.lead(hard->adversarial()).gt(0).all().item<bool>());
    QVERIFY(meter->cost().queries >= 2 + 2 * 40);
  }

  void autoAttackSeesThroughSaturatedLogits() {
    const auto model = makeLinear();
    const auto scaled = std::make_shared<const LinearClassifier>(model->weights() * 1e4, model->bias() * 1e4, 2, 4, 4);
    const at::Tensor x = makePictures(12, 2, 4, 4);
    const ParamValues params = {{"epsilon", 0.1}, {"steps", 20}};
    const auto fooledBy = [&](const char* attack, const LinearPtr& network) {
      const AttackProblem problem = problemFor(network, x, params);
      return isFooled(logitsOf(*network, runToEnd(attack, problem)), problem.labels, {}).sum().item<std::int64_t>();
    };
    QVERIFY(fooledBy("apgd", scaled) < fooledBy("apgd", model));  // the cross-entropy's gradient is exactly zero
    QCOMPARE(fooledBy("autoattack", scaled), fooledBy("apgd", model));
  }

  void apgdChecksAtThePublishedTimes() {
    QCOMPARE(autoCheckpoints(100), (std::vector<int>{22, 41, 57, 70, 80, 87, 93, 99}));
    QCOMPARE(autoCheckpoints(2), (std::vector<int>{1, 2}));
  }
};

QTEST_GUILESS_MAIN(TestGradientAttacks)
#include "tst_gradient_attacks.moc"
