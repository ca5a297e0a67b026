// SPDX-License-Identifier: GPL-3.0-or-later
// Logits along the FGSM direction: exactly straight for a linear network, bent for the others.
#include "engine/api/linearity.hpp"

#include <ATen/ATen.h>

#include "tests/support/card_files.hpp"
#include "tests/support/engine_runner.hpp"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace adv;
using namespace adv::test;

namespace {

LinearityRequest signRequest() {
  LinearityRequest request;
  request.models = {"signs_relu", "signs_sigmoid", "signs_maxout", "signs_tanh"};
  request.image = SampleImage{"signs-gallery", 3};
  return request;
}

LinearityReady answerTo(const LinearityRequest& request) {
  Engine engine(handTurned());
  return lastAs<LinearityReady>(runToEnd(engine, request, Lane::Batch)).value();
}

std::size_t placeOf(const LinearityReady& ready, double t) {
  std::size_t best = 0;
  for (std::size_t i = 0; i < ready.line.size(); ++i)
    if (std::abs(ready.line[i] - t) < std::abs(ready.line[best] - t)) best = i;
  return best;
}

}  // namespace

class TestLinearity : public QObject {
  Q_OBJECT

 private slots:
  void aLinearNetworkIsExactlyStraight() {
    QTemporaryDir folder;
    at::manual_seed(3);
    const at::Tensor weights = at::randn({3, 16});
    const nlohmann::json card = {{"id", "linear"},
                                 {"title", "Linear"},
                                 {"input", {{"width", 4}, {"height", 4}, {"channels", 1}}},
                                 {"preprocessing", {{"mean", {0.0}}, {"std", {1.0}}}},
                                 {"labels", {"a", "b", "c"}},
                                 {"weights", "weights.safetensors"},
                                 {"layers", {{{"type", "flatten"}}, {{"type", "linear"}, {"name", "out"}}}}};
    const auto file =
        writeCard(folder.path().toStdString(), card, {{"out.weight", weights}, {"out.bias", at::zeros({3})}});
    LinearityRequest request;
    request.models = {file.string()};
    request.image =
        MemoryImage{"grey", std::make_shared<const Image>(Image{4, 4, 1, std::vector<std::uint8_t>(16, 128)})};
    request.reach = 0.5;
    const LinearityReady ready = answerTo(request);
    const LinearityRow& row = ready.rows.front();
    QVERIFY(std::abs(row.r2 - 1.0) < 1e-9);
    for (const LogitLine& line : row.lines) QVERIFY(std::abs(line.fit.r2 - 1.0) < 1e-9);
    const at::Tensor x = at::full({16}, 128.0 / 255);
    const at::Tensor p = at::softmax(weights.mv(x), 0);
    const at::Tensor direction = (weights.t().mv(p) - weights[row.label]).sign();
    const double slope = weights[row.label].dot(direction).item<double>();
    QVERIFY(std::abs(row.lines.front().fit.slope - slope) < 1e-3 * std::abs(slope));
    QCOMPARE(row.count, 0);
  }

  void theFourNonLinearitiesDiffer() {
    LinearityRequest request = signRequest();
    request.data = "signs-test";
    request.count = 100;
    const LinearityReady ready = answerTo(request);
    QCOMPARE(ready.done, 1.0);
    QCOMPARE(ready.rows.size(), 4U);
    for (const LinearityRow& row : ready.rows) {
      QVERIFY2(row.r2 > 0.5 && row.r2 < 0.99999, row.model.id.c_str());
      QCOMPARE(row.says.size(), ready.line.size());
      const std::size_t middle = placeOf(ready, 0.0);
      QCOMPARE(row.says[middle] == row.label, !row.wrongFromStart);
      QCOMPARE(row.count, 100);
      QVERIFY2(row.cleanAccuracy >= 0.85, row.model.id.c_str());
      QVERIFY(row.errors.back() > row.errors.front());
      QVERIFY(row.lines.front().logits.back() < row.lines.front().logits[middle]);
    }
  }

  void theErrorsAreThoseThatEvaluateCounts() {
    LinearityRequest request = signRequest();
    request.models = {"signs_relu"};
    request.data = "signs-test";
    request.count = 60;
    const LinearityReady ready = answerTo(request);
    EvaluateRequest evaluate;
    evaluate.model = "signs_relu";
    evaluate.data = "signs-test:0-60";
    evaluate.attack = "fgsm";
    evaluate.params["epsilon"] = ready.epsilons[8];
    Engine engine(handTurned());
    const auto evaluated = lastAs<Evaluated>(runToEnd(engine, evaluate)).value();
    QCOMPARE(ready.rows[0].cleanAccuracy, evaluated.cleanCorrect / 60.0);
    QVERIFY(std::abs(1.0 - ready.rows[0].errors[8] - evaluated.robustCorrect / 60.0) < 1.5 / 60.0);
  }

  void wrongQuestionsAreAnsweredInWords() {
    Engine engine(handTurned());
    LinearityRequest request = signRequest();
    request.reach = 0.0;
    const std::vector<Event> outOfRange = runToEnd(engine, request);
    QVERIFY(failureOf(outOfRange).find("reach") != std::string::npos);
    request = signRequest();
    request.models.clear();
    const std::vector<Event> ofNothing = runToEnd(engine, request);
    QVERIFY(failureOf(ofNothing).find("No network") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestLinearity)
#include "tst_linearity.moc"
