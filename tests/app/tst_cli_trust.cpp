// SPDX-License-Identifier: GPL-3.0-or-later
// trust and transfer as a shell runs them, on a network and pictures whose every number is known.
#include <QRegularExpression>
#include <QTemporaryDir>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

class CliTrustTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QVERIFY(m_folder.isValid());
    adv::test::writeBrightnessModel(path("model"));
    for (const char* name : {"bright", "dark", "grey"}) QVERIFY(QDir().mkpath(path("data/") + name));
    for (int k = 0; k < 6; ++k) {
      adv::test::writeFlatPng(path("data/dark/%1.png").arg(120 + k), 120 + k);
      adv::test::writeFlatPng(path("data/bright/%1.png").arg(130 + k), 130 + k);
    }
    adv::test::writeFlatPng(path("data/grey/128.png"), 128);
  }
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void trustAnswersInJson() {
    const CliResult result = runCli({"trust", "--model", path("model/model.json"), "--data", path("data"), "--attack",
                                     "bim", "--epsilon", "16", "--levels", "--json", "--figure", path("trust.svg")});
    QVERIFY2(result.status == 0, result.err.constData());
    const QJsonObject report = result.object();
    QCOMPARE(report["verdict"].toString(), QString("plausible"));
    QCOMPARE(report["count"].toInt(), 13);
    QCOMPARE(report["clean_correct"].toInt(), 12);
    const QJsonArray lamps = report["lamps"].toArray();
    QCOMPARE(lamps.size(), 8);
    for (const QJsonValue& lamp : lamps) {
      for (const char* key : {"id", "state", "measured", "expected", "ran"})
        QVERIFY2(!lamp[QString::fromLatin1(key)].toString().isEmpty(), key);
    }
    QCOMPARE(report["parameters"].toObject()["steps"].toInt(), 20);
    for (const QString& file : QStringList{"trust.svg", "trust.csv", "trust.json"})
      QVERIFY2(QFile::exists(path(file)), qPrintable(file));
  }

  void trustPrintsLampsForPeople() {
    const CliResult result =
        runCli({"trust", "-m", path("model/model.json"), "-d", path("data"), "-a", "fgsm", "-e", "16/255"});
    QVERIFY2(result.status == 0, result.err.constData());
    QVERIFY(result.out.contains("too weak"));
    QVERIFY(result.out.contains("▲ amber  Twice the steps change nothing"));
    QVERIFY(result.out.contains("● green"));
  }

  void transferCountsPairs() {
    const QString model = path("model/model.json");
    const CliResult result = runCli({"transfer", "--models", model + "," + model, "-d", path("data"), "-a", "fgsm",
                                     "-e", "5/255", "--json", "--figure", path("transfer.pdf")});
    QVERIFY2(result.status == 0, result.err.constData());
    const QJsonObject report = result.object();
    // The border lies at 127.5: five levels cross it from 130, 131, 132 and from 123, 124, 125.
    const QJsonArray rows = report["rows"].toArray();
    QCOMPARE(rows.size(), 2);
    for (const QJsonValue& row : rows) {
      for (const QJsonValue& cell : row.toArray()) {
        QCOMPARE(cell["of"].toInt(), 12);
        QCOMPARE(cell["fooled"].toInt(), 6);
      }
    }
    QCOMPARE(report["carried_over"]["of"].toInt(), 24);
    QCOMPARE(report["noise"].toArray().size(), 2);
    QVERIFY(QFile::exists(path("transfer.pdf")));
  }

  void wrongUsageIsTold_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("says");
    QTest::newRow("figure") << QStringList{"trust", "-m", "signs", "-a", "bim", "--figure", "x.txt"} << 2 << ".png";
    QTest::newRow("target") << QStringList{"trust", "-m", "signs", "-a", "bim", "-t", "1"} << 2 << "untargeted";
    QTest::newRow("attack") << QStringList{"transfer", "-a", "nothing"} << 2 << "Known";
    QTest::newRow("noise") << QStringList{"trust", "-m", "signs", "-a", "noise"} << 1 << "gradients";
    QTest::newRow("pictures") << QStringList{"transfer", "--models", "signs,digits", "-a", "fgsm"} << 1 << "same input";
  }
  void wrongUsageIsTold() {
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, says);
    const CliResult result = runCli(arguments);
    QCOMPARE(result.status, status);
    QVERIFY2(result.err.contains(says.toUtf8()), result.err.constData());
    QVERIFY(result.out.isEmpty());
  }

 private:
  QString path(const QString& name) const { return m_folder.filePath(name); }
  QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(CliTrustTest)
#include "tst_cli_trust.moc"
