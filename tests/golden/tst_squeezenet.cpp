// SPDX-License-Identifier: GPL-3.0-or-later
// SqueezeNet 1.1 on car.png against the published probabilities, and its gradient against plain ATen code.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "engine/tensor/gradient.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/data_folder.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

at::Tensor picture(const fs::path& path, int size) {
  cv::Mat rgb, fitted;
  cv::cvtColor(cv::imread(path.string(), cv::IMREAD_COLOR), rgb, cv::COLOR_BGR2RGB);
  cv::resize(rgb, fitted, {size, size}, 0, 0, cv::INTER_LINEAR);
  return at::from_blob(fitted.data, {1, size, size, 3}, at::kByte).permute({0, 3, 1, 2}).to(at::kFloat).contiguous() /
         255;
}

/// The network as its paper draws it, layer by layer, in the plain memory layout.
at::Tensor plainSqueezeNet(const NamedTensors& w, const at::Tensor& xModel) {
  const auto convolution = [&](const std::string& name, const at::Tensor& x, std::int64_t stride,
                               std::int64_t padding) {
    return at::relu(at::conv2d(x, w.at(name + ".weight"), w.at(name + ".bias"), {stride, stride}, {padding, padding}));
  };
  at::Tensor x = convolution("features.0", xModel, 2, 0);
  for (const int i : {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}) {
    const std::string name = "features." + std::to_string(i);
    if (i == 2 || i == 5 || i == 8) {
      x = at::max_pool2d(x, {3, 3}, {2, 2}, {0, 0}, {1, 1}, true);
    } else {
      const at::Tensor s = convolution(name + ".squeeze", x, 1, 0);
      x = at::cat({convolution(name + ".expand1x1", s, 1, 0), convolution(name + ".expand3x3", s, 1, 1)}, 1);
    }
  }
  return convolution("classifier.1", x, 1, 0).mean({2, 3});
}

class PlainClassifier final : public Classifier {
 public:
  PlainClassifier(NamedTensors weights, ModelInfo info) : m_weights(std::move(weights)), m_info(std::move(info)) {}
  at::Tensor logits(const at::Tensor& xPixel) const override {
    const at::Tensor mean = at::tensor({123.0F / 255, 117.0F / 255, 104.0F / 255}).view({1, 3, 1, 1});
    return plainSqueezeNet(m_weights, (xPixel - mean) / (1.0F / 255));
  }
  at::Device device() const override { return at::kCPU; }
  const ModelInfo& info() const override { return m_info; }

 private:
  NamedTensors m_weights;
  ModelInfo m_info;
};

}  // namespace

class TestSqueezeNet : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void publishedProbabilities() {
    ADV_NEED_DATA();
    QTemporaryDir folder;
    const nlohmann::json card{{"id", "squeezenet_car"},
                              {"title", "SqueezeNet 1.1 without mean"},
                              {"architecture", "squeezenet1_1"},
                              {"input", {{"width", 227}, {"height", 227}, {"channels", 3}}},
                              {"preprocessing", {{"std", {1 / 255.0, 1 / 255.0, 1 / 255.0}}, {"resize", "stretch"}}},
                              {"labels", "$ADVSCOPE_DATA/labels/imagenet_classes.txt"},
                              {"weights", "$ADVSCOPE_DATA/squeezenet1.1/squeezenet1_1.safetensors"}};
    const fs::path path = writeBytes(fs::path(folder.path().toStdString()) / "model.json", card.dump());
    const ClassifierPtr model = loadClassifier(path, dataFolder(), at::kCPU);
    const at::Tensor probabilities =
        at::softmax(logitsOf(*model, picture(dataFolder() / "squeezenet1.1/car.png", 227)), 1);
    const auto [best, classes] = probabilities.topk(5, 1);
    const std::vector<std::pair<int, double>> published{
        {817, .8364178}, {511, .0945683}, {479, .0419195}, {751, .0091233}, {436, .0068038}};
    for (std::size_t i = 0; i < published.size(); ++i) {
      const auto rank = static_cast<std::int64_t>(i);
      QCOMPARE(classes[0][rank].item<int>(), published[i].first);
      const double found = best[0][rank].item<double>();
      QVERIFY2(std::abs(found - published[i].second) < 1e-4, qPrintable(QString::number(found, 'f', 7)));
    }
  }

  void gradientIsThatOfThePlainNetwork() {
    ADV_NEED_DATA();
    const ClassifierPtr model =
        loadClassifier(ADVSCOPE_SOURCE_DIR "/models/squeezenet1_1/model.json", dataFolder(), at::kCPU);
    const PlainClassifier plain(readWeights(dataFolder() / "squeezenet1.1/squeezenet1_1.safetensors"), model->info());
    const at::Tensor x = at::cat({picture(dataFolder() / "images/imagenet_00_243.jpg", 224),
                                  picture(dataFolder() / "squeezenet1.1/car.png", 224)});
    const at::Tensor classes = at::tensor({243, 7}, at::kLong);
    const LossGradient got = crossEntropyGradient(*model, x, classes), want = crossEntropyGradient(plain, x, classes);
    QCOMPARE(got.logits[0].argmax().item<int>(), 243);
    QVERIFY(((got.logits - want.logits).abs().max() / want.logits.abs().max()).item<double>() < 1e-5);
    QVERIFY(((got.gradient - want.gradient).abs().max() / want.gradient.abs().max()).item<double>() < 1e-4);
    QVERIFY(((got.gradient.sign() != want.gradient.sign()).sum().item<double>() / static_cast<double>(x.numel())) <
            1e-3);
  }
};

QTEST_GUILESS_MAIN(TestSqueezeNet)
#include "tst_squeezenet.moc"
