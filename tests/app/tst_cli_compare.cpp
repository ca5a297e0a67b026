// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

/// Compare and curve with a network whose every number can be worked out by hand; their figures without a display.
class CliCompareTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void comparisonIsExact();
  void comparisonForPeople();
  void comparisonDrawsItsFigure_data();
  void comparisonDrawsItsFigure();
  void curveCountsAndGoesOn();
  void curveForPeople();
  void curveDrawsItsFigure();
  void wrongUsage_data();
  void wrongUsage();

 private:
  QString path(const QString& name) const { return m_folder.filePath(name); }
  QStringList compare(const QStringList& more) const {
    return QStringList{"compare", path("dark 120.png"), "--model", path("model/model.json")} + more;
  }
  QStringList curve(const QStringList& more) const {
    return QStringList{"curve", "--model", path("model/model.json"), "--data", path("data"), "--attack", "fgsm,noise"} +
           more;
  }
  QTemporaryDir m_folder;
};

constexpr double kLevel = 1.0 / 255.0;

void CliCompareTest::initTestCase() {
  QVERIFY(m_folder.isValid());
  qputenv("XDG_DATA_HOME", path("home").toUtf8());
  adv::test::writeBrightnessModel(path("model"));
  adv::test::writeFlatPng(path("dark 120.png"), 120);
  for (const char* name : {"bright", "dark", "grey"}) QVERIFY(QDir().mkpath(path("data/") + name));
  for (const int level : {40, 100, 120, 126}) adv::test::writeFlatPng(path("data/dark/%1.png").arg(level), level);
  for (const int level : {100, 130, 200}) adv::test::writeFlatPng(path("data/bright/%1.png").arg(level), level);
  adv::test::writeFlatPng(path("data/grey/128.png"), 128);
}

void CliCompareTest::comparisonIsExact() {
  const CliResult result = runCli(compare({"--attacks", "fgsm,bim", "--epsilon", "10/255", "--json"}));
  QCOMPARE(result.status, 0);
  QCOMPARE(result.err, QByteArray());
  const QJsonObject json = result.object();
  QCOMPARE(json["clean"]["predictions"][0]["label"].toString(), QString("dark"));
  const QJsonArray attacks = json["attacks"].toArray();
  QCOMPARE(attacks.size(), 2);
  for (const auto& value : attacks) {
    const QJsonObject attack = value.toObject();
    QCOMPARE(attack["success"].toBool(), true);
    QVERIFY(std::abs(attack["linf"].toDouble() - 10 * kLevel) < 1e-6);
    QVERIFY(std::abs(attack["l2"].toDouble() - 40 * kLevel) < 1e-5);
    QCOMPARE(attack["l0"].toInt(), 16);
    QCOMPARE(attack["adversarial"]["predictions"][0]["label"].toString(), QString("bright"));
  }
  QCOMPARE(attacks[0]["gradients"].toInt(), 1);
  QCOMPARE(attacks[1]["gradients"].toInt(), attacks[1]["steps"].toInt());
}

void CliCompareTest::comparisonForPeople() {
  const CliResult result = runCli(compare({}));
  QCOMPARE(result.status, 0);
  for (const char* word : {"FGSM", "BIM", "Least likely", "32/255", "Fooled by"})
    QVERIFY2(result.out.contains(word), result.out.constData());
}

void CliCompareTest::comparisonDrawsItsFigure_data() {
  QTest::addColumn<QString>("ending");
  QTest::addColumn<QByteArray>("begins");
  QTest::newRow("pdf") << "pdf" << QByteArray("%PDF-");
  QTest::newRow("png") << "png" << QByteArray("\x89PNG");
  QTest::newRow("svg") << "svg" << QByteArray("<?xml");
}

void CliCompareTest::comparisonDrawsItsFigure() {
  QFETCH(QString, ending);
  QFETCH(QByteArray, begins);
  const QString file = path("compare.") + ending;
  const CliResult result = runCli(compare({"--figure", file, "--figure-style", "paper-wide", "--json"}));
  QCOMPARE(result.status, 0);
  QCOMPARE(result.object()["files"].toArray().size(), 3);
  QFile figure(file);
  QVERIFY(figure.open(QIODevice::ReadOnly));
  QVERIFY(figure.readAll().startsWith(begins));
  QFile csv(path("compare.csv"));
  QVERIFY(csv.open(QIODevice::ReadOnly));
  QCOMPARE(csv.readAll().trimmed().split('\n').size(), 4);
}

void CliCompareTest::curveCountsAndGoesOn() {
  const QStringList line = curve({"--values", "10/255,0,2/255", "--batch", "3", "--json"});
  const CliResult result = runCli(line);
  QCOMPARE(result.status, 0);
  QCOMPARE(result.err, QByteArray());
  const QJsonObject json = result.object();
  QCOMPARE(json["pictures"].toInt(), 8);
  QCOMPARE(json["resumed"].toBool(true), false);
  QCOMPARE(json["clean"][0]["correct"].toInt(), 6);
  const QJsonArray cells = json["cells"].toArray();
  QCOMPARE(cells.size(), 6);
  // Levels 120, 126 and 130 are nearer than 10 levels to the border between 127 and 128; 126 nearer than 2.
  const int robust[] = {6, 5, 3};
  for (int i = 0; i < 3; ++i) {
    QCOMPARE(cells[i]["robust"].toInt(), robust[i]);
    QCOMPARE(cells[i]["count"].toInt(), 8);
    QCOMPARE(cells[i]["attacked"].toInt(), 6);
    QCOMPARE(cells[i]["accuracy"].toDouble(), robust[i] / 8.0);
    QVERIFY(cells[i]["interval95"][0].toDouble() < robust[i] / 8.0);
    QVERIFY(cells[i]["interval95"][1].toDouble() > robust[i] / 8.0);
  }
  const QJsonObject again = runCli(line).object();
  QCOMPARE(again["resumed"].toBool(), true);
  QCOMPARE(again["cells"], json["cells"]);
  QCOMPARE(runCli(line + QStringList{"--fresh"}).object()["resumed"].toBool(true), false);
}

void CliCompareTest::curveForPeople() {
  const CliResult result = runCli(curve({"--values", "0,10", "--levels"}));
  QCOMPARE(result.status, 0);
  for (const char* word : {"6 of 8 right without attack", "ε = 10/255", "37.5 %", "Random noise"})
    QVERIFY2(result.out.contains(word), result.out.constData());
}

void CliCompareTest::curveDrawsItsFigure() {
  const CliResult result =
      runCli(curve({"--axis", "epsilon", "--values", "0,0.02,0.04", "--figure", path("curve.svg"), "--json"}));
  QCOMPARE(result.status, 0);
  QFile figure(path("curve.svg"));
  QVERIFY(figure.open(QIODevice::ReadOnly));
  const QByteArray svg = figure.readAll();
  for (const char* word : {"FGSM", "Random noise", "clean", "Accuracy under attack"})
    QVERIFY2(svg.contains(word), word);
  QFile csv(path("curve.csv"));
  QVERIFY(csv.open(QIODevice::ReadOnly));
  QCOMPARE(csv.readAll().trimmed().split('\n').size(), 1 + 1 + 6);
}

void CliCompareTest::wrongUsage_data() {
  QTest::addColumn<QStringList>("line");
  QTest::addColumn<QString>("expected");
  QTest::newRow("unknown attack") << compare({"--attacks", "fgsm,bimm"}) << "bimm";
  QTest::newRow("epsilon") << compare({"--epsilon", "8"}) << "--levels";
  QTest::newRow("figure") << compare({"--figure", "x.gif"}) << ".pdf";
  QTest::newRow("figure style") << compare({"--figure", "x.pdf", "--figure-style", "wall"}) << "--figure-style";
  QTest::newRow("axis") << curve({"--axis", "colour"}) << "--axis";
  QTest::newRow("axis it has not") << curve({"--axis", "steps", "--values", "1"}) << "no parameter";
  QTest::newRow("value") << curve({"--values", "0,lots"}) << "--values";
  QTest::newRow("setting of none") << curve({"--set", "kappa=1"}) << "kappa";
  QTest::newRow("no values") << QStringList{"curve",  "--model",    path("model/model.json"),
                                            "--data", path("data"), "--attack",
                                            "bim",    "--axis",     "steps"}
                             << "--values";
}

void CliCompareTest::wrongUsage() {
  QFETCH(QStringList, line);
  QFETCH(QString, expected);
  const CliResult result = runCli(line, m_folder.path());
  QCOMPARE(result.status, 2);
  QCOMPARE(result.out, QByteArray());
  QVERIFY2(result.err.contains(expected.toUtf8()), result.err.constData());
}

QTEST_GUILESS_MAIN(CliCompareTest)
#include "tst_cli_compare.moc"
