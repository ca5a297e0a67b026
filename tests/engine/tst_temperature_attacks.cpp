// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks against T on linear networks: multiplied by 4,000 the same network has no float32 gradient left, and only the
// attacks that do not look at the softmax of the large logits still succeed.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "engine/api/temperature_attacks.hpp"
#include "engine/data/dataset.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

/// "bright" where the sum of the 16 pixels is above 8. Trained at `temperature`, its logits are as many times as large.
fs::path writeNetwork(const fs::path& folder, const std::string& id, double temperature) {
  nlohmann::json card = {{"id", id},
                         {"title", id},
                         {"input", {{"width", 4}, {"height", 4}, {"channels", 1}}},
                         {"labels", {"bright", "dark"}},
                         {"weights", "weights.safetensors"},
                         {"layers", {{{"type", "flatten"}}, {{"type", "linear"}, {"name", "out"}}}}};
  if (temperature > 0.0) card["temperature"] = temperature;
  const double scale = temperature > 0.0 ? temperature : 1.0;
  const at::Tensor row = at::full({1, 16}, scale, at::kFloat);
  return writeCard(
      folder / id, card,
      {{"out.weight", at::cat({row, -row})}, {"out.bias", at::tensor({-8 * scale, 8 * scale}).to(at::kFloat)}});
}

/// Five of each class, and one "dark" picture that is bright.
void writePictures(const fs::path& folder) {
  const auto write = [&](const char* label, const std::string& name, int level) {
    fs::create_directories(folder / label);
    writePng(folder / label / name, Image{4, 4, 1, std::vector<std::uint8_t>(16, static_cast<std::uint8_t>(level))});
  };
  for (int k = 0; k < 5; ++k) {
    write("bright", "picture" + std::to_string(k) + ".png", 140 + k);
    write("dark", "picture" + std::to_string(k) + ".png", 115 - k);
  }
  write("dark", "wrong.png", 200);
}

}  // namespace

class TestTemperatureAttacks : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }
  void initTestCase() {
    QVERIFY(m_folder.isValid());
    const fs::path folder(m_folder.path().toStdString());
    m_plain = writeNetwork(folder, "plain", 0.0).string();
    m_distilled = writeNetwork(folder, "distilled", 4000.0).string();
    writePictures(folder / "data");
    m_data = (folder / "data").string();
  }

  void onlyTheAttacksOnTheSoftmaxFail() {
    TemperatureAttacksRequest request;
    request.models = {m_plain, m_distilled};
    request.data = m_data;
    request.epsilon = 0.1;
    request.searches = 6;
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request, Lane::Batch);
    const auto ready = lastAs<TemperatureAttacksReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QVERIFY(ready->complete);
    QCOMPARE(ready->pictures, 11);
    QCOMPARE(ready->rows.size(), 2U);
    QVERIFY(!ready->rows[0].temperature);
    QCOMPARE(*ready->rows[1].temperature, 4000.0);
    for (const TemperatureRow& row : ready->rows) {
      QCOMPARE(row.count, 11);
      QCOMPARE(row.correct, 10);
      const bool isLarge = row.temperature.has_value();
      for (const TemperatureAttackInfo& info : kTemperatureAttackInfos) {
        const auto& cell = row.cell(info.attack);
        QVERIFY2(cell, info.id);
        QCOMPARE(cell->attacked, 10);
        const bool isJsma = std::string(info.id).starts_with("jsma");
        // A pair of pixels can only be made brighter, so that JSMA reaches "bright" and never "dark".
        const int expected = isLarge && info.isAsPublished ? 0 : isJsma ? 5 : 10;
        QVERIFY2(cell->succeeded == expected, qPrintable(QString("%1: %2").arg(info.id).arg(cell->succeeded)));
        if (isJsma) QCOMPARE(cell->unmoved, 10 - expected);
        if (isJsma && expected > 0) QVERIFY(std::abs(cell->meanChangedShare - 2.0 / 16) < 1e-9);
        if (expected == 0) QCOMPARE(cell->meanL2, 0.0);
      }
      // The border is at (8 - 16 level / 255) / 4 in L2; levels 140 to 144 and 115 to 111 lie 14.5 from it on average.
      const double nearest = 4 * 14.5 / 255;
      const double found = row.cell(TemperatureAttack::CarliniWagnerL2)->meanL2;
      QVERIFY2(found >= nearest && found < 1.1 * nearest, qPrintable(QString::number(found)));
    }
  }

  void targetsDependOnTheSeedAndThePictureAlone() {
    TemperatureAttacksRequest request;
    request.models = {"signs", "signs_small"};
    request.data = "signs-test:0-3";
    request.attacks = {TemperatureAttack::JsmaLogits};
    Engine engine(handTurned());
    const auto together = lastAs<TemperatureAttacksReady>(runToEnd(engine, request));
    QVERIFY(together);
    request.models = {"signs_small"};
    const auto alone = lastAs<TemperatureAttacksReady>(runToEnd(engine, request));
    QVERIFY(alone);
    const auto& expected = together->rows[1].cell(TemperatureAttack::JsmaLogits);
    const auto& found = alone->rows[0].cell(TemperatureAttack::JsmaLogits);
    QCOMPARE(found->succeeded, expected->succeeded);
    QCOMPARE(found->meanL2, expected->meanL2);
    QVERIFY(!alone->rows[0].cell(TemperatureAttack::PgdLogits));
  }

  void sizesOfLogitsAreMeasured() {
    TemperatureOutputsRequest request;
    request.models = {m_plain, m_distilled};
    request.data = m_data;
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const auto ready = lastAs<TemperatureOutputsReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QVERIFY(ready->complete);
    // Both logits are as far from 0: ‖Z‖₁ = 2 |sum - 8|, which is the gap, too.
    double sum = 0.0;
    for (int k = 0; k < 5; ++k) sum += 2 * (16.0 * (140 + k) / 255 - 8) + 2 * (8 - 16.0 * (115 - k) / 255);
    const double mean = (sum + 2 * (16.0 * 200 / 255 - 8)) / 11;
    for (const TemperatureOutputs& row : ready->rows) {
      const double scale = row.temperature.value_or(1.0);
      QCOMPARE(row.count, 11);
      QCOMPARE(row.correct, 10);
      QVERIFY(std::abs(row.meanL1 / scale - mean) < 1e-4);
      QVERIFY(std::abs(row.meanGap / scale - mean) < 1e-4);
      QVERIFY(std::abs(row.meanTop / scale - mean / 2) < 1e-4);
      QVERIFY(row.medianGap < row.meanGap);
      QVERIFY(row.deviationL1 > 0.0);
    }
  }

  void problemsAreToldInWords() {
    Engine engine(handTurned());
    const auto said = [&engine](const Request& request) {
      const auto events = runToEnd(engine, request);
      return failureOf(events);
    };
    TemperatureAttacksRequest request;
    QVERIFY(said(request).find("No network") != std::string::npos);
    request.models = {"signs", "digits"};
    request.data = "signs-test:0-4";
    QVERIFY(said(request).find("same input size") != std::string::npos);
    request.models = {"signs"};
    request.epsilon = 0.0;
    QVERIFY(said(request).find("ε") != std::string::npos);
    request.epsilon = 0.1;
    request.searches = 0;
    QVERIFY(said(request).find("searches") != std::string::npos);
  }

 private:
  QTemporaryDir m_folder;
  std::string m_plain, m_distilled, m_data;
};

QTEST_GUILESS_MAIN(TestTemperatureAttacks)
#include "tst_temperature_attacks.moc"
