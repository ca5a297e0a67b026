// SPDX-License-Identifier: GPL-3.0-or-later
// The fused step and the signed display: by hand, and (where a device is) the CUDA kernels against ATen.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTest>

#include "engine/tensor/device.hpp"
#include "engine/tensor/kernel_plugin.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;

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

  void displayByHand() {
    const at::Tensor delta = at::tensor({0.0F, 1.0F / 255, -1.0F / 255, 0.5F, -0.5F}).reshape({1, 1, 1, 5});
    const at::Tensor shown = signedDisplayReference(delta, 20).flatten();
    QCOMPARE(shown[1].item<int>(), 148);
    QCOMPARE(shown[2].item<int>(), 108);
    QCOMPARE(shown[3].item<int>(), 255);
    QCOMPARE(shown[4].item<int>(), 0);
    QVERIFY(shown[0].item<int>() == 127 || shown[0].item<int>() == 128);
  }

  void aMissingPlugInIsNamed() {
    QVERIFY(!openKernelPlugin("no-such-plugin.so").empty());
    QVERIFY(!kernelPluginIsOpen());
  }

  void kernelsEqualAten() {
    const ChosenDevice chosen = chooseDevice(DeviceChoice::Automatic, 2);
    if (!chosen.device.is_cuda()) QSKIP("skipped: no CUDA device");
    const std::string reason = openKernelPlugin(std::filesystem::path(ADVSCOPE_BINARY_DIR) / "bin/libadvscope_kernels.so");
    if (!reason.empty()) QSKIP(("skipped: " + reason).c_str());
    const at::Tensor x0 = adv::test::makePictures(4, 3, 33, 17).to(chosen.device);
    const at::Tensor gradient = (adv::test::makePictures(4, 3, 33, 17).to(chosen.device) - 0.5).mul_(x0.gt(0.1));
    at::Tensor fused = x0;
    at::Tensor plain = x0;
    for (int step = 0; step < 12; ++step) {
      fused = bimStep(fused, gradient, x0, 1.0 / 255, 8.0 / 255, step % 3 == 0 ? -1.0 : 1.0);
      plain = bimStepReference(plain, gradient, x0, 1.0 / 255, 8.0 / 255, step % 3 == 0 ? -1.0 : 1.0);
    }
    QVERIFY(at::equal(fused, plain));
    QVERIFY(at::equal(signedDisplay(gradient, 7.5), signedDisplayReference(gradient, 7.5)));
  }
};

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
