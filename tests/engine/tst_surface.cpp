// SPDX-License-Identifier: GPL-3.0-or-later
// The decision surface of a linear network, where everything has a closed form: regions are half-planes, logits along
// a direction are straight lines.
#include "engine/analysis/line_fit.hpp"
#include "engine/api/surface.hpp"
#include "engine/jobs/surface.hpp"

#include <ATen/ATen.h>

#include "engine/tensor/convert.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/engine_runner.hpp"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <set>

using namespace adv;
using namespace adv::test;

namespace {

constexpr int kClasses = 3;
constexpr int kPixels = 16;

/// logits = W x + b on 4×4 grey pictures.
struct Linear {
  at::Tensor weights;
  at::Tensor bias;
  std::string card;

  explicit Linear(const QString& folder) {
    at::manual_seed(11);
    weights = at::randn({kClasses, kPixels});
    bias = at::randn({kClasses}) * 0.1;
    const nlohmann::json json = {{"id", "linear"},
                                 {"title", "Linear"},
                                 {"input", {{"width", 4}, {"height", 4}, {"channels", 1}}},
                                 {"labels", {"a", "b", "c"}},
                                 {"weights", "weights.safetensors"},
                                 {"layers", {{{"type", "flatten"}}, {{"type", "linear"}, {"name", "out"}}}}};
    card = writeCard(folder.toStdString(), json, {{"out.weight", weights}, {"out.bias", bias}}).string();
  }
  at::Tensor logits(const at::Tensor& x) const { return weights.to(at::kDouble).matmul(x) + bias.to(at::kDouble); }
};

MemoryImage greyPicture(int shift = 0) {
  Image image{4, 4, 1, {}};
  for (int i = 0; i < kPixels; ++i) image.pixels.push_back(static_cast<std::uint8_t>(110 + (i * 7 + shift) % 40));
  return {"grey", std::make_shared<const Image>(image)};
}

std::string reasonOf(const std::vector<Event>& events) { return failureOf(events); }

}  // namespace

class TestSurface : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  std::unique_ptr<Linear> m_linear;

  SurfaceRequest request() const {
    SurfaceRequest request;
    request.plane.subject = {m_linear->card, greyPicture(), {}};
    request.plane.attack = "fgsm";
    request.plane.params = {{"epsilon", 8.0 / 255}};
    request.points = 17;
    return request;
  }

  static SurfaceReady surfaceOf(const SurfaceRequest& request) {
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const auto ready = lastAs<SurfaceReady>(events);
    if (!ready) qFatal("%s", failureOf(events).c_str());
    return *ready;
  }

 private slots:
  void initTestCase() { m_linear = std::make_unique<Linear>(m_folder.path() + "/linear"); }
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void everyPrefixOfTheOrderCoversTheGrid() {
    const auto order = surfaceOrder(9);
    QCOMPARE(order.size(), 81U);
    QCOMPARE(std::set<int>(order.begin(), order.end()).size(), 81U);
    for (int column = 0; column < 9; ++column) QCOMPARE(order[static_cast<std::size_t>(column)], 4 * 9 + column);
    const std::set<int> coarse(order.begin() + 9, order.begin() + 9 + 20);
    for (const int corner : {0, 8, 72, 80}) QVERIFY(coarse.contains(corner));
  }

  void aStraightLineFitsItself() {
    const LineFit fit = fitLine({-1, 0, 1, 2}, {1, 3, 5, 7});
    QCOMPARE(fit.slope, 2.0);
    QCOMPARE(fit.intercept, 3.0);
    QCOMPARE(fit.r2, 1.0);
    const LineFit bent = fitLine({-1, 0, 1}, {1, 0, 1});
    QCOMPARE(bent.slope, 0.0);
    QCOMPARE(bent.r2, 0.0);
    QCOMPARE(fitLine({0, 1}, {4, 4}).r2, 1.0);
  }

  void regionsAndMarginsAreThoseOfTheClosedForm() {
    const SurfaceReady ready = surfaceOf(request());
    QCOMPARE(ready.norm, std::string("L∞"));
    QVERIFY(std::abs(ready.adversarial.along - 8.0 / 255) < 1e-6);
    QVERIFY(std::abs(ready.extent - 16.0 / 255) < 1e-6);
    QCOMPARE(ready.extentAcross, ready.extent);
    const at::Tensor x0 = toPixelTensor(*greyPicture().image).flatten().to(at::kDouble);
    const int label = static_cast<int>(m_linear->logits(x0).argmax().item<std::int64_t>());
    QCOMPARE(ready.label, label);
    // FGSM on a linear network: the sign of the gradient of the cross-entropy, in closed form.
    const at::Tensor wrong = m_linear->logits(x0).softmax(0);
    wrong[label] -= 1;
    const at::Tensor along = m_linear->weights.to(at::kDouble).t().matmul(wrong).sign();
    for (int column = 0; column < ready.points; ++column) {
      const double t = ready.extent * (2.0 * column / 16 - 1);
      const auto [values, indices] = m_linear->logits(x0 + along * t).topk(2);
      const auto cell = static_cast<std::size_t>(8 * ready.points + column);
      QCOMPARE(ready.classes[cell], static_cast<int>(indices[0].item<std::int64_t>()));
      QVERIFY(std::abs(ready.margins[cell] - (values[0] - values[1]).item<double>()) < 1e-4);
    }
  }

  void regionsAreHalfPlanes() {
    const SurfaceReady ready = surfaceOf(request());
    // Each class's region is an intersection of half-planes, so convex: no row or column meets a class twice.
    const int n = ready.points;
    const auto classAt = [&](int row, int column) { return ready.classes[static_cast<std::size_t>(row * n + column)]; };
    for (int line = 0; line < n; ++line) {
      for (const bool isRow : {true, false}) {
        std::vector<int> met;
        for (int i = 0; i < n; ++i) {
          const int here = isRow ? classAt(line, i) : classAt(i, line);
          if (met.empty() || met.back() != here) met.push_back(here);
        }
        QCOMPARE(std::set<int>(met.begin(), met.end()).size(), met.size());
      }
    }
    QVERIFY(ready.classesSeen.size() >= 2);
  }

  void logitsAreExactlyLinear() {
    const SurfaceReady ready = surfaceOf(request());
    QCOMPARE(ready.lines.size(), static_cast<std::size_t>(kClasses));
    QCOMPARE(ready.lines[0].classIndex, ready.label);
    QCOMPARE(ready.lines[1].classIndex, ready.adversarialClass);
    for (const LogitLine& line : ready.lines) QVERIFY(line.fit.r2 > 1 - 1e-8);
    QVERIFY(ready.lines[0].fit.slope < 0);
  }

  void clippingBendsThem() {
    SurfaceRequest far = request();
    far.extent = 1.0;
    const double clipped = surfaceOf(far).lines[0].fit.r2;
    far.plane.clip = false;
    QVERIFY(surfaceOf(far).lines[0].fit.r2 > 1 - 1e-8);
    QVERIFY(clipped < 1 - 1e-4);
  }

  void coarseToFineEndsAtTheFullGrid() {
    Engine engine(handTurned());
    SurfaceRequest fine = request();
    fine.points = 65;
    const Ticket ticket = engine.submit(Lane::Batch, fine);
    SurfaceReady coarse;
    std::optional<SurfaceReady> full;
    int snapshots = 0;
    while (engine.runOneStep()) {
      for (const Event& event : engine.takeEvents()) {
        const auto* ready = event.payload.as<SurfaceReady>();
        if (event.ticket != ticket || !ready) continue;
        ++snapshots;
        if (event.isLast) full = *ready;
        if (snapshots == 2) coarse = *ready;
      }
    }
    QVERIFY(full && snapshots > 3);
    int known = 0;
    for (std::size_t cell = 0; cell < full->classes.size(); ++cell) {
      QVERIFY(full->classes[cell] >= 0);
      if (coarse.classes[cell] < 0) continue;
      ++known;
      QCOMPARE(coarse.classes[cell], full->classes[cell]);
      QCOMPARE(coarse.margins[cell], full->margins[cell]);
    }
    QVERIFY(known > 65 && known < 65 * 65);
    const SurfaceReady small = surfaceOf(request());
    for (int row = 0; row < 17; ++row) {
      for (int column = 0; column < 17; ++column) {
        const auto fineCell = static_cast<std::size_t>(4 * row * 65 + 4 * column);
        QCOMPARE(small.classes[static_cast<std::size_t>(row * 17 + column)], full->classes[fineCell]);
      }
    }
  }

  void bothDirectionsAreOrthogonalAndOfUnitSize_data() {
    QTest::addColumn<int>("second");
    QTest::newRow("random") << 0;
    QTest::newRow("attack") << 1;
    QTest::newRow("image") << 2;
  }
  void bothDirectionsAreOrthogonalAndOfUnitSize() {
    QFETCH(int, second);
    Workspace workspace(at::kCPU, "CPU", {}, {}, {});
    SurfacePlane plane = request().plane;
    if (second == 1) plane.second = AttackDirection{"noise", {{"epsilon", 4.0 / 255}}};
    if (second == 2) plane.second = ImageDirection{greyPicture(13)};
    PlaneBuilder builder(plane, workspace);
    PlanePtr found;
    for (int i = 0; i < 100 && !found; ++i) found = builder.step();
    QVERIFY(found);
    QVERIFY(std::abs((found->along * found->across).sum().item<double>()) < 1e-4);
    QVERIFY(std::abs(found->along.abs().max().item<double>() - 1) < 1e-6);
    QVERIFY(std::abs(found->across.abs().max().item<double>() - 1) < 1e-6);
    QCOMPARE(found->other.has_value(), second != 0);
    if (second == 2) {
      const at::Tensor there = found->pictures(at::tensor({found->other->along}), at::tensor({found->other->across}));
      QVERIFY((there - toPixelTensor(*greyPicture(13).image)).abs().max().item<double>() < 1e-5);
    }
    PlaneBuilder again(plane, workspace);
    QCOMPARE(again.step(), found);
  }

  void aPointIsThePictureThere() {
    Engine engine(handTurned());
    const SurfacePlane plane = request().plane;
    const auto clean = lastAs<Predicted>(runToEnd(engine, SurfacePointRequest{plane, 0, 0}));
    QVERIFY(clean);
    QCOMPARE(*clean->original, *greyPicture().image);
    const auto fooled = lastAs<Predicted>(runToEnd(engine, SurfacePointRequest{plane, 8.0 / 255, 0}));
    AttackRequest attack{plane.subject, plane.attack, plane.params, {}, 1, 3};
    const auto finished = lastAs<AttackFinished>(runToEnd(engine, attack));
    QVERIFY(fooled && finished);
    QCOMPARE(*fooled->original, *finished->picture);
    QCOMPARE(fooled->prediction.topClass(), finished->adversarial.topClass());
  }

  void whatSpansNoPlaneIsSaid() {
    Engine engine(handTurned());
    SurfaceRequest nothing = request();
    nothing.plane.params["epsilon"] = 0;
    QVERIFY(reasonOf(runToEnd(engine, nothing)).find("changed nothing") != std::string::npos);
    SurfaceRequest same = request();
    same.plane.second = AttackDirection{"fgsm", same.plane.params};
    QVERIFY(reasonOf(runToEnd(engine, same)).find("are the same") != std::string::npos);
    SurfaceRequest even = request();
    even.points = 16;
    QVERIFY(reasonOf(runToEnd(engine, even)).find("odd number") != std::string::npos);
    SurfaceRequest far = request();
    far.extent = -1;
    QVERIFY(reasonOf(runToEnd(engine, far)).find("4080/255") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestSurface)
#include "tst_surface.moc"
