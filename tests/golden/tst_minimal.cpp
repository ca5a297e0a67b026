// SPDX-License-Identifier: GPL-3.0-or-later
// Smallest changes on MNIST against those that the Python libraries find with the same weights, images and budgets.
#include <QRegularExpression>
#include <QTest>

#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

class TestMinimal : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    QTest::failOnWarning(QRegularExpression(".*"));
    if (dataFolder().empty()) QSKIP(kNoData);
  }

  void isAsNearAsThePythonLibraries_data() {
    QTest::addColumn<QString>("attack");
    QTest::addColumn<int>("images");
    QTest::addColumn<int>("successes");
    QTest::addColumn<double>("median");
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("DeepFool, 50 steps: torchattacks") << "deepfool" << 200 << 199 << 1.603 << 1.608 << 1.02;
    QTest::newRow("C&W, c = 1, 200 steps: torchattacks") << "cw_l2 fixed" << 80 << 43 << 1.664 << 1.584 << 1.02;
    QTest::newRow("C&W, 6 × 300 steps: Foolbox") << "cw_l2" << 20 << 19 << 1.4636 << 1.4602 << 1.0;
    // With 8 × 60 gradients, as near as Foolbox's C&W with 6 × 300.
    QTest::newRow("L-BFGS: Foolbox's C&W") << "lbfgs" << 20 << 19 << 1.4636 << 1.4602 << 1.0;
  }
  void isAsNearAsThePythonLibraries() {
    QFETCH(QString, attack);
    QFETCH(int, images);
    QFETCH(int, successes);
    QFETCH(double, median);
    QFETCH(double, mean);
    QFETCH(double, tolerance);
    const ParamValues fixed = {{"searches", 1}, {"constant", 1}, {"steps", 200}};
    const Evaluated result =
        evaluated("mnist-test:0-" + std::to_string(images), attack.section(' ', 0, 0).toStdString(),
                  attack.endsWith("fixed") ? fixed : ParamValues());
    QVERIFY(result.cleanCorrect - result.robustCorrect >= successes);
    QVERIFY2(result.medianL2OfSuccesses <= median * tolerance, qPrintable(QString::number(result.medianL2OfSuccesses)));
    QVERIFY2(result.meanL2OfSuccesses <= mean * tolerance, qPrintable(QString::number(result.meanL2OfSuccesses)));
  }

  void onlyThePublishedSaliencyIsBlindedByDistillation() {
    // Aimed at class 3; 4 of the 50 are of that class and stay as they are.
    const auto left = [](double saliency) {
      Engine engine(handTurned());
      EvaluateRequest request{
          "carlini_distilled_T100", "mnist-test:0-50", "jsma", {{"saliency", saliency}}, {}, 1, 250, false};
      request.target = 3;
      return lastAs<Evaluated>(runToEnd(engine, request)).value_or(Evaluated()).robustCorrect;
    };
    QCOMPARE(left(0), 50);
    QVERIFY(left(1) <= 10);
    QVERIFY(left(2) <= 10);
  }

 private:
  /// Of the network that the figures are for.
  static Evaluated evaluated(const std::string& data, const std::string& attack, const ParamValues& params) {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, EvaluateRequest{"advertorch_clean", data, attack, params, {}, 1, 250, false});
    return lastAs<Evaluated>(events).value_or(Evaluated());
  }
};

QTEST_GUILESS_MAIN(TestMinimal)
#include "tst_minimal.moc"
