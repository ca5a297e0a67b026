// SPDX-License-Identifier: GPL-3.0-or-later
// ε, parameters, rounding and predictions: the small values that everything else trusts.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTest>
#include <cmath>

#include "engine/analysis/distortion.hpp"
#include "engine/analysis/predictions.hpp"
#include "engine/api/describe.hpp"
#include "engine/api/epsilon.hpp"
#include "engine/api/error.hpp"
#include "engine/jobs/curve.hpp"
#include "engine/tensor/convert.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;

class TestValues : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void epsilonReadsEveryForm() {
    QCOMPARE(Epsilon::parse("8/255")->levels(), 8.0);
    QCOMPARE(Epsilon::parse(" 8 / 255 ")->levels(), 8.0);
    QCOMPARE(Epsilon::parse("0.3")->levels(), 76.5);
    QCOMPARE(Epsilon::parse("8", true)->levels(), 8.0);
    QCOMPARE(Epsilon::parse("1/2")->levels(), 127.5);
    QCOMPARE(Epsilon::parse("0")->levels(), 0.0);
    QCOMPARE(Epsilon::parse("510/255")->levels(), 510.0);
    for (const char* bad : {"", "x", "-1/255", "8/", "/255", "8/0", "8/-255", "nan", "inf", "8/255/2"}) {
      QVERIFY2(!Epsilon::parse(bad), bad);
    }
  }

  void epsilonWritesWhatItReads() {
    QCOMPARE(Epsilon::fromLevels(8).text(), std::string("8/255"));
    QCOMPARE(Epsilon::fromUnit(0.3).text(), std::string("76.5/255"));
    QCOMPARE(Epsilon::fromUnit(8.0 / 255).text(), std::string("8/255"));
    QCOMPARE(Epsilon::fromLevels(0.25).text(), std::string("0.25/255"));
  }

  void paramsRoundTripAndRefuse() {
    ParamSpec levels{"epsilon", "ε", ParamKind::Levels, "L∞", 0, 1, 0, false, {}, "", ""};
    ParamSpec steps{"steps", "Iterations", ParamKind::Integer, "steps", 1, 100, 10, true, {}, "", ""};
    ParamSpec choice{"saliency", "Saliency", ParamKind::Choice, "", 0, 0, 0, false, {"F", "Z"}, "", ""};
    QCOMPARE(parseParam(levels, "8/255"), 8.0 / 255);
    QCOMPARE(formatParam(levels, parseParam(levels, "8/255")), std::string("8/255"));
    QCOMPARE(parseParam(choice, "Z"), 1.0);
    QCOMPARE(formatParam(choice, 1), std::string("Z"));
    for (const char* bad : {"0", "101", "2.5", "ten", "", "nan"})
      QVERIFY_EXCEPTION_THROWN(parseParam(steps, bad), Failure);
    QVERIFY_EXCEPTION_THROWN(parseParam(choice, "Q"), Failure);
    QVERIFY_EXCEPTION_THROWN(checkParams({steps}, {{"kappa", 1}}), Failure);
  }

  void bytesSurviveTheTensor() {
    Image image{16, 16, 1, {}};
    for (int i = 0; i < 256; ++i) image.pixels.push_back(static_cast<std::uint8_t>(i));
    QCOMPARE(toImage(toPixelTensor(image)), image);
    const Image colour{2, 1, 3, {1, 2, 3, 250, 251, 252}};
    const at::Tensor x = toPixelTensor(colour);
    QCOMPARE(x.sizes().vec(), (std::vector<std::int64_t>{1, 3, 1, 2}));
    QCOMPARE(x[0][2][0][1].item<float>(), 252.0F / 255.0F);
    QCOMPARE(toImage(x), colour);
    QVERIFY(roundToPicture(x, colour, {}).wasOnLevels);
    QVERIFY(!roundToPicture(x + 0.001, colour, {}).wasOnLevels);
  }

  void roundingNeverLeavesTheBall() {
    const at::Tensor x0 = adv::test::makePictures(1, 3, 8, 8);
    for (const double levels : {0.0, 0.4, 0.7, 1.0, 2.5, 3.5, 8.0, 7.9}) {
      const at::Tensor x = (x0 + randomSigns(x0, 3) * (levels / 255)).clamp(0, 1);
      const at::Tensor rounded = roundInsideBall(x, x0, Ball{BallNorm::Linf, levels / 255});
      QVERIFY(roundToPicture(rounded, toImage(x0), {}).wasOnLevels);
      QVERIFY(measureDistortion(rounded, x0).linf <= levels / 255 + 1e-9 + 1e-7);
      if (levels == std::floor(levels)) QVERIFY(at::allclose(rounded, x, 0, 1e-6));
    }
    const at::Tensor small = (x0 + randomSigns(x0, 3) * (0.6 / 255)).clamp(0, 1);
    const double radius = measureDistortion(small, x0).l2;
    QVERIFY(measureDistortion(roundInsideBall(small, x0, Ball{BallNorm::L2, radius}), x0).l2 <= radius);
    QVERIFY(measureDistortion(roundInsideBall(small, x0, {}), x0).l2 > radius);
  }

  void theDistortionOfAPictureEqualsThatOfItsTensor() {
    const at::Tensor x0 = adv::test::makePictures(1, 3, 8, 8);
    const RoundedPicture rounded = roundToPicture(x0 * 0.9 + 0.03, toImage(x0), {});
    const Distortion expected = measureDistortion(toPixelTensor(rounded.picture), x0);
    const Distortion found = distortionOf(rounded);
    QVERIFY(std::abs(found.l2 - expected.l2) < 1e-6 && std::abs(found.linf - expected.linf) < 1e-7);
    QVERIFY(std::abs(found.psnr - expected.psnr) < 1e-4);
  }

  void distortionIsInPixelUnits() {
    const at::Tensor x0 = at::zeros({1, 1, 2, 2});
    const at::Tensor x = at::tensor({0.0F, 0.3F, 0.4F, 0.0F}).reshape({1, 1, 2, 2});
    const Distortion d = measureDistortion(x, x0);
    QVERIFY(std::abs(d.l2 - 0.5) < 1e-7 && std::abs(d.linf - 0.4) < 1e-7);
    QVERIFY(std::abs(d.psnr - 10 * std::log10(4 / 0.25)) < 1e-5);
    QVERIFY(std::isinf(measureDistortion(x0, x0).psnr));
  }

  void predictionsSortBreakTiesAndRefuseNaN() {
    const Prediction p = toPrediction(at::tensor({1.0F, 3.0F, 3.0F, -1.0F}), 3, 0, 3);
    QCOMPARE(p.top.size(), 3U);
    QCOMPARE(p.topClass(), 1);
    QCOMPARE(p.top[1].index, 2);
    const double sum = std::exp(1) + 2 * std::exp(3) + std::exp(-1);
    QVERIFY(std::abs(p.topProbability() - std::exp(3) / sum) < 1e-12);
    QVERIFY(std::abs(p.labelProbability - std::exp(1) / sum) < 1e-12);
    QVERIFY(std::abs(p.targetProbability - std::exp(-1) / sum) < 1e-12);
    QVERIFY(std::abs(crossEntropy(at::tensor({1000.0F, 0.0F}), 1) - 1000.0) < 1e-9);
    QVERIFY_EXCEPTION_THROWN(toPrediction(at::tensor({0.0F, std::nanf("")}), 1, 0, {}), Failure);
  }

  void gridGoesFromCoarseToFine() {
    for (const int count : {3, 4, 17, 65, 100}) {
      std::vector<int> order = coarseToFine(count);
      QCOMPARE(order[0], 0);
      QCOMPARE(order[1], count - 1);
      std::ranges::sort(order);
      for (int i = 0; i < count; ++i) QCOMPARE(order[static_cast<std::size_t>(i)], i);
    }
  }
};

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
