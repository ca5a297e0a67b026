// SPDX-License-Identifier: GPL-3.0-or-later
// What a map is coloured by and looks like: pictures, predictions, and the smallest ε that fools.
#include <ATen/ATen.h>

#include <QTest>

#include "engine/api/embedding_colours.hpp"
#include "engine/api/embedding_pictures.hpp"
#include "tests/support/linear_folder.hpp"

using namespace adv;
using namespace adv::test;

namespace {

/// Smallest whole n with which 4 n levels turn the margin. At 0 the classes tie, which "a", the first, wins.
int smallestLevel(double margin, bool isFirst) {
  int n = 1;
  while (isFirst ? margin - 4 * n >= 0 : margin - 4 * n > 0) ++n;
  return n;
}

EmbeddingRobustnessRequest robustness(const LinearFolder& folder, const std::string& attack, int maximum) {
  EmbeddingRobustnessRequest request;
  request.source.data = folder.data();
  request.model = "line";
  request.attack = {attack, {}};
  if (attack == "bim") request.attack.params = {{"epsilon", 8.0 / 255}, {"steps", 8}, {"step-size", 1.0 / 255}};
  request.maximumLevels = maximum;
  return request;
}

}  // namespace

class TestEmbeddingColours : public QObject {
  Q_OBJECT

 private slots:
  void picturesAreThoseOfTheData() {
    const LinearFolder folder;
    Engine engine(folder.options());
    EmbeddingPicturesRequest request;
    request.source.data = folder.data();
    request.source.count = 25;
    const auto ready = lastAs<EmbeddingPicturesReady>(runToEnd(engine, request));
    QVERIFY(ready);
    QCOMPARE(ready->pictures->count, 25);
    QCOMPARE(ready->pictures->width, 4);
    QCOMPARE(ready->pictures->channels, 1);
    const auto data = openDataset(folder.data(), {});
    for (const int i : {0, 7, 24}) {
      const Image image = data->image(i);
      const std::uint8_t* first = ready->pictures->picture(i);
      QVERIFY(std::equal(image.pixels.begin(), image.pixels.end(), first));
    }
  }

  void adversarialPicturesFollowTheCleanOnes() {
    const LinearFolder folder;
    Engine engine(folder.options());
    EmbeddingPicturesRequest request;
    request.source.data = folder.data();
    request.source.attack = EmbeddingAttack{"line", {"fgsm", {{"epsilon", 5.0 / 255}}}, {}, 1};
    const auto ready = lastAs<EmbeddingPicturesReady>(runToEnd(engine, request));
    QVERIFY(ready);
    const int clean = ready->pictures->count / 2;
    QCOMPARE(clean, 2 * LinearFolder::kEach);
    for (int i = 0; i < clean; ++i) {
      for (std::size_t p = 0; p < 16; ++p) {
        const int change = ready->pictures->picture(i + clean)[p] - ready->pictures->picture(i)[p];
        QCOMPARE(change, (i < LinearFolder::kEach ? -5 : 5) * LinearFolder::pull(static_cast<int>(p)));
      }
    }
  }

  void aTableHasNoPictures() {
    const QTemporaryDir folder;
    const auto file = writeBytes(folder.path().toStdString() + "/table.csv", "1,2\n3,4\n");
    Engine engine(handTurned());
    EmbeddingPicturesRequest request;
    request.source.data = file.string();
    const auto ready = lastAs<EmbeddingPicturesReady>(runToEnd(engine, request));
    QVERIFY(ready);
    QCOMPARE(ready->pictures->count, 0);
    QVERIFY(ready->pictures->pixels.empty());
  }

  void largePicturesAreScaled() {
    const QTemporaryDir folder;
    for (int i = 0; i < 3; ++i) {
      const Image image{80, 40, 3, std::vector<std::uint8_t>(80 * 40 * 3, static_cast<std::uint8_t>(50 * i))};
      writePng(folder.path().toStdString() + "/" + std::to_string(i) + ".png", image);
    }
    Engine engine(handTurned());
    EmbeddingPicturesRequest request;
    request.source.data = folder.path().toStdString();
    const auto ready = lastAs<EmbeddingPicturesReady>(runToEnd(engine, request));
    QVERIFY(ready);
    QCOMPARE(ready->pictures->width, 32);
    QCOMPARE(ready->pictures->height, 16);
    QCOMPARE(ready->pictures->picture(2)[100], std::uint8_t{100});
  }

  void predictionsAreTheNetworks() {
    const LinearFolder folder;
    Engine engine(folder.options());
    EmbeddingPredictionsRequest request;
    request.source.data = folder.data();
    request.model = "line";
    const auto ready = lastAs<EmbeddingPredictionsReady>(runToEnd(engine, request));
    QVERIFY(ready && ready->isComplete);
    QVERIFY(ready->predictions->labelsFit);
    const std::vector<double> margins = folder.margins();
    for (std::size_t i = 0; i < margins.size(); ++i) {
      const int label = i < LinearFolder::kEach ? 0 : 1;
      QCOMPARE(ready->predictions->predictions[i] == label, margins[i] > 0);
      const double expected = 1 / (1 + std::exp(-std::abs(margins[i]) / 255));
      QVERIFY(std::abs(ready->predictions->confidences[i] - expected) < 1e-5);
    }
  }

  void robustnessHasItsClosedForm_data() {
    QTest::addColumn<QString>("attack");
    QTest::newRow("one step") << "fgsm";
    QTest::newRow("iterative") << "bim";
  }
  void robustnessHasItsClosedForm() {
    QFETCH(QString, attack);
    const LinearFolder folder;
    Engine engine(folder.options());
    constexpr int kMaximum = 18;
    const auto events = runToEnd(engine, robustness(folder, attack.toStdString(), kMaximum));
    const auto ready = lastAs<EmbeddingRobustnessReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QVERIFY(ready->isComplete);
    const std::vector<double> margins = folder.margins();
    int withstood = 0;
    for (std::size_t i = 0; i < margins.size(); ++i) {
      const int found = ready->robustness->levels[i];
      const int expected = smallestLevel(margins[i], i < LinearFolder::kEach);
      if (i == 3) {
        QCOMPARE(found, EmbeddingRobustness::kWrongFromStart);
      } else if (expected > kMaximum) {
        QCOMPARE(found, EmbeddingRobustness::kWithstood);
        ++withstood;
      } else {
        QCOMPARE(found, expected);
      }
    }
    QVERIFY(withstood > 0);
    QCOMPARE(ready->robustness->withstood, withstood);
    QCOMPARE(ready->robustness->wrongFromStart, 1);
    QCOMPARE(ready->robustness->fooled, 2 * LinearFolder::kEach - 1 - withstood);
  }

  /// On a network that is not linear: at the level found, `evaluate` counts exactly these pictures as fooled.
  void robustnessIsWhatEvaluateCounts() {
    Engine engine(handTurned());
    EmbeddingRobustnessRequest request;
    request.source.data = "signs-test:0-40";
    request.model = "signs_small";
    request.attack = {"bim", {{"steps", 5}, {"step-size", 4.0 / 255}, {"epsilon", 8.0 / 255}}};
    request.maximumLevels = 12;
    const auto ready = lastAs<EmbeddingRobustnessReady>(runToEnd(engine, request));
    QVERIFY(ready);
    const auto& levels = ready->robustness->levels;
    const auto chosen = std::find_if(levels.begin(), levels.end(), [](int level) { return level > 1; });
    QVERIFY(chosen != levels.end());
    for (const int level : {*chosen, *chosen - 1}) {
      const auto picture = std::to_string(chosen - levels.begin());
      EvaluateRequest evaluate;
      evaluate.model = "signs_small";
      evaluate.data = "signs-test:" + picture + "-" + std::to_string(chosen - levels.begin() + 1);
      evaluate.attack = "bim";
      evaluate.params = {{"steps", 5}, {"step-size", 0.5 * level / 255}, {"epsilon", level / 255.0}};
      evaluate.eightBit = true;
      const auto counted = lastAs<Evaluated>(runToEnd(engine, evaluate));
      QVERIFY(counted);
      QCOMPARE(counted->robustCorrect, level == *chosen ? 0 : 1);
    }
  }

  void badInputIsSaid() {
    const LinearFolder folder;
    Engine engine(folder.options());
    auto request = robustness(folder, "deepfool", 8);
    QVERIFY(failureOf(runToEnd(engine, request)).find("no ε") != std::string::npos);
    request = robustness(folder, "fgsm", 300);
    QVERIFY(failureOf(runToEnd(engine, request)).find("out of range") != std::string::npos);
    request = robustness(folder, "fgm", 8);
    request.attack.params = {{"epsilon", 0.5}};
    QVERIFY(!failureOf(runToEnd(engine, request)).empty());
    EmbeddingPredictionsRequest predictions;
    predictions.source.data = "table.csv";
    predictions.model = "line";
    QVERIFY(failureOf(runToEnd(engine, predictions)).find("table of numbers") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestEmbeddingColours)
#include "tst_embedding_colours.moc"
