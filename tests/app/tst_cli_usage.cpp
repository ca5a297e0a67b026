// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTemporaryDir>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

/// Wrong usage is told in words, with exit status 2; work that fails, with exit status 1.
class CliUsageTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void helpAndVersion_data();
  void helpAndVersion();
  void wrongUsage_data();
  void wrongUsage();
  void failedWork_data();
  void failedWork();
  void lists();

 private:
  QStringList filled(const QString& line) const;
  QTemporaryDir m_folder;
};

void CliUsageTest::initTestCase() {
  QVERIFY(m_folder.isValid());
  adv::test::writeBrightnessModel(m_folder.filePath("model"));
  adv::test::writeFlatPng(m_folder.filePath("flat.png"), 120);
  adv::test::writeWhole(m_folder.filePath("text.png"), "no picture at all");
}

/// Words separated by blanks; "IMG", "NET" and "TEXT" stand for files that exist.
QStringList CliUsageTest::filled(const QString& line) const {
  QStringList words = line.split(' ', Qt::SkipEmptyParts);
  for (QString& word : words) {
    if (word == "IMG") word = m_folder.filePath("flat.png");
    if (word == "NET") word = m_folder.filePath("model/model.json");
    if (word == "TEXT") word = m_folder.filePath("text.png");
  }
  return words;
}

void CliUsageTest::helpAndVersion_data() {
  QTest::addColumn<QString>("line");
  QTest::addColumn<QString>("expected");
  QTest::newRow("help") << "--help"
                        << "8/255 is 8 levels";
  QTest::newRow("version") << "--version"
                           << "advscope ";
  for (const char* command : {"models", "attacks", "predict", "attack", "evaluate", "compare", "curve", "trust",
                              "transfer", "train", "distill", "bench"}) {
    QTest::newRow(command) << QString::fromLatin1(command) + " --help"
                           << "Example";
  }
}

void CliUsageTest::helpAndVersion() {
  QFETCH(QString, line);
  QFETCH(QString, expected);
  const CliResult result = runCli(filled(line));
  QCOMPARE(result.status, 0);
  QVERIFY2(result.out.contains(expected.toUtf8()), result.out.constData());
  QCOMPARE(result.err, QByteArray());
}

void CliUsageTest::wrongUsage_data() {
  QTest::addColumn<QString>("line");
  QTest::addColumn<QString>("expected");
  QTest::newRow("unknown subcommand") << "predickt"
                                      << "predickt";
  QTest::newRow("unknown subcommand with options") << "predickt --model NET"
                                                   << "predickt";
  QTest::newRow("unknown option") << "models --colour"
                                  << "--colour";
  QTest::newRow("unknown option of the window") << "--colour"
                                                << "--colour";
  QTest::newRow("two subcommands") << "models attacks"
                                   << "attacks";
  QTest::newRow("picture missing") << "predict --model NET"
                                   << "IMAGE";
  QTest::newRow("network missing") << "predict IMG"
                                   << "--model";
  QTest::newRow("attack missing") << "attack IMG --model NET"
                                  << "--attack";
  QTest::newRow("top is no number") << "predict IMG --model NET --top many"
                                    << "--top";
  QTest::newRow("top is 0") << "predict IMG --model NET --top 0"
                            << "--top";
  QTest::newRow("device") << "predict IMG --model NET --device tpu"
                          << "--device";
  QTest::newRow("unknown attack") << "attack IMG --model NET --attack fsgm"
                                  << "fgsm";
  QTest::newRow("malformed epsilon") << "attack IMG --model NET --attack fgsm --epsilon 8/25x"
                                     << "epsilon";
  QTest::newRow("negative epsilon") << "attack IMG --model NET --attack fgsm --epsilon -1/255"
                                    << "epsilon";
  QTest::newRow("epsilon in levels without --levels") << "attack IMG --model NET --attack fgsm --epsilon 8"
                                                      << "--levels";
  QTest::newRow("epsilon above the range") << "attack IMG --model NET --attack fgsm --epsilon 300/255"
                                           << "255/255";
  QTest::newRow("epsilon is not a number") << "attack IMG --model NET --attack fgsm --epsilon nan"
                                           << "epsilon";
  QTest::newRow("no such parameter") << "attack IMG --model NET --attack fgsm --steps 3"
                                     << "epsilon";
  QTest::newRow("unknown setting") << "attack IMG --model NET --attack bim --set momentum=1"
                                   << "step-size";
  QTest::newRow("setting without value") << "attack IMG --model NET --attack bim --set steps"
                                         << "name=value";
  QTest::newRow("setting given twice") << "attack IMG --model NET --attack bim --steps 3 --set steps=4"
                                       << "twice";
  QTest::newRow("steps not whole") << "attack IMG --model NET --attack bim --steps 2.5"
                                   << "steps";
  QTest::newRow("norm it has not") << "attack IMG --model NET --attack bim --norm l2"
                                   << "L∞";
  QTest::newRow("norm that is none") << "attack IMG --model NET --attack bim --norm l7"
                                     << "--norm";
  QTest::newRow("target of the untargeted") << "attack IMG --model NET --attack noise --target 1"
                                            << "targeted";
  QTest::newRow("target outside") << "attack IMG --model NET --attack fgsm --target 3"
                                  << "0 to 2";
  QTest::newRow("label by an unknown name") << "attack IMG --model NET --attack fgsm --label righ"
                                            << "bright";
  QTest::newRow("parameters of no attack") << "evaluate --model NET --data x --attack none --epsilon 8/255"
                                           << "parameter";
  QTest::newRow("batch") << "evaluate --model NET --data x --attack none --batch 0"
                         << "--batch";
  QTest::newRow("seed") << "train digits --out x --seed -1"
                        << "--seed";
  QTest::newRow("seed is no number") << "attack IMG --model NET --attack fgsm --seed dice"
                                     << "--seed";
  QTest::newRow("epochs") << "train digits --out x --epochs 0"
                          << "--epochs";
  QTest::newRow("unknown benchmark") << "bench quickly"
                                     << "forward";
  QTest::newRow("size without screenshot") << "--size 800x600"
                                           << "--screenshot";
  QTest::newRow("size") << "--screenshot x.png --size 800"
                        << "--size";
  QTest::newRow("scale") << "--screenshot x.png --scale 0"
                         << "--scale";
  QTest::newRow("theme") << "--screenshot x.png --theme blue"
                         << "--theme";
  QTest::newRow("page") << "--screenshot x.png --page nowhere"
                        << "microscope";
}

void CliUsageTest::wrongUsage() {
  QFETCH(QString, line);
  QFETCH(QString, expected);
  const CliResult result = runCli(filled(line), m_folder.path());
  QCOMPARE(result.status, 2);
  QCOMPARE(result.out, QByteArray());
  QVERIFY2(result.err.contains(expected.toUtf8()), result.err.constData());
  QVERIFY2(result.err.contains("--help"), result.err.constData());
  QVERIFY(!QFile::exists(m_folder.filePath("x")));
}

void CliUsageTest::failedWork_data() {
  QTest::addColumn<QString>("line");
  QTest::addColumn<QString>("expected");
  QTest::newRow("no such picture") << "predict nowhere.png --model NET --json"
                                   << "nowhere.png";
  QTest::newRow("no picture") << "predict TEXT --model NET"
                              << "text.png";
  QTest::newRow("no such network") << "predict IMG --model nowhere --json"
                                   << "nowhere";
  QTest::newRow("network that is none") << "predict IMG --model TEXT"
                                        << "text.png";
  QTest::newRow("no such data") << "evaluate --model NET --data nowhere --attack none --json"
                                << "nowhere";
  QTest::newRow("no such recipe") << "train nowhere --out x"
                                  << "nowhere";
  QTest::newRow("window without a display") << ""
                                            << "--screenshot";
  QTest::newRow("folder that is a file") << "attack IMG --model NET --attack fgsm --save TEXT --json"
                                         << "text.png";
}

void CliUsageTest::failedWork() {
  QFETCH(QString, line);
  QFETCH(QString, expected);
  const CliResult result = runCli(filled(line), m_folder.path());
  QCOMPARE(result.status, 1);
  QCOMPARE(result.out, QByteArray());
  QVERIFY2(result.err.contains(expected.toUtf8()), result.err.constData());
  QCOMPARE(result.err.count('\n'), 1);
}

void CliUsageTest::lists() {
  const QJsonArray attacks = runCli({"attacks", "--json"}).array();
  QStringList ids;
  for (const auto& attack : attacks) ids << attack.toObject()["id"].toString();
  for (const char* id : {"fgsm", "bim", "illc"}) QVERIFY2(ids.contains(QString::fromLatin1(id)), id);
  for (const auto& attack : attacks) {
    QVERIFY(!attack.toObject()["citation"].toString().isEmpty());
    for (const auto& parameter : attack.toObject()["parameters"].toArray())
      QVERIFY(!parameter.toObject()["help"].toString().isEmpty());
  }
  const QJsonArray models = runCli({"models", "--json"}).array();
  QVERIFY(!models.isEmpty());
  for (const auto& model : models)
    QVERIFY(model.toObject()["available"].toBool() || !model.toObject()["why_not"].toString().isEmpty());
  QVERIFY(runCli({"models"}).out.contains(models.first().toObject()["id"].toString().toUtf8()));
}

QTEST_GUILESS_MAIN(CliUsageTest)
#include "tst_cli_usage.moc"
