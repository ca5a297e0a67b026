// SPDX-License-Identifier: GPL-3.0-or-later
// Counts measured with torchattacks and Foolbox on the same weights and images (float32, first 1,000 MNIST test
// images); ± 1 image for the order of floating-point sums.
#include <QRegularExpression>
#include <QTest>

#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

class TestCounts : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    QTest::failOnWarning(QRegularExpression(".*"));
    if (dataFolder().empty()) QSKIP(kNoData);
  }

  void advertorchClean_data() {
    QTest::addColumn<QString>("attack");
    QTest::addColumn<double>("epsilon");
    QTest::addColumn<double>("stepSize");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("stillRight");
    QTest::newRow("none") << "none" << 0.0 << 0.0 << 0 << 984;
    QTest::newRow("fgsm .05") << "fgsm" << 0.05 << 0.0 << 0 << 946;
    QTest::newRow("fgsm .10") << "fgsm" << 0.10 << 0.0 << 0 << 776;
    QTest::newRow("fgsm .15") << "fgsm" << 0.15 << 0.0 << 0 << 448;
    QTest::newRow("fgsm .20") << "fgsm" << 0.20 << 0.0 << 0 << 149;
    QTest::newRow("fgsm .25") << "fgsm" << 0.25 << 0.0 << 0 << 30;
    QTest::newRow("fgsm .30") << "fgsm" << 0.30 << 0.0 << 0 << 9;
    QTest::newRow("bim .1 .01 20") << "bim" << 0.1 << 0.01 << 20 << 562;
    QTest::newRow("bim .1 .02 10") << "bim" << 0.1 << 0.02 << 10 << 580;
    QTest::newRow("bim .3 .01 40") << "bim" << 0.3 << 0.01 << 40 << 0;
    QTest::newRow("mi-fgsm .1 .02 10") << "mifgsm" << 0.1 << 0.02 << 10 << 587;
    QTest::newRow("mi-fgsm .3 .03 10") << "mifgsm" << 0.3 << 0.03 << 10 << 0;
  }
  void advertorchClean() {
    QFETCH(QString, attack);
    QFETCH(double, epsilon);
    QFETCH(double, stepSize);
    QFETCH(int, steps);
    QFETCH(int, stillRight);
    EvaluateRequest request{"advertorch_clean", "mnist-test:0-1000", attack.toStdString(), {}, {}, 1, 250, false};
    if (attack != "none") request.params["epsilon"] = epsilon;
    if (steps > 0) request.params.insert({{"step-size", stepSize}, {"steps", static_cast<double>(steps)}});
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const auto result = lastAs<Evaluated>(events);
    QVERIFY2(result, failureOf(events).c_str());
    QCOMPARE(result->count, 1000);
    QCOMPARE(result->cleanCorrect, 984);
    QCOMPARE(result->initiallyWrong, 16);
    QVERIFY2(std::abs(result->robustCorrect - stillRight) <= 1, qPrintable(QString::number(result->robustCorrect)));
  }

  void gradientMaskingOfTheDistilledNetwork_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<double>("logitsScale");
    QTest::addColumn<int>("stillRight");
    QTest::newRow("undefended") << "carlini_undefended" << 1.0 << 39;
    QTest::newRow("undefended, scaled") << "carlini_undefended" << 0.01 << 0;
    QTest::newRow("distilled") << "carlini_distilled_T100" << 1.0 << 494;
    QTest::newRow("distilled, scaled") << "carlini_distilled_T100" << 0.01 << 7;
  }
  void gradientMaskingOfTheDistilledNetwork() {
    QFETCH(QString, model);
    QFETCH(double, logitsScale);
    QFETCH(int, stillRight);
    EvaluateRequest request{model.toStdString(),
                            "mnist-test:0-500",
                            "bim",
                            {{"epsilon", 0.3}, {"step-size", 0.01}, {"steps", 40}},
                            {},
                            1,
                            250,
                            false,
                            logitsScale};
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const auto result = lastAs<Evaluated>(events);
    QVERIFY2(result, failureOf(events).c_str());
    QVERIFY2(std::abs(result->robustCorrect - stillRight) <= 1, qPrintable(QString::number(result->robustCorrect)));
  }
};

QTEST_GUILESS_MAIN(TestCounts)
#include "tst_counts.moc"
