// SPDX-License-Identifier: GPL-3.0-or-later
// Needed ε against the number of dimensions: measured against the closed form and against theory.
#include <QTest>
#include <cmath>

#include "engine/api/dimensions.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/linear/random_models.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using adv::test::handTurned;
using adv::test::lastAs;
using adv::test::runToEnd;

namespace {

DimensionsMeasured measured(const DimensionsRequest& request) {
  Engine engine(handTurned());
  return lastAs<DimensionsMeasured>(runToEnd(engine, request)).value();
}

DimensionPicture pictured(const DimensionPictureRequest& request) {
  Engine engine(handTurned());
  return lastAs<DimensionPicture>(runToEnd(engine, request, Lane::Preview)).value();
}

}  // namespace

class TestDimensions : public QObject {
  Q_OBJECT

 private slots:
  void bisectionFindsTheClosedForm() {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      const auto w = linear::normalWeights(51, 0.7, seed, 0);
      const auto x = linear::uniformNumbers(51, seed, 1);
      const double s = linear::score(w, x, 0.4);
      QVERIFY(std::abs(linear::measuredFlip(w, x, 0.4) / *linear::smallestFlipLinf(w, s) - 1) < 1e-7);
    }
  }

  void weightsAreNormal() {
    const auto w = linear::normalWeights(100'000, 2.0, 5, 0);
    QVERIFY(std::abs(linear::normL2(w) / (2.0 * std::sqrt(100'000.0)) - 1) < 0.01);
    QVERIFY(std::abs(linear::normL1(w) / linear::expectedNormL1(100'000, 2.0) - 1) < 0.01);
    QCOMPARE(w, linear::normalWeights(100'000, 2.0, 5, 0));
    QVERIFY(w != linear::normalWeights(100'000, 2.0, 5, 1));
  }

  /// Slope -1/2 with ‖w‖₂ fixed and -1 with weights fixed; that of noise is half a decade less in each.
  void theNeededEpsilonFallsAsTheorySays() {
    for (const auto& [scale, slope] :
         {std::pair{WeightScale::SameNorm, 0.5}, std::pair{WeightScale::SameWeights, 1.0}}) {
      DimensionsRequest request;
      request.setting.scale = scale;
      request.dimensions = {100, 10'000};
      const auto points = measured(request).points;
      QCOMPARE(points.size(), std::size_t{2});
      for (const DimensionPoint& point : points) {
        QVERIFY(std::abs(point.median / point.theory - 1) < 0.1);
        QVERIFY(std::abs(point.noise / point.noiseTheory - 1) < 0.15);
        QVERIFY(point.low <= point.median && point.median <= point.high);
      }
      QVERIFY(std::abs(points[0].theory / points[1].theory / std::pow(100, slope) - 1) < 1e-9);
      QVERIFY(std::abs(points[0].noiseTheory / points[1].noiseTheory / std::pow(100, slope - 0.5) - 1) < 1e-9);
    }
  }

  void thePictureIsFlippedByTheSignsAndNotByNoise() {
    for (const int d : {10, 784, 150'528}) {
      const DimensionPicture picture = pictured({{}, d});
      QCOMPARE(picture.shape.numbers(), d);
      QVERIFY(std::abs(picture.cleanScore + 3) < 1e-9);
      QVERIFY(picture.adversarialScore > 0);
      QVERIFY(d == 10 || picture.noiseScore < 0);
      QVERIFY(picture.adversarialPush <= picture.bound);
      QVERIFY(picture.noisePush < picture.adversarialPush);
      QCOMPARE(picture.clean->pixels.size(), static_cast<std::size_t>(d));
      QVERIFY(picture.fitsEightBits);
    }
    QVERIFY(!pictured({{3, WeightScale::SameWeights, 1}, 150'528}).fitsEightBits);
  }

  void stopsAreTheNearestOnALogarithmicAxis() {
    QCOMPARE(dimensionStop(784).numbers(), 784);
    QCOMPARE(dimensionStop(1).numbers(), 10);
    QCOMPARE(dimensionStop(1'000'000).numbers(), 150'528);
    QCOMPARE(dimensionStop(3000).channels, 3);
  }

  /// Short: what is trained is not good, but it is measured as it is.
  void trainedClassifiersAreMeasuredWithoutAnyData() {
    Engine engine(handTurned());
    DimensionsTrainedRequest request;
    request.data = {"signs", "no-such-data"};
    request.batches = 60;
    const auto trained = lastAs<DimensionsTrained>(runToEnd(engine, request, Lane::Training));
    QVERIFY(trained);
    QCOMPARE(trained->points.size(), std::size_t{1});
    QCOMPARE(trained->missing, std::vector<std::string>{"no-such-data"});
    const TrainedPoint& signs = trained->points.front();
    QCOMPARE(signs.d, 3072);
    QVERIFY(signs.accuracy > 0.2);
    QVERIFY(signs.epsilon > 0.0 && signs.epsilon < 0.2);
    QVERIFY(signs.advantage > 5.0 && signs.advantage < std::sqrt(3072.0));
  }

  void whatCannotBeMeasuredIsSaid() {
    Engine engine(handTurned());
    DimensionsRequest request;
    request.setting.margin = 0;
    QVERIFY(!test::failureOf(runToEnd(engine, request)).empty());
    request = {};
    request.dimensions = {0};
    QVERIFY(!test::failureOf(runToEnd(engine, request)).empty());
    QVERIFY(!test::failureOf(runToEnd(engine, DimensionPictureRequest{{-1, WeightScale::SameNorm, 1}, 10})).empty());
  }
};

QTEST_GUILESS_MAIN(TestDimensions)
#include "tst_dimensions.moc"
