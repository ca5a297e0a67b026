// SPDX-License-Identifier: GPL-3.0-or-later
// Looking into networks: the list of layers, and what a traced pass tells of them.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "engine/models/layered_classifier.hpp"
#include "engine/tensor/gradient.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/data_folder.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

ClassifierPtr bundled(const std::string& id) {
  return loadClassifier(fs::path(ADVSCOPE_SOURCE_DIR "/models") / id / "model.json", dataFolder(), at::kCPU);
}

std::vector<at::Tensor> trace(const LayeredClassifier& model, const at::Tensor& xPixel) {
  std::vector<at::Tensor> results;
  model.tracedLogits(xPixel, [&](std::size_t layer, const at::Tensor& result) {
    QCOMPARE(layer, results.size());
    results.push_back(result.detach().clone());
  });
  return results;
}

const LayerInfo& layerOf(const LayeredClassifier& model, const std::string& name) {
  return model.layers()[findLayer(model, name)];
}

std::string namesOf(const LayeredClassifier& model) {
  std::string names;
  for (const LayerInfo& layer : model.layers()) names += (names.empty() ? "" : " ") + layer.name;
  return names;
}

using Shape = std::vector<std::int64_t>;

}  // namespace

class TestNetworkLayers : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }
  void initTestCase() { at::manual_seed(1); }

  void theTracedPassIsThePlainOne_data() {
    QTest::addColumn<QString>("id");
    for (const char* id : {"signs", "signs_small", "digits", "squeezenet1_1", "resnet20_cifar10", "carlini_undefended"})
      QTest::newRow(id) << id;
  }
  void theTracedPassIsThePlainOne() {
    QFETCH(QString, id);
    const bool isBundled = id.startsWith("signs") || id == "digits";
    if (!isBundled) ADV_NEED_DATA();
    const ClassifierPtr model = bundled(id.toStdString());
    const LayeredClassifier& layered = layersOf(*model);
    const ModelInfo& info = model->info();
    const at::Tensor x = at::rand({2, info.channels, info.height, info.width});
    const at::NoGradGuard noGraph;
    const at::Tensor plain = model->logits(x);
    QVERIFY(layered.tracedLogits(x, [](std::size_t, const at::Tensor&) {}).equal(plain));

    const std::vector<at::Tensor> results = trace(layered, x);
    QCOMPARE(results.size(), layered.layers().size());
    QVERIFY(results.front().equal(x));
    QVERIFY(results.back().equal(plain));
    for (std::size_t i = 0; i < results.size(); ++i) {
      const LayerInfo& layer = layered.layers()[i];
      QVERIFY2(results[i].sizes().slice(1).vec() == layer.shape, layer.name.c_str());
      for (const int input : layer.inputs) QVERIFY(input >= 0 && input < static_cast<int>(i));
      QCOMPARE(layer.inputs.empty(), i == 0);
      const at::Tensor& weight = layered.weight(i);
      QCOMPARE(weight.defined(), layer.kind == LayerKind::Convolution || layer.kind == LayerKind::Linear);
      if (weight.defined()) QCOMPARE(weight.size(0), layer.channels());
      if (layer.detail.ends_with("ReLU")) QVERIFY2(results[i].min().item<float>() >= 0.0F, layer.name.c_str());
    }
    QVERIFY(activations(layered, layered.layers().back().name, x).equal(plain));
  }

  /// Skip connections and branches are not only drawn: what flows along the edges is what is computed.
  void theEdgesAreThoseOfTheComputation() {
    ADV_NEED_DATA();
    const ClassifierPtr squeeze = bundled("squeezenet1_1"), residual = bundled("resnet20_cifar10");
    for (const ClassifierPtr& model : {squeeze, residual}) {
      const LayeredClassifier& layered = layersOf(*model);
      const ModelInfo& info = model->info();
      const at::NoGradGuard noGraph;
      const auto results = trace(layered, at::rand({1, info.channels, info.height, info.width}));
      int joins = 0;
      for (std::size_t i = 0; i < results.size(); ++i) {
        const LayerInfo& layer = layered.layers()[i];
        if (layer.inputs.size() < 2) continue;
        const at::Tensor& a = results[static_cast<std::size_t>(layer.inputs[0])];
        const at::Tensor& b = results[static_cast<std::size_t>(layer.inputs[1])];
        const at::Tensor joined = layer.kind == LayerKind::Sum ? at::relu(a + b) : at::cat({a, b}, 1);
        QVERIFY2(joined.equal(results[i]), layer.name.c_str());
        ++joins;
      }
      QCOMPARE(joins, model == squeeze ? 8 : 9);
    }
  }

  void parametersAreCounted() {
    const ClassifierPtr signs = bundled("signs");
    std::int64_t sum = 0;
    for (const LayerInfo& layer : layersOf(*signs).layers()) sum += layer.parameters;
    std::int64_t stored = 0;
    for (const auto& [name, tensor] : readWeights(ADVSCOPE_SOURCE_DIR "/models/signs/weights.safetensors"))
      stored += tensor.numel();
    QCOMPARE(sum, stored);
    QCOMPARE(namesOf(layersOf(*signs)), std::string("input conv1 conv2 pool1 conv3 pool2 conv4 pool3 hidden classes"));
  }

  /// He et al. 2015, table 6: 0.27 million; Iandola et al. 2016: 1.24 million (1,235,496 in torchvision).
  void publishedNetworksHaveTheirSizes() {
    ADV_NEED_DATA();
    const auto total = [](const ClassifierPtr& model) {
      std::int64_t sum = 0;
      for (const LayerInfo& layer : layersOf(*model).layers()) sum += layer.parameters;
      return sum;
    };
    const ClassifierPtr squeeze = bundled("squeezenet1_1"), residual = bundled("resnet20_cifar10");
    QCOMPARE(total(squeeze), 1'235'496);
    QCOMPARE(total(residual), 269'722);
    QCOMPARE(layerOf(layersOf(*squeeze), "fire3").shape, (Shape{128, 55, 55}));
    QCOMPARE(layerOf(layersOf(*squeeze), "fire2.squeeze").parameters, 64 * 16 + 16);
    QCOMPARE(layerOf(layersOf(*squeeze), "conv10").shape, (Shape{1000, 13, 13}));
    QCOMPARE(layerOf(layersOf(*residual), "layer2.0.conv1").shape, (Shape{32, 16, 16}));
    QCOMPARE(layerOf(layersOf(*residual), "layer2.0.shortcut").kind, LayerKind::Shortcut);
    QCOMPARE(layerOf(layersOf(*residual), "layer3.2").block, std::string("layer3.2"));
  }

  /// The network pools before the ReLU; a viewer sees the layers in the order of the card.
  void aLayerBeforePoolingIsSeenWhole() {
    NamedTensors weights = tinyWeights();
    const ClassifierPtr model = loadCard(fs::path(m_folder.path().toStdString()) / "pool", tinyCard(), weights);
    const at::Tensor x = at::rand({2, 3, 6, 6});
    const at::NoGradGuard noGraph;
    const auto results = trace(layersOf(*model), x);
    const at::Tensor planes = at::relu(at::conv2d(x, weights["conv.weight"], weights["conv.bias"], {1, 1}, {1, 1}));
    QCOMPARE(namesOf(layersOf(*model)), std::string("input conv pool1 out"));
    QVERIFY((results[1] - planes).abs().max().item<double>() < 1e-5);
    QVERIFY(results[2].equal(at::max_pool2d(results[1], 2)));
    QVERIFY(activations(layersOf(*model), "pool1", x).equal(results[2].flatten(1)));
    QCOMPARE(layersOf(*model).layers()[1].detail, std::string("3×3, padding 1, ReLU"));
  }

  void namesAndNonLinearitiesFindTheirLayers() {
    Json card = tinyCard();
    card["layers"] = Json::array({{{"type", "normalise"}, {"mean", {0, 0, 0}}, {"std", {1, 1, 1}}},
                                  {{"type", "conv2d"}, {"weight", "a.weight"}},
                                  {{"type", "batchnorm2d"}, {"name", "bn"}},
                                  {{"type", "tanh"}},
                                  {{"type", "dropout"}},
                                  {{"type", "conv2d"}, {"weight", "b.weight"}},
                                  {{"type", "avgpool2d"}, {"kernel", 2}},
                                  {{"type", "batchnorm2d"}, {"name", "bn2"}},
                                  {{"type", "flatten"}},
                                  {{"type", "sigmoid"}},
                                  {{"type", "linear"}, {"name", "b"}, {"weight", "out.weight"}, {"bias", false}}});
    NamedTensors weights{{"a.weight", at::randn({4, 3, 3, 3})},
                         {"b.weight", at::randn({2, 4, 1, 1})},
                         {"out.weight", at::randn({3, 8})}};
    for (const auto& [norm, count] : {std::pair{"bn", 4}, {"bn2", 2}})
      for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"})
        weights[norm + std::string(part)] = at::rand({count}) + 0.5;
    const ClassifierPtr model = loadCard(fs::path(m_folder.path().toStdString()) / "names", card, weights);
    const LayeredClassifier& layered = layersOf(*model);
    QCOMPARE(namesOf(layered), std::string("input norm1 a b pool1 bn2 activation1 b#2"));
    QCOMPARE(layerOf(layered, "a").detail, std::string("3×3, normalised, tanh"));
    QCOMPARE(layerOf(layered, "a").parameters, 4 * 27 + 8);
    QCOMPARE(layerOf(layered, "bn2").kind, LayerKind::Normalisation);
    QCOMPARE(layerOf(layered, "activation1").shape, (Shape{8}));
    const at::Tensor x = at::rand({2, 3, 6, 6});
    QVERIFY(activations(layered, "b#2", x).equal(logitsOf(*model, x)));
    QVERIFY(activations(layered, "a", x).abs().max().item<double>() <= 1.0);
  }

  void whatIsNotThereIsNamed() {
    const ClassifierPtr signs = bundled("signs");
    try {
      activations(layersOf(*signs), "conv9", at::zeros({1, 3, 64, 64}));
      QFAIL("no such layer");
    } catch (const Failure& failure) {
      QVERIFY(failure.error().text().find("conv9") != std::string::npos);
      QVERIFY(failure.error().text().find("conv1, conv2, pool1") != std::string::npos);
    }
  }

  void theGradientOfATracedNetworkStays() {
    ADV_NEED_DATA();
    const ClassifierPtr model = bundled("squeezenet1_1");
    const at::Tensor x = at::rand({1, 3, 224, 224}), classes = at::tensor({7}, at::kLong);
    const auto before = crossEntropyGradient(*model, x, classes);
    trace(layersOf(*model), x);
    QVERIFY(crossEntropyGradient(*model, x, classes).gradient.equal(before.gradient));
  }
};

QTEST_GUILESS_MAIN(TestNetworkLayers)
#include "tst_network_layers.moc"
