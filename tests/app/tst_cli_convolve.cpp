// SPDX-License-Identifier: GPL-3.0-or-later
// advscope convolve and advscope neuron: exact numbers, files, and what is refused.
#include <QRegularExpression>
#include <QTemporaryDir>
#include <cmath>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

namespace {

QList<double> numbersOf(const QJsonValue& rows) {
  QList<double> all;
  for (const QJsonValue& row : rows.toArray())
    for (const QJsonValue& value : row.toArray()) all << value.toDouble();
  return all;
}

const QString kLecture = QStringLiteral("1 1 2 4;5 6 7 8;3 2 1 0;1 2 3 4");

}  // namespace

class CliConvolveTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  QString path(const QString& name) const { return m_folder.filePath(name); }

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void typedNumbersAreFilteredExactly() {
    const CliResult result = runCli({"convolve", "--matrix", "1 2 3 4;5 6 7 8;9 10 11 12;13 14 15 90", "--kernel",
                                     "0 1 0;1 4 1;0 1 0", "--scale", "1/8", "--at", "1,1", "--json"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.err, QByteArray());
    const QJsonObject json = result.object();
    QCOMPARE(numbersOf(json["output"]["values"][0]), (QList<double>{6, 7, 10, 11}));
    QCOMPARE(json["formula"]["width"].toString(), QString("⌊(4 + 2·0 − 1·(3 − 1) − 1) / 1⌋ + 1 = 2"));
    QCOMPARE(json["cell"]["channels"][0]["sum"].toDouble(), 88.0);
    QCOMPARE(json["cell"]["channels"][0]["value"].toDouble(), 11.0);
    const CliResult named = runCli({"convolve", "--matrix", kLecture, "--kernel", "blur"});
    QCOMPARE(named.status, 0);
    QVERIFY(named.out.contains("4 × 4 → 2 × 2"));
  }

  void theLecturesPooling() {
    const QJsonObject json =
        runCli({"convolve", "--matrix", kLecture, "--pool", "max", "--size", "2", "--json"}).object();
    QCOMPARE(numbersOf(json["levels"][1]["values"][0]), (QList<double>{6, 8, 3, 4}));
    QCOMPARE(json["windows"].toArray().size(), 4);
    const CliResult average = runCli({"convolve", "--matrix", kLecture, "--pool", "average"});
    QVERIFY2(average.out.contains("3.25  5.25"), average.out);
  }

  void theSizeOfALayer() {
    const QStringList layer = {"convolve", "--size", "32x32x3", "--filters", "6", "--kernel-size", "5"};
    const CliResult text = runCli(layer);
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.startsWith("32×32×3, six 5×5 filters → 28×28×6\n"));
    const QJsonObject json = runCli(layer + QStringList{"--padding", "2", "--json"}).object();
    QCOMPARE(json["output"]["width"].toInt(), 32);
    QCOMPARE(json["output"]["channels"].toInt(), 6);
    QCOMPARE(json["parameters"].toInt(), 456);
  }

  void aPictureIsFilteredAndDrawn() {
    adv::test::writeFlatPng(path("flat.png"), 120);
    const CliResult result = runCli({"convolve", path("flat.png"), "--kernel", "box", "--out", path("out.png"),
                                     "--figure", path("figure.svg"), "--json"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.object()["files"].toArray().size(), 4);
    QCOMPARE(QImage(path("out.png")).size(), QSize(2, 2));
    QCOMPARE(qGray(QImage(path("out.png")).pixel(0, 0)), 120);
    const CliResult pooled =
        runCli({"convolve", path("flat.png"), "--pool", "max", "--figure", path("pool.pdf"), "--json"});
    QCOMPARE(pooled.status, 0);
    QCOMPARE(pooled.object()["files"].toArray().size(), 3);
  }

  void whatIsWrongIsSaid_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("nothing") << QStringList{} << 2 << QByteArray("Name one of --kernel");
    QTest::newRow("no input") << QStringList{"--kernel", "blur"} << 2 << QByteArray("either a picture or numbers");
    QTest::newRow("kernel") << QStringList{"--matrix", "1", "--kernel", "sobel"} << 2 << QByteArray("sobel-x");
    QTest::newRow("scale") << QStringList{"--matrix", "1", "--kernel", "1", "--scale", "1/0"} << 2
                           << QByteArray("by 0");
    QTest::newRow("size") << QStringList{"--size", "32x32", "--filters", "6", "--kernel-size", "5"} << 2
                          << QByteArray("32x32x3");
    QTest::newRow("at") << QStringList{"--matrix", "1", "--kernel", "1", "--at", "3"} << 2 << QByteArray("--at 3");
    QTest::newRow("too large") << QStringList{"--matrix", "1 2;3 4", "--kernel", "blur"} << 1
                               << QByteArray("reaches over 3 × 3");
    QTest::newRow("stride 0") << QStringList{"--matrix", "1", "--kernel", "1", "--stride", "0"} << 1
                              << QByteArray("The stride is 0.");
    QTest::newRow("NaN") << QStringList{"--matrix", "1 nan", "--kernel", "1"} << 2
                         << QByteArray("\"nan\" is no number");
    QTest::newRow("no file") << QStringList{"no-such.png", "--kernel", "blur"} << 1 << QByteArray("no-such.png");
  }
  void whatIsWrongIsSaid() {
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    const CliResult result = runCli(QStringList{"convolve"} + arguments);
    QCOMPARE(result.status, status);
    QVERIFY2(result.err.contains(reason), result.err);
    QCOMPARE(result.out, QByteArray());
  }

  void aNeuronInNumbers() {
    const QJsonObject json = runCli({"neuron", "--inputs", "1 -0.5 2", "--weights", "0.6 -0.8 -0.4", "--bias", "0.2",
                                     "--activation", "linear", "--epsilon", "0.5", "--json"})
                                 .object();
    QVERIFY(std::abs(json["sum"].toDouble() - 0.4) < 1e-15);
    QCOMPARE(json["strongest_input"].toInt(), 2);
    QVERIFY(std::abs(json["attack"]["output"].toDouble() - (0.4 + 0.5 * 1.8)) < 1e-15);
    const CliResult text = runCli({"neuron", "--activation", "relu", "--bias", "-5", "--figure", path("neuron.png")});
    QCOMPARE(text.status, 0);
    QVERIFY(text.out.contains("nothing to follow"));
    QVERIFY(text.out.contains("neuron.csv"));
    QCOMPARE(runCli({"neuron", "--inputs", "1 2"}).status, 1);
    QCOMPARE(runCli({"neuron", "--inputs", "1 x"}).status, 2);
    QCOMPARE(runCli({"neuron", "--activation", "step"}).status, 2);
  }
};

QTEST_GUILESS_MAIN(CliConvolveTest)
#include "tst_cli_convolve.moc"
