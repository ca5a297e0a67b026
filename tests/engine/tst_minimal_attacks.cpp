// SPDX-License-Identifier: GPL-3.0-or-later
// The attacks that look for the smallest change, where the smallest change has a closed form: linear models.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QRegularExpression>
#include <QTest>

#include "engine/attacks/attack.hpp"
#include "engine/attacks/support/box_lbfgs.hpp"
#include "engine/attacks/support/saliency_pairs.hpp"
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
/// Well inside [0, 1], both of class 0: f is 0.75 and 0.9.
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

/// Whether every ratio is at least 1 and at most `limit`.
bool isJustAboveOne(const at::Tensor& ratio, double limit) {
  return ratio.ge(1.0).all().item<bool>() && ratio.le(limit).all().item<bool>();
}

/// The best score of all pairs, one by one; 0 where none is admissible.
float bestScoreOfAllPairs(const at::Tensor& alpha, const at::Tensor& beta, const at::Tensor& isOpen) {
  float best = 0;
  for (std::int64_t p = 0; p < alpha.numel(); ++p) {
    for (std::int64_t q = p + 1; q < alpha.numel(); ++q) {
      if (!isOpen[p].item<bool>() || !isOpen[q].item<bool>()) continue;
      const float a = (alpha[p] + alpha[q]).item<float>(), b = (beta[p] + beta[q]).item<float>();
      if (a > 0 && b < 0) best = std::max(best, -a * b);
    }
  }
  return best;
}

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

  void carliniWagnerL2NearsTheClosedForm() {
    const at::Tensor x = binaryPictures();
    const at::Tensor smallest = decision(x).abs() / binaryWeights().norm();
    const ParamValues params = {{"searches", 9}, {"steps", 300}};
    const at::Tensor found = runToEnd("cw_l2", problemFor(makeBinary(), x, params));
    QVERIFY(decision(found).lt(0).all().item<bool>());
    QVERIFY(isJustAboveOne(lengths(found - x) / smallest, 1.01));
  }

  void carliniWagnerReachesItsConfidence() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(3, 2, 4, 4);
    for (const double confidence : {0.5, 1.5}) {
      ParamValues params = {{"confidence", confidence}, {"constant", 1.0}, {"searches", 4}, {"steps", 100}};
      const at::Tensor found = runToEnd("cw_l2", problemFor(model, x, params, 2));
      const at::Tensor logits = logitsOf(*model, found);
      const at::Tensor others = std::get<0>(logits.narrow(1, 0, 2).max(1));
      const at::Tensor clean = logitsOf(*model, x).argmax(1);
      QVERIFY(((logits.select(1, 2) - others).ge(confidence)).logical_or(clean.eq(2)).all().item<bool>());
    }
  }

  void carliniWagnerWithOneSearchKeepsItsConstant() {
    // So small a c cannot pay for the distance: the loss is smallest at the original.
    const at::Tensor x = binaryPictures();
    const ParamValues params = {{"constant", 1e-3}, {"searches", 1}, {"steps", 100}};
    QVERIFY(decision(runToEnd("cw_l2", problemFor(makeBinary(), x, params))).gt(0).all().item<bool>());
  }

  void carliniWagnerLinfNearsTheClosedForm() {
    // τ falls by a tenth: what is found is less than a tenth above the smallest.
    const at::Tensor x = binaryPictures();
    const at::Tensor smallest = decision(x) / binaryWeights().abs().sum();
    const at::Tensor found = runToEnd("cw_linf", problemFor(makeBinary(), x, {}));
    QVERIFY(decision(found).lt(0).all().item<bool>());
    QVERIFY(isJustAboveOne((found - x).flatten(1).abs().amax(1) / smallest, 1.12));
  }

  void carliniWagnerL0FindsTheFewestPixels() {
    // One pixel can take 0.75 and 0.9 off f, which is not enough; two can.
    const at::Tensor x = binaryPictures();
    const at::Tensor found = runToEnd("cw_l0", problemFor(makeBinary(), x, {}));
    QVERIFY(decision(found).lt(0).all().item<bool>());
    QVERIFY((found - x).ne(0).flatten(1).sum(1).eq(2).all().item<bool>());
  }

  void boxLbfgsFindsTheMinimumAtTheWall() {
    // Σ k (x_k - target_k)², whose minimum in the box is at the clipped targets.
    const at::Tensor target = at::tensor({0.3F, 1.7F, -0.4F, 0.8F, 0.5F, 0.1F, 2.F, 0.9F}).reshape({2, 4});
    const at::Tensor weight = at::tensor({1.F, 20.F, 3.F, 100.F});
    BoxLbfgs descent(at::full({2, 4}, 0.5F));
    int evaluations = 0;
    for (; evaluations < 60 && !descent.isConverged().all().item<bool>(); ++evaluations) {
      const at::Tensor off = descent.trial() - target;
      descent.tell((weight * off.square()).sum(1), 2 * weight * off);
    }
    QVERIFY(evaluations < 60);
    QVERIFY(at::allclose(descent.trial(), target.clamp(0, 1), 0, 2e-3));
  }

  void szegedysLbfgsNearsTheClosedForm_data() {
    QTest::addColumn<bool>("isTargeted");
    QTest::newRow("untargeted") << false;
    QTest::newRow("targeted") << true;
  }
  void szegedysLbfgsNearsTheClosedForm() {
    QFETCH(bool, isTargeted);
    const at::Tensor x = binaryPictures();
    const at::Tensor smallest = decision(x) / binaryWeights().norm();
    const AttackProblem problem =
        problemFor(makeBinary(), x, {{"searches", 12}}, isTargeted ? std::optional(1) : std::nullopt);
    const at::Tensor found = runToEnd("lbfgs", problem);
    QVERIFY(decision(found).lt(0).all().item<bool>());
    QVERIFY(isJustAboveOne(lengths(found - x) / smallest, 1.02));
  }

  void theBestPairIsTheBestOfAllPairs() {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      ImageDraws draws(at::full({2, 1, 5, 6}, static_cast<double>(seed)), seed);
      const at::Tensor alpha = draws.normal().flatten(1), beta = draws.normal().flatten(1);
      const at::Tensor isOpen = draws.uniform(0, 1).flatten(1).lt(0.7);
      const FeaturePairs pairs = bestPairs(alpha, beta, isOpen);
      for (std::int64_t n = 0; n < 2; ++n) {
        const at::Tensor a = alpha[n].index_select(0, pairs.features[n]).sum();
        const at::Tensor b = beta[n].index_select(0, pairs.features[n]).sum();
        QVERIFY(pairs.exists[n].item<bool>());
        QVERIFY(isOpen[n].index_select(0, pairs.features[n]).all().item<bool>());
        QCOMPARE(-(a * b).item<float>(), bestScoreOfAllPairs(alpha[n], beta[n], isOpen[n]));
      }
    }
  }

  void noPairIsAdmissibleWhereEveryOneHarmsTheTarget() {
    const at::Tensor ones = at::ones({1, 6});
    const at::Tensor open = at::ones({1, 6}, at::kBool);
    QVERIFY(!bestPairs(-ones, -ones, open).exists.item<bool>());
    QVERIFY(!bestPairs(ones, ones, open).exists.item<bool>());
    QVERIFY(!bestPairs(ones, -ones, open.logical_not()).exists.item<bool>());
    QVERIFY(bestPairs(ones, -ones, open).exists.item<bool>());
  }

  void jsmaTakesTheSalientPairOfALinearModel_data() {
    QTest::addColumn<int>("saliency");
    QTest::newRow("softmax") << 0;
    QTest::newRow("logits") << 1;
    QTest::newRow("log-domain") << 2;
  }
  void jsmaTakesTheSalientPairOfALinearModel() {
    QFETCH(int, saliency);
    const auto model = makeLinear();
    const at::Tensor x = at::full({1, 2, 4, 4}, 0.5F);
    const at::Tensor f = logitsOf(*model, x).softmax(1)[0];
    const auto target = f.argmin().item<std::int64_t>();
    const at::Tensor w = model->weights();
    at::Tensor alpha = w[target], beta = w.sum(0) - w[target];
    if (saliency != 1) {
      alpha = f[target] * (w[target] - f.matmul(w));
      beta = -alpha;
    }
    const FeaturePairs pair = bestPairs(alpha.unsqueeze(0), beta.unsqueeze(0), at::ones({1, 32}, at::kBool));
    const ParamValues params = {{"saliency", static_cast<double>(saliency)}};
    const auto run = findAttack("jsma").start(problemFor(model, x, params, static_cast<int>(target)));
    run->step();
    const at::Tensor expected = x.flatten(1).scatter(1, pair.features, 1.0).view_as(x);
    QVERIFY(at::equal(run->adversarial(), expected));
  }

  void jsmaStaysInItsBudget() {
    const auto model = makeLinear();
    const at::Tensor x = at::full({2, 2, 4, 4}, 0.5F);
    const int target = static_cast<int>(logitsOf(*model, x)[0].argmin().item<std::int64_t>());
    const AttackProblem problem = problemFor(model, x, {{"budget", 20}, {"theta", 1}, {"saliency", 1}}, target);
    const auto run = findAttack("jsma").start(problem);
    QCOMPARE(run->stepsPlanned(), 3);  // 32 features · 20 % / 2
    while (!run->isDone()) run->step();
    const at::Tensor change = run->adversarial() - x;
    QVERIFY(change.ne(0).flatten(1).sum(1).le(6).all().item<bool>());
    QVERIFY(change.le(0).all().item<bool>());
  }

  void largeLogitsBlindTheSoftmaxSaliencyAlone() {
    // A gap of some 200 nats: e⁻²⁰⁰ is 0 in float32, so the published form sees nothing; the log domain loses nothing.
    const auto plain = makeLinear();
    const auto large = std::make_shared<const LinearClassifier>(plain->weights() * 100, plain->bias() * 100, 2, 4, 4);
    const at::Tensor x = at::full({1, 2, 4, 4}, 0.5F);
    const at::Tensor logits = logitsOf(*large, x);
    const int target = static_cast<int>(logits.argmin().item<std::int64_t>());
    QVERIFY((logits.max() - logits.min()).item<double>() > 150);
    const auto found = [&](double saliency) {
      return runToEnd("jsma", problemFor(large, x, {{"saliency", saliency}, {"budget", 50}}, target));
    };
    QVERIFY(at::equal(found(0), x));
    const at::Tensor after = logitsOf(*large, found(2)).log_softmax(1) - logits.log_softmax(1);
    QVERIFY(after[0][target].item<double>() > 0);
  }

  void picturesThatAreFooledFromTheStartStayAsTheyAre_data() {
    QTest::addColumn<QString>("attack");
    for (const char* attack : {"cw_l0", "cw_l2", "cw_linf", "deepfool", "jsma", "lbfgs"})
      QTest::newRow(attack) << attack;
  }
  void picturesThatAreFooledFromTheStartStayAsTheyAre() {
    QFETCH(QString, attack);
    const at::Tensor x = binaryPictures();
    ParamValues params;
    if (findAttack(attack.toStdString()).info().param("budget")) params["budget"] = 100;
    AttackProblem problem = problemFor(makeBinary(), x, params);
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
