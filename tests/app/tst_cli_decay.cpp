// SPDX-License-Identifier: GPL-3.0-or-later
// `advscope linear` as a process.
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/app/cli_runner.hpp"

using namespace adv::test;

class TestCliDecay : public QObject {
  Q_OBJECT

 private slots:
  void answersInJson() {
    const CliResult ran = runCli({"linear", "--epochs", "3", "--epsilon", "24/255", "--json"});
    QCOMPARE(ran.status, 0);
    const QJsonObject json = ran.object();
    QCOMPARE(json["epsilon"].toDouble(), 24 / 255.0);
    QCOMPARE(json["test_count"].toInt(), 400);
    const QJsonArray models = json["models"].toArray();
    QCOMPARE(models.size(), 3);
    QCOMPARE(models[1].toObject()["training"].toString(), QStringLiteral("l1_decay"));
    QVERIFY(models[2].toObject()["norm_l1"].toDouble() < models[0].toObject()["norm_l1"].toDouble());
    QCOMPARE(models[0].toObject()["worst_errors"].toArray().size(), json["epsilons"].toArray().size());
  }

  void writesItsFigure() {
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("decay.pdf"));
    const CliResult ran = runCli({"linear", "--epochs", "1", "--figure", file});
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.out.contains("TRAINING"));
    QVERIFY(QFileInfo(file).size() > 1000);
  }

  void saysWhatIsWrong() {
    QCOMPARE(runCli({"linear", "--epsilon", "much"}).status, 2);
    const CliResult classes = runCli({"linear", "--data", "signs"});
    QCOMPARE(classes.status, 1);
    QVERIFY(classes.err.contains("two classes"));
  }
};

QTEST_GUILESS_MAIN(TestCliDecay)
#include "tst_cli_decay.moc"
