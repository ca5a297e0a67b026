// SPDX-License-Identifier: GPL-3.0-or-later
// advscope surface with a network whose every number can be worked out by hand.
#include <QRegularExpression>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

class CliSurfaceTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  QString path(const QString& name) const { return m_folder.filePath(name); }
  QStringList surfaceOf(const QStringList& more) const {
    return QStringList{
               "surface", path("dark.png"), "--model", path("model/model.json"), "--attack", "fgsm", "--epsilon",
               "16/255",  "--points",       "9"} +
           more;
  }

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
  void initTestCase() {
    adv::test::writeBrightnessModel(path("model"));
    adv::test::writeFlatPng(path("dark.png"), 120);
    adv::test::writeFlatPng(path("light.png"), 140);
  }

  void theMapAndTheLinesAreExact() {
    const CliResult result = runCli(surfaceOf({"--json"}));
    QCOMPARE(result.status, 0);
    QCOMPARE(result.err, QByteArray());
    const QJsonObject json = result.object();
    QCOMPARE(json["norm"].toString(), QString("L∞"));
    QCOMPARE(json["label"]["label"].toString(), QString("dark"));
    QCOMPARE(json["clip"].toBool(), true);
    QVERIFY(std::abs(json["adversarial"]["along"].toDouble() - 16.0 / 255) < 1e-6);
    QCOMPARE(json["adversarial"]["class"].toInt(), 0);
    QVERIFY(std::abs(json["axes"]["along"]["to"].toDouble() - 32.0 / 255) < 1e-6);
    const QJsonArray values = json["axes"]["along"]["values"].toArray();
    const QJsonArray middle = json["classes"][4].toArray();
    const QJsonArray margins = json["margins"][4].toArray();
    QCOMPARE(json["classes"].toArray().size(), 9);
    for (int i = 0; i < 9; ++i) {
      // s = 16 (120/255 + t); bright where s > 8; the margin is |2 s − 16|.
      const double s = 16 * (120.0 / 255 + values[i].toDouble());
      QCOMPARE(middle[i].toInt(), s > 8 ? 0 : 1);
      QVERIFY(std::abs(margins[i].toDouble() - std::abs(2 * s - 16)) < 1e-4);
    }
    const QJsonValue dark = json["lines"][0];
    QCOMPARE(dark["label"].toString(), QString("dark"));
    QVERIFY(std::abs(dark["slope"].toDouble() + 16) < 1e-3);
    QVERIFY(dark["r2"].toDouble() > 1 - 1e-9);
    QCOMPARE(dark["logits"].toArray().size(), 9);
  }

  void anotherPictureLiesOnThePlane() {
    const CliResult result = runCli(surfaceOf({"--second", "noise", "--no-clip", "--json"}));
    QCOMPARE(result.status, 0);
    QCOMPARE(result.object()["clip"].toBool(), false);
    QVERIFY(!result.object()["other"].isNull());
    // A flat picture differs from another flat one along d₁ alone, so that both directions are one.
    const CliResult flat = runCli(surfaceOf({"--second", path("light.png")}));
    QCOMPARE(flat.status, 1);
    QVERIFY2(flat.err.contains("Both directions are the same"), flat.err.constData());
  }

  void figuresAndText() {
    const CliResult result = runCli(surfaceOf({"--figure", path("s.svg")}));
    QVERIFY2(result.status == 0, result.err.constData());
    QVERIFY2(result.out.contains("FGSM went 16/255 (L∞), to \"bright\""), result.out.constData());
    for (const char* ending : {"svg", "csv", "json"}) QVERIFY(QFile::exists(path(QStringLiteral("s.") + ending)));
  }

  void wrongUsageIsToldInOneLine_data() {
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("second") << QStringList{"--second", "nothing.png"} << QByteArray("neither random, nor an attack");
    QTest::newRow("extent") << QStringList{"--extent", "far"} << QByteArray("--extent far is no distance");
  }
  void wrongUsageIsToldInOneLine() {
    QFETCH(QStringList, more);
    QFETCH(QByteArray, says);
    const CliResult result = runCli(surfaceOf(more));
    QCOMPARE(result.status, 2);
    QVERIFY2(result.err.contains(says), result.err.constData());
  }

  void evenGridsAreRefused() {
    QStringList arguments = surfaceOf({});
    arguments.replace(arguments.size() - 1, "8");
    const CliResult result = runCli(arguments);
    QCOMPARE(result.status, 1);
    QVERIFY2(result.err.contains("odd number"), result.err.constData());
  }
};

QTEST_GUILESS_MAIN(CliSurfaceTest)
#include "tst_cli_surface.moc"
