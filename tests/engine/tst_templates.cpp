// SPDX-License-Identifier: GPL-3.0-or-later
// The jobs behind the templates: a training that newer requests take over, mixing, and the trade-off.
#include <QRegularExpression>
#include <QTest>
#include <cmath>

#include "engine/api/templates.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

namespace {

TemplatesRequest shortTraining() {
  TemplatesRequest request;
  request.settings.l2 = 0.01;
  request.epochs = 1.0;
  request.epsilon = 4.0 / 255;
  return request;
}

/// Two classes on 1 x 1 x 2 pixels: class 1 likes the second pixel, twice as much as it dislikes the first.
linear::WeightsPtr twoPixels() {
  auto weights = std::make_shared<linear::Weights>();
  weights->channels = 1;
  weights->height = 1;
  weights->width = 2;
  weights->labels = {"first", "second"};
  weights->values = {2.0F, -4.0F, -2.0F, 4.0F};
  weights->bias = {0.0F, -1.0F};
  return weights;
}

MixRequest mixOf(const std::vector<std::uint8_t>& pixels, double amount) {
  MixRequest request;
  request.weights = twoPixels();
  request.picture = ImageSource(MemoryImage{"two", std::make_shared<const Image>(Image{2, 1, 1, pixels})});
  request.target = 1;
  request.amount = amount;
  return request;
}

}  // namespace

class TestTemplates : public QObject {
  Q_OBJECT

  Engine m_engine{handTurned()};  ///< one for all, as it keeps the data

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void trainsAndMeasures() {
    const auto events = runToEnd(m_engine, shortTraining(), Lane::Training);
    const auto ready = lastAs<TemplatesReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QCOMPARE(ready->trainCount, std::int64_t{3200});
    QCOMPARE(ready->testCount, std::int64_t{800});
    QCOMPARE(ready->updates, std::int64_t{32});
    QCOMPARE(ready->weights->classCount(), 16);
    QCOMPARE(ready->weights->values.size(), std::size_t{16 * 3 * 32 * 32});
    QCOMPARE(ready->points.front().updates, std::int64_t{0});
    QCOMPARE(ready->points.back().updates, std::int64_t{32});
    QVERIFY(ready->points.back().testLoss < ready->points.front().testLoss);
    QVERIFY(std::abs(ready->points.front().testLoss - std::log(16.0)) < 0.3);
    QVERIFY(ready->isMeasured);
    QVERIFY(std::abs(ready->measures.accuracy - ready->points.back().testAccuracy) < 1e-12);
    QCOMPARE(ready->check.count, std::int64_t{800});
    QCOMPARE(ready->check.sameClass, ready->check.count);
    QCOMPARE(ready->check.attackError, ready->measures.fgsmError);
    QVERIFY(std::abs(ready->check.attackLoss - ready->measures.fgsmLossUnclipped) < 1e-6);
    QVERIFY(ready->measures.fgsmErrorUnclipped <= ready->measures.worstError);
    QVERIFY(ready->measures.worstError > 1.0 - ready->measures.accuracy);
  }

  void aNewerRequestTakesOver() {
    TemplatesRequest request = shortTraining();
    request.run = 7;
    request.epsilon = 0.0;
    request.mostUpdates = 5;
    const auto first = lastAs<TemplatesReady>(runToEnd(m_engine, request, Lane::Training));
    QCOMPARE(first->updates, std::int64_t{5});
    request.settings.l2 = 1e4;
    request.mostUpdates = 1;
    const auto second = lastAs<TemplatesReady>(runToEnd(m_engine, request, Lane::Training));
    QCOMPARE(second->updates, std::int64_t{6});
    const auto largest = [](const linear::Weights& weights) {
      double size = 0.0;
      for (const float value : weights.values) size = std::max(size, std::abs(double(value)));
      return size;
    };
    QVERIFY(largest(*second->weights) < 0.1 * largest(*first->weights));
    request.run = 8;
    QCOMPARE(lastAs<TemplatesReady>(runToEnd(m_engine, request, Lane::Training))->updates, std::int64_t{1});
    request.plan.start.seed = 2;
    QCOMPARE(lastAs<TemplatesReady>(runToEnd(m_engine, request, Lane::Training))->updates, std::int64_t{1});
  }

  void goingOnGivesTheSameBits() {
    TemplatesRequest whole = shortTraining();
    whole.epsilon = 0.0;
    whole.run = 20;
    const auto atOnce = lastAs<TemplatesReady>(runToEnd(m_engine, whole, Lane::Training));
    TemplatesRequest part = whole;
    part.run = whole.run = 21;
    part.mostUpdates = 7;
    for (int i = 0; i < 4; ++i) runToEnd(m_engine, part, Lane::Training);
    const auto inParts = lastAs<TemplatesReady>(runToEnd(m_engine, whole, Lane::Training));
    QCOMPARE(inParts->updates, atOnce->updates);
    QVERIFY(inParts->weights->values == atOnce->weights->values);
  }

  /// x = (.4, .2): logits (0, -1 - 0) ... with w/max|w| = (-.5, 1), x + a d = (.4 - .5 a, .2 + a); the lead of class 1
  /// is 2 (−2 x₁ + 4 x₂) − 1 = 10 a − 1, which is 0 at a = .1.
  void mixingIsExact() {
    const auto events = runToEnd(m_engine, mixOf({102, 51}, 51.0 / 255), Lane::Preview);
    const auto mixed = lastAs<TemplateMixed>(events);
    QVERIFY2(mixed, failureOf(events).c_str());
    QCOMPARE(mixed->templateScale, 4.0);
    QCOMPARE(mixed->label, 0);
    QVERIFY(!mixed->labelIsKnown);
    QVERIFY(std::abs(mixed->needed - 0.1) < 1e-6);
    QCOMPARE(mixed->sum->pixels, (std::vector<std::uint8_t>{76, 102}));  // 102 − 25.5 to the even 76
    QVERIFY(std::abs(mixed->mixedFloat.targetProbability - 1 / (1 + std::exp(-1.0))) < 1e-6);
    QCOMPARE(mixed->mixed.topClass(), 1);
    QVERIFY(std::abs(mixed->linf - 51.0 / 255) < 1e-6);
    QCOMPARE(mixed->curve.amounts.size(), std::size_t{65});
    QCOMPARE(mixed->curve.amounts.back(), 0.5);
    for (std::size_t i = 0; i < 20; ++i) {  // while nothing is clipped
      const double lead = 10 * mixed->curve.amounts[i] - 1;
      QVERIFY(std::abs(mixed->curve.target[i] - 1 / (1 + std::exp(-lead))) < 1e-6);
      QVERIFY(std::abs(mixed->curve.target[i] + mixed->curve.label[i] - 1) < 1e-9);
    }
  }

  void mixingFromNoiseAndFromTestPictures() {
    MixRequest request = mixOf({1, 2}, 0.1);
    request.picture = NoisePicture{3};
    const auto noise = lastAs<TemplateMixed>(runToEnd(m_engine, request, Lane::Preview));
    QCOMPARE(noise->original->width, 2);
    request.picture = NoisePicture{4};
    QVERIFY(lastAs<TemplateMixed>(runToEnd(m_engine, request, Lane::Preview))->original->pixels !=
            noise->original->pixels);

    const auto ready = lastAs<TemplatesReady>(runToEnd(m_engine, shortTraining(), Lane::Training));
    request.data = "signs";
    request.weights = ready->weights;
    request.picture = TestPicture{21};
    const auto sign = lastAs<TemplateMixed>(runToEnd(m_engine, request, Lane::Preview));
    QCOMPARE(sign->label, 21 % 16);
    QVERIFY(sign->labelIsKnown);
    QCOMPARE(sign->original->width, 32);
  }

  void theTradeOff() {
    TradeOffRequest request;
    request.strengths = {0.0, 0.01, 10.0};
    request.epochs = 3.0;
    request.epsilon = 4.0 / 255;
    const auto events = runToEnd(m_engine, request, Lane::Batch);
    const auto ready = lastAs<TradeOffReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QCOMPARE(ready->points.size(), std::size_t{3});
    QCOMPARE(ready->points[1].l2, 0.01);
    QVERIFY(ready->points[2].measures.accuracy < ready->points[0].measures.accuracy);
    QVERIFY(ready->points[1].measures.medianFlip > ready->points[0].measures.medianFlip);
    QCOMPARE(ready->done, 1.0);
  }

  void nonsenseIsToldInWords_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("data") << 0 << QByteArray("nowhere");
    QTest::newRow("epochs") << 1 << QByteArray("epochs");
    QTest::newRow("size") << 2 << QByteArray("differ in size");
    QTest::newRow("target") << 3 << QByteArray("no class 5");
    QTest::newRow("logistic") << 4 << QByteArray("two classes");
  }
  void nonsenseIsToldInWords() {
    QFETCH(int, what);
    QFETCH(QByteArray, says);
    TemplatesRequest training = shortTraining();
    MixRequest mix = mixOf({1, 2}, 0.1);
    if (what == 0) training.plan.data = "nowhere";
    if (what == 1) training.epochs = -1.0;
    if (what == 4) training.plan.start.logistic = true;
    if (what == 2) {
      mix.data = "signs";
      mix.picture = TestPicture{0};
    }
    if (what == 3) mix.target = 5;
    const Request request = what == 2 || what == 3 ? Request(mix) : Request(training);
    const std::string failure = failureOf(runToEnd(m_engine, request));
    QVERIFY2(failure.find(says.toStdString()) != std::string::npos, failure.c_str());
  }
};

QTEST_GUILESS_MAIN(TestTemplates)
#include "tst_templates.moc"
