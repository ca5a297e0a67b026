// SPDX-License-Identifier: GPL-3.0-or-later
// The eight lamps: the statistics behind them, the judgement on counts written by hand, and the whole check on linear
// networks whose gradients are known, turned by hand.
#include <ATen/ATen.h>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "engine/analysis/exact_tests.hpp"
#include "engine/analysis/trust_lamps.hpp"
#include "engine/api/trust.hpp"
#include "engine/data/dataset.hpp"
#include "engine/models/scaled_classifier.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/engine_runner.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

/// `right` pictures of `all` are still right, the first ones.
TrustOutcome outcomeOf(TrustTest test, double epsilon, int right, int all) {
  TrustOutcome outcome;
  outcome.count = {test, "run", epsilon, right, all};
  outcome.right.assign(static_cast<std::size_t>(all), 0);
  std::fill_n(outcome.right.begin(), right, 1);
  return outcome;
}

/// A healthy network on 200 pictures: the attack fools all.
TrustEvidence healthy() {
  TrustEvidence e;
  e.count = e.cleanRight = 200;
  e.classes = 10;
  e.attack = "BIM";
  e.epsilon = 0.1;
  e.grid = {0.05, 0.1, 0.5};
  e.norm = "L∞";
  e.other = "Other";
  e.hasBlackBox = e.gradientsKnown = true;
  e.outcomes = {outcomeOf(TrustTest::WhiteBox, 0.05, 60, 200), outcomeOf(TrustTest::WhiteBox, 0.1, 4, 200),
                outcomeOf(TrustTest::WhiteBox, 0.5, 0, 200),   outcomeOf(TrustTest::OneStep, 0.1, 90, 200),
                outcomeOf(TrustTest::MoreSteps, 0.1, 3, 200),  outcomeOf(TrustTest::ScaledLogits, 0.1, 5, 200),
                outcomeOf(TrustTest::BlackBox, 0.1, 120, 200), outcomeOf(TrustTest::Transfer, 0.1, 150, 200),
                outcomeOf(TrustTest::Noise, 0.1, 195, 200)};
  return e;
}

void replace(TrustEvidence& evidence, const TrustOutcome& by) {
  for (TrustOutcome& outcome : evidence.outcomes) {
    if (outcome.count.test == by.count.test && outcome.count.epsilon == by.count.epsilon) outcome = by;
  }
}

LampState stateOf(const std::vector<Lamp>& lamps, const std::string& id) {
  for (const Lamp& lamp : lamps) {
    if (lamp.id == id) return lamp.state;
  }
  return LampState::Pending;
}

/// Two classes on 4×4 grey pictures: "bright" where the sum of the pixels is above 8. The logits are ± gain (s − 8); a
/// flat network has no gradient and always says bright.
nlohmann::json brightnessCard(const std::string& id) {
  return {{"id", id},
          {"title", id},
          {"input", {{"width", 4}, {"height", 4}, {"channels", 1}}},
          {"labels", {"bright", "dark"}},
          {"weights", "weights.safetensors"},
          {"layers", {{{"type", "flatten"}}, {{"type", "linear"}, {"name", "out"}}}}};
}

NamedTensors brightness(double gain, double flat = 0.0) {
  const at::Tensor row = at::ones({1, 16}) * gain;
  return {{"out.weight", at::cat({row, -row})},
          {"out.bias", at::tensor({-8 * gain + flat, 8 * gain - flat}).to(at::kFloat)}};
}

/// Folders bright/ and dark/ with `count` pictures each, of levels 128 + k and 127 − k.
void writePictures(const fs::path& folder, int count) {
  for (int k = 0; k < count; ++k) {
    for (const bool isBright : {true, false}) {
      const int level = isBright ? 130 + k : 125 - k;
      const fs::path place = folder / (isBright ? "bright" : "dark");
      fs::create_directories(place);
      const std::vector<std::uint8_t> pixels(16, static_cast<std::uint8_t>(level));
      writePng(place / ("picture" + std::to_string(100 + k) + ".png"), Image{4, 4, 1, pixels});
    }
  }
}

}  // namespace

class TestTrust : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void theStatisticsAreExact() {
    QCOMPARE(binomialTail(0, 10, 0.3), 1.0);
    QCOMPARE(binomialTail(11, 10, 0.3), 0.0);
    QVERIFY(std::abs(binomialTail(10, 10, 0.5) - std::pow(0.5, 10)) < 1e-15);
    QVERIFY(std::abs(binomialTail(8, 10, 0.5) - 56.0 / 1024) < 1e-12);
    QCOMPARE(signTest(0, 0), 1.0);
    QVERIFY(std::abs(signTest(10, 0) - 1.0 / 1024) < 1e-15);
    QVERIFY(std::abs(signTest(8, 2) - 56.0 / 1024) < 1e-12);
    // Clopper and Pearson: the bound at which the tail is alpha; for n of n it is alpha^(1/n).
    QVERIFY(std::abs(lowerBound(20, 20, 0.05) - std::pow(0.05, 1.0 / 20)) < 1e-9);
    QVERIFY(std::abs(binomialTail(39, 500, lowerBound(39, 500, 0.00125)) - 0.00125) < 1e-9);
    QCOMPARE(lowerBound(0, 20, 0.05), 0.0);
  }

  void scaledLogitsPredictTheSame() {
    const auto model = makeLinear();
    const at::Tensor x = makePictures(5, 2, 4, 4);
    const ScaledClassifier scaled(model, 0.01);
    QVERIFY(at::allclose(scaled.logits(x), model->logits(x) * 0.01));
    QVERIFY(at::equal(scaled.logits(x).argmax(1), model->logits(x).argmax(1)));
  }

  void aHealthyNetworkIsGreen() {
    const auto lamps = judgeLamps(healthy());
    QCOMPARE(lamps.size(), 8U);
    for (const Lamp& lamp : lamps) QVERIFY2(lamp.state == LampState::Green, lamp.id.c_str());
    const TrustJudgement judgement = judge(healthy(), lamps);
    QCOMPARE(judgement.verdict, TrustVerdict::Plausible);
    QVERIFY(QString::fromStdString(judgement.detail).contains("4 of 200"));
  }

  void lampsWaitForTheirEvidence() {
    TrustEvidence evidence = healthy();
    evidence.outcomes.resize(1);
    const auto lamps = judgeLamps(evidence);
    QCOMPARE(stateOf(lamps, "zero-gradient"), LampState::Green);
    QCOMPARE(stateOf(lamps, "logit-scale"), LampState::Pending);
    QCOMPARE(judge(evidence, lamps).verdict, TrustVerdict::Pending);
  }

  void eachLampLightsForItsOwnReason_data() {
    QTest::addColumn<int>("test");
    QTest::addColumn<QString>("lamp");
    QTest::newRow("one step") << static_cast<int>(TrustTest::OneStep) << "iterative";
    QTest::newRow("queries") << static_cast<int>(TrustTest::BlackBox) << "black-box";
    QTest::newRow("transfer") << static_cast<int>(TrustTest::Transfer) << "black-box";
    QTest::newRow("noise") << static_cast<int>(TrustTest::Noise) << "noise";
    QTest::newRow("scale") << static_cast<int>(TrustTest::ScaledLogits) << "logit-scale";
    QTest::newRow("steps") << static_cast<int>(TrustTest::MoreSteps) << "more-steps";
  }
  void eachLampLightsForItsOwnReason() {
    QFETCH(int, test);
    QFETCH(QString, lamp);
    TrustEvidence evidence = healthy();
    replace(evidence, outcomeOf(TrustTest::WhiteBox, 0.1, 150, 200));
    replace(evidence, outcomeOf(TrustTest::WhiteBox, 0.05, 160, 200));
    for (const auto other : {TrustTest::OneStep, TrustTest::BlackBox, TrustTest::Transfer, TrustTest::Noise,
                             TrustTest::ScaledLogits, TrustTest::MoreSteps})
      replace(evidence, outcomeOf(other, 0.1, 150, 200));
    // Nine pictures are chance, ten are not; a hundred and more are gross.
    replace(evidence, outcomeOf(static_cast<TrustTest>(test), 0.1, 141, 200));
    QCOMPARE(stateOf(judgeLamps(evidence), lamp.toStdString()), LampState::Green);
    replace(evidence, outcomeOf(static_cast<TrustTest>(test), 0.1, 140, 200));
    auto lamps = judgeLamps(evidence);
    QCOMPARE(stateOf(lamps, lamp.toStdString()), LampState::Amber);
    QCOMPARE(std::count_if(lamps.begin(), lamps.end(), [](const Lamp& l) { return l.state == LampState::Green; }), 7);
    const bool isWeak = lamp == "more-steps";
    QCOMPARE(judge(evidence, lamps).verdict, isWeak ? TrustVerdict::WeakAttack : TrustVerdict::PartlyMasked);
    replace(evidence, outcomeOf(static_cast<TrustTest>(test), 0.1, 20, 200));
    lamps = judgeLamps(evidence);
    QCOMPARE(stateOf(lamps, lamp.toStdString()), LampState::Red);
    QCOMPARE(judge(evidence, lamps).verdict, isWeak ? TrustVerdict::WeakAttack : TrustVerdict::GradientMasking);
  }

  void moreEpsilonThatHelpsIsRed() {
    TrustEvidence evidence = healthy();
    replace(evidence, outcomeOf(TrustTest::WhiteBox, 0.5, 190, 200));
    const auto lamps = judgeLamps(evidence);
    QCOMPARE(stateOf(lamps, "more-epsilon"), LampState::Red);
    QCOMPARE(stateOf(lamps, "half-range"), LampState::Red);
  }

  void chanceLevelIsNoAlarm() {
    TrustEvidence evidence = healthy();
    for (const double epsilon : {0.1, 0.05}) replace(evidence, outcomeOf(TrustTest::WhiteBox, epsilon, 24, 200));
    replace(evidence, outcomeOf(TrustTest::WhiteBox, 0.5, 24, 200));
    QCOMPARE(stateOf(judgeLamps(evidence), "half-range"), LampState::Green);
    for (const double epsilon : {0.1, 0.05, 0.5}) replace(evidence, outcomeOf(TrustTest::WhiteBox, epsilon, 50, 200));
    QCOMPARE(stateOf(judgeLamps(evidence), "half-range"), LampState::Amber);
  }

  void aSoftmaxForLogitsIsRed() {
    TrustEvidence evidence = healthy();
    evidence.looksLikeSoftmax = true;
    const auto lamps = judgeLamps(evidence);
    QCOMPARE(stateOf(lamps, "logit-scale"), LampState::Red);
    QVERIFY(QString::fromStdString(judge(evidence, lamps).sentence).contains("probabilities"));
  }

  void theScaleNamesCauseAndCure() {
    TrustEvidence evidence = healthy();
    evidence.count = evidence.cleanRight = 500;
    evidence.grid = {0.1, 0.5};
    evidence.withoutGradient = 60;
    evidence.outcomes = {outcomeOf(TrustTest::WhiteBox, 0.1, 39, 500),    outcomeOf(TrustTest::WhiteBox, 0.5, 0, 500),
                         outcomeOf(TrustTest::OneStep, 0.1, 90, 500),     outcomeOf(TrustTest::MoreSteps, 0.1, 38, 500),
                         outcomeOf(TrustTest::ScaledLogits, 0.1, 0, 500), outcomeOf(TrustTest::BlackBox, 0.1, 300, 500),
                         outcomeOf(TrustTest::Transfer, 0.1, 300, 500),   outcomeOf(TrustTest::Noise, 0.1, 480, 500)};
    const TrustJudgement judgement = judge(evidence, judgeLamps(evidence));
    QCOMPARE(judgement.verdict, TrustVerdict::PartlyMasked);
    QVERIFY2(judgement.sentence.starts_with("Large logits hide a little"), judgement.sentence.c_str());
    QVERIFY2(judgement.detail.find("7.8 %") != std::string::npos, judgement.detail.c_str());
  }

  void linearNetworks_data() {
    QTest::addColumn<double>("gain");
    QTest::addColumn<double>("flat");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("redLamp");
    QTest::newRow("healthy") << 1.0 << 0.0 << "plausible"
                             << "";
    // The softmax saturates to exactly 1 and 0: no gradient is left, and the same logits × 0.01 have one.
    QTest::newRow("large logits") << 1000.0 << 0.0 << "gradient_masking"
                                  << "logit-scale";
    QTest::newRow("flat") << 0.0 << 1.0 << "gradient_masking"
                          << "zero-gradient";
  }
  void linearNetworks() {
    QFETCH(double, gain);
    QFETCH(double, flat);
    QFETCH(QString, verdict);
    QFETCH(QString, redLamp);
    QTemporaryDir place;
    const fs::path folder(place.path().toStdString());
    const fs::path card = writeCard(folder / "net", brightnessCard("net"), brightness(gain, flat));
    const fs::path other = writeCard(folder / "other", brightnessCard("other"), brightness(1.0));
    writePictures(folder / "data", 20);
    TrustRequest request;
    request.model = card.string();
    request.other = other.string();
    request.data = (folder / "data").string();
    request.params = {{"epsilon", 40.0 / 255}};
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request, Lane::Batch);
    const auto report = lastAs<TrustReported>(events);
    QVERIFY2(report, failureOf(events).c_str());
    QCOMPARE(report->count, 40);
    QCOMPARE(QString(nameOf(report->verdict)), verdict);
    QCOMPARE(report->request.params.at("steps"), 20.0);
    for (const Lamp& lamp : report->lamps) {
      if (QString::fromStdString(lamp.id) == redLamp) QCOMPARE(QString(nameOf(lamp.state)), QString("red"));
      if (redLamp.isEmpty()) QVERIFY2(lamp.state == LampState::Green, (lamp.id + ": " + lamp.measured).c_str());
      QVERIFY(!lamp.measured.empty() && !lamp.expected.empty() && !lamp.ran.empty());
    }
    // Lamps fill one after the other.
    const auto snapshots = std::count_if(events.begin(), events.end(),
                                         [](const Event& event) { return event.payload.is<TrustReported>(); });
    QVERIFY(snapshots > 8);
  }

  void anAttackInL2IsHeldAgainstItsOwnKind() {
    QTemporaryDir place;
    const fs::path folder(place.path().toStdString());
    const fs::path card = writeCard(folder / "net", brightnessCard("net"), brightness(1.0));
    writePictures(folder / "data", 20);
    TrustRequest request;
    request.model = card.string();
    request.data = (folder / "data").string();
    request.attack = "pgd";
    request.params = {{"norm", 1}, {"epsilon", 0.63}};
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const auto report = lastAs<TrustReported>(events);
    QVERIFY2(report, failureOf(events).c_str());
    QVERIFY2(report->verdict == TrustVerdict::Plausible, report->sentence.c_str());
    QCOMPARE(report->lamps.front().numbers.back().what, std::string("FGM L2"));
    // Sixteen values, each moved by half of the range.
    QCOMPARE(report->lamps[2].numbers.front().epsilon, 2.0);
  }

  void whatCannotBeAskedIsAnsweredInWords_data() {
    QTest::addColumn<QString>("attack");
    QTest::addColumn<double>("epsilon");
    QTest::addColumn<QString>("says");
    QTest::newRow("noise") << "noise" << 0.1 << "does not use gradients";
    QTest::newRow("nothing") << "bim" << 0.0 << "ε = 0";
    QTest::newRow("unknown") << "nosuchattack" << 0.1 << "nosuchattack";
  }
  void whatCannotBeAskedIsAnsweredInWords() {
    QFETCH(QString, attack);
    QFETCH(double, epsilon);
    QFETCH(QString, says);
    TrustRequest request;
    request.model = "signs";
    request.attack = attack.toStdString();
    request.params = {{"epsilon", epsilon}};
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const std::string text = failureOf(events);
    QVERIFY2(QString::fromStdString(text).contains(says), text.c_str());
  }

  void picturesThatAreAllWrongAreUndecided() {
    QTemporaryDir place;
    const fs::path folder(place.path().toStdString());
    const fs::path card = writeCard(folder / "net", brightnessCard("net"), brightness(-1.0));
    writePictures(folder / "data", 4);
    TrustRequest request;
    request.model = card.string();
    request.data = (folder / "data").string();
    Engine engine(handTurned());
    const auto report = lastAs<TrustReported>(runToEnd(engine, request));
    QVERIFY(report);
    QCOMPARE(report->cleanRight, 0);
    QCOMPARE(report->verdict, TrustVerdict::Undecided);
  }
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
