// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "widgets/canvas/thumbnail_strip.hpp"

using namespace adv;

namespace {

ImagePtr flat(std::uint8_t value) {
  return std::make_shared<Image>(Image{8, 8, 1, std::vector<std::uint8_t>(64, value)});
}

std::vector<StepPicture> steps(int count, int firstSuccess) {
  std::vector<StepPicture> result;
  for (int i = 0; i < count; ++i) result.push_back({i, flat(static_cast<std::uint8_t>(10 * i)), i >= firstSuccess});
  return result;
}

}  // namespace

class TestCanvasStrip : public QObject {
  Q_OBJECT
 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void thinningSpreadsEvenly() {
    QCOMPARE(thinned(5, 10, 2, -1), (std::vector<int>{0, 1, 2, 3, 4}));
    QCOMPARE(thinned(9, 5, -1, -1), (std::vector<int>{0, 2, 4, 6, 8}));
    QCOMPARE(thinned(1, 5, 0, 0), (std::vector<int>{0}));
    QCOMPARE(thinned(0, 5, -1, -1), std::vector<int>());
  }

  void thinningKeepsWhatMatters() {
    for (int capacity = 1; capacity < 40; ++capacity) {
      for (int current = 0; current < 201; current += 7) {
        const auto kept = thinned(201, capacity, current, 13);
        for (const int wanted : {0, 200, 13, current}) QVERIFY(std::count(kept.begin(), kept.end(), wanted) == 1);
        QVERIFY(std::is_sorted(kept.begin(), kept.end()));
        QVERIFY(static_cast<int>(kept.size()) <= std::max(capacity, 4));
      }
    }
  }

  void theOthersStandStillWhileScrubbing() {
    const auto still = thinned(201, 10, -1, 13);
    const auto scrubbed = thinned(201, 10, 77, 13);
    std::vector<int> common;
    std::set_intersection(still.begin(), still.end(), scrubbed.begin(), scrubbed.end(), std::back_inserter(common));
    QCOMPARE(common.size(), still.size() - 1);
  }

  void clickAndKeysChoose() {
    ThumbnailStrip strip;
    strip.resize(900, 80);
    strip.setSteps(steps(6, 2));
    strip.setCurrentStep(5);
    QSignalSpy chosen(&strip, &ThumbnailStrip::stepChosen);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, {10, 20});
    QCOMPARE(chosen.last().first().toInt(), 0);
    QTest::keyClick(&strip, Qt::Key_Right);
    QCOMPARE(chosen.last().first().toInt(), 1);
    QTest::keyClick(&strip, Qt::Key_End);
    QCOMPARE(chosen.last().first().toInt(), 5);
    QTest::keyClick(&strip, Qt::Key_Right);
    QCOMPARE(chosen.size(), 3);
    QTest::keyClick(&strip, Qt::Key_Left);
    QCOMPARE(strip.currentStep(), 4);
  }

  void stepsWithoutPicturesAreLeftOut() {
    ThumbnailStrip strip;
    strip.resize(900, 80);
    strip.setSteps({{0, flat(1), false}, {1, nullptr, false}, {2, flat(3), true}});
    QCOMPARE(strip.shownSteps(), (std::vector<int>{0, 2}));
    strip.setCurrentStep(1);
    QCOMPARE(strip.currentStep(), 0);
  }

  void exportShowsThePicturesAtTheScale() {
    ThumbnailStrip strip;
    strip.setSteps(steps(20, 4));
    const QImage one = strip.toImage(32, 1.0, 5);
    const QImage two = strip.toImage(32, 2.0, 5);
    QCOMPARE(two.size(), one.size() * 2);
    QVERIFY(one.width() >= 5 * 32 && one.width() < 7 * 40);
    QCOMPARE(two.pixel(2 * 20, 2 * 20), qRgb(0, 0, 0));
    QCOMPARE(two.pixel(two.width() - 40, 2 * 20), qRgb(190, 190, 190));
    QVERIFY(ThumbnailStrip().toImage(32, 1.0).isNull());
  }

  void itPaintsNarrowAndEmpty() {
    ThumbnailStrip strip;
    strip.resize(120, 60);
    QVERIFY(!strip.grab().isNull());
    strip.setSteps(steps(20, 4));
    QVERIFY(!strip.grab().isNull());
    QCOMPARE(strip.shownSteps().front(), 0);
    QCOMPARE(strip.shownSteps().back(), 19);
  }
};

QTEST_MAIN(TestCanvasStrip)
#include "tst_canvas_strip.moc"
