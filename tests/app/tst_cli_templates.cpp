// SPDX-License-Identifier: GPL-3.0-or-later
// advscope templates on the drawn signs, which need no files.
#include <QRegularExpression>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

class CliTemplatesTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void theNumbersAreWhole() {
    const CliResult result = runCli(
        {"templates", "--epochs", "2", "--mix", "test:0", "--target", "no entry", "--trade-off", "0,1", "--json"});
    QVERIFY2(result.status == 0, result.err.constData());
    const QJsonObject json = result.object();
    QCOMPARE(json["data"].toString(), QString("signs"));
    QCOMPARE(json["loss"].toString(), QString("softmax"));
    QCOMPARE(json["classes"].toArray().size(), 16);
    QCOMPARE(json["updates"].toInt(), 64);
    QCOMPARE(json["test"]["pictures"].toInt(), 800);
    QVERIFY(json["test"]["accuracy"].toDouble() > 0.3);
    QCOMPARE(json["fgsm_attack"]["same_class"].toInt(), 800);
    QCOMPARE(json["fgsm_attack"]["error"].toDouble(), json["test"]["fgsm_error"].toDouble());
    QCOMPARE(json["mix"]["target_label"].toString(), QString("no entry"));
    QVERIFY(!json["mix"]["needed"].isNull());
    QVERIFY(std::abs(json["mix"]["amount"].toDouble() - 1.25 * json["mix"]["needed"].toDouble()) < 1e-9);
    QCOMPARE(json["mix"]["curve"]["amounts"].toArray().size(), 65);
    QCOMPARE(json["trade_off"].toArray().size(), 2);
    QVERIFY(json["trade_off"][1]["accuracy"].toDouble() < json["trade_off"][0]["accuracy"].toDouble());
  }

  void sameSeedSameNumbers() {
    const QStringList command = {"templates", "--epochs", "1", "--seed", "3", "--json"};
    QJsonObject first = runCli(command).object();
    QJsonObject second = runCli(command).object();
    first.remove("seconds");
    second.remove("seconds");
    QVERIFY(first == second);
  }

  void textAndFigure() {
    const QTemporaryDir folder;
    const CliResult result = runCli({"templates", "--epochs", "1", "--figure", folder.filePath("t.svg")});
    QVERIFY2(result.status == 0, result.err.constData());
    QVERIFY2(result.out.contains("Softmax regression of signs"), result.out.constData());
    QVERIFY2(result.out.contains("× template of"), result.out.constData());
    for (const char* ending : {"svg", "csv", "json"}) QVERIFY(QFile::exists(folder.filePath(QString("t.") + ending)));
  }

  void wrongUsageIsToldInOneLine_data() {
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<int>("status");
    QTest::newRow("mix") << QStringList{"--epochs", "0", "--mix", "nothing.png"} << QByteArray("neither test:N") << 2;
    QTest::newRow("amount") << QStringList{"--epochs", "0", "--mix", "test:0", "--amount", "much"}
                            << QByteArray("--amount much is no distance") << 2;
    QTest::newRow("target") << QStringList{"--epochs", "0", "--mix", "test:0", "--target", "cow"}
                            << QByteArray("no class of this name") << 2;
    QTest::newRow("data") << QStringList{"--data", "nowhere"} << QByteArray("There is no data \"nowhere\"") << 1;
    QTest::newRow("loss") << QStringList{"--loss", "logistic"} << QByteArray("two classes") << 1;
  }
  void wrongUsageIsToldInOneLine() {
    QFETCH(QStringList, more);
    QFETCH(QByteArray, says);
    QFETCH(int, status);
    const CliResult result = runCli(QStringList{"templates"} + more);
    QCOMPARE(result.status, status);
    QVERIFY2(result.err.contains(says), result.err.constData());
  }
};

QTEST_GUILESS_MAIN(CliTemplatesTest)
#include "tst_cli_templates.moc"
