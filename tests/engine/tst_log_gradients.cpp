// SPDX-License-Identifier: GPL-3.0-or-later
// Gradients of the softmax in the log domain, against closed forms and against sums in extended precision, where
// float32 and in part float64 have nothing left but zeros.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <numbers>

#include "engine/analysis/amplitudes.hpp"
#include "engine/analysis/log_gradients.hpp"
#include "engine/api/gradient_histogram.hpp"
#include "engine/models/scaled_classifier.hpp"
#include "tests/support/engine_runner.hpp"
#include "tests/support/linear_classifier.hpp"

using namespace adv;
using namespace adv::test;

namespace {

/// One part in a thousand of an amplitude.
const double kTolerance = std::log10(1.001);

/// log10 of 1/(K M) Σ_j Σ_i |F_j Σ_l F_l (∂z_j - ∂z_l)|: no term cancels, and extended precision reaches down to
/// 1e-4932.
long double referenceLog10(const at::Tensor& logits, const at::Tensor& jacobian) {
  const at::Tensor z = logits.to(at::kDouble), dz = jacobian.to(at::kDouble);
  const std::int64_t classes = dz.size(0), numbers = dz.size(1);
  std::vector<long double> f;
  long double sum = 0;
  const double top = z.max().item<double>();
  for (std::int64_t j = 0; j < classes; ++j) sum += f.emplace_back(std::exp(z[j].item<double>() - top * 1.0L));
  for (long double& value : f) value /= sum;
  const auto d = dz.accessor<double, 2>();
  long double total = 0;
  for (std::int64_t j = 0; j < classes; ++j) {
    for (std::int64_t i = 0; i < numbers; ++i) {
      long double term = 0;
      for (std::int64_t l = 0; l < classes; ++l)
        term += f[static_cast<std::size_t>(l)] * (static_cast<long double>(d[j][i]) - d[l][i]);
      total += std::abs(f[static_cast<std::size_t>(j)] * term);
    }
  }
  return std::log10(total / static_cast<long double>(classes * numbers));
}

/// Two layers with a kink, in float32; the same in double precision for the reference.
class SmallNet : public Classifier {
 public:
  SmallNet() {
    const auto draw = [](std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
      const at::Tensor blank = at::empty({rows, columns});
      return randomSigns(blank, seed) *
             at::arange(rows * columns, at::kFloat).mul_(7).remainder_(11).add_(1).div_(11).view({rows, columns});
    };
    m_first = draw(12, 16, 1);
    m_second = draw(5, 12, 2);
    m_info.title = "Small";
    m_info.width = m_info.height = 4;
    m_info.channels = 1;
    m_info.labels = {"a", "b", "c", "d", "e"};
  }
  at::Tensor logits(const at::Tensor& xPixel) const override {
    const at::Tensor x = xPixel.flatten(1);
    return x.matmul(m_first.to(x.scalar_type()).t()).relu().matmul(m_second.to(x.scalar_type()).t());
  }
  at::Device device() const override { return at::kCPU; }
  const ModelInfo& info() const override { return m_info; }
  /// [K, M] in double precision, of one picture.
  at::Tensor jacobian(const at::Tensor& xPixel) const {
    const at::Tensor first = m_first.to(at::kDouble);
    const at::Tensor isOn = xPixel.flatten().to(at::kDouble).matmul(first.t()).gt(0).to(at::kDouble);
    return (m_second.to(at::kDouble) * isOn).matmul(first);
  }

 private:
  at::Tensor m_first, m_second;
  ModelInfo m_info;
};

double gapOf(const at::Tensor& logits) {
  const at::Tensor best = std::get<0>(logits.topk(2));
  return (best[0] - best[1]).item<double>();
}

}  // namespace

class TestLogGradients : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void agreesWithExtendedPrecision_data() {
    QTest::addColumn<double>("gap");
    for (const double gap : {0.5, 10.0, 50.0, 200.0, 700.0, 3000.0}) QTest::addRow("gap %g", gap) << gap;
  }
  void agreesWithExtendedPrecision() {
    QFETCH(double, gap);
    const SmallNet net;
    const at::Tensor pictures = makePictures(6, 1, 4, 4);
    for (std::int64_t n = 0; n < pictures.size(0); ++n) {
      const at::Tensor x = pictures.slice(0, n, n + 1);
      const at::Tensor plain = net.logits(x.to(at::kDouble))[0];
      const double factor = gap / gapOf(plain);
      const ScaledClassifier scaled(std::make_shared<SmallNet>(net), factor);
      const Amplitudes amplitudes = measureAmplitudes(scaled, x);
      const long double expected = referenceLog10(plain * factor, net.jacobian(x) * factor);
      const double measured = amplitudes.log10[0].item<double>();
      // A logit of float32 may be off by its last digit, which is a factor of the amplitude, not the method's.
      const double rounding = 2e-7 * plain.abs().max().item<double>() * factor / std::numbers::ln10;
      QVERIFY2(std::abs(measured - static_cast<double>(expected)) < kTolerance + rounding,
               qPrintable(QString("%1 instead of %2").arg(measured).arg(static_cast<double>(expected))));
      QCOMPARE(amplitudes.isZeroFloat32[0].item<bool>(), gap > 104);
    }
  }

  void mathematicsIsExactAtAnyScale() {
    const at::Tensor jacobian =
        randomSigns(at::empty({10, 30}), 4) * at::arange(300, at::kFloat).remainder_(13).add_(1).view({10, 30});
    const at::Tensor shape = at::tensor({0.0, 1.0, 0.7, -0.4, 0.2, 0.9, -1.0, 0.1, 0.65, -0.3});
    for (const double scale : {0.1, 10.0, 100.0, 500.0, 2000.0, 7000.0}) {
      const at::Tensor logits = shape * scale;
      const double measured =
          log10Amplitudes(softmaxGradients(logits.unsqueeze(0), jacobian.unsqueeze(0))).item<double>();
      QVERIFY(std::abs(measured - static_cast<double>(referenceLog10(logits, jacobian))) < kTolerance);
    }
  }

  void addingTheSameToAllLogitsChangesNothing() {
    const at::Tensor logits = at::tensor({-3.0, 250.0, 12.0, 249.0}).unsqueeze(0);
    const at::Tensor jacobian = randomSigns(at::empty({1, 4, 9}), 2) * at::arange(1, 37, at::kFloat).view({1, 4, 9});
    const double before = log10Amplitudes(softmaxGradients(logits, jacobian)).item<double>();
    // Also where every logit changes alike with the pixels.
    const double after = log10Amplitudes(softmaxGradients(logits + 4096, jacobian + 64)).item<double>();
    QVERIFY(std::abs(before - after) < 1e-9);
  }

  void twoClassesOfALinearNetworkHaveTheClosedForm() {
    const at::Tensor weights = at::cat({at::full({1, 16}, 0.5F), at::full({1, 16}, -0.25F)});
    const auto linear = std::make_shared<const LinearClassifier>(weights, at::tensor({-1.0F, 0.0F}), 1, 4, 4);
    const at::Tensor x = at::full({1, 1, 4, 4}, 0.75F);
    for (const double scale : {0.01, 1.0, 10.0, 100.0, 1000.0}) {
      // F_0 = σ(s), so that |∂F_0/∂x| = |∂F_1/∂x| = σ(s) σ(-s) |w_0 - w_1|.
      const double s = scale * (16 * 0.75 * 0.75 - 1.0);
      const double expected = -std::log1p(std::exp(-s)) - s - std::log1p(std::exp(-s)) + std::log(scale * 0.75);
      const double measured = measureAmplitudes(ScaledClassifier(linear, scale), x).log10.item<double>();
      QVERIFY(std::abs(measured - expected / std::numbers::ln10) < kTolerance);
    }
  }

  void pixelsAddUpToThePicture() {
    const SmallNet net;
    const at::Tensor x = makePictures(3, 1, 4, 4);
    const FlatJacobian all = jacobianOfAll(ScaledClassifier(std::make_shared<SmallNet>(net), 90.0), x);
    const ScaledGradients gradients = softmaxGradients(all.logits, all.jacobian);
    const at::Tensor pixels = log10PixelAmplitudes(gradients) * std::numbers::ln10;
    const at::Tensor mean = (pixels.logsumexp(1) - std::log(16.0)) / std::numbers::ln10;
    QVERIFY((mean - log10Amplitudes(gradients)).abs().max().item<double>() < 1e-5);
  }

  void whatNoLogitDependsOnIsToldFromWhatIsRoundedAway() {
    // The last four numbers have no weight.
    const at::Tensor weights = at::cat({randomSigns(at::empty({3, 12}), 5), at::zeros({3, 4})}, 1);
    const auto linear = std::make_shared<const LinearClassifier>(weights, at::tensor({0.0F, 1.0F, -1.0F}), 1, 4, 4);
    const at::Tensor x = makePictures(2, 1, 4, 4);
    const Amplitudes plain = measureAmplitudes(*linear, x);
    QVERIFY(plain.flatComponents.eq(4).all().item<bool>());
    QVERIFY(!plain.isZeroFloat32.any().item<bool>());
    QVERIFY(plain.zeroComponents.lt(16).all().item<bool>());
    const Amplitudes large = measureAmplitudes(ScaledClassifier(linear, 1e4), x);
    QVERIFY(large.isZeroFloat32.all().item<bool>());
    QVERIFY(large.zeroComponents.eq(16).all().item<bool>());
    QVERIFY(large.flatComponents.eq(4).all().item<bool>());
    QVERIFY(large.log10.isfinite().all().item<bool>());
    const LinearClassifier dead(at::zeros({3, 16}), at::tensor({0.0F, 1.0F, -1.0F}), 1, 4, 4);
    QVERIFY(std::isinf(measureAmplitudes(dead, x).log10[0].item<double>()));
  }

  void binsAreThePapersOnes() {
    QCOMPARE(amplitudeBin(-INFINITY), 0U);
    QCOMPARE(amplitudeBin(-400.0), 0U);
    QCOMPARE(amplitudeBin(-40.1), 0U);
    QCOMPARE(amplitudeBin(-39.9), 1U);
    QCOMPARE(amplitudeBin(-12.0), 6U);
    QCOMPARE(amplitudeBin(-5.1), 7U);
    QCOMPARE(amplitudeBin(-4.0), 8U);
    QCOMPARE(amplitudeBin(-1.0), 9U);
    QCOMPARE(amplitudeBin(0.5), 9U);
  }

  void histogramsFillForAllNetworks() {
    Engine engine(handTurned());
    GradientHistogramRequest request;
    request.models = {"signs", "signs_small"};
    request.data = "signs-test:0-40";
    const auto events = runToEnd(engine, request, Lane::Batch);
    const auto ready = lastAs<GradientHistogramsReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QVERIFY(ready->complete);
    QCOMPARE(ready->pictures, 40);
    QCOMPARE(ready->networks.size(), 2U);
    for (const GradientHistogram& histogram : ready->networks) {
      QCOMPARE(histogram.count, 40);
      QVERIFY(histogram.correct > 30);
      QVERIFY(!histogram.temperature);
      AmplitudeCounts counts{};
      std::vector<float> sizes;
      QCOMPARE(histogram.samples->size(), 40U);
      for (int i = 0; i < 40; ++i) {
        const AmplitudeSample& sample = (*histogram.samples)[static_cast<std::size_t>(i)];
        QCOMPARE(sample.index, i);
        ++counts[amplitudeBin(sample.log10)];
        sizes.push_back(sample.log10);
      }
      QVERIFY(counts == histogram.counts);
      std::sort(sizes.begin(), sizes.end());
      QVERIFY(std::abs(histogram.medianLog10 - (sizes[19] + sizes[20]) / 2) < 1e-6);
    }
    QVERIFY(std::any_of(events.begin(), events.end(), [](const Event& event) { return event.payload.is<Progress>(); }));
  }

  void aPictureHasAnAmplitudeForEachPixel() {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, GradientPictureRequest{"signs", SampleImage{"signs-test", 3}});
    const auto picture = lastAs<GradientPicture>(events);
    QVERIFY2(picture, failureOf(events).c_str());
    const auto pixels = static_cast<std::size_t>(picture->image->width) * picture->image->height;
    QCOMPARE(picture->pixelLog10.size(), pixels);
    QCOMPARE(picture->pixelLog10Float32.size(), pixels);
    double sum = 0.0;
    for (const float value : picture->pixelLog10) sum += std::pow(10.0, value);
    QVERIFY(std::abs(std::log10(sum / static_cast<double>(pixels)) - picture->log10) < 1e-3);
    QVERIFY(picture->gap > 0.0);
  }

  void problemsAreToldInWords() {
    Engine engine(handTurned());
    const auto said = [&engine](const Request& request) {
      const auto events = runToEnd(engine, request);
      return failureOf(events);
    };
    QVERIFY(said(GradientHistogramRequest()).find("No network") != std::string::npos);
    GradientHistogramRequest request;
    request.models = {"signs"};
    request.data = "signs-test:4-4";
    QVERIFY(!said(request).empty());
  }
};

QTEST_GUILESS_MAIN(TestLogGradients)
#include "tst_log_gradients.moc"
