// SPDX-License-Identifier: GPL-3.0-or-later
// Adversarial training against weight decay: margins and what follows from them, the job, and published figures.
#include <ATen/ATen.h>

#include <QTest>
#include <cmath>
#include <numeric>

#include "engine/api/decay.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/linear/margins.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;

namespace {

DecayReady trained(Engine& engine, const DecayRequest& request) {
  const auto ready = test::lastAs<DecayReady>(test::runToEnd(engine, request, Lane::Training));
  return ready.value_or(DecayReady());
}

DecayRequest shortRun() {
  DecayRequest request;
  request.epochs = 3;
  return request;
}

std::string failureOf(DecayRequest request) {
  Engine engine(test::handTurned());
  return test::failureOf(test::runToEnd(engine, request, Lane::Training));
}

}  // namespace

class TestDecay : public QObject {
  Q_OBJECT

 private slots:
  void sharesAreCounts() {
    const std::vector<double> margins = {-2.0, -0.5, 0.0, 0.5, 3.0};
    QCOMPARE(linear::shareWithin(margins, -3.0), 0.0);
    QCOMPARE(linear::shareWithin(margins, 0.0), 0.6);
    QCOMPARE(linear::shareWithin(margins, 3.0), 1.0);
    const std::vector<double> edges = {-1.0, 0.0, 1.0};
    QCOMPARE(linear::marginShares(margins, edges), (std::vector<double>{0.6, 0.4}));
  }

  /// A margin is that of the closed form, and the worst corner of the ball takes ε‖w‖₁ off it.
  void marginsAreThoseOfTheClosedForms() {
    linear::Model model;
    model.weights = at::tensor({0.5F, -1.0F, 0.25F, 2.0F}).reshape({1, 4});
    model.bias = at::tensor({-0.3F});
    model.shape = {1, 2, 2};
    model.labels = {"a", "b"};
    linear::Rows rows;
    rows.pictures = at::tensor({10, 20, 30, 40, 200, 100, 50, 25}, at::kByte).reshape({2, 4});
    rows.labels = at::tensor({0, 1}, at::kLong);
    std::vector<double> expected;
    for (int i = 0; i < 2; ++i) {
      std::vector<double> x;
      for (int k = 0; k < 4; ++k) x.push_back(rows.pictures[i][k].item<int>() / 255.0);
      const std::vector<double> w = {0.5, -1.0, 0.25, 2.0};
      expected.push_back((i == 0 ? -1 : 1) * linear::score(w, x, -0.3));
    }
    std::sort(expected.begin(), expected.end());
    const auto found = linear::sortedMargins(model, rows);
    for (std::size_t i = 0; i < 2; ++i) QVERIFY(std::abs(found[i] - expected[i]) < 1e-6);
  }

  void answersFollowFromMargins() {
    Engine engine(test::handTurned());
    const DecayReady ready = trained(engine, shortRun());
    QCOMPARE(ready.testCount, std::int64_t{400});
    QCOMPARE(ready.labels, (std::vector<std::string>{"speed limit 30", "speed limit 80"}));
    QCOMPARE(ready.epsilons.front(), 0.0);
    for (const DecayModel& model : ready.models) {
      QCOMPARE(model.worstErrors.front(), model.error);
      QVERIFY(std::is_sorted(model.worstErrors.begin(), model.worstErrors.end()));
      QVERIFY(std::abs(std::accumulate(model.marginShares.begin(), model.marginShares.end(), 0.0) - 1) < 1e-9);
      QVERIFY(model.points.size() > 30 && model.points.size() <= 60);
      QCOMPARE(model.points.back().error, model.error);
      double norm = 0.0;
      for (const float w : model.weights->values) norm += std::abs(w);
      QVERIFY(std::abs(norm / model.normL1 - 1) < 1e-5);
    }
    const double margin = ready.margins[30];
    QCOMPARE(ready.models[0].costs[30], linear::softplus(-margin));
    QCOMPARE(ready.models[1].costs[30], linear::softplus(-margin) + ready.request.l1 * ready.models[1].normL1);
    QCOMPARE(ready.models[2].costs[30], linear::softplus(ready.request.epsilon * ready.models[2].normL1 - margin));
  }

  void bothKeepWeightsSmall() {
    Engine engine(test::handTurned());
    DecayRequest request;
    request.epochs = 10;
    const DecayReady ready = trained(engine, request);
    QVERIFY(ready.models[1].normL1 < 0.8 * ready.models[0].normL1);
    QVERIFY(ready.models[2].normL1 < 0.8 * ready.models[0].normL1);
    QVERIFY(ready.models[2].points.back().worstError < ready.models[0].points.back().worstError);
  }

  void withoutEitherAllThreeAreTheSame() {
    Engine engine(test::handTurned());
    DecayRequest request = shortRun();
    request.epsilon = 0.0;
    request.l1 = 0.0;
    const DecayReady ready = trained(engine, request);
    QCOMPARE(ready.models[1].weights->values, ready.models[0].weights->values);
    QCOMPARE(ready.models[2].weights->values, ready.models[0].weights->values);
  }

  void aSeedRepeats() {
    Engine engine(test::handTurned());
    const DecayReady first = trained(engine, shortRun());
    const DecayReady again = trained(engine, shortRun());
    DecayRequest other = shortRun();
    other.seed = 2;
    const DecayReady different = trained(engine, other);
    for (std::size_t i = 0; i < kDecayModels; ++i)
      QCOMPARE(again.models[i].weights->values, first.models[i].weights->values);
    QVERIFY(different.models[0].weights->values != first.models[0].weights->values);
  }

  void badRequestsAreAnswered() {
    DecayRequest request;
    request.epsilon = -0.1;
    QVERIFY(failureOf(request).find("ε") != std::string::npos);
    request = {};
    request.l1 = std::nan("");
    QVERIFY(failureOf(request).find("λ") != std::string::npos);
    request = {};
    request.epochs = 0;
    QVERIFY(failureOf(request).find("epochs") != std::string::npos);
    request = {};
    request.data = "signs";
    QVERIFY(failureOf(request).find("two classes") != std::string::npos);
  }

  /// Goodfellow, Shlens, Szegedy 2014, section 5: 1.6 % error, 99 % under FGSM with ε = 0.25.
  void threesAndSevens() {
    if (test::dataFolder().empty()) QSKIP(test::kNoData);
    Engine engine(test::handTurned());
    DecayRequest request;
    request.data = "mnist-3-7";
    request.epsilon = 0.25;
    const DecayReady ready = trained(engine, request);
    QCOMPARE(ready.testCount, std::int64_t{2038});
    QVERIFY(std::abs(ready.models[0].error - 0.016) < 0.008);
    QVERIFY(ready.models[0].points.back().worstError >= 0.98);
    QVERIFY(ready.models[2].points.back().worstError < 0.4);
  }
};

QTEST_GUILESS_MAIN(TestDecay)
#include "tst_decay.moc"
