// SPDX-License-Identifier: GPL-3.0-or-later
// The transfer matrix on linear networks, whose cells are known beforehand.
#include <ATen/ATen.h>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "engine/api/transfer.hpp"
#include "engine/data/dataset.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

/// Two classes on 4×4 grey pictures: "bright" where the weighted sum of the pixels is above half of what it can be.
fs::path writeNetwork(const fs::path& folder, const std::string& id, const at::Tensor& weights) {
  const nlohmann::json card = {{"id", id},
                               {"title", id},
                               {"input", {{"width", 4}, {"height", 4}, {"channels", 1}}},
                               {"labels", {"bright", "dark"}},
                               {"weights", "weights.safetensors"},
                               {"layers", {{{"type", "flatten"}}, {{"type", "linear"}, {"name", "out"}}}}};
  const at::Tensor row = weights.reshape({1, 16}).to(at::kFloat);
  const double half = weights.sum().item<double>() / 2;
  return writeCard(folder / id, card,
                   {{"out.weight", at::cat({row, -row})}, {"out.bias", at::tensor({-half, half}).to(at::kFloat)}});
}

void writePictures(const fs::path& folder, int count) {
  for (int k = 0; k < count; ++k) {
    for (const bool isBright : {true, false}) {
      const fs::path place = folder / (isBright ? "bright" : "dark");
      fs::create_directories(place);
      const std::vector<std::uint8_t> pixels(16, static_cast<std::uint8_t>(isBright ? 130 + k : 125 - k));
      writePng(place / ("picture" + std::to_string(100 + k) + ".png"), Image{4, 4, 1, pixels});
    }
  }
}

}  // namespace

class TestTransfer : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void cellsCountPicturesThatBothHaveRight() {
    const QTemporaryDir place;
    const fs::path folder(place.path().toStdString());
    // "all" looks at every pixel, "left" at half of them, "none" is wrong about everything.
    const at::Tensor left = at::cat({at::ones({8}), at::zeros({8})});
    TransferRequest request;
    request.models = {writeNetwork(folder, "all", at::ones({16})).string(), writeNetwork(folder, "left", left).string(),
                      writeNetwork(folder, "wrong", -at::ones({16})).string()};
    writePictures(folder / "data", 10);
    request.data = (folder / "data").string();
    request.params = {{"epsilon", 30.0 / 255}};
    request.reach = 0.4;
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request, Lane::Batch);
    const auto report = lastAs<TransferReported>(events);
    QVERIFY2(report, failureOf(events).c_str());
    QCOMPARE(report->count, 20);
    QCOMPARE(report->cleanRight, (std::vector<int>{20, 20, 0}));
    const TransferMatrix& matrix = report->matrices.front();
    for (const auto& row : matrix.rows) QCOMPARE(row.size(), 3U);
    // What moves every pixel fools both; what moves the left half fools the one that looks there, and brings the other
    // only half of the way: by 30 levels all of the left, by 15 levels on average.
    QCOMPARE(matrix.rows[0][0].fooled, 20);
    QCOMPARE(matrix.rows[0][1].fooled, 20);
    QCOMPARE(matrix.rows[1][1].fooled, 20);
    QCOMPARE(matrix.rows[1][0].of, 20);
    QCOMPARE(matrix.rows[1][0].fooled, 20);
    // No picture is right on the third network, so nothing can be counted there.
    QCOMPARE(matrix.rows[0][2].of, 0);
    QCOMPARE(matrix.rows[2][0].of, 0);
    QCOMPARE(matrix.noise[0].of, 20);
    QVERIFY(matrix.noise[0].fooled < 20);
    QCOMPARE(report->matrices.size(), 4U);
    QVERIFY(report->note.empty());
  }

  void aSmallerStepCarriesOverLess() {
    const QTemporaryDir place;
    const fs::path folder(place.path().toStdString());
    const at::Tensor left = at::cat({at::ones({8}), at::zeros({8})});
    TransferRequest request;
    request.models = {writeNetwork(folder, "left", left).string(),
                      writeNetwork(folder, "all", at::ones({16})).string()};
    writePictures(folder / "data", 10);
    request.data = (folder / "data").string();
    // Bright pictures lie 2.5 to 11.5 levels above the border, dark ones as far below. Eight levels on the left half
    // are four on average: pictures 0 and 1 of each class cross the border of "all" (2.5, 3.5), eight levels cross 0
    // to 5.
    request.params = {{"epsilon", 8.0 / 255}};
    Engine engine(handTurned());
    const auto report = lastAs<TransferReported>(runToEnd(engine, request));
    QVERIFY(report);
    QCOMPARE(report->matrices.size(), 1U);
    QCOMPARE(report->matrices[0].rows[0][0].fooled, 12);
    QCOMPARE(report->matrices[0].rows[0][1].fooled, 4);
    QCOMPARE(report->matrices[0].carriedOver().fooled, 4 + 12);
  }

  void oneNetworkIsNoted() {
    TransferRequest request;
    request.models = {"signs"};
    request.data = "signs-test:0-16";
    request.params = {{"epsilon", 2.0 / 255}, {"steps", 2}, {"step-size", 1.0 / 255}};
    Engine engine(handTurned());
    const auto report = lastAs<TransferReported>(runToEnd(engine, request));
    QVERIFY(report);
    QVERIFY(!report->note.empty());
    QCOMPARE(report->matrices[0].rows[0][0].of, 16);
  }

  void differentPicturesAreRefused() {
    TransferRequest request;
    request.models = {"signs", "digits"};
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const std::string text = failureOf(events);
    QVERIFY2(text.find("does not take the pictures") != std::string::npos, text.c_str());
  }
};

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer.moc"
