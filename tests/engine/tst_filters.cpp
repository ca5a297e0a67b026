// SPDX-License-Identifier: GPL-3.0-or-later
// Convolution and pooling: equal to LibTorch's on random shapes, the lecture's examples, sizes, and what is refused.
#include <ATen/ATen.h>

#include "engine/api/error.hpp"
#include "engine/filters/cross_correlation.hpp"
#include "engine/filters/numbers.hpp"
#include "engine/filters/pooling.hpp"
#include "tests/support/engine_runner.hpp"

#include <QRegularExpression>
#include <QTest>
#include <cmath>
#include <limits>
#include <random>

using namespace adv;
using namespace adv::test;

namespace {

constexpr int kRuns = 300;

class Draw {
 public:
  explicit Draw(unsigned seed) : m_engine(seed) {}
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_engine); }
  std::vector<double> numbers(int count) {
    std::normal_distribution<double> normal;
    std::vector<double> all;
    for (int i = 0; i < count; ++i) all.push_back(normal(m_engine));
    return all;
  }

 private:
  std::mt19937 m_engine;
};

at::Tensor tensorOf(const NumberMap& map) {
  return at::tensor(map.values, at::kDouble).reshape({1, map.channels, map.height, map.width});
}

double distance(const NumberMap& map, const at::Tensor& tensor) {
  if (tensor.size(1) != map.channels || tensor.size(2) != map.height || tensor.size(3) != map.width)
    return std::numeric_limits<double>::infinity();
  return (tensorOf(map) - tensor).abs().max().item<double>();
}

NumberMap typed(const char* text) { return parseMatrix(text); }

std::string refusalOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const Failure& failure) {
    return failure.error().text();
  }
  return {};
}

}  // namespace

class TestFilters : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void convolutionIsThatOfLibTorch() {
    Draw draw(1);
    int compared = 0;
    for (int run = 0; run < kRuns; ++run) {
      const NumberMap input = [&] {
        NumberMap map{draw.whole(1, 4), draw.whole(1, 14), draw.whole(1, 14), {}};
        map.values = draw.numbers(map.channels * map.height * map.width);
        return map;
      }();
      FilterBank bank{draw.whole(1, 5), input.channels, draw.whole(1, 7), draw.whole(1, 7), {}};
      bank.weights = draw.numbers(bank.filters * bank.channels * bank.rows * bank.columns);
      Stepping stepping{draw.whole(1, 4), draw.whole(0, 5), draw.whole(1, 3),
                        draw.whole(0, 1) ? EdgeMode::Reflect : EdgeMode::Zero};
      if (stepping.edge == EdgeMode::Reflect)
        stepping.padding = std::min(stepping.padding, std::min(input.height, input.width) - 1);
      if (outputSize(input.height, bank.rows, stepping) <= 0 || outputSize(input.width, bank.columns, stepping) <= 0) {
        QVERIFY(!refusalOf([&] { crossCorrelate(input, bank, stepping); }).empty());
        continue;
      }
      const std::int64_t p = stepping.padding;
      const bool reflects = stepping.edge == EdgeMode::Reflect;
      const at::Tensor x = reflects ? at::reflection_pad2d(tensorOf(input), {p, p, p, p}) : tensorOf(input);
      const at::Tensor weights =
          at::tensor(bank.weights, at::kDouble).reshape({bank.filters, bank.channels, bank.rows, bank.columns});
      const at::Tensor wanted =
          at::conv2d(x, weights, {}, stepping.stride, reflects ? 0 : p, std::int64_t{stepping.dilation});
      QVERIFY(distance(crossCorrelate(input, bank, stepping), wanted) < 1e-10);
      ++compared;
    }
    QVERIFY(compared > kRuns / 2);
  }

  void oneKernelGoesOverEachChannelByItself() {
    Draw draw(2);
    const NumberMap input{3, 9, 8, draw.numbers(3 * 9 * 8)};
    const Kernel kernel{3, 3, draw.numbers(9), 2.0, 7.0};
    const Stepping stepping{2, 1, 1};
    const at::Tensor weights =
        at::tensor(kernel.values, at::kDouble).reshape({1, 1, 3, 3}).expand({3, 1, 3, 3}) * 2 / 7;
    const at::Tensor wanted = at::conv2d(tensorOf(input), weights, {}, 2, 1, 1, 3);
    const NumberMap output = crossCorrelate(input, kernel, stepping);
    QVERIFY(distance(output, wanted) < 1e-12);
    for (int y = 0; y < output.height; ++y) {
      for (int x = 0; x < output.width; ++x) {
        const WindowReady window = windowAt(input, kernel, stepping, y, x);
        QCOMPARE(window.channels.size(), 3U);
        for (int channel = 0; channel < 3; ++channel) {
          const WindowTerms& terms = window.channels[static_cast<std::size_t>(channel)];
          double sum = 0.0;
          for (std::size_t i = 0; i < 9; ++i) {
            QCOMPARE(terms.products[i], terms.window[i] * kernel.values[i]);
            sum += terms.products[i];
          }
          QCOMPARE(terms.sum, sum);
          QVERIFY(std::abs(terms.value - output.at(channel, y, x)) < 1e-12);
        }
      }
    }
    const WindowReady corner = windowAt(input, kernel, stepping, 0, 0);
    QCOMPARE(corner.top, -1);
    QVERIFY(corner.channels[0].isOutside[0] && !corner.channels[0].isOutside[4]);
    QCOMPARE(corner.channels[0].window[0], 0.0);
  }

  void poolingIsThatOfLibTorch() {
    Draw draw(3);
    int compared = 0;
    for (int run = 0; run < kRuns; ++run) {
      NumberMap input{draw.whole(1, 3), draw.whole(1, 15), draw.whole(1, 15), {}};
      input.values = draw.numbers(input.channels * input.height * input.width);
      PoolSpec spec{PoolKind::Max, draw.whole(1, 6), draw.whole(1, 5), 0, draw.whole(0, 1) == 1};
      spec.padding = draw.whole(0, spec.size / 2);
      if (pooledSize(input.height, spec) <= 0 || pooledSize(input.width, spec) <= 0) {
        QVERIFY(!refusalOf([&] { pool(input, spec); }).empty());
        continue;
      }
      const at::Tensor x = tensorOf(input);
      const at::Tensor max = at::max_pool2d(x, spec.size, spec.stride, spec.padding, 1, spec.ceilMode);
      QVERIFY(distance(pool(input, spec), max) == 0.0);
      spec.kind = PoolKind::Average;
      const at::Tensor average = at::avg_pool2d(x, spec.size, spec.stride, spec.padding, spec.ceilMode, true);
      QVERIFY(distance(pool(input, spec), average) < 1e-12);
      ++compared;
    }
    QVERIFY(compared > kRuns / 2);
  }

  void theLecturesKernelsAreExact() {
    const NumberMap input = typed("1 2 3 4;5 6 7 8;9 10 11 12;13 14 15 90");
    const auto valid = [&](const char* name) { return crossCorrelate(input, parseKernel(name), {}).values; };
    QCOMPARE(valid("blur"), (std::vector<double>{6, 7, 10, 11}));
    QCOMPARE(valid("laplacian"), (std::vector<double>{0, 0, 0, 0}));
    QCOMPARE(valid("sobel-x"), (std::vector<double>{-8, -8, -8, -82}));
    QCOMPARE(valid("1 0 -1;2 0 -2;1 0 -1"), valid("sobel-x"));
    QCOMPARE(valid("identity"), (std::vector<double>{6, 7, 10, 11}));
    QCOMPARE(valid("shift"), (std::vector<double>{7, 8, 11, 12}));
    QCOMPARE(valid("box")[0], 6.0);
  }

  void kernelsAreNotFlipped() {
    const NumberMap output = crossCorrelate(typed("0 0 0;0 1 0;0 0 0"), parseKernel("1 2 3;4 5 6;7 8 9"), {1, 1, 1});
    QCOMPARE(output.values, (std::vector<double>{9, 8, 7, 6, 5, 4, 3, 2, 1}));
  }

  void theLecturesPoolingIsExact() {
    const NumberMap input = typed("1 1 2 4;5 6 7 8;3 2 1 0;1 2 3 4");
    QCOMPARE(pool(input, {}).values, (std::vector<double>{6, 8, 3, 4}));
    QCOMPARE(pool(input, {PoolKind::Average}).values, (std::vector<double>{3.25, 5.25, 2, 2}));
    const std::vector<PooledCell> cells = pooledCells(input, {});
    QCOMPARE(cells.size(), 4U);
    QCOMPARE(cells[1].left, 2);
    QCOMPARE(cells[1].columns, 2);
    QCOMPARE(cells[1].value, 8.0);
  }

  void sizesAreThoseOfTheLecture() {
    const LayerShape shape;
    QCOMPARE(describeLayer(shape), std::string("32×32×3, six 5×5 filters → 28×28×6"));
    QCOMPARE(parameterCount(shape), 456LL);
    QCOMPARE(sizeFormula(32, 5, {}), std::string("⌊(32 + 2·0 − 1·(5 − 1) − 1) / 1⌋ + 1 = 28"));
    QCOMPARE(sizeFormula(7, 3, {2, 1, 2}), std::string("⌊(7 + 2·1 − 2·(3 − 1) − 1) / 2⌋ + 1 = 3"));
    QCOMPARE(pooledSizeFormula(5, {PoolKind::Max, 2, 2, 0, true}), std::string("⌈(5 + 2·0 − 2) / 2⌉ + 1 = 3"));
    QCOMPARE(pooledSizeFormula(5, {PoolKind::Max, 2, 2, 0, false}), std::string("⌊(5 + 2·0 − 2) / 2⌋ + 1 = 2"));
    QCOMPARE(pooledSizeFormula(1, {PoolKind::Max, 2, 3, 1, true}),
             std::string("⌈(1 + 2·1 − 2) / 3⌉ + 1 = 2, less one that would begin outside = 1"));
  }

  void aSecondConvolutionOfAPerturbationIsTheDifferenceOfTheTwo() {
    Draw draw(4);
    const NumberMap clean{1, 12, 12, draw.numbers(144)};
    const NumberMap adversarial{1, 12, 12, draw.numbers(144)};
    const Kernel kernel = parseKernel("sobel-x");
    const NumberMap change = crossCorrelate(difference(adversarial, clean), kernel, {});
    const NumberMap direct = difference(crossCorrelate(adversarial, kernel, {}), crossCorrelate(clean, kernel, {}));
    QVERIFY(distance(change, tensorOf(direct)) < 1e-12);
  }

  void numbersBecomePictures() {
    const ShownMap levels = shown(typed("-4 0 128.4;255 300 1"), false);
    QCOMPARE(levels.picture->pixels, (std::vector<std::uint8_t>{0, 0, 128, 255, 255, 1}));
    const ShownMap both = shown(typed("-4 0 2"), true);
    QCOMPARE(both.picture->pixels, (std::vector<std::uint8_t>{1, 128, 192}));
    QCOMPARE(both.reach, 4.0);
    QCOMPARE(shown(typed("0 0"), true).picture->pixels, (std::vector<std::uint8_t>{128, 128}));
    const Image colour{1, 1, 3, {10, 21, 30}};
    QCOMPARE(numbersOf(colour, ChannelChoice::Mean).values, (std::vector<double>{20}));
    QCOMPARE(numbersOf(colour, ChannelChoice::Blue).values, (std::vector<double>{30}));
    QCOMPARE(numbersOf(colour, ChannelChoice::Each).values, (std::vector<double>{10, 21, 30}));
  }

  void whatDoesNotFitIsSaid_data() {
    QTest::addColumn<QString>("reason");
    QTest::addColumn<std::function<void()>>("work");
    const auto row = [](const char* name, const char* reason, std::function<void()> work) {
      QTest::newRow(name) << QString(reason) << std::move(work);
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const NumberMap small = typed("1 2;3 4");
    row("kernel too large", "reaches over 3 × 3 pixels", [=] { crossCorrelate(small, parseKernel("blur"), {}); });
    row("dilated too far", "reaches over 5 × 5 pixels", [=] { crossCorrelate(small, parseKernel("blur"), {1, 1, 2}); });
    row("stride 0", "The stride is 0.", [=] { crossCorrelate(small, parseKernel("1"), {0}); });
    row("padding negative", "The padding is -1.", [=] { crossCorrelate(small, parseKernel("1"), {1, -1}); });
    row("padding huge", "The padding is 1000000000.", [=] {
      crossCorrelate(small, parseKernel("1"), {1, 1000000000});
    });
    row("dilation 0", "The dilation is 0.", [=] { crossCorrelate(small, parseKernel("1"), {1, 0, 0}); });
    row("reflected too far", "cannot be reflected", [=] {
      crossCorrelate(small, parseKernel("1"), {1, 2, 1, EdgeMode::Reflect});
    });
    row("NaN in the kernel", "row 1, column 2 is no number", [=] {
      crossCorrelate(small, Kernel{1, 2, {1, nan}}, {});
    });
    row("huge number", "larger than", [=] { crossCorrelate(small, Kernel{1, 1, {1e12}}, {}); });
    row("divides by 0", "divides by 0", [=] { crossCorrelate(small, Kernel{1, 1, {1}, 1, 0}, {}); });
    row("NaN in the input", "row 1, column 1 is no number", [=] {
      crossCorrelate(NumberMap{1, 1, 1, {nan}}, parseKernel("1"), {});
    });
    row("empty", "The picture is empty.", [] { crossCorrelate(NumberMap{}, parseKernel("1"), {}); });
    row("channels", "2 channels, the input has 1", [=] { crossCorrelate(small, FilterBank{1, 2, 1, 1, {1, 1}}, {}); });
    row("unknown kernel", "by name: blur, laplacian, sobel-x", [] { parseKernel("sobel"); });
    row("rows differ", "Row 2 has 1 numbers", [] { parseMatrix("1 2;3"); });
    row("no numbers", "There are no numbers.", [] { parseMatrix(" ; "); });
    row("divided by 0", "\"1/0\" is no number", [] { parseMatrix("1/0"); });
    row("pool too large", "A window of 3 × 3 does not fit into 2 × 2", [=] { pool(small, {PoolKind::Max, 3}); });
    row("pool stride 0", "The stride is 0.", [=] { pool(small, {PoolKind::Max, 2, 0}); });
    row("pool padding", "0 to 1", [=] { pool(small, {PoolKind::Max, 2, 2, 2}); });
    row("sizes differ", "differ in size", [=] { difference(small, typed("1 2")); });
  }
  void whatDoesNotFitIsSaid() {
    QFETCH(QString, reason);
    QFETCH(std::function<void()>, work);
    const QString said = QString::fromStdString(refusalOf(work));
    QVERIFY2(said.contains(reason), qPrintable(said));
  }

  void theEngineFiltersABundledSignOffline() {
    EngineOptions options = handTurned();
    options.dataFolder.clear();
    Engine engine(options);
    ConvolutionSpec spec{PictureInput{SampleImage{"signs-gallery", 1}}, parseKernel("sobel-x"), {}};
    const auto ready = lastAs<ConvolutionReady>(runToEnd(engine, ConvolutionRequest{spec}, Lane::Preview));
    QVERIFY(ready);
    QVERIFY(ready->output.isSigned);
    QCOMPARE(ready->output.numbers.width, ready->input.numbers.width - 2);
    const auto window = lastAs<WindowReady>(runToEnd(engine, WindowRequest{spec, 9999, 5}, Lane::Preview));
    QVERIFY(window);
    QCOMPARE(window->y, ready->output.numbers.height - 1);
    QCOMPARE(window->channels[0].value, ready->output.numbers.at(0, window->y, 5));
    spec.input = PictureInput{SampleImage{"signs-gallery", 1}, {}, 24};
    const auto scaled = lastAs<ConvolutionReady>(runToEnd(engine, ConvolutionRequest{spec}, Lane::Preview));
    QVERIFY(scaled);
    QCOMPARE(std::max(scaled->input.numbers.width, scaled->input.numbers.height), 24);
    QCOMPARE(scaled->fullWidth, ready->input.numbers.width);
    spec.stepping.stride = 0;
    QVERIFY(failureOf(runToEnd(engine, WindowRequest{spec, 0, 0}, Lane::Preview)).starts_with("The stride is 0."));
  }

  void pooledAgainAndAgain() {
    Engine engine(handTurned());
    const NumberMap input = typed("1 1 2 4;5 6 7 8;3 2 1 0;1 2 3 4");
    const auto ready = lastAs<PoolingReady>(runToEnd(engine, PoolingRequest{input, {}, 9}, Lane::Preview));
    QVERIFY(ready);
    QCOMPARE(ready->levels.size(), 3U);
    QCOMPARE(ready->levels[1].numbers.values, (std::vector<double>{6, 8, 3, 4}));
    QCOMPARE(ready->levels[2].numbers.values, (std::vector<double>{8}));
    QCOMPARE(ready->cells.size(), 4U);
    QCOMPARE(ready->shiftChangeMax.size(), 3U);
    // Shifted: 1 1 1 2; 5 5 6 7; 3 3 2 1; 1 1 2 3. Maxima 5 7 3 3 against 6 8 3 4.
    QCOMPARE(ready->shiftChangeMax[1], std::sqrt(3.0 / 125.0));
    QVERIFY(failureOf(runToEnd(engine, PoolingRequest{input, {}, 99}, Lane::Preview)).starts_with("A picture cannot"));
  }
};

QTEST_GUILESS_MAIN(TestFilters)
#include "tst_filters.moc"
