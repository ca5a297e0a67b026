// SPDX-License-Identifier: GPL-3.0-or-later
// advscope layers with a network whose every number can be worked out by hand, and with the bundled one.
#include <QRegularExpression>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

class CliLayersTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  QString path(const QString& name) const { return m_folder.filePath(name); }

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
  void initTestCase() {
    adv::test::writeBrightnessModel(path("model"));
    adv::test::writeFlatPng(path("dark.png"), 120);
  }

  void aNetworkIsListed() {
    const CliResult result = runCli({"layers", "--model", "signs", "--json"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.err, QByteArray());
    const QJsonObject json = result.object();
    QCOMPARE(json["parameters"].toInt(), 287800);
    const QJsonArray layers = json["layers"].toArray();
    QCOMPARE(layers.size(), 10);
    QCOMPARE(layers[3]["name"].toString(), QString("pool1"));
    QCOMPARE(layers[3]["kind"].toString(), QString("max_pooling"));
    QCOMPARE(layers[3]["shape"].toArray(), QJsonArray({40, 16, 16}));
    QCOMPARE(layers[3]["inputs"].toArray(), QJsonArray({"conv2"}));
    QCOMPARE(layers[1]["parameters"].toInt(), 24 * 75 + 24);
    QVERIFY(!layers[0].toObject().contains("relative_l2"));
    const CliResult text = runCli({"layers", "--model", "signs"});
    QCOMPARE(text.status, 0);
    QVERIFY2(text.out.contains("96 × 8 × 8"), text.out.constData());
  }

  /// FGSM moves all 16 pixels by 8 levels, up or down: the picture by 8/120, the logit s − 8 by 16 · 8/255.
  void theChangesAreExact() {
    const CliResult result =
        runCli({"layers", path("dark.png"), "-m", path("model/model.json"), "-a", "fgsm", "-e", "8/255", "--json"});
    QCOMPARE(result.status, 0);
    const QJsonObject json = result.object();
    const QJsonArray layers = json["layers"].toArray();
    QCOMPARE(layers.size(), 2);
    QVERIFY(std::abs(layers[0]["relative_l2"].toDouble() - 8.0 / 120) < 1e-6);
    QVERIFY(std::abs(layers[0]["relative_l2_noise"].toDouble() - 8.0 / 120) < 1e-6);
    const double logit = 16 * 120.0 / 255 - 8;
    const double size = std::sqrt(2 * logit * logit + 1e4);
    QVERIFY(std::abs(layers[1]["relative_l2"].toDouble() - std::sqrt(2.0) * 16 * 8 / 255 / size) < 1e-6);
    QVERIFY(layers[1]["relative_l2_noise"].toDouble() < layers[1]["relative_l2"].toDouble());
    QCOMPARE(json["noise_size"].toDouble(), 8.0 / 255);
    QCOMPARE(json["label"]["label"].toString(), QString("dark"));
    QCOMPARE(json["adversarial"][0]["label"].toString(), QString("bright"));
    QCOMPARE(json["noise"].toArray().isEmpty(), false);
  }

  void figureAndMapsAreWritten() {
    const CliResult result =
        runCli({"layers", "signs-gallery:1", "-m", "signs", "-a", "bim", "-e", "8/255", "--layer", "conv3",
                "--channels", "5", "--maps", path("maps.png"), "--figure", path("layers.svg"), "--json"});
    QCOMPARE(result.status, 0);
    const QJsonObject json = result.object();
    QCOMPARE(json["maps"]["channels"].toArray().size(), 5);
    QCOMPARE(json["files"].toArray().size(), 6);
    for (const QJsonValue& file : json["files"].toArray()) QVERIFY(QFile(file.toString()).size() > 0);
    QVERIFY(!QImage(path("maps.png")).isNull());
    QCOMPARE(json["gains_most"]["layer"].toString(), QString("hidden"));
    QFile csv(path("layers.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().trimmed().split('\n').size(), 11);
    // Without an attack there are only the clean maps.
    const CliResult clean = runCli({"layers", "signs-gallery:1", "-m", "signs", "--layer", "conv1", "--order", "index",
                                    "--channels", "2", "--json"});
    QCOMPARE(clean.status, 0);
    const QJsonObject maps = clean.object()["maps"].toObject();
    QCOMPARE(maps["channels"].toArray(), QJsonArray({0, 1}));
    QVERIFY(maps["change"].isNull());
  }

  void wrongUseIsTold_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("maps of what") << QStringList{"signs-gallery:1", "--maps", "m.png"} << 2 << QByteArray("--layer");
    QTest::newRow("no picture") << QStringList{"-a", "bim"} << 2 << QByteArray("picture");
    QTest::newRow("figure of what") << QStringList{"signs-gallery:1", "--figure", "f.pdf"} << 2
                                    << QByteArray("--attack");
    QTest::newRow("ending") << QStringList{"--layer", "conv1", "--maps", "m.txt"} << 2 << QByteArray("m.txt");
    QTest::newRow("layer") << QStringList{"signs-gallery:1", "--layer", "conv9"} << 1 << QByteArray("conv1, conv2");
  }
  void wrongUseIsTold() {
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, says);
    const CliResult result = runCli(QStringList{"layers", "-m", "signs"} + arguments);
    QCOMPARE(result.status, status);
    QVERIFY2(result.err.contains(says), result.err.constData());
  }
};

QTEST_GUILESS_MAIN(CliLayersTest)
#include "tst_cli_layers.moc"
