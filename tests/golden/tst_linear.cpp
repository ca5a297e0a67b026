// SPDX-License-Identifier: GPL-3.0-or-later
// Linear classifiers on MNIST against published figures (Goodfellow, Shlens, Szegedy 2014, sections 4 and 5): softmax
// regression is wrong on 99.9 % of the test pictures under FGSM of ε = .25, and logistic regression of threes against
// sevens on 1.6 % without and 99 % with it.
#include <QRegularExpression>
#include <QTest>

#include "engine/linear/measures.hpp"
#include "engine/linear/trainer.hpp"
#include "tests/support/data_folder.hpp"

using namespace adv;
using namespace adv::linear;

namespace {

constexpr double kEpsilon = 0.25;

Measures trainAndMeasure(const std::string& name, bool logistic, double epochs) {
  Loader loader(name, adv::test::dataFolder());
  while (!loader.isDone()) loader.step();
  Trainer trainer(loader.data(), {logistic, 1e-3, 1});
  while (trainer.epochs() < epochs) trainer.step();
  Evaluation evaluation(trainer.model(), loader.data()->test, kEpsilon);
  while (!evaluation.isDone()) evaluation.step();
  return evaluation.result();
}

QByteArray text(const Measures& measures) {
  return QStringLiteral("accuracy %1, FGSM error %2 (unclipped %3, confidence %4), worst case %5, median flip %6")
      .arg(measures.accuracy)
      .arg(measures.fgsmError)
      .arg(measures.fgsmErrorUnclipped)
      .arg(measures.fgsmConfidence)
      .arg(measures.worstError)
      .arg(measures.medianFlip)
      .toUtf8();
}

}  // namespace

class TestLinear : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    QTest::failOnWarning(QRegularExpression(".*"));
    ADV_NEED_DATA();
  }

  void softmaxOnMnist() {
    const Measures result = trainAndMeasure("mnist", false, 5.0);
    QVERIFY2(result.count == 10'000 && result.accuracy >= 0.91, text(result));
    QVERIFY2(result.fgsmError >= 0.99, text(result));
    QVERIFY2(result.fgsmErrorUnclipped >= 0.99, text(result));
  }

  void threesAgainstSevens() {
    const Measures result = trainAndMeasure("mnist-3-7", true, 10.0);
    QCOMPARE(result.count, std::int64_t{2038});
    QVERIFY2(std::abs(1.0 - result.accuracy - 0.016) <= 0.008, text(result));
    QVERIFY2(result.fgsmErrorUnclipped >= 0.98, text(result));
    QVERIFY2(result.fgsmErrorUnclipped == result.worstError, text(result));
  }
};

QTEST_GUILESS_MAIN(TestLinear)
#include "tst_linear.moc"
