// SPDX-License-Identifier: GPL-3.0-or-later
// The fused step and the signed display: by hand, and (where a device is) the CUDA kernels against ATen.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTest>

#include "engine/tensor/device.hpp"
#include "engine/tensor/kernel_plugin.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;

/// The spacing of float32 just below 1.
constexpr double kUlp = 6e-8;

class TestKernels : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void stepByHand() {
    const at::Tensor x0 = at::tensor({0.5F, 0.5F, 0.5F, 0.99F, 0.01F, 0.5F}).reshape({1, 1, 2, 3});
    const at::Tensor x = at::tensor({0.5F, 0.59F, 0.41F, 0.99F, 0.01F, 0.5F}).reshape({1, 1, 2, 3});
    const at::Tensor gradient = at::tensor({3.F, 1e-30F, -2.F, 1.F, -1.F, 0.F}).reshape({1, 1, 2, 3});
    const at::Tensor expected = at::tensor({0.52F, 0.6F, 0.4F, 1.F, 0.F, 0.5F}).reshape({1, 1, 2, 3});
    QVERIFY(at::allclose(bimStepReference(x, gradient, x0, 0.02, 0.1, 1.0), expected, 0, 1e-7));
    QVERIFY(at::allclose(bimStepReference(x, gradient.neg(), x0, 0.02, 0.1, -1.0), expected, 0, 1e-7));
  }

  void stepOnLevelsByHand() {
    const at::Tensor x0 = at::tensor({100.F, 100.F, 0.F, 255.F, 100.F}).reshape({1, 1, 1, 5}).div_(255);
    const at::Tensor gradient = at::tensor({1.F, -1.F, -1.F, 1.F, 0.F}).reshape({1, 1, 1, 5});
    // 2.7 levels are rounded to 3, which a ball of 2.8 levels does not hold: the nearest level inside is 2.
    const at::Tensor inside = bimStepOnLevelsReference(x0, gradient, x0, 2.7 / 255, 2.8 / 255, 1.0).mul(255).flatten();
    QVERIFY(at::allclose(inside, at::tensor({102.F, 98.F, 0.F, 255.F, 100.F}), 0, 1e-4));
    const at::Tensor whole = bimStepOnLevelsReference(x0, gradient, x0, 2.7 / 255, 3.0 / 255, 1.0).mul(255).flatten();
    QVERIFY(at::allclose(whole, at::tensor({103.F, 97.F, 0.F, 255.F, 100.F}), 0, 1e-4));
  }

  void stepsNeverLeaveTheBall_data() {
    QTest::addColumn<double>("levels");
    for (const double levels : {0.0, 0.4, 1.0, 2.5, 8.0, 76.5, 255.0}) QTest::addRow("%g/255", levels) << levels;
  }
  void stepsNeverLeaveTheBall() {
    QFETCH(double, levels);
    const double epsilon = levels / 255;
    const at::Tensor x0 = adv::test::makePictures(2, 3, 16, 16);
    at::Tensor x = x0;
    at::Tensor onLevels = x0;
    for (int step = 0; step < 12; ++step) {
      const at::Tensor gradient = (x0 * (7 + step)).sin_();
      x = bimStep(x, gradient, x0, levels / 255 / 4, epsilon, 1.0);
      onLevels = bimStepOnLevels(onLevels, gradient, x0, levels / 255 / 4 + 0.7 / 255, epsilon, 1.0);
      for (const at::Tensor& picture : {x, onLevels}) {
        QVERIFY((picture - x0).abs().max().item<double>() <= epsilon + kUlp);
        QVERIFY(picture.min().item<float>() >= 0.0F && picture.max().item<float>() <= 1.0F);
      }
      QVERIFY((onLevels * 255 - (onLevels * 255).round()).abs().max().item<float>() < 1e-4F);
    }
    QCOMPARE(at::equal(x, x0), levels == 0.0);
  }

  void displayByHand() {
    const at::Tensor delta = at::tensor({0.0F, 1.0F / 255, -1.0F / 255, 0.5F, -0.5F}).reshape({1, 1, 1, 5});
    const at::Tensor shown = signedDisplayReference(delta, 20).flatten();
    QCOMPARE(shown[1].item<int>(), 148);
    QCOMPARE(shown[2].item<int>(), 108);
    QCOMPARE(shown[3].item<int>(), 255);
    QCOMPARE(shown[4].item<int>(), 0);
    QCOMPARE(shown[0].item<int>(), 128);
    QCOMPARE(signedDisplayReference(delta, 0.5).flatten()[1].item<int>(), 129);
    QCOMPARE(signedDisplayReference(delta, 0.5).flatten()[2].item<int>(), 127);
  }

  void aMissingPlugInIsNamed() {
    QVERIFY(!openKernelPlugin("no-such-plugin.so").empty());
    QVERIFY(!kernelPluginIsOpen());
  }

  void kernelsEqualAten() {
    const ChosenDevice chosen = chooseDevice(DeviceChoice::Automatic, 2);
    if (!chosen.device.is_cuda()) QSKIP("skipped: no CUDA device");
    const std::string reason =
        openKernelPlugin(std::filesystem::path(ADVSCOPE_BINARY_DIR) / "bin/libadvscope_kernels.so");
    if (!reason.empty()) QSKIP(("skipped: " + reason).c_str());
    const at::Tensor x0 = adv::test::makePictures(4, 3, 33, 17).to(chosen.device);
    const at::Tensor gradient = (adv::test::makePictures(4, 3, 33, 17).to(chosen.device) - 0.5).mul_(x0.gt(0.1));
    QVERIFY(kernelPluginIsOpen());
    at::Tensor fused = x0;
    at::Tensor plain = x0;
    for (int step = 0; step < 12; ++step) {
      fused = bimStep(fused, gradient, x0, 1.0 / 255, 8.0 / 255, step % 3 == 0 ? -1.0 : 1.0);
      plain = bimStepReference(plain, gradient, x0, 1.0 / 255, 8.0 / 255, step % 3 == 0 ? -1.0 : 1.0);
    }
    QVERIFY(at::equal(fused, plain));
    // ATen divides by 255 on CUDA by a multiplication, the kernel divides: they may differ in the last bit.
    const at::Tensor fusedLevels = bimStepOnLevels(fused, gradient, x0, 1.3 / 255, 7.5 / 255, 1.0);
    const at::Tensor plainLevels = bimStepOnLevelsReference(fused, gradient, x0, 1.3 / 255, 7.5 / 255, 1.0);
    QVERIFY((fusedLevels - plainLevels).abs().max().item<double>() <= 2 * kUlp);
    QVERIFY(at::equal(signedDisplay(gradient, 7.5), signedDisplayReference(gradient, 7.5)));
  }
};

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
