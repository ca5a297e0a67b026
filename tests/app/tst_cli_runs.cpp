// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTemporaryDir>
#include <cmath>
#include <csignal>

#include "tests/app/cli_runner.hpp"

using adv::test::CliResult;
using adv::test::runCli;

/// Predict, attack and evaluate with a network whose every number can be worked out by hand.
class CliRunsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

  void predictionIsExact();
  void textIsForPeople();
  void oneStepIsExact();
  void epsilonForms_data();
  void epsilonForms();
  void classByNameOrIndex();
  void targetedRun();
  void nothingChanged();
  void wrongFromTheStart();
  void savedFilesReadBack();
  void settingsAreOptions();
  void evaluationCounts();
  void fullDiskIsToldOf();
  void interruptEndsCleanly();

 private:
  QStringList attackOn(const QString& image, const QStringList& more) const {
    return QStringList{"attack", path(image), "--model", path("model/model.json"), "--json"} + more;
  }
  QString path(const QString& name) const { return m_folder.filePath(name); }
  QTemporaryDir m_folder;
};

constexpr double kLevel = 1.0 / 255.0;
/// Softmax of the network for a flat picture of that level: bright against dark.
static double brightProbability(double level) { return 1.0 / (1.0 + std::exp(-2.0 * (16.0 * level * kLevel - 8.0))); }

void CliRunsTest::initTestCase() {
  QVERIFY(m_folder.isValid());
  adv::test::writeBrightnessModel(path("model"));
  adv::test::writeFlatPng(path("dark 120.png"), 120);
  for (const char* name : {"bright", "dark", "grey"}) QVERIFY(QDir().mkpath(path("data/") + name));
  for (const int level : {40, 100, 120, 126}) adv::test::writeFlatPng(path("data/dark/%1.png").arg(level), level);
  for (const int level : {100, 130, 200}) adv::test::writeFlatPng(path("data/bright/%1.png").arg(level), level);
  adv::test::writeFlatPng(path("data/grey/128.png"), 128);
}

void CliRunsTest::predictionIsExact() {
  const CliResult result =
      runCli({"predict", path("dark 120.png"), "--model", path("model/model.json"), "--top", "2", "--json"});
  QCOMPARE(result.status, 0);
  QCOMPARE(result.err, QByteArray());
  const QJsonObject json = result.object();
  QCOMPARE(json["model"].toString(), path("model/model.json"));
  QCOMPARE(json["image"].toString(), path("dark 120.png"));
  QVERIFY(!json["device"].toString().isEmpty());
  const QJsonArray scores = json["predictions"].toArray();
  QCOMPARE(scores.size(), 2);
  QCOMPARE(scores[0]["class"].toInt(), 1);
  QCOMPARE(scores[0]["label"].toString(), QString("dark"));
  QVERIFY(std::abs(scores[0]["probability"].toDouble() - (1.0 - brightProbability(120))) < 1e-5);
  QVERIFY(std::abs(scores[0]["logit"].toDouble() - (8.0 - 16.0 * 120 * kLevel)) < 1e-5);
  QCOMPARE(scores[1]["label"].toString(), QString("bright"));
}

void CliRunsTest::textIsForPeople() {
  const CliResult result = runCli(
      {"attack", path("dark 120.png"), "--model", path("model/model.json"), "--attack", "fgsm", "--epsilon", "9/255"});
  QCOMPARE(result.status, 0);
  QVERIFY2(result.out.contains("Fooled: now \"bright\", was \"dark\""), result.out.constData());
  QVERIFY2(result.out.contains("L∞ 9/255"), result.out.constData());
}

void CliRunsTest::oneStepIsExact() {
  const CliResult result = runCli(attackOn("dark 120.png", {"--attack", "fgsm", "--epsilon", "10/255"}));
  QCOMPARE(result.status, 0);
  QCOMPARE(result.err, QByteArray());
  const QJsonObject json = result.object();
  QCOMPARE(json["attack"].toString(), QString("fgsm"));
  QVERIFY(std::abs(json["parameters"]["epsilon"].toDouble() - 10 * kLevel) < 1e-9);
  QCOMPARE(json["parameters_text"]["epsilon"].toString(), QString("10/255"));
  QCOMPARE(json["success"].toBool(), true);
  QCOMPARE(json["wrong_from_start"].toBool(), false);
  QVERIFY(std::abs(json["linf"].toDouble() - 10 * kLevel) < 1e-6);
  QVERIFY(std::abs(json["l2"].toDouble() - 4 * 10 * kLevel) < 1e-5);
  QVERIFY(std::abs(json["psnr"].toDouble() + 20 * std::log10(10 * kLevel)) < 1e-3);
  QCOMPARE(json["clean"]["predictions"][0]["label"].toString(), QString("dark"));
  for (const char* which : {"adversarial", "adversarial_float"}) {
    const QJsonValue best = json[QLatin1String(which)]["predictions"][0];
    QCOMPARE(best["label"].toString(), QString("bright"));
    QVERIFY(std::abs(best["probability"].toDouble() - brightProbability(130)) < 1e-5);
  }
  const QJsonArray iterations = json["iterations"].toArray();
  QCOMPARE(iterations.size(), 2);
  QCOMPARE(iterations[1]["step"].toInt(), 1);
  QVERIFY(std::abs(iterations[1]["true_probability"].toDouble() - (1.0 - brightProbability(130))) < 1e-5);
  QVERIFY(std::abs(iterations[1]["loss"].toDouble() + std::log(1.0 - brightProbability(130))) < 1e-4);
  QCOMPARE(iterations[1]["top_class"].toInt(), 0);
  QVERIFY(json["files"].toArray().isEmpty());
}

void CliRunsTest::epsilonForms_data() {
  QTest::addColumn<QStringList>("words");
  QTest::newRow("levels over 255") << QStringList{"--epsilon", "12/255"};
  QTest::newRow("share of the range") << QStringList{"--epsilon", "0.0470588235"};
  QTest::newRow("plain levels") << QStringList{"--epsilon", "12", "--levels"};
  QTest::newRow("joined by =") << QStringList{"--epsilon=12/255"};
  QTest::newRow("short") << QStringList{"-e", "12/255"};
  QTest::newRow("as a setting") << QStringList{"--set", "epsilon=12/255"};
}

void CliRunsTest::epsilonForms() {
  QFETCH(QStringList, words);
  const QJsonObject json = runCli(attackOn("dark 120.png", QStringList{"--attack", "fgsm"} + words)).object();
  QVERIFY(std::abs(json["linf"].toDouble() - 12 * kLevel) < 1e-6);
}

void CliRunsTest::classByNameOrIndex() {
  for (const char* label : {"BRIGHT", "bright", "0"}) {
    const QJsonObject json =
        runCli(attackOn("dark 120.png", {"--attack", "fgsm", "--epsilon", "1/255", "--label", label})).object();
    QCOMPARE(json["label"]["class"].toInt(-1), 0);
    QCOMPARE(json["label_source"].toString(), QString("given"));
  }
}

void CliRunsTest::targetedRun() {
  const QJsonObject reached = runCli(attackOn("dark 120.png", {"--attack", "bim", "--epsilon", "10/255", "--steps",
                                                               "10", "--target", "Bright"}))
                                  .object();
  QCOMPARE(reached["target"]["label"].toString(), QString("bright"));
  QCOMPARE(reached["success"].toBool(), true);
  QCOMPARE(reached["first_success"].toInt(), 8);
  QCOMPARE(reached["iterations"].toArray().size(), 11);
  const QJsonObject missed =
      runCli(attackOn("dark 120.png", {"--attack", "bim", "--epsilon", "10/255", "--steps", "10", "--target", "grey"}))
          .object();
  QCOMPARE(missed["success"].toBool(true), false);
  QVERIFY(missed["first_success"].isNull());
}

void CliRunsTest::nothingChanged() {
  const CliResult result =
      runCli(attackOn("dark 120.png", {"--attack", "bim", "--epsilon", "0", "--step-size", "1/255", "--steps", "3"}));
  QCOMPARE(result.status, 0);
  const QJsonObject json = result.object();
  QVERIFY(json.contains("psnr") && json["psnr"].isNull());
  QCOMPARE(json["linf"].toDouble(-1), 0.0);
  QCOMPARE(json["success"].toBool(true), false);
}

void CliRunsTest::wrongFromTheStart() {
  const QJsonObject json =
      runCli(attackOn("dark 120.png", {"--attack", "fgsm", "--epsilon", "1/255", "--label", "bright"})).object();
  QCOMPARE(json["wrong_from_start"].toBool(), true);
}

void CliRunsTest::savedFilesReadBack() {
  const CliResult result = runCli(attackOn(
      "dark 120.png", {"--attack", "bim", "--epsilon", "10/255", "--steps", "12", "--save", path("new/saved")}));
  QCOMPARE(result.status, 0);
  const QJsonObject json = result.object();
  QCOMPARE(json["files"].toArray().size(), 4);
  for (const auto& file : json["files"].toArray()) QVERIFY(QFile::exists(file.toString()));
  QCOMPARE(json["saved_image_agrees"].toBool(), true);
  QCOMPARE(json["perturbation"]["gain"].toDouble(), 12.0);

  QCOMPARE(qGray(QImage(path("new/saved/original.png")).pixel(0, 0)), 120);
  QCOMPARE(qGray(QImage(path("new/saved/adversarial.png")).pixel(3, 3)), 130);
  QCOMPARE(qGray(QImage(path("new/saved/perturbation.png")).pixel(1, 2)), 128 + 12 * 10);
  QFile file(path("new/saved/result.json"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QCOMPARE(QJsonDocument::fromJson(file.readAll()).object(), json);

  const QJsonObject again =
      runCli({"predict", path("new/saved/adversarial.png"), "--model", path("model/model.json"), "--json"}).object();
  QCOMPARE(again["predictions"], json["adversarial"]["predictions"]);
}

void CliRunsTest::settingsAreOptions() {
  const QStringList base = {"--attack", "bim", "--epsilon", "8/255"};
  const QJsonObject asOptions =
      runCli(attackOn("dark 120.png", base + QStringList{"--steps", "4", "--step-size", "2/255"})).object();
  const QJsonObject asSettings =
      runCli(attackOn("dark 120.png", base + QStringList{"--set", "steps=4", "--set", "step-size=2/255"})).object();
  QCOMPARE(asOptions["parameters"]["steps"].toInt(), 4);
  QCOMPARE(asOptions["parameters"], asSettings["parameters"]);
  QCOMPARE(asOptions["iterations"], asSettings["iterations"]);
}

void CliRunsTest::evaluationCounts() {
  const QStringList base = {"evaluate", "--model", path("model/model.json"), "--data", path("data"), "--json"};
  const QJsonObject clean = runCli(base + QStringList{"--attack", "none"}).object();
  QCOMPARE(clean["count"].toInt(), 8);
  QCOMPARE(clean["clean_correct"].toInt(), 6);
  QCOMPARE(clean["robust_correct"].toInt(), 6);

  const QJsonObject attacked =
      runCli(base + QStringList{"--attack", "fgsm", "--epsilon", "10/255", "--batch", "3"}).object();
  QCOMPARE(attacked["clean_correct"].toInt(), 6);
  QCOMPARE(attacked["robust_correct"].toInt(), 3);
  QCOMPARE(attacked["success_of_initially_correct"].toDouble(), 0.5);
  QVERIFY(std::abs(attacked["mean_linf"].toDouble() - 10 * kLevel) < 1e-6);
  QVERIFY(std::abs(attacked["mean_l2"].toDouble() - 40 * kLevel) < 1e-5);
  QVERIFY(attacked["seconds"].isDouble());

  const QStringList slice = {
      "evaluate", "--model", path("model/model.json"), "--data", path("data") + ":3-5", "--attack", "none", "--json"};
  QCOMPARE(runCli(slice).object()["count"].toInt(), 2);
}

void CliRunsTest::fullDiskIsToldOf() {
  if (!QFile::exists("/dev/full")) QSKIP("needs /dev/full");
  QProcess process;
  process.setProcessEnvironment(adv::test::environmentWithoutDisplay());
  process.setStandardOutputFile("/dev/full");
  process.start(QStringLiteral(ADVSCOPE_BINARY_DIR "/bin/advscope"), {"attacks", "--json"});
  QVERIFY(process.waitForFinished(60'000));
  QCOMPARE(process.exitCode(), 1);
}

/// Whether the process has its own handler for Ctrl+C by now.
static bool catchesInterrupts(qint64 pid) {
  QFile status(QStringLiteral("/proc/%1/status").arg(pid));
  if (!status.open(QIODevice::ReadOnly)) return false;
  for (const QByteArray& line : status.readAll().split('\n')) {
    if (line.startsWith("SigCgt:")) return line.mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGINT - 1) & 1;
  }
  return false;
}

void CliRunsTest::interruptEndsCleanly() {
  QProcess process;
  process.setProcessEnvironment(adv::test::environmentWithoutDisplay());
  process.start(QStringLiteral(ADVSCOPE_BINARY_DIR "/bin/advscope"),
                attackOn("dark 120.png", {"--attack", "bim", "--steps", "10000"}));
  QVERIFY(process.waitForStarted());
  QTRY_VERIFY_WITH_TIMEOUT(catchesInterrupts(process.processId()), 60'000);
  QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
  QVERIFY(process.waitForFinished(60'000));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 1);
  QCOMPARE(process.readAllStandardOutput(), QByteArray());
  QCOMPARE(process.readAllStandardError(), QByteArray("advscope: Cancelled.\n"));
}

QTEST_GUILESS_MAIN(CliRunsTest)
#include "tst_cli_runs.moc"
