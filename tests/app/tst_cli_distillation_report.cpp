// SPDX-License-Identifier: GPL-3.0-or-later
// advscope gradients and distillation-report, with networks and pictures that are always there.
#include <QRegularExpression>
#include <QTemporaryDir>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

class CliDistillationReportTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void gradientsCountsEveryPicture() {
    const CliResult result =
        runCli({"gradients", "-m", "distilled_signs_none,distilled_signs_T100", "--data", "signs-test:0-4", "--json"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.err, QByteArray());
    const QJsonArray models = result.object()["models"].toArray();
    QCOMPARE(models.size(), 2);
    for (const QJsonValue& model : models) {
      double sum = 0.0;
      for (const QJsonValue& bin : model["bins"].toArray()) sum += bin["share"].toDouble();
      QVERIFY(std::abs(sum - 1.0) < 1e-12);
    }
    QVERIFY(models[0]["temperature"].isNull());
    QCOMPARE(models[1]["temperature"].toDouble(), 100.0);
    QVERIFY(models[1]["median_log10"].toDouble() < models[0]["median_log10"].toDouble() - 20);
    QCOMPARE(models[0]["exact_zero_share_float32"].toDouble(), 0.0);
    QCOMPARE(models[1]["exact_zero_share_float32"].toDouble(), 1.0);
  }

  void theStoredReportIsDrawnAgain() {
    QTemporaryDir folder;
    const QString report = QStringLiteral(ADVSCOPE_SOURCE_DIR "/models/distilled-mnist/report.json");
    const CliResult result =
        runCli({"distillation-report", "--report", report, "--figure", folder.filePath("figures"), "--json"});
    QCOMPARE(result.status, 0);
    const QJsonObject json = result.object();
    QCOMPARE(json["networks"].toArray().size(), 10);
    QVERIFY(json["made_by"].toString().startsWith(QStringLiteral("advscope distillation-report")));
    QVERIFY(json["files"].toArray().size() >= 18);
    QVERIFY(QFile::exists(folder.filePath("figures/success-as-it-is.pdf")));
    QVERIFY(QFile::exists(folder.filePath("figures/gradient-amplitudes.csv")));
  }

  /// What the report is about: the published attack fails on the networks here, and others do not.
  void theStoredReportTellsTheStory() {
    const QString report = QStringLiteral(ADVSCOPE_SOURCE_DIR "/models/distilled-mnist/report.json");
    const QJsonObject json = runCli({"distillation-report", "--report", report, "--json"}).object();
    const auto rate = [](const QJsonValue& row, const char* attack) {
      const QJsonValue cell = row["attacks"][QLatin1String(attack)];
      return cell["succeeded"].toDouble() / cell["attacked"].toDouble();
    };
    const QJsonArray rows = json["attacks"]["rows"].toArray();
    QVERIFY(rate(rows.first(), "jsma-softmax") > 0.8);
    QVERIFY(rate(rows.last(), "jsma-softmax") < 0.1);
    for (const QJsonValue& row : rows) {
      QVERIFY(rate(row, "cw-l2") > 0.95);
      QVERIFY(rate(row, "jsma-scaled") > 0.95);
      QVERIFY(rate(row, "pgd-scaled") > 0.95);
    }
  }

  void aFileThatIsNoReportIsRefused() {
    QTemporaryDir folder;
    adv::test::writeWhole(folder.filePath("x.json"), "{}");
    const CliResult result = runCli({"distillation-report", "--report", folder.filePath("x.json")});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.err.contains("is no report"), result.err.constData());
  }
};

QTEST_GUILESS_MAIN(CliDistillationReportTest)
#include "tst_cli_distillation_report.moc"
