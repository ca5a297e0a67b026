// SPDX-License-Identifier: GPL-3.0-or-later
// Networks against plain ATen code, published accuracies, and the gradient of the loss in the pixels.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "engine/data/dataset.hpp"
#include "engine/tensor/gradient.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/data_folder.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

double largestDifference(const at::Tensor& a, const at::Tensor& b) { return (a - b).abs().max().item<double>(); }

struct Pictures {
  at::Tensor xPixel;
  at::Tensor labels;
};

Pictures load(const std::string& name) {
  const auto data = openDataset(name, dataFolder());
  std::vector<at::Tensor> pictures;
  std::vector<std::int64_t> labels;
  for (int i = 0; i < data->count(); ++i) {
    Image image = data->image(i);
    pictures.push_back(at::from_blob(image.pixels.data(), {image.height, image.width, image.channels}, at::kByte)
                           .to(at::kFloat)
                           .div(255)
                           .permute({2, 0, 1}));
    labels.push_back(data->label(i));
  }
  return {at::stack(pictures), at::tensor(labels)};
}

/// A network whose logits are what a function makes of the pixels.
class FunctionClassifier final : public Classifier {
 public:
  explicit FunctionClassifier(std::function<at::Tensor(const at::Tensor&)> function) : m_function(std::move(function)) {
    m_info.title = "test network";
  }
  at::Tensor logits(const at::Tensor& xPixel) const override { return m_function(xPixel); }
  at::Device device() const override { return at::kCPU; }
  const ModelInfo& info() const override { return m_info; }

 private:
  std::function<at::Tensor(const at::Tensor&)> m_function;
  ModelInfo m_info;
};

}  // namespace

class TestNetworks : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;

  ClassifierPtr tiny(const Json& layers, const NamedTensors& weights,
                     const Json& preprocessing = Json::object()) const {
    Json card = tinyCard();
    card["layers"] = layers;
    card["preprocessing"] = preprocessing;
    return loadCard(fs::path(m_folder.path().toStdString()) / "net", card, weights);
  }
  static ClassifierPtr bundled(const std::string& id) {
    return loadClassifier(fs::path(ADVSCOPE_SOURCE_DIR "/models") / id / "model.json", dataFolder(), at::kCPU);
  }

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }
  void initTestCase() { at::manual_seed(1); }

  /// Layers between a 6x6 RGB picture and a linear layer, against the same in ATen.
  void layersComputeWhatTheySay_data() {
    QTest::addColumn<QString>("layer");
    for (const char* name : {"tanh", "sigmoid", "softplus", "avgpool2d", "adaptive", "batchnorm2d", "dropout",
                             "normalise", "lrn", "hwc", "strided", "without bias"}) {
      QTest::newRow(name) << name;
    }
  }
  void layersComputeWhatTheySay() {
    QFETCH(QString, layer);
    const at::Tensor x = at::rand({2, 3, 6, 6});
    NamedTensors weights{{"out.bias", at::randn({3})}};
    Json first, flatten{{"type", "flatten"}};
    at::Tensor y;
    const auto rows = [](const std::vector<float>& v) { return at::tensor(v).view({1, 3, 1, 1}); };
    if (layer == "tanh") first = {{"type", "tanh"}}, y = at::tanh(x);
    if (layer == "sigmoid") first = {{"type", "sigmoid"}}, y = at::sigmoid(x);
    if (layer == "softplus") first = {{"type", "softplus"}, {"beta", 2}}, y = at::log(1 + at::exp(2 * x)) / 2;
    if (layer == "avgpool2d")
      first = {{"type", "avgpool2d"}, {"kernel", {2, 3}}}, y = x.view({2, 3, 3, 2, 2, 3}).mean({3, 5});
    if (layer == "adaptive")
      first = {{"type", "adaptive_avgpool2d"}, {"output", 2}}, y = x.view({2, 3, 2, 3, 2, 3}).mean({3, 5});
    if (layer == "batchnorm2d") {
      first = {{"type", "batchnorm2d"}, {"name", "bn"}, {"eps", 0.5}};
      const std::vector<float> gain{1, -2, 3}, shift{0.5, 0, 1}, mean{0.2F, 0.4F, 0.6F}, variance{1, 2, 0.25};
      weights.insert({{"bn.weight", at::tensor(gain)},
                      {"bn.bias", at::tensor(shift)},
                      {"bn.running_mean", at::tensor(mean)},
                      {"bn.running_var", at::tensor(variance)},
                      {"bn.num_batches_tracked", at::ones({1})}});
      y = (x - rows(mean)) / (rows(variance) + 0.5).sqrt() * rows(gain) + rows(shift);
    }
    if (layer == "dropout") first = {{"type", "dropout"}, {"p", 0.5}}, y = x;
    if (layer == "normalise")
      first = {{"type", "normalise"}, {"mean", {0.1, 0.2, 0.3}}, {"std", {1, 2, 4}}},
      y = (x - rows({0.1F, 0.2F, 0.3F})) / rows({1, 2, 4});
    if (layer == "lrn") {
      first = {{"type", "local_response_norm"}, {"size", 3}, {"alpha", 2}, {"beta", 0.5}, {"k", 1.5}};
      const at::Tensor s = at::constant_pad_nd(x * x, {0, 0, 0, 0, 1, 1});
      y = x / (1.5 + 2 * (s.narrow(1, 0, 3) + s.narrow(1, 1, 3) + s.narrow(1, 2, 3)) / 3).sqrt();
    }
    if (layer == "hwc") first = {{"type", "dropout"}}, flatten["order"] = "hwc", y = x.permute({0, 2, 3, 1});
    if (layer == "strided" || layer == "without bias") {
      weights["k"] = at::randn({5, 3, 3, 2});
      first = {{"type", "conv2d"}, {"weight", "k"}, {"stride", {2, 1}}, {"padding", {1, 0}}};
      if (layer == "strided") first["bias"] = "shift", weights["shift"] = at::randn({5});
      y = at::conv2d(x.to(at::kDouble), weights["k"].to(at::kDouble), {}, {2, 1}, {1, 0}).to(at::kFloat);
      if (layer == "strided") y = y + weights["shift"].view({1, 5, 1, 1});
    }
    const at::Tensor features = y.reshape({2, -1});
    weights["out.weight"] = at::randn({3, features.size(1)});
    const ClassifierPtr model = tiny(Json::array({first, flatten, {{"type", "linear"}, {"name", "out"}}}), weights);
    const at::Tensor expected = at::linear(features, weights["out.weight"], weights["out.bias"]);
    QVERIFY2(largestDifference(logitsOf(*model, x), expected) < 2e-5, qPrintable(layer));
  }

  void maxoutTakesTheLargestOfNeighbouringFeatures() {
    const at::Tensor x = at::rand({2, 3, 6, 6});
    NamedTensors weights{{"in.weight", at::randn({12, 108})},
                         {"in.bias", at::randn({12})},
                         {"out.weight", at::randn({3, 4})},
                         {"out.bias", at::randn({3})}};
    const auto layers = [](int pieces) {
      return Json::array({{{"type", "flatten"}},
                          {{"type", "linear"}, {"name", "in"}},
                          {{"type", "maxout"}, {"pieces", pieces}},
                          {{"type", "linear"}, {"name", "out"}}});
    };
    const at::Tensor features = at::linear(x.flatten(1), weights["in.weight"], weights["in.bias"]);
    const at::Tensor units = features.view({2, 4, 3}).amax(2);
    const at::Tensor expected = at::linear(units, weights["out.weight"], weights["out.bias"]);
    QVERIFY(largestDifference(logitsOf(*tiny(layers(3), weights), x), expected) < 2e-5);
    QVERIFY_THROWS_EXCEPTION(Failure, tiny(layers(5), weights));
  }

  /// The builder pools before the ReLU; values and gradients are those of the order in the card.
  void poolingBeforeReluChangesNothing_data() {
    QTest::addColumn<int>("kernel");
    QTest::addColumn<int>("stride");
    QTest::addColumn<int>("padding");
    QTest::addColumn<bool>("ceil");
    QTest::newRow("2") << 2 << 2 << 0 << false;
    QTest::newRow("overlapping") << 3 << 1 << 0 << false;
    QTest::newRow("padded") << 3 << 2 << 1 << false;
    QTest::newRow("ceil") << 3 << 2 << 0 << true;
    QTest::newRow("apart") << 2 << 3 << 1 << true;
  }
  void poolingBeforeReluChangesNothing() {
    QFETCH(int, kernel);
    QFETCH(int, stride);
    QFETCH(int, padding);
    QFETCH(bool, ceil);
    const auto straight = [&](const NamedTensors& w, const at::Tensor& x) {
      const at::Tensor planes = at::relu(at::conv2d(x, w.at("conv.weight"), w.at("conv.bias"), {1, 1}, {1, 1}));
      return at::max_pool2d(planes, {kernel, kernel}, {stride, stride}, {padding, padding}, {1, 1}, ceil).flatten(1);
    };
    NamedTensors weights = tinyWeights();
    const std::int64_t features = straight(weights, at::zeros({1, 3, 6, 6})).size(1);
    weights["out.weight"] = at::randn({3, features});
    Json layers = tinyCard()["layers"];
    layers[2] = {{"type", "maxpool2d"}, {"kernel", kernel}, {"stride", stride}, {"padding", padding}, {"ceil", ceil}};
    const ClassifierPtr model = tiny(layers, weights);
    const FunctionClassifier reference([&](const at::Tensor& x) {
      return at::linear(straight(weights, x), weights.at("out.weight"), weights.at("out.bias"));
    });
    const at::Tensor x = at::rand({8, 3, 6, 6}), classes = at::arange(8) % 3;
    const LossGradient got = crossEntropyGradient(*model, x, classes),
                       want = crossEntropyGradient(reference, x, classes);
    QVERIFY(largestDifference(got.logits, want.logits) < 2e-5);
    QVERIFY(largestDifference(got.gradient, want.gradient) < 2e-5);
    QVERIFY(want.gradient.abs().max().item<double>() > 1e-2);
  }

  void preprocessingIsDifferentiatedThrough() {
    const Json layers = tinyCard()["layers"];
    const NamedTensors weights = tinyWeights();
    const ClassifierPtr plain = tiny(layers, weights);
    const ClassifierPtr scaled = tiny(layers, weights, {{"mean", {0.25, 0.5, 0.125}}, {"std", {0.5, 0.25, 2}}});
    const at::Tensor mean = at::tensor({0.25F, 0.5F, 0.125F}).view({1, 3, 1, 1}),
                     std = at::tensor({0.5F, 0.25F, 2.0F}).view({1, 3, 1, 1});
    const at::Tensor x = at::rand({3, 3, 6, 6}), classes = at::arange(3);
    const LossGradient got = crossEntropyGradient(*scaled, x, classes),
                       want = crossEntropyGradient(*plain, (x - mean) / std, classes);
    QVERIFY(largestDifference(got.logits, want.logits) < 1e-5);
    QVERIFY(largestDifference(got.gradient, want.gradient / std) < 1e-5);
  }

  void gradientAgreesWithDifferences() {
    const FunctionClassifier model([](const at::Tensor& x) {
      const at::Tensor f = x.flatten(1);
      return at::stack({f.square().sum(1), (3 * f).sin().sum(1), f.prod(1)}, 1);
    });
    const at::Tensor x = at::rand({2, 1, 2, 2}, at::kDouble), classes = at::tensor({0, 2}, at::kLong);
    const LossGradient result = crossEntropyGradient(model, x, classes);
    for (std::int64_t i = 0; i < x.numel(); ++i) {
      at::Tensor step = at::zeros_like(x);
      step.view({-1})[i] = 1e-6;
      const auto loss = [&](const at::Tensor& at) {
        return crossEntropyGradient(model, at, classes).loss.sum().item<double>();
      };
      const double slope = (loss(x + step) - loss(x - step)) / 2e-6;
      QVERIFY(std::abs(slope - result.gradient.contiguous().view({-1})[i].item<double>()) < 1e-7);
    }
    QVERIFY(!result.gradient.requires_grad() && !result.loss.requires_grad() && !result.logits.requires_grad());
  }

  void aBatchOfManyEqualsBatchesOfOne() {
    const ClassifierPtr model = tiny(tinyCard()["layers"], tinyWeights());
    const at::Tensor x = at::rand({1000, 3, 6, 6}), classes = at::arange(1000) % 3;  // more than is computed at a time
    const LossGradient all = crossEntropyGradient(*model, x, classes);
    QCOMPARE(all.gradient.sizes(), x.sizes());
    for (const std::int64_t i : {0, 463, 464, 465, 999}) {
      const LossGradient one = crossEntropyGradient(*model, x.narrow(0, i, 1), classes.narrow(0, i, 1));
      QVERIFY(largestDifference(one.gradient[0], all.gradient[i]) < 1e-6);
      QVERIFY(largestDifference(one.loss[0], all.loss[i]) < 1e-5);
      QVERIFY(largestDifference(one.logits[0], logitsOf(*model, x)[i]) < 1e-5);
    }
    QVERIFY(!x.requires_grad());
  }

  void notANumberIsAnError() {
    const at::Tensor x = at::rand({2, 1, 2, 2}), classes = at::zeros({2}, at::kLong);
    const FunctionClassifier output([](const at::Tensor& p) { return p.flatten(1) * std::nan(""); });
    const FunctionClassifier infinite([](const at::Tensor& p) { return p.flatten(1) * INFINITY; });
    const FunctionClassifier slope([](const at::Tensor& p) { return at::sqrt(p.flatten(1) * 0); });
    QVERIFY(failureOf([&] {
              crossEntropyGradient(output, x, classes);
            }).find("The output of the network \"test network\" holds values that are no numbers") == 0);
    QVERIFY(failureOf([&] { crossEntropyGradient(infinite, x, classes); }).find("The output") == 0);
    QVERIFY(failureOf([&] {
              crossEntropyGradient(slope, x, classes);
            }).find("The gradient of the network \"test network\"") == 0);
  }

  void picturesOfAnotherSizeAreRefused() {
    const ClassifierPtr model = tiny(tinyCard()["layers"], tinyWeights());
    QVERIFY(failureOf([&] {
              model->logits(at::zeros({1, 3, 6, 7}));
            }).find("[3, 6, 6], not [1, 3, 6, 7]") != std::string::npos);
  }

  void memoryFormatOfTheInputDoesNotMatter() {
    const ClassifierPtr model = tiny(tinyCard()["layers"], tinyWeights());
    const at::Tensor x = at::rand({4, 3, 6, 6});
    const at::Tensor last = x.contiguous(at::MemoryFormat::ChannelsLast),
                     turned = x.transpose(2, 3).contiguous().transpose(2, 3);
    QVERIFY(at::equal(logitsOf(*model, x), logitsOf(*model, last)));
    QVERIFY(at::equal(logitsOf(*model, x), logitsOf(*model, turned)));
  }

  void accuracies_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("data");
    QTest::addColumn<int>("right");
    QTest::addColumn<double>("largestLogit");
    QTest::newRow("advertorch, 1,000") << "advertorch_clean"
                                       << "mnist-test:0-1000" << 984 << 0.0;
    QTest::newRow("advertorch, 10,000") << "advertorch_clean"
                                        << "mnist-test" << 9889 << 0.0;
    QTest::newRow("carlini") << "carlini_undefended"
                             << "mnist-test:0-1000" << 993 << 34.3;
    QTest::newRow("carlini, distilled") << "carlini_distilled_T100"
                                        << "mnist-test:0-1000" << 986 << 2467.0;
    QTest::newRow("resnet20") << "resnet20_cifar10"
                              << "cifar10-test" << 915 << 0.0;
  }
  void accuracies() {
    ADV_NEED_DATA();
    QFETCH(QString, model);
    QFETCH(QString, data);
    QFETCH(int, right);
    QFETCH(double, largestLogit);
    const Pictures pictures = load(data.toStdString());
    const at::Tensor logits = logitsOf(*bundled(model.toStdString()), pictures.xPixel);
    const auto found = (logits.argmax(1) == pictures.labels).sum().item<int>();
    QVERIFY2(std::abs(found - right) <= 1, qPrintable(QString::number(found)));
    const double mean = std::get<0>(logits.max(1)).mean().item<double>();
    QVERIFY2(largestLogit == 0.0 || std::abs(mean / largestLogit - 1) < 0.002, qPrintable(QString::number(mean)));
  }
};

QTEST_GUILESS_MAIN(TestNetworks)
#include "tst_networks.moc"
