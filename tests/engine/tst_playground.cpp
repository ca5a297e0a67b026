// SPDX-License-Identifier: GPL-3.0-or-later
// The two-dimensional playground: gradients, closed forms of the linear classifier, training, attacks, jobs.
#include <QTest>
#include <cmath>

#include "engine/analysis/line_fit.hpp"
#include "engine/api/error.hpp"
#include "engine/data/draws.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/playground/plane_attack.hpp"
#include "engine/playground/presets.hpp"
#include "engine/playground/probe.hpp"
#include "engine/playground/snapshot.hpp"
#include "engine/playground/trainer.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;

namespace {

constexpr PlaneModelKind kKinds[] = {PlaneModelKind::Linear, PlaneModelKind::Polynomial, PlaneModelKind::Relu,
                                     PlaneModelKind::Tanh,   PlaneModelKind::Sigmoid,    PlaneModelKind::Maxout,
                                     PlaneModelKind::Radial};

PlaneModel modelOf(PlaneModelKind kind) {
  PlaneModel model;
  model.kind = kind;
  model.degree = 5;
  return model;
}

/// f = 0.5 + 3x − 4y, so that ‖w‖₂ = 5 and ‖w‖₁ = 7.
PlaneState linearState() { return {0, {0.5, -4.0, 3.0}, {0, 0, 0}, {0, 0, 0}}; }

PlaneTrainer trained(const PlaneModel& model, const std::vector<PlanePoint>& points, int steps,
                     const PlaneTraining& training = {}) {
  PlaneTrainer trainer(model, training, points, 1, nullptr);
  for (int i = 0; i < steps; ++i) trainer.step();
  return trainer;
}

PlaneProbeRequest linearProbe(PlaneNorm norm) {
  PlaneProbeRequest request;
  request.model = modelOf(PlaneModelKind::Linear);
  request.state = std::make_shared<const PlaneState>(linearState());
  request.at = {0.2, -0.3};
  request.epsilon = 0.2;
  request.norm = norm;
  return request;
}

}  // namespace

class TestPlayground : public QObject {
  Q_OBJECT

 private slots:
  void gradientsAreThoseOfFiniteDifferences() {
    Draws draws(7);
    for (const PlaneModelKind kind : kKinds) {
      const auto classifier = makePlaneClassifier(modelOf(kind), 3);
      for (double& parameter : classifier->parameters()) parameter += 0.3 * draws.bell();
      const PlanePlace at{0.31, -0.47};
      constexpr double kSmall = 1e-6;
      const auto near = [](double a, double b) { return std::abs(a - b) < 1e-6 * (1.0 + std::abs(b)); };
      classifier->logit(at);
      std::vector<double> gradient(classifier->parameters().size(), 1.0);
      const PlanePlace slope = classifier->backward(2.0, gradient);
      const auto logit = [&](double x, double y) { return classifier->logit({x, y}); };
      QVERIFY(near(slope.x, (logit(at.x + kSmall, at.y) - logit(at.x - kSmall, at.y)) / (2 * kSmall)));
      QVERIFY(near(slope.y, (logit(at.x, at.y + kSmall) - logit(at.x, at.y - kSmall)) / (2 * kSmall)));
      for (std::size_t i = 0; i < gradient.size(); ++i) {
        double& parameter = classifier->parameters()[i];
        const double before = parameter;
        parameter = before + kSmall;
        const double above = classifier->logit(at);
        parameter = before - kSmall;
        const double below = classifier->logit(at);
        parameter = before;
        QVERIFY2(near(gradient[i], 1.0 + 2.0 * (above - below) / (2 * kSmall)), qPrintable(QString::number(i)));
      }
    }
  }

  void theLinearClassifierHasItsClosedForms() {
    const std::vector<double> w = {3.0, -4.0};
    const double logit = linear::score(w, std::vector{0.2, -0.3}, 0.5);
    for (const PlaneNorm norm : {PlaneNorm::L2, PlaneNorm::Linf}) {
      const double dual = norm == PlaneNorm::L2 ? linear::normL2(w) : linear::normL1(w);
      const auto flip = norm == PlaneNorm::L2 ? linear::smallestFlipL2(w, logit) : linear::smallestFlipLinf(w, logit);
      const PlaneProbed probed = probePlane(linearProbe(norm));
      QVERIFY(std::abs(probed.start.logit - logit) < 1e-12);
      QCOMPARE(probed.label, PlaneClass::X);
      QVERIFY(std::abs(probed.stepped.logit - (logit - 0.2 * dual)) < 1e-12);
      QVERIFY(std::abs(*probed.smallestStep - *flip) < 1e-9);
      QVERIFY(std::abs(probed.boundaryDistance - *linear::smallestFlipL2(w, logit)) < 1e-9);
      QVERIFY(std::abs(probed.fit.slope + dual) < 1e-9);
      QVERIFY(std::abs(probed.fit.r2 - 1.0) < 1e-12);
      QCOMPARE(probed.attackProbability.front(), probed.noiseProbability.front());
      QVERIFY(probed.attackProbability.back() < probed.noiseLow.back());
    }
  }

  void everyDirectionOfTheLinearClassifierIsOne() {
    const auto state = linearState();
    const auto classifier = makePlaneClassifier(modelOf(PlaneModelKind::Linear), 1, &state);
    PlaygroundRequest request;
    request.points = presetPoints({"xor", 1}).points;
    QVERIFY(std::abs(snapshotOf(*classifier, request).alignment - 1.0) < 1e-12);
    const auto network = makePlaneClassifier(modelOf(PlaneModelKind::Tanh), 1);
    QVERIFY(snapshotOf(*network, request).alignment < 0.999);
  }

  void theBoundaryIsTheNearestOneThatAGridFinds() {
    PlaneTrainer trainer = trained(modelOf(PlaneModelKind::Tanh), presetPoints({"circles", 1}).points, 400);
    PlaneClassifier& classifier = trainer.classifier();
    for (const PlanePlace from : {PlanePlace{0.1, 0.05}, PlanePlace{0.3, -0.2}, PlanePlace{-0.7, 0.2}}) {
      const bool isX = classifier.logit(from) > 0;
      double nearest = 10.0;
      for (double x = -1.0; x <= 1.0; x += 0.004) {
        for (double y = -1.0; y <= 1.0; y += 0.004) {
          if ((classifier.logit({x, y}) > 0) != isX) nearest = std::min(nearest, distanceBetween(from, {x, y}));
        }
      }
      const auto found = nearestBoundary(classifier, from);
      QVERIFY(found);
      QVERIFY(std::abs(classifier.logit(*found)) < 1e-6);
      QVERIFY(distanceBetween(*found, from) > nearest - 0.006);
      QVERIFY(distanceBetween(*found, from) < nearest * 1.25);
    }
  }

  void aFlatClassifierHasNoDirection() {
    PlaneProbeRequest request = linearProbe(PlaneNorm::L2);
    request.state = std::make_shared<const PlaneState>(PlaneState{0, {0.7, 0, 0}, {0, 0, 0}, {0, 0, 0}});
    const PlaneProbed probed = probePlane(request);
    QVERIFY(probed.flat);
    QVERIFY(!probed.boundary);
    QVERIFY(!probed.smallestStep);
    QVERIFY(probed.stepped.at == request.at);
  }

  void aTrainingRepeatsAndGoesOnToTheBit() {
    const auto points = presetPoints({"spirals", 2}).points;
    for (const PlaneModelKind kind : kKinds) {
      PlaneTraining training;
      training.weightDecay = 1e-3;
      training.adversarialEpsilon = 0.05;
      PlaneTrainer whole = trained(modelOf(kind), points, 40, training);
      QVERIFY(whole.state() == trained(modelOf(kind), points, 40, training).state());
      const PlaneState half = trained(modelOf(kind), points, 25, training).state();
      PlaneTrainer rest(modelOf(kind), training, points, 1, &half);
      for (int i = 0; i < 15; ++i) rest.step();
      QVERIFY(rest.state() == whole.state());
      PlaneTrainer other(modelOf(kind), training, points, 2, nullptr);
      if (kind != PlaneModelKind::Linear && kind != PlaneModelKind::Polynomial)
        QVERIFY(other.state().parameters !=
                PlaneTrainer(modelOf(kind), training, points, 1, nullptr).state().parameters);
    }
  }

  void thePresetsAreLearned() {
    const auto accuracy = [](PlaneModelKind kind, const char* preset, int steps) {
      PlaygroundRequest request;
      request.points = presetPoints({preset, 1}).points;
      PlaneTrainer trainer = trained(modelOf(kind), request.points, steps);
      return snapshotOf(trainer.classifier(), request).accuracy;
    };
    QVERIFY(accuracy(PlaneModelKind::Linear, "blobs", 300) >= 0.95);
    QVERIFY(accuracy(PlaneModelKind::Linear, "xor", 300) <= 0.7);
    QCOMPARE(accuracy(PlaneModelKind::Linear, "lecture", 300), 1.0);
    for (const PlaneModelKind kind : kKinds) {
      if (kind == PlaneModelKind::Linear) continue;
      QVERIFY2(accuracy(kind, "xor", 600) >= 0.97, qPrintable(QString::number(static_cast<int>(kind))));
      QVERIFY2(accuracy(kind, "circles", 600) >= 0.97, qPrintable(QString::number(static_cast<int>(kind))));
    }
    QVERIFY(accuracy(PlaneModelKind::Tanh, "spirals", 1500) >= 0.95);
  }

  void theLossOfALinearClassifierFallsByGradientDescent() {
    PlaneTraining training;
    training.adam = false;
    training.learningRate = 0.5;
    PlaneTrainer trainer(modelOf(PlaneModelKind::Linear), training, presetPoints({"blobs", 1}).points, 1, nullptr);
    double before = trainer.step();
    QVERIFY(std::abs(before - std::log(2.0)) < 1e-12);
    for (int i = 0; i < 50; ++i) {
      const double now = trainer.step();
      QVERIFY(now < before);
      before = now;
    }
  }

  void adversarialTrainingWidensTheMargin() {
    PlaygroundRequest request;
    request.points = presetPoints({"spirals", 1}).points;
    request.epsilon = 0.07;
    PlaneModel model = modelOf(PlaneModelKind::Tanh);
    model.layers = {16, 16};
    PlaneTraining training;
    PlaneTrainer plain = trained(model, request.points, 800, training);
    training.adversarialEpsilon = 0.07;
    PlaneTrainer robust = trained(model, request.points, 800, training);
    const double before = snapshotOf(plain.classifier(), request).attackedAccuracy;
    const double after = snapshotOf(robust.classifier(), request).attackedAccuracy;
    QVERIFY2(after > before, qPrintable(QStringLiteral("%1 %2").arg(before).arg(after)));
  }

  void farFromAllDataTheRadialClassifierKnowsNothing() {
    const auto points = presetPoints({"blobs", 1}).points;
    PlaneTrainer radial = trained(modelOf(PlaneModelKind::Radial), points, 400);
    PlaneTrainer relu = trained(modelOf(PlaneModelKind::Relu), points, 400);
    const PlanePlace near{-0.36, -0.32}, far{-6.0, -6.0};
    QVERIFY(verdictOf(near, radial.classifier().logit(near)).confidence > 0.9);
    QVERIFY(verdictOf(far, radial.classifier().logit(far)).confidence < 0.51);
    QVERIFY(verdictOf(far, relu.classifier().logit(far)).confidence > 0.99);
  }

  void onlyTheLinearClassifierIsStraight() {
    const auto points = presetPoints({"blobs", 1}).points;
    for (const PlaneModelKind kind : kKinds) {
      PlaneProbeRequest request;
      request.model = modelOf(kind);
      request.state = std::make_shared<const PlaneState>(trained(request.model, points, 200).state());
      request.at = {-0.4, -0.3};
      const LineFit fit = probePlane(request).fit;
      if (kind == PlaneModelKind::Linear) {
        QVERIFY(std::abs(fit.r2 - 1.0) < 1e-12);
      } else {
        QVERIFY2(fit.r2 < 0.9999, qPrintable(QString::number(static_cast<int>(kind))));
      }
    }
  }

  void wrongSettingsAreToldInWords() {
    PlaneModel model;
    model.layers = {};
    QVERIFY_THROWS_EXCEPTION(Failure, makePlaneClassifier(model, 1));
    model.layers = {65};
    QVERIFY_THROWS_EXCEPTION(Failure, makePlaneClassifier(model, 1));
    QVERIFY_THROWS_EXCEPTION(Failure, presetPoints({"cats", 1}));
    PlaneTraining training;
    training.learningRate = 0.0;
    QVERIFY_THROWS_EXCEPTION(Failure, PlaneTrainer({}, training, {}, 1, nullptr));
    const PlaneState other = linearState();
    QVERIFY_THROWS_EXCEPTION(Failure, PlaneTrainer({}, {}, {}, 1, &other));
  }

  void theJobTrainsOnFromWhatItSent() {
    Engine engine(test::handTurned());
    const auto answer = [&](const PlaygroundRequest& request) {
      return *test::lastAs<PlaygroundReady>(test::runToEnd(engine, request, Lane::Training));
    };
    PlaygroundRequest request;
    request.points = presetPoints({"xor", 1}).points;
    request.heldOut = presetPoints({"xor", 1}).heldOut;
    request.steps = 30;
    const PlaygroundReady first = answer(request);
    QCOMPARE(first.losses.size(), 30U);
    QCOMPARE(first.state->steps, 30);
    QCOMPARE(first.logits.size(), static_cast<std::size_t>(first.side * first.side));
    QVERIFY(first.heldOutAccuracy);
    request.from = first.state;
    request.steps = 10;
    request.points.push_back({{0.0, 0.0}, PlaneClass::X});
    const PlaygroundReady second = answer(request);
    QCOMPARE(second.state->steps, 40);
    request.steps = 0;
    request.from = second.state;
    QVERIFY(*answer(request).state == *second.state);
  }
};

QTEST_GUILESS_MAIN(TestPlayground)
#include "tst_playground.moc"
