// SPDX-License-Identifier: GPL-3.0-or-later
// Stronger attacks are at least as strong: PGD with more restarts, and Auto-PGD with as many steps as PGD.
#include <QRegularExpression>
#include <QTest>

#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

namespace {

/// How many of the pictures are still right; negative where the evaluation failed.
int stillRight(const char* model, const char* data, const char* attack, ParamValues params) {
  Engine engine(handTurned());
  const auto events = runToEnd(engine, EvaluateRequest{model, data, attack, std::move(params), {}, 1, 250, false});
  const auto result = lastAs<Evaluated>(events);
  if (!result) qCritical("%s", failureOf(events).c_str());
  return result ? result->robustCorrect : -1;
}

constexpr double kLinf = 0;
constexpr double kL2 = 1;

}  // namespace

class TestStrength : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    QTest::failOnWarning(QRegularExpression(".*"));
    if (dataFolder().empty()) QSKIP(kNoData);
  }

  void moreRestartsAreNeverWeaker() {
    ParamValues params = {{"norm", kLinf}, {"epsilon", 0.1}, {"steps", 10}, {"restarts", 1}};
    const int once = stillRight("advertorch_clean", "mnist-test:0-200", "pgd", params);
    params["restarts"] = 3;
    const int thrice = stillRight("advertorch_clean", "mnist-test:0-200", "pgd", params);
    QVERIFY(0 <= thrice && thrice <= once);
  }

  void autoPgdIsAtLeastAsStrongAsPgd_data() {
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<double>("norm");
    QTest::addColumn<double>("epsilon");
    QTest::newRow("advertorch, L∞") << QByteArray("advertorch_clean") << QByteArray("mnist-test:0-150") << kLinf << 0.1;
    QTest::newRow("advertorch, L2") << QByteArray("advertorch_clean") << QByteArray("mnist-test:0-150") << kL2 << 1.5;
    QTest::newRow("digits") << QByteArray("digits") << QByteArray("mnist-test:0-150") << kLinf << 0.1;
    QTest::newRow("undefended") << QByteArray("carlini_undefended") << QByteArray("mnist-test:0-60") << kLinf << 0.1;
    QTest::newRow("distilled") << QByteArray("carlini_distilled_T100") << QByteArray("mnist-test:0-60") << kLinf << 0.1;
    QTest::newRow("signs") << QByteArray("signs") << QByteArray("signs-test:0-12") << kLinf << 1.0 / 255;
  }
  void autoPgdIsAtLeastAsStrongAsPgd() {
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, data);
    QFETCH(double, norm);
    QFETCH(double, epsilon);
    const ParamValues params = {{"norm", norm}, {"epsilon", epsilon}, {"steps", 20}};
    const int pgd = stillRight(model, data, "pgd", params);
    const int apgd = stillRight(model, data, "apgd", params);
    QVERIFY2(0 <= apgd && apgd <= pgd, qPrintable(QStringLiteral("Auto-PGD %1, PGD %2").arg(apgd).arg(pgd)));
  }

  void autoAttackIsAtLeastAsStrongAsItsParts() {
    ParamValues params = {{"epsilon", 0.1}, {"steps", 20}};
    const int apgd = stillRight("advertorch_clean", "mnist-test:0-30", "apgd", params);
    params.insert({{"classes", 3}, {"queries", 300}});
    const int all = stillRight("advertorch_clean", "mnist-test:0-30", "autoattack", params);
    QVERIFY(0 <= all && all <= apgd);
  }

  void dlrSeesWhatTheDistilledNetworkHides() {
    const ParamValues params = {{"epsilon", 0.1}, {"steps", 20}};
    const int byCrossEntropy = stillRight("carlini_distilled_T100", "mnist-test:0-60", "apgd", params);
    ParamValues dlr = params;
    dlr["loss"] = 1;
    const int byDlr = stillRight("carlini_distilled_T100", "mnist-test:0-60", "apgd", dlr);
    QVERIFY(byCrossEntropy >= 58 && byDlr >= 0 && byDlr <= 40);
  }
};

QTEST_GUILESS_MAIN(TestStrength)
#include "tst_strength.moc"
