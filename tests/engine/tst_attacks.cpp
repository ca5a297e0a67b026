// SPDX-License-Identifier: GPL-3.0-or-later
// Properties that hold for every registered attack, and closed forms on a linear model.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "engine/api/error.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/params.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/tensor/random.hpp"
#include "tests/support/attack_variants.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;
using adv::test::allVariants;
using adv::test::hasEpsilon;
using adv::test::makeLinear;
using adv::test::makePictures;
using adv::test::Variant;
using adv::test::withEpsilon;

namespace {

constexpr double kFloatNoise = 2e-7;
/// Of the Euclidean length of a change, in float32.
constexpr double kLengthNoise = 2e-6;

AttackProblem problemFor(const ClassifierPtr& model, const at::Tensor& x, ParamValues params,
                         std::optional<int> target = {}) {
  AttackProblem problem{model, x, logitsOf(*model, x).argmax(1), {}, std::move(params), 5};
  problem.pictures = [shape = x.sizes().vec()](std::int64_t count) {  // full contrast, so that every class is there
    return (randomSigns(at::empty({std::min<std::int64_t>(count, 20), shape[1], shape[2], shape[3]}), 11) + 1) / 2;
  };
  if (target) problem.targets = at::full({x.size(0)}, *target, at::kLong);
  return problem;
}

AttackProblem problemFor(const ClassifierPtr& model, const at::Tensor& x, double epsilon,
                         std::optional<int> target = {}) {
  return problemFor(model, x, ParamValues{{"epsilon", epsilon}}, target);
}

at::Tensor runToEnd(const Attack& attack, AttackProblem problem) {
  const auto run = attack.start(std::move(problem));
  while (!run->isDone()) run->step();
  return run->adversarial();
}

double largest(const at::Tensor& x) { return x.abs().max().item<double>(); }

}  // namespace

class TestAttacks : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void everyFileRegistersItsAttack() {
    QSet<QString> files;
    QDirIterator it(QStringLiteral(ADVSCOPE_SOURCE_DIR "/engine/attacks"), {"*.cpp"}, QDir::Files);
    while (it.hasNext()) files.insert(QFileInfo(it.next()).completeBaseName());
    QSet<QString> ids;
    for (const Attack* attack : allAttacks()) ids.insert(QString::fromStdString(attack->info().id));
    QCOMPARE(ids, files);
  }

  void everyAttackDescribesItself() {
    for (const Attack* attack : allAttacks()) {
      const AttackInfo& info = attack->info();
      QVERIFY(!info.title.empty() && !info.summary.empty() && !info.formula.empty() && !info.citation.empty());
      for (const ParamSpec& spec : info.params) {
        QVERIFY2(!spec.label.empty() && !spec.help.empty(), spec.name.c_str());
        QVERIFY2(spec.minimum <= spec.fallback && spec.fallback <= spec.maximum, spec.name.c_str());
      }
    }
  }

  void staysInTheBallAndTheBox() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(5, 2, 4, 4);
    for (const Variant& variant : allVariants()) {
      const bool isL2 = variant.attack->info().normWith(variant.params) == "L2";
      for (const double levels : {0.5, 1.0, 8.0, 33.3, 255.0}) {
        const auto run = variant.attack->start(problemFor(model, x, withEpsilon(variant, levels / 255)));
        QVERIFY2(at::equal(run->adversarial(), x), variant.name.c_str());
        int steps = 0;
        while (!run->isDone()) {
          run->step();
          ++steps;
          const at::Tensor& adversarial = run->adversarial();
          QVERIFY2(adversarial.min().item<double>() >= 0.0 && adversarial.max().item<double>() <= 1.0,
                   variant.name.c_str());
          if (!hasEpsilon(variant)) continue;
          const at::Tensor change = (adversarial - x).flatten(1).to(at::kDouble);
          const double size = isL2 ? change.norm(2, 1).max().item<double>() : largest(change);
          QVERIFY2(size <= levels / 255 + (isL2 ? kLengthNoise : kFloatNoise), variant.name.c_str());
        }
        QVERIFY2(steps <= run->stepsPlanned(), variant.name.c_str());
        if (!hasEpsilon(variant)) break;
      }
    }
  }

  void everyAttackChangesSomething() {
    const at::Tensor x = makePictures(5, 2, 4, 4);
    for (const Variant& variant : allVariants()) {
      const at::Tensor found = runToEnd(*variant.attack, problemFor(makeLinear(), x, withEpsilon(variant, 0.5)));
      QVERIFY2(largest(found - x) > 0.0, variant.name.c_str());
    }
  }

  void epsilonZeroIsTheIdentity() {
    const at::Tensor x = makePictures(3, 2, 4, 4);
    for (const Variant& variant : allVariants()) {
      if (!hasEpsilon(variant)) continue;
      const AttackProblem problem = problemFor(makeLinear(), x, withEpsilon(variant, 0.0));
      QVERIFY2(at::equal(runToEnd(*variant.attack, problem), x), variant.name.c_str());
    }
  }

  void sameSeedSameBits() {
    const at::Tensor x = makePictures(3, 2, 4, 4);
    for (const Variant& variant : allVariants()) {
      const AttackProblem problem = problemFor(makeLinear(), x, withEpsilon(variant, 0.1));
      const at::Tensor first = runToEnd(*variant.attack, problem);
      QVERIFY2(at::equal(first, runToEnd(*variant.attack, problem)), variant.name.c_str());
    }
  }

  void aBatchOfOneEqualsABatchOfMany() {
    const at::Tensor x = makePictures(4, 2, 4, 4);
    for (const Variant& variant : allVariants()) {
      const ParamValues params = withEpsilon(variant, 0.1);
      const at::Tensor together = runToEnd(*variant.attack, problemFor(makeLinear(), x, params));
      for (std::int64_t i = 0; i < x.size(0); ++i) {
        const at::Tensor alone = runToEnd(*variant.attack, problemFor(makeLinear(), x.narrow(0, i, 1), params));
        QVERIFY2(at::allclose(alone, together.narrow(0, i, 1), 0, 1e-4), variant.name.c_str());
      }
    }
  }

  void frameEqualsAShorterRun() {
    const at::Tensor x = makePictures(2, 2, 4, 4);
    for (const Variant& variant : allVariants()) {
      if (!variant.attack->info().isAnytime) continue;
      AttackProblem problem = problemFor(makeLinear(), x, withEpsilon(variant, 0.1));
      problem.params["steps"] = 9;
      if (problem.params.contains("restarts")) problem.params["restarts"] = 1;
      const auto run = variant.attack->start(problem);
      for (int k = 1; k <= 9 && !run->isDone(); ++k) {
        run->step();
        problem.params["steps"] = k;
        QVERIFY2(at::equal(run->adversarial(), runToEnd(*variant.attack, problem)), variant.name.c_str());
      }
    }
  }

  void aTargetedRunAimsAtItsTarget() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(4, 2, 4, 4);
    const int target = (logitsOf(*model, x).argmax(1)[0].item<int>() + 1) % 3;  // not reached from the start
    for (const Variant& variant : allVariants()) {
      if (variant.attack->info().targeting == Targeting::Never) continue;
      const at::Tensor found = runToEnd(*variant.attack, problemFor(model, x, withEpsilon(variant, 0.5), target));
      const at::Tensor before = logitsOf(*model, x).log_softmax(1).select(1, target);
      const at::Tensor after = logitsOf(*model, found).log_softmax(1).select(1, target);
      QVERIFY2((after + 1e-6).ge(before).all().item<bool>(), variant.name.c_str());
      QVERIFY2(after.gt(before).any().item<bool>(), variant.name.c_str());
    }
  }

  void anUnreachableTargetEndsWithoutASuccess() {
    const auto linear = makeLinear();
    const at::Tensor never = at::tensor({0.0F, 0.0F, -1000.0F});
    const auto model =
        std::make_shared<const adv::test::LinearClassifier>(linear->weights(), linear->bias() + never, 2, 4, 4);
    const at::Tensor x = makePictures(2, 2, 4, 4);
    for (const Variant& variant : allVariants()) {
      if (variant.attack->info().targeting == Targeting::Never) continue;
      const at::Tensor found = runToEnd(*variant.attack, problemFor(model, x, withEpsilon(variant, 0.1), 2));
      QVERIFY2(!logitsOf(*model, found).argmax(1).eq(2).any().item<bool>(), variant.name.c_str());
    }
  }

  void aFlatNetworkShowsAsZeroGradients() {
    const auto flat =
        std::make_shared<const adv::test::LinearClassifier>(at::zeros({3, 32}), at::tensor({1.F, 0.F, 0.F}), 2, 4, 4);
    const at::Tensor x = makePictures(2, 2, 4, 4);
    for (const Variant& variant : allVariants()) {
      const auto run = variant.attack->start(problemFor(flat, x, withEpsilon(variant, 0.1)));
      while (!run->isDone()) run->step();
      QVERIFY2(logitsOf(*flat, run->adversarial()).argmax(1).eq(0).all().item<bool>(), variant.name.c_str());
      if (!variant.attack->info().usesGradient) continue;
      QVERIFY2(run->zeroGradientShare().defined() && run->zeroGradientShare().eq(1).all().item<bool>(),
               variant.name.c_str());
    }
  }

  void fgsmOnALinearModelIsExact() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(6, 2, 4, 4);
    const AttackProblem problem = problemFor(model, x, 8.0 / 255);
    const at::Tensor probabilities = (x.flatten(1).matmul(model->weights().t()) + model->bias()).softmax(1);
    const at::Tensor oneHot = at::one_hot(problem.labels, 3).to(at::kFloat);
    const at::Tensor gradient = (probabilities - oneHot).matmul(model->weights()).view_as(x);
    const at::Tensor expected = (x + (8.0 / 255) * gradient.sign()).clamp(0, 1);
    QVERIFY(at::equal(runToEnd(findAttack("fgsm"), problem), expected));
  }

  void targetedReversesTheSignAndUsesTheTarget() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(6, 2, 4, 4);
    const AttackProblem problem = problemFor(model, x, 8.0 / 255, 2);
    const at::Tensor probabilities = (x.flatten(1).matmul(model->weights().t()) + model->bias()).softmax(1);
    const at::Tensor gradient =
        (probabilities - at::one_hot(*problem.targets, 3).to(at::kFloat)).matmul(model->weights()).view_as(x);
    QVERIFY(at::equal(runToEnd(findAttack("fgsm"), problem), (x - (8.0 / 255) * gradient.sign()).clamp(0, 1)));
    const at::Tensor after = logitsOf(*model, runToEnd(findAttack("bim"), problem)).log_softmax(1).select(1, 2);
    QVERIFY(after.gt(logitsOf(*model, x).log_softmax(1).select(1, 2)).all().item<bool>());
  }

  void bimOnABinaryLinearModelWalksStraight() {
    const at::Tensor w = at::tensor({1.F, -2.F, 3.F, 0.F}).reshape({1, 4});
    const auto model = std::make_shared<const adv::test::LinearClassifier>(at::cat({w, -w}), at::zeros({2}), 1, 2, 2);
    const at::Tensor x = at::tensor({0.5F, 0.25F, 0.75F, 0.5F}).reshape({1, 1, 2, 2});
    AttackProblem problem{
        model, x, at::tensor({0}, at::kLong), {}, {{"epsilon", 0.1}, {"step-size", 0.03}, {"steps", 3}}, 1};
    const at::Tensor sign = at::tensor({-1.F, 1.F, -1.F, 0.F}).reshape({1, 1, 2, 2});
    QVERIFY(at::allclose(runToEnd(findAttack("bim"), problem), x + 0.09F * sign, 0, kFloatNoise));
    problem.params["steps"] = 50;
    QVERIFY(at::allclose(runToEnd(findAttack("bim"), problem), x + 0.1F * sign, 0, kFloatNoise));
  }

  void leastLikelyAimsAtTheArgmin() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(6, 2, 4, 4);
    const auto run = findAttack("illc").start(problemFor(model, x, 8.0 / 255));
    QVERIFY(at::equal(run->targets(), logitsOf(*model, x).argmin(1)));
    AttackProblem given = problemFor(model, x, 8.0 / 255, 1);
    QVERIFY(at::equal(runToEnd(findAttack("illc"), given), runToEnd(findAttack("bim"), given)));
  }

  void kurakinsStepCounts() {
    const std::vector<std::pair<double, int>> published = {{0, 0},   {2, 2},   {4, 5},   {8, 10},   {16, 20},
                                                           {32, 36}, {48, 52}, {64, 68}, {128, 132}};
    for (const auto& [levels, steps] : published) QCOMPARE(kurakinSteps(levels / 255), steps);
    QCOMPARE(kurakinSteps(0.5 / 255), 1);
  }

  void noiseHasTheSameSizeEverywhereAndFollowsTheSeed() {
    const at::Tensor x = at::full({1, 2, 4, 4}, 0.5);
    AttackProblem problem = problemFor(makeLinear(), x, 0.125);
    const at::Tensor first = runToEnd(findAttack("noise"), problem);
    QVERIFY((first - x).abs().eq(0.125).all().item<bool>());
    problem.seed = 6;
    QVERIFY(!at::equal(runToEnd(findAttack("noise"), problem), first));
  }

  void aGradientThatIsNoNumberIsAnError() {
    const auto broken =
        std::make_shared<const adv::test::LinearClassifier>(at::full({2, 4}, std::nan("")), at::zeros({2}), 1, 2, 2);
    AttackProblem problem{broken, at::full({1, 1, 2, 2}, 0.5F), at::zeros({1}, at::kLong), {}, {}, 1};
    for (const Variant& variant : allVariants()) {
      if (!variant.attack->info().usesGradient) continue;
      problem.params = variant.params;
      QVERIFY_EXCEPTION_THROWN(runToEnd(*variant.attack, problem), Failure);
    }
  }

  void refusesWhatDoesNotFit() {
    const at::Tensor x = makePictures(1, 2, 4, 4);
    AttackProblem unknown = problemFor(makeLinear(), x, 0.1);
    unknown.params["kappa"] = 1;
    QVERIFY_EXCEPTION_THROWN(findAttack("bim").start(unknown), Failure);
    QVERIFY_EXCEPTION_THROWN(findAttack("bim").start(problemFor(makeLinear(), x, -0.1)), Failure);
    QVERIFY_EXCEPTION_THROWN(findAttack("bim").start(problemFor(makeLinear(), x, std::nan(""))), Failure);
    QVERIFY_EXCEPTION_THROWN(findAttack("noise").start(problemFor(makeLinear(), x, 0.1, 1)), Failure);
    QVERIFY_EXCEPTION_THROWN(findAttack("bim").start(problemFor(makeLinear(), makePictures(1, 1, 4, 4), 0.1)),
                             std::exception);
    QVERIFY_EXCEPTION_THROWN(findAttack("nothing"), Failure);
  }
};

QTEST_GUILESS_MAIN(TestAttacks)
#include "tst_attacks.moc"
