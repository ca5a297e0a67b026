// SPDX-License-Identifier: GPL-3.0-or-later
// `advscope embed` as a process: maps, tables, and bad input in words.
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "tests/app/cli_runner.hpp"

using namespace adv::test;

namespace {

/// Two clouds of ten points, ten apart on the first of three axes.
QByteArray twoClouds() {
  QByteArray text = "a,b,c\n";
  for (int i = 0; i < 20; ++i)
    text += QByteArray::number((i % 2) * 10 + 0.01 * i) + ',' + QByteArray::number(0.1 * (i % 5)) + ',' +
            QByteArray::number(0.2 * (i % 3)) + '\n';
  return text;
}

CliResult embedTable(const QTemporaryDir& folder, const QByteArray& bytes, const QString& name,
                     const QStringList& more = {}) {
  const QString file = folder.filePath(name);
  writeWhole(file, bytes);
  return runCli(QStringList{"embed", "--data", file, "--perplexity", "3", "--json"} + more);
}

}  // namespace

class TestCliEmbed : public QObject {
  Q_OBJECT

 private slots:
  void mapsATableAndRepeats() {
    const QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("map.csv"));
    const CliResult first = embedTable(folder, twoClouds(), QStringLiteral("a.csv"), {"--out", out});
    QCOMPARE(first.status, 0);
    const QJsonObject json = first.object();
    QCOMPARE(json["n"].toInt(), 20);
    QCOMPARE(json["dimensions"].toInt(), 3);
    QCOMPARE(json["iterations"].toInt(), 750);
    QCOMPARE(json["method"].toString(), QStringLiteral("exact"));
    QVERIFY(json["knn_accuracy"].isNull());
    QVERIFY(json["kl"].toDouble() >= 0.0 && json["kl"].toDouble() < 1.0);
    QFile table(out);
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = table.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 21);
    QCOMPARE(lines[0], QByteArray("index,x,y,label"));
    const CliResult again = embedTable(folder, twoClouds(), QStringLiteral("a.csv"));
    QCOMPARE(again.object()["kl"].toDouble(), json["kl"].toDouble());
  }

  /// Twelve points have no 50 principal components: all 20 features are compared, and that is what is said.
  void saysHowManyFeaturesAreCompared() {
    const QTemporaryDir folder;
    QByteArray wide;
    for (int row = 0; row < 12; ++row) {
      for (int column = 0; column < 20; ++column) wide += QByteArray::number((row * 7 + column * 3) % 11) + ' ';
      wide += '\n';
    }
    QCOMPARE(embedTable(folder, wide, QStringLiteral("wide.csv")).object()["pca"].toInt(), 20);
    QCOMPARE(embedTable(folder, wide, QStringLiteral("wide.csv"), {"--pca", "5"}).object()["pca"].toInt(), 5);
  }

  void mapsALayer() {
    const CliResult ran = runCli({"embed", "--data", "signs-test:0-160", "--model", "signs_small", "--perplexity", "5",
                                  "--iterations", "300", "--json"});
    QVERIFY2(ran.status == 0, ran.err.constData());
    QCOMPARE(ran.object()["dimensions"].toInt(), 16);
    QVERIFY(ran.object()["knn_accuracy"].toDouble() > 0.5);
  }

  void followsPathsAndDrawsThem() {
    const QTemporaryDir folder;
    const QString figure = folder.filePath(QStringLiteral("map.svg"));
    const CliResult ran = runCli({"embed",       "--data",       "signs-test:0-80",
                                  "--model",     "signs_small",  "--perplexity",
                                  "5",           "--iterations", "200",
                                  "--attack",    "bim",          "--epsilon",
                                  "8/255",       "--steps",      "5",
                                  "--step-size", "2/255",        "--point",
                                  "3,7",         "--color",      "correct",
                                  "--figure",    figure,         "--json"});
    QVERIFY2(ran.status == 0, ran.err.constData());
    const QJsonObject attack = ran.object()["attack_paths"].toObject();
    QCOMPARE(attack["attack"].toString(), QStringLiteral("bim"));
    const QJsonArray paths = attack["paths"].toArray();
    QCOMPARE(paths.size(), 2);
    QCOMPARE(paths[1].toObject()["point"].toInt(), 7);
    const QJsonArray stations = paths[0].toObject()["stations"].toArray();
    QCOMPARE(stations.size(), 6);
    QVERIFY(std::abs(stations[5].toObject()["linf"].toDouble() - 8.0 / 255) < 1e-6);
    QCOMPARE(paths[0].toObject()["noise"].toArray().size(), 6);
    QVERIFY(ran.object()["peak_bytes"].toDouble() > 1e7);
    QCOMPARE(ran.object()["files"].toArray().size(), 3);
    QFile file(figure);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("<svg"));
  }

  void mapsCleanAndAdversarialTogether() {
    const CliResult ran = runCli({"embed", "--data", "signs-test:0-40", "--network", "signs_small", "--perplexity", "5",
                                  "--iterations", "50", "--attack", "fgsm", "--adversarial", "--json"});
    QVERIFY2(ran.status == 0, ran.err.constData());
    QCOMPARE(ran.object()["n"].toInt(), 80);
    QCOMPARE(ran.object()["adversarial_from"].toInt(), 40);
    const double trust = ran.object()["trustworthiness"].toDouble();
    QVERIFY(trust > 0.5 && trust <= 1.0);
  }

  void tellsTheDepthOfSeparation() {
    const CliResult ran = runCli({"embed", "--data", "signs-test", "--n", "40", "--model", "signs_small", "--attack",
                                  "bim", "--epsilon", "16/255", "--depth", "--json"});
    QVERIFY2(ran.status == 0, ran.err.constData());
    const QJsonObject json = ran.object();
    QCOMPARE(json["pictures"].toInt() + json["wrong_from_start"].toInt(), 40);
    const QJsonArray layers = json["layers"].toArray();
    QVERIFY(layers.size() > 3);
    QCOMPARE(layers[0].toObject()["layer"].toString(), QStringLiteral("input"));
    for (const auto& layer : layers) {
      const double separation = layer.toObject()["separation"].toDouble();
      QVERIFY(separation >= 0.0 && separation <= 1.0);
    }
  }

  void optionsThatDoNotGoTogether_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("words");
    const QStringList attack{"--attack", "bim"};
    QTest::newRow("point without attack")
        << QStringList{"--point", "1", "-m", "signs"} << QByteArray("--attack goes with");
    QTest::newRow("attack without use") << QStringList{"-m", "signs"} + attack << QByteArray("--attack goes with");
    QTest::newRow("no network") << QStringList{"--point", "1"} + attack << QByteArray("No network");
    QTest::newRow("color without figure") << QStringList{"--color", "class"} << QByteArray("--figure");
    QTest::newRow("depth with figure") << QStringList{"--depth", "-m", "signs", "--figure", "a.pdf"} + attack
                                       << QByteArray("no map");
  }
  void optionsThatDoNotGoTogether() {
    QFETCH(QStringList, options);
    QFETCH(QByteArray, words);
    const CliResult ran = runCli(QStringList{"embed", "--data", "signs-test:0-40"} + options);
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains(words), ran.err.constData());
  }

  void aPointOutsideIsSaid() {
    const CliResult ran = runCli({"embed", "--data", "signs-test:0-40", "-m", "signs_small", "--perplexity", "5",
                                  "--iterations", "5", "--attack", "bim", "--point", "40"});
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains("no point 40"), ran.err.constData());
  }

  void saysWhatIsWrong_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("too few") << QByteArray("1,2\n3,4\n5,6\n") << "few.csv" << QByteArray("too few");
    QTest::newRow("perplexity") << QByteArray("1,2\n3,4\n5,6\n7,8\n9,1\n") << "small.csv" << QByteArray("Perplexity 3");
    QTest::newRow("equal") << QByteArray("1,2\n").repeated(20) << "equal.csv" << QByteArray("equal");
    QTest::newRow("ragged") << QByteArray("1,2\n3\n") << "ragged.csv" << QByteArray("line 2");
    QTest::newRow("words") << QByteArray("1,2\n3,four\n") << "words.csv" << QByteArray("line 2");
    QTest::newRow("nan") << QByteArray("1,2\n3,4\n").repeated(10) + "nan,1\n"
                         << "nan.csv" << QByteArray("NaN");
    QTest::newRow("empty") << QByteArray() << "empty.csv" << QByteArray("no numbers");
    QTest::newRow("no npy") << QByteArray("hello, this is no array") << "hello.npy" << QByteArray("no .npy");
  }
  void saysWhatIsWrong() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    QFETCH(QByteArray, words);
    const QTemporaryDir folder;
    const CliResult ran = embedTable(folder, bytes, name);
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains(words), ran.err.constData());
    QVERIFY(ran.out.isEmpty());
  }

  void readsNumpy() {
    const QTemporaryDir folder;
    QByteArray header = "{'descr': '|u1', 'fortran_order': False, 'shape': (12, 2), }";
    header += QByteArray(118 - header.size() - 1, ' ') + '\n';
    QByteArray bytes = QByteArray("\x93NUMPY\x01\x00", 8) + QByteArray("\x76\x00", 2) + header;
    for (int i = 0; i < 24; ++i) bytes += static_cast<char>(i * 7 % 50);
    QCOMPARE(embedTable(folder, bytes, QStringLiteral("a.npy")).object()["n"].toInt(), 12);
    const CliResult cut = embedTable(folder, bytes.chopped(1), QStringLiteral("cut.npy"));
    QCOMPARE(cut.status, 1);
    QVERIFY2(cut.err.contains("cut off"), cut.err.constData());
  }
};

QTEST_GUILESS_MAIN(TestCliEmbed)
#include "tst_cli_embed.moc"
