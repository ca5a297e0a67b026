// SPDX-License-Identifier: GPL-3.0-or-later
// `advscope distill` as a process.
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli_runner.hpp"

using namespace adv::test;

class TestCliDistill : public QObject {
  Q_OBJECT

 private slots:
  void trainsAndTakesUpWhatIsThere() {
    const QTemporaryDir folder;
    const QStringList command{"distill", "--data",     "signs", "-T",    "none,20",    "--epochs",
                              "1",       "--pictures", "96",    "--out", folder.path()};
    const CliResult ran = runCli(command);
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.out.contains("distilled_signs_T20 teacher  epoch 1/1"));
    QVERIFY(ran.out.contains("TEACHER"));
    const CliResult again = runCli(command + QStringList{"--json"});
    QCOMPARE(again.status, 0);
    const QJsonArray models = again.object()["models"].toArray();
    QCOMPARE(models.size(), 2);
    QVERIFY(models[0].toObject()["temperature"].isNull());
    QVERIFY(models[0].toObject()["teacher_accuracy"].isNull());
    QCOMPARE(models[1].toObject()["temperature"].toDouble(), 20.0);
    QCOMPARE(models[1].toObject()["student"].toArray().size(), 1);
    QVERIFY(QFileInfo::exists(models[1].toObject()["card"].toString()));
    const CliResult other = runCli({"distill", "--data", "signs", "-T", "none", "--out", folder.path()});
    QCOMPARE(other.status, 1);
    QVERIFY(other.err.contains("choose another folder"));
  }

  void saysWhatIsWrong_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("no temperature") << QStringList{} << 2 << QByteArray("--temperature is required");
    QTest::newRow("zero") << QStringList{"-T", "1,0"} << 2 << QByteArray("out of range");
    QTest::newRow("no number") << QStringList{"-T", "hot"} << 2 << QByteArray("is no temperature");
    QTest::newRow("nan") << QStringList{"-T", "nan"} << 2 << QByteArray("out of range");
    QTest::newRow("twice") << QStringList{"-T", "1,1"} << 1 << QByteArray("there twice");
    QTest::newRow("data") << QStringList{"-T", "1", "--data", "cats"} << 1 << QByteArray("Choose one of: mnist");
  }
  void saysWhatIsWrong() {
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    const QTemporaryDir folder;
    const CliResult ran = runCli(QStringList{"distill", "--out", folder.path()} + arguments);
    QCOMPARE(ran.status, status);
    QVERIFY2(ran.err.contains(words), ran.err.constData());
  }
};

QTEST_GUILESS_MAIN(TestCliDistill)
#include "tst_cli_distill.moc"
