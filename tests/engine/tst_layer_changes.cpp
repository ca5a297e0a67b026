// SPDX-License-Identifier: GPL-3.0-or-later
// Clean against adversarial through a network's layers, and the maps of one layer: on a linear network, where both are
// known, and on the bundled one.
#include "engine/api/layers.hpp"

#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "engine/tensor/convert.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

namespace {

double sizeOf(const at::Tensor& values) { return values.to(at::kDouble).norm().item<double>(); }

MemoryImage greyPicture() {
  Image image{6, 6, 3, {}};
  for (int i = 0; i < 108; ++i) image.pixels.push_back(static_cast<std::uint8_t>(100 + (i * 7) % 50));
  return {"grey", std::make_shared<const Image>(image)};
}

AttackRequest runOn(const std::string& model, const ImageSource& image, double levels) {
  AttackRequest run;
  run.subject = {model, image, {}};
  run.attack = "bim";
  run.params = {{"epsilon", levels / 255}, {"step-size", 1.0 / 255}, {"steps", 8}};
  return run;
}

std::string reasonOf(const std::vector<Event>& events) { return failureOf(events); }

const SampleImage kSign{"signs-gallery", 1};

}  // namespace

class TestLayerChanges : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;

  std::string tiny() const { return writeCard(m_folder.path().toStdString(), tinyCard(), tinyWeights()).string(); }

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void changesAreThoseOfTheDefinition() {
    Engine engine(handTurned());
    const auto ready =
        lastAs<LayerChangesReady>(runToEnd(engine, LayerChangesRequest{runOn(tiny(), greyPicture(), 6)}));
    QVERIFY(ready && ready->isWhole && ready->adversarial && ready->noise);
    QCOMPARE(ready->changes.size(), 4U);
    const NamedTensors w = tinyWeights();
    const auto layers = [&](const Image& image) {
      const at::Tensor x = toPixelTensor(image);
      const at::Tensor conv = at::relu(at::conv2d(x, w.at("conv.weight"), w.at("conv.bias"), {1, 1}, {1, 1}));
      const at::Tensor pool = at::max_pool2d(conv, 2);
      return std::vector{x, conv, pool, at::linear(pool.flatten(1), w.at("out.weight"), w.at("out.bias"))};
    };
    const auto clean = layers(*ready->clean.original), attacked = layers(*ready->adversarial);
    const auto noisy = layers(*ready->noise);
    for (std::size_t i = 0; i < 4; ++i) {
      const LayerChange& change = ready->changes[i];
      QVERIFY(std::abs(change.attack - sizeOf(attacked[i] - clean[i]) / sizeOf(clean[i])) < 1e-6);
      QVERIFY(std::abs(change.noise - sizeOf(noisy[i] - clean[i]) / sizeOf(clean[i])) < 1e-6);
      const double cosine = (attacked[i] * clean[i]).sum().item<double>() / sizeOf(attacked[i]) / sizeOf(clean[i]);
      QVERIFY(std::abs(change.attackCosine - cosine) < 1e-5);
    }
    QCOMPARE(ready->norm, std::string("L∞"));
    QCOMPARE(ready->noiseSize, 6.0 / 255);
    const at::Tensor noise = (noisy[0] - clean[0]) * 255;
    QVERIFY((noise.abs() - 6).abs().max().item<double>() < 1e-4);
  }

  void theControlHasTheSizeOfAnAttackWithoutEpsilon() {
    Engine engine(handTurned());
    AttackRequest run = runOn(tiny(), greyPicture(), 0);
    run.attack = "deepfool";
    run.params.clear();
    const auto ready = lastAs<LayerChangesReady>(runToEnd(engine, LayerChangesRequest{run}));
    QVERIFY(ready);
    QCOMPARE(ready->norm, std::string("L2"));
    QCOMPARE(ready->noiseSize, ready->distortion.l2);
    QVERIFY(ready->noiseSize > 0);
  }

  void withoutAChangeNothingChanges() {
    Engine engine(handTurned());
    const auto ready = lastAs<LayerChangesReady>(runToEnd(engine, LayerChangesRequest{runOn("signs", kSign, 0)}));
    QVERIFY(ready);
    for (const LayerChange& change : ready->changes) {
      QCOMPARE(change.attack, 0.0);
      QCOMPARE(change.noise, 0.0);
      QVERIFY(std::abs(change.attackCosine - 1) < 1e-9);
    }
  }

  /// What the page opens on: the attack grows through the network, noise of the same size does not.
  void anAttackGrowsWhereNoiseDoesNot() {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, LayerChangesRequest{runOn("signs", kSign, 8)});
    std::vector<int> looks;
    for (const Event& event : events) {
      if (const auto* part = event.payload.as<LayerChangesReady>()) looks.push_back(part->step);
    }
    QVERIFY(looks.size() >= 2);
    QVERIFY(std::is_sorted(looks.begin(), looks.end()));
    const auto ready = lastAs<LayerChangesReady>(events);
    QVERIFY(ready && ready->changes.size() == 10);
    const LayerChange &picture = ready->changes.front(), &logits = ready->changes.back();
    QVERIFY(picture.attack < 0.1);
    QVERIFY(logits.attack > 5 * picture.attack);
    QVERIFY(logits.attack > 5 * logits.noise);
    QVERIFY(logits.attackCosine < logits.noiseCosine);
    QVERIFY(ready->prediction.topClass() != ready->clean.label);
    QCOMPARE(ready->noisePrediction.topClass(), ready->clean.label);

    const auto again = runToEnd(engine, LayerChangesRequest{runOn("signs", kSign, 8)});
    QVERIFY(lastAs<LayerChangesReady>(again)->changes == ready->changes);
  }

  void mapsAreThoseOfTheLayer() {
    Engine engine(handTurned());
    FeatureMapsRequest request;
    request.subject = {tiny(), greyPicture(), {}};
    request.layer = "conv";
    auto maps = lastAs<FeatureMapsReady>(runToEnd(engine, request));
    QVERIFY(maps);
    QCOMPARE(maps->index, 1);
    QCOMPARE(maps->shown, (std::vector<int>{0, 1, 2, 3}));
    QCOMPARE(maps->width * maps->height, 36);
    QVERIFY(maps->adversarial.empty());
    const NamedTensors w = tinyWeights();
    const at::Tensor x = toPixelTensor(*greyPicture().image);
    const auto conv = [&](const at::Tensor& picture) {
      return at::relu(at::conv2d(picture, w.at("conv.weight"), w.at("conv.bias"), {1, 1}, {1, 1}));
    };
    QVERIFY((at::tensor(maps->clean).view({4, 6, 6}) - conv(x)[0]).abs().max().item<double>() < 1e-5);
    QCOMPARE(maps->filterInputs * 100 + maps->filterHeight * 10 + maps->filterWidth, 333);
    QVERIFY(at::tensor(maps->filters).view({4, 3, 3, 3}).equal(w.at("conv.weight")));

    Image changed = *greyPicture().image;
    for (std::uint8_t& pixel : changed.pixels) pixel = static_cast<std::uint8_t>(pixel + (pixel % 3 == 0 ? 8 : -8));
    request.adversarial = std::make_shared<const Image>(changed);
    request.count = 3;
    maps = lastAs<FeatureMapsReady>(runToEnd(engine, request));
    QVERIFY(maps && maps->shown.size() == 3 && maps->adversarial.size() == 108);
    QVERIFY(std::is_sorted(maps->change.rbegin(), maps->change.rend()));
    const at::Tensor both = conv(toPixelTensor(changed))[0] - conv(x)[0];
    for (std::size_t i = 0; i < 3; ++i) QVERIFY(std::abs(maps->change[i] - sizeOf(both[maps->shown[i]])) < 1e-4);
    request.first = 3;
    const auto rest = lastAs<FeatureMapsReady>(runToEnd(engine, request));
    QVERIFY(rest && rest->shown.size() == 1);
    QVERIFY(std::find(maps->shown.begin(), maps->shown.end(), rest->shown[0]) == maps->shown.end());
  }

  void featuresAreMapsOfOnePoint() {
    Engine engine(handTurned());
    FeatureMapsRequest request;
    request.subject = {"signs", kSign, {}};
    request.layer = "classes";
    request.order = MapOrder::ByIndex;
    const auto maps = lastAs<FeatureMapsReady>(runToEnd(engine, request));
    QVERIFY(maps && maps->layer.isFlat());
    QCOMPARE(maps->channels, 16);
    QCOMPARE(maps->mapSize(), 1U);
    QCOMPARE(maps->clean.size(), 16U);
    QVERIFY(maps->filters.empty());
  }

  void networksAreListed() {
    Engine engine(handTurned());
    const auto network = lastAs<NetworkReady>(runToEnd(engine, NetworkRequest{"signs"}));
    QVERIFY(network);
    QCOMPARE(network->layers.size(), 10U);
    QCOMPARE(network->layers[1].shape, (std::vector<std::int64_t>{24, 32, 32}));
  }

  void mistakesAreTold() {
    Engine engine(handTurned());
    FeatureMapsRequest request;
    request.subject = {"signs", kSign, {}};
    request.layer = "conv7";
    QVERIFY(reasonOf(runToEnd(engine, request)).find("no layer \"conv7\"") != std::string::npos);
    request.layer = "conv1";
    request.adversarial = greyPicture().image;
    QVERIFY(reasonOf(runToEnd(engine, request)).find("size") != std::string::npos);
    request.adversarial.reset();
    request.count = 0;
    QVERIFY(reasonOf(runToEnd(engine, request)).find("channels") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestLayerChanges)
#include "tst_layer_changes.moc"
