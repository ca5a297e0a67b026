// SPDX-License-Identifier: GPL-3.0-or-later
// The bundled distilled networks: as right as their cards say, and with logits that grow with the temperature, which is
// what hides their gradient (Carlini and Wagner 2017, section VIII).
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QRegularExpression>
#include <QTest>
#include <cmath>

#include "engine/api/similar_models.hpp"
#include "engine/data/dataset.hpp"
#include "engine/models/loading.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/gradient.hpp"
#include "tests/support/data_folder.hpp"

using namespace adv;
using namespace adv::test;

namespace {

constexpr const char* kModels = ADVSCOPE_SOURCE_DIR "/models/";

std::vector<ModelInfo> setOf(const std::string& folder) { return setsLast(findModels({kModels + folder}, {})); }

struct Measured {
  double accuracy = 0.0;
  double gap = 0.0;  ///< mean of the largest logit minus the second largest
};

Measured measure(const ModelInfo& info, const Dataset& data, int count) {
  const ClassifierPtr model = loadClassifier(info.cardPath, {}, at::kCPU);
  std::vector<at::Tensor> logits;
  std::vector<std::int64_t> labels;
  for (int i = 0; i < count; i += 50) {
    std::vector<at::Tensor> pictures;
    for (int k = i; k < i + 50; ++k) {
      pictures.push_back(toPixelTensor(data.image(k)));
      labels.push_back(data.label(k));
    }
    logits.push_back(logitsOf(*model, at::cat(pictures)));
  }
  const at::Tensor all = at::cat(logits), best = std::get<0>(all.topk(2));
  return {all.argmax(1).eq(at::tensor(labels)).to(at::kDouble).mean().item<double>(),
          (best.select(1, 0) - best.select(1, 1)).mean().item<double>()};
}

void checkSet(const std::vector<ModelInfo>& models, const Dataset& data) {
  double gapBefore = 0.0;
  for (const ModelInfo& info : models) {
    const Measured measured = measure(info, data, 1000);
    QVERIFY2(std::abs(measured.accuracy - info.cleanAccuracy) < 0.01, info.id.c_str());
    QVERIFY2(std::abs(info.cleanAccuracy - models.front().cleanAccuracy) < 0.015, info.id.c_str());
    if (!info.temperature) continue;
    QVERIFY2(measured.gap > gapBefore, info.id.c_str());
    QVERIFY2(measured.gap > 4.0 * *info.temperature, info.id.c_str());
    gapBefore = measured.gap;
  }
}

}  // namespace

class TestDistilled : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QTest::failOnWarning(QRegularExpression(".*"));
    at::set_num_threads(2);
  }

  void signs() {
    const auto models = setOf("distilled-signs");
    QCOMPARE(models.size(), std::size_t{5});
    QVERIFY(models.front().cleanAccuracy > 0.99);
    checkSet(models, *openDataset("signs-test", {}));
  }

  void digits() {
    ADV_NEED_DATA();
    const auto models = setOf("distilled-mnist");
    QCOMPARE(models.size(), std::size_t{10});
    QVERIFY(models.front().cleanAccuracy > 0.985);
    QCOMPARE(models.back().temperature, std::optional<double>(100.0));
    checkSet(models, *openDataset("mnist-test", dataFolder()));
  }
};

QTEST_GUILESS_MAIN(TestDistilled)
#include "tst_distilled.moc"
