// SPDX-License-Identifier: GPL-3.0-or-later
// toy and dimensions as a shell runs them.
#include <QRegularExpression>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

class CliLinearTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void toyAnswersWithEveryDigit() {
    QTemporaryDir folder;
    const CliResult result = runCli({"toy", "--json", "--figure", folder.filePath("toy.pdf")});
    QVERIFY2(result.status == 0, result.err.constData());
    const QJsonObject toy = result.object();
    QCOMPARE(toy["clean"].toObject()["score"].toDouble(), -3.0);
    QCOMPARE(toy["clean"].toObject()["probability"].toDouble(), 0.04742587317756678);
    QCOMPARE(toy["adversarial"].toObject()["score"].toDouble(), 2.0);
    QCOMPARE(toy["adversarial"].toObject()["probability"].toDouble(), 0.8807970779778824);
    QVERIFY(std::abs(toy["flip_delta"].toDouble() - 0.3) < 1e-12);
    const QJsonArray moved = toy["x_adversarial"].toArray();
    QCOMPARE(moved, (QJsonArray{1.5, -1.5, 3.5, -2.5, 2.5, 1.5, 1.5, -3.5, 4.5, 1.5}));
    QCOMPARE(toy["random_signs"].toObject()["outcomes"].toArray().size(), 11);
    QVERIFY(QFile::exists(folder.filePath("toy.pdf")));
  }

  void toyPrintsThePiecesForPeople() {
    const CliResult result = runCli({"toy"});
    QVERIFY2(result.status == 0, result.err.constData());
    QVERIFY(result.out.contains("From 5 % to 88 %"));
    QVERIFY(result.out.contains("0.0474 -> 0.8808"));
  }

  void toyTakesOtherNumbers() {
    const CliResult result = runCli({"toy", "--x", "3,1", "--w=1,-2", "--b", "-0.5", "--delta", "0.25", "--towards",
                                     "0", "--step", "proportional", "--json"});
    QVERIFY2(result.status == 0, result.err.constData());
    QCOMPARE(result.object()["adversarial"].toObject()["score"].toDouble(), 0.5 - 0.25 * 5);
  }

  void dimensionsMeasureWhatTheorySays() {
    QTemporaryDir folder;
    const CliResult result = runCli({"dimensions", "--dimensions", "784,3072", "--models", "9", "--d", "3072", "--json",
                                     "--figure", folder.filePath("d.svg")});
    QVERIFY2(result.status == 0, result.err.constData());
    const QJsonArray points = result.object()["points"].toArray();
    QCOMPARE(points.size(), 2);
    for (const QJsonValue& value : points) {
      const QJsonObject point = value.toObject();
      QVERIFY(std::abs(point["epsilon"].toDouble() / point["theory"].toDouble() - 1) < 0.05);
      QVERIFY(point["noise_epsilon"].toDouble() > 5 * point["epsilon"].toDouble());
    }
    const QJsonObject picture = result.object()["picture"].toObject();
    QCOMPARE(picture["channels"].toInt(), 3);
    QVERIFY(picture["adversarial_score"].toDouble() > 0);
    QVERIFY(QFile::exists(folder.filePath("d.svg")));
  }

  void wrongUsageIsTold() {
    QCOMPARE(runCli({"dimensions", "--weights", "none"}).status, 2);
    QCOMPARE(runCli({"dimensions", "--margin", "0"}).status, 1);
    QCOMPARE(runCli({"toy", "--towards", "2"}).status, 2);
    QCOMPARE(runCli({"toy", "--step", "up"}).status, 2);
    const CliResult lengths = runCli({"toy", "--x", "1,2"});
    QCOMPARE(lengths.status, 1);
    QVERIFY(lengths.err.contains("weight"));
  }
};

QTEST_GUILESS_MAIN(CliLinearTest)
#include "tst_cli_linear.moc"
