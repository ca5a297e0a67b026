// SPDX-License-Identifier: GPL-3.0-or-later
// advscope playground: the linear classifier has closed forms, the same seed the same numbers.
#include <QRegularExpression>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

class CliPlaygroundTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void theLinearAttackIsExact() {
    const QStringList arguments{"playground", "--preset",  "blobs",  "--model", "linear",    "--steps", "100",
                                "--at",       "-0.4,-0.2", "--norm", "linf",    "--epsilon", "0.3",     "--json"};
    const CliResult result = runCli(arguments);
    QCOMPARE(result.status, 0);
    QCOMPARE(result.err, QByteArray());
    const QJsonObject json = result.object();
    const QJsonArray parameters = json["parameters"].toArray();
    const double b = parameters[0].toDouble(), wy = parameters[1].toDouble(), wx = parameters[2].toDouble();
    const QJsonValue attack = json["attack"];
    const double logit = b - 0.4 * wx - 0.2 * wy, size = std::abs(wx) + std::abs(wy);
    QVERIFY(std::abs(attack["start"]["logit"].toDouble() - logit) < 1e-12);
    QVERIFY(std::abs(attack["stepped"]["logit"].toDouble() - (logit + 0.3 * size)) < 1e-12);
    QVERIFY(std::abs(attack["smallest_step"].toDouble() - std::abs(logit) / size) < 1e-9);
    QVERIFY(std::abs(attack["line"]["r2"].toDouble() - 1.0) < 1e-12);
    QVERIFY(std::abs(json["alignment"].toDouble() - 1.0) < 1e-12);
    QCOMPARE(json["losses"].toArray().size(), 100);
    QCOMPARE(runCli(arguments).out, result.out);
  }

  void theFigureHasItsNumbersBesideIt() {
    QTemporaryDir folder;
    const QString file = folder.filePath("xor.svg");
    const CliResult result = runCli(
        {"playground", "--preset", "xor", "--model", "tanh", "--layers", "6,4", "--steps", "50", "--figure", file});
    QCOMPARE(result.status, 0);
    QVERIFY(result.out.contains("held-out points right"));
    for (const char* ending : {"svg", "csv", "json"}) QVERIFY(QFile::exists(folder.filePath(QString("xor.") + ending)));
  }

  void theFourNetworksAreMeasured() {
    const CliResult result = runCli({"playground", "--linearity", "--count", "40", "--json"});
    QCOMPARE(result.status, 0);
    const QJsonArray networks = result.object()["networks"].toArray();
    QCOMPARE(networks.size(), 4);
    for (const QJsonValue network : networks) {
      QVERIFY(network["r2"].toDouble() > 0.5 && network["r2"].toDouble() < 0.99999);
      QCOMPARE(network["count"].toInt(), 40);
      QCOMPARE(network["fgsm_errors"].toArray().size(), 17);
    }
  }

  void wrongUsageIsToldInWords() {
    QCOMPARE(runCli({"playground", "--model", "cats"}).status, 2);
    QCOMPARE(runCli({"playground", "--layers", "0"}).status, 2);
    QCOMPARE(runCli({"playground", "--at", "3,1"}).status, 2);
    const CliResult preset = runCli({"playground", "--preset", "cats"});
    QCOMPARE(preset.status, 1);
    QVERIFY(preset.err.contains("spirals"));
  }
};

QTEST_GUILESS_MAIN(CliPlaygroundTest)
#include "tst_cli_playground.moc"
