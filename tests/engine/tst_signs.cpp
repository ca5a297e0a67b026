// SPDX-License-Identifier: GPL-3.0-or-later
// The drawn traffic signs: repeatable to the bit, balanced, varied, and different from one another.
#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <set>

#include "engine/data/draws.hpp"
#include "engine/data/signs.hpp"
#include "engine/data/vector_drawing.hpp"
#include "engine/models/sha256.hpp"
#include "tests/support/weight_files.hpp"

using namespace adv;
using namespace adv::test;

namespace {

const int kClasses = static_cast<int>(signLabels().size());

double meanDifference(const Image& a, const Image& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<double>(a.pixels.size());
}

int spreadOf(const Image& image) {
  const auto [low, high] = std::minmax_element(image.pixels.begin(), image.pixels.end());
  return *high - *low;
}

}  // namespace

class TestSigns : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QTest::failOnWarning(QRegularExpression(".*")); }

  /// SplitMix64 from state 1234567, as in the reference implementation of Vigna.
  void drawsAreTheReferenceOnes() {
    Draws draws(1234567);
    const std::uint64_t expected[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                      4593380528125082431u, 16408922859458223821u};
    for (const std::uint64_t value : expected) QCOMPARE(draws.next(), value);
  }

  void drawsKeepTheirRanges() {
    Draws draws(3);
    double sum = 0.0, squares = 0.0;
    for (int i = 0; i < 20000; ++i) {
      const double unit = draws.unit(), bell = draws.bell();
      QVERIFY(unit >= 0.0 && unit < 1.0);
      QVERIFY(std::abs(bell) < 3.5);
      const int number = draws.below(7);
      QVERIFY(number >= 0 && number < 7);
      sum += bell;
      squares += bell * bell;
    }
    QVERIFY(std::abs(sum / 20000) < 0.03);
    QVERIFY(std::abs(squares / 20000 - 1.0) < 0.05);
  }

  void everySplitIsBalancedAndSized() {
    for (const char* name : {"signs-train", "signs-test", "signs-gallery"}) {
      const auto data = openSigns(name);
      QVERIFY(data);
      std::vector<int> counts(static_cast<std::size_t>(kClasses));
      for (int i = 0; i < data->count(); ++i) {
        const int label = data->label(i);
        QVERIFY(label >= 0 && label < kClasses);
        ++counts[static_cast<std::size_t>(label)];
      }
      QCOMPARE(*std::min_element(counts.begin(), counts.end()), data->count() / kClasses);
      QVERIFY(*std::max_element(counts.begin(), counts.end()) <= data->count() / kClasses + 1);
      QCOMPARE(data->labels(), signLabels());
    }
    QCOMPARE(openSigns("signs-test")->count(), 2000);
    QVERIFY(!openSigns("signs"));
    QVERIFY(kClasses >= 12);
    QCOMPARE(std::set<std::string>(signLabels().begin(), signLabels().end()).size(), signLabels().size());
  }

  void theGalleryBeginsWithStop() {
    QCOMPARE(signLabels()[static_cast<std::size_t>(openSigns("signs-gallery")->label(0))], std::string("stop"));
  }

  void picturesAreTheSameEachTime() {
    const auto a = openSigns("signs-test"), b = openSigns("signs-test");
    for (const int index : {1999, 0, 17, 512, 17}) QCOMPARE(a->image(index), b->image(index));
    QVERIFY(drawSignScene(0, SceneStyle::Varied, 1, 0) == drawSignScene(0, SceneStyle::Varied, 1, 0));
    QVERIFY(trainingSign(2, 700) == trainingSign(2, 700));
  }

  void picturesDifferWhereAnythingDiffers() {
    const Image base = drawSignScene(4, SceneStyle::Varied, 1, 0);
    QVERIFY(meanDifference(base, drawSignScene(4, SceneStyle::Varied, 1, 16)) > 5.0);
    QVERIFY(meanDifference(base, drawSignScene(4, SceneStyle::Varied, 2, 0)) > 5.0);
    QVERIFY(meanDifference(base, drawSignScene(5, SceneStyle::Varied, 1, 0)) > 0.3);
    QVERIFY(meanDifference(trainingSign(1, 3), trainingSign(2, 3)) > 5.0);
    QVERIFY(meanDifference(openSigns("signs-train")->image(0), openSigns("signs-test")->image(0)) > 5.0);
  }

  void picturesShowSomething() {
    for (const char* name : {"signs-test", "signs-gallery"}) {
      const auto data = openSigns(name);
      for (int i = 0; i < 48; ++i) {
        const Image image = data->image(i);
        QCOMPARE(image.width, kSignSize);
        QCOMPARE(image.height, kSignSize);
        QCOMPARE(image.channels, 3);
        QCOMPARE(image.pixels.size(), std::size_t{64 * 64 * 3});
        QVERIFY2(spreadOf(image) > 40, std::to_string(i).c_str());
      }
    }
  }

  void cleanSignsOfAllClassesDiffer() {
    std::vector<Image> signs;
    for (int cls = 0; cls < kClasses; ++cls) signs.push_back(drawSign(cls, 96));
    for (std::size_t a = 0; a < signs.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b)
        QVERIFY2(meanDifference(signs[a], signs[b]) > 1.0,
                 (signLabels()[a] + ", " + signLabels()[b] + " " + std::to_string(meanDifference(signs[a], signs[b])))
                     .c_str());
    }
    QCOMPARE(int(drawSign(0, 33).width), 33);
    QVERIFY(drawSign(0, 96).at(48, 16)[0] > 150 && drawSign(0, 96).at(48, 16)[2] < 80);
    for (const int cls : {-1, kClasses}) QVERIFY(!failureOf([&] { drawSign(cls, 64); }).empty());
    for (const int size : {0, -5, 100000}) QVERIFY(!failureOf([&] { drawSign(0, size); }).empty());
  }

  void pathsAreReadAsWritten() {
    const auto square = parsePath("T 10 0 2 M 0 0 L 4 0 L 4 4 Z");
    QCOMPARE(square.size(), std::size_t{1});
    QVERIFY(square[0].closed);
    QCOMPARE(square[0].points[1], cv::Point2d(18, 0));
    const auto curves = parsePath("R 90 M 1 0 Q 1 0 2 0 C 2 0 3 0 3 0");
    QVERIFY(!curves[0].closed);
    QVERIFY(std::abs(curves[0].points.back().x) < 1e-12 && std::abs(curves[0].points.back().y - 3.0) < 1e-12);
    QVERIFY_EXCEPTION_THROWN(parsePath("M 1"), std::logic_error);
    QVERIFY_EXCEPTION_THROWN(parsePath("X 1 2"), std::logic_error);
  }
};

QTEST_GUILESS_MAIN(TestSigns)
#include "tst_signs.moc"
