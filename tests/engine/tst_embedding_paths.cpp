// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks followed through a map, adversarial pictures in a map of their own, and the depth at which they come apart.
#include <ATen/ATen.h>

#include <QTest>

#include "engine/analysis/set_separation.hpp"
#include "engine/api/embedding_depth.hpp"
#include "engine/api/embedding_paths.hpp"
#include "tests/support/linear_folder.hpp"

using namespace adv;
using namespace adv::test;

namespace {

EmbedRequest mapOf(const std::string& data, const std::string& model, int count = 0, int iterations = 300) {
  EmbedRequest request;
  request.source.data = data;
  request.source.model = model;
  request.source.count = count;
  request.settings.perplexity = 5;
  request.settings.iterations = iterations;
  request.settings.exaggeratedIterations = iterations / 3;
  request.measure = false;
  return request;
}

EmbeddingPathsRequest sixSteps(std::vector<int> points) {
  EmbeddingPathsRequest request;
  request.points = std::move(points);
  request.attack = {"bim", {{"epsilon", 30.0 / 255}, {"steps", 6}, {"step-size", 5.0 / 255}}};
  request.perplexity = 3;
  return request;
}

EmbeddingPathsReady follow(Engine& engine, const EmbeddingPathsRequest& request) {
  const auto events = runToEnd(engine, request);
  const auto ready = lastAs<EmbeddingPathsReady>(events);
  if (!ready) qFatal("%s", failureOf(events).c_str());
  return *ready;
}

TwoSets setsOf(const at::Tensor& clean, const at::Tensor& other, std::int64_t each) {
  PairDistances distances(at::cat({clean, other}));
  while (distances.step()) {
  }
  return {distances.squares(), each};
}

void compareStations(const std::vector<EmbeddingStation>& a, const std::vector<EmbeddingStation>& b) {
  QCOMPARE(a.size(), b.size());
  for (std::size_t k = 0; k < a.size(); ++k) {
    QCOMPARE(a[k].x, b[k].x);
    QCOMPARE(a[k].y, b[k].y);
    QCOMPARE(a[k].prediction, b[k].prediction);
  }
}

}  // namespace

class TestEmbeddingPaths : public QObject {
  Q_OBJECT

 private slots:
  /// A linear network's margin falls by 4 × 5 levels with each step of 5 levels.
  void aLinearPathHasItsClosedForm() {
    const LinearFolder folder;
    Engine engine(folder.options());
    const auto map = lastAs<EmbeddingReady>(runToEnd(engine, mapOf(folder.data(), "line"), Lane::Embedding));
    QVERIFY(map);
    const EmbeddingPathsReady ready = follow(engine, sixSteps({2, 3, 25}));
    QVERIFY(ready.isComplete);
    QCOMPARE(ready.mapIteration, 300);
    QCOMPARE(ready.request.model, std::string("line"));
    const std::vector<double> margins = folder.margins();
    for (const EmbeddingPath& path : ready.paths->paths) {
      const auto point = static_cast<std::size_t>(path.point);
      QCOMPARE(path.label, path.point < LinearFolder::kEach ? 0 : 1);
      QCOMPARE(path.picture, (SampleImage{folder.data(), path.point}));
      QCOMPARE(path.wrongFromStart, path.point == 3);
      QCOMPARE(path.stations.size(), std::size_t{7});
      QCOMPARE(path.noise.size(), std::size_t{7});
      QCOMPARE(path.stations[0].x, map->places->x[point]);
      QCOMPARE(path.noise[0].y, map->places->y[point]);
      int first = -1;
      for (int k = 0; k <= 6; ++k) {
        const EmbeddingStation& station = path.stations[static_cast<std::size_t>(k)];
        const double margin = margins[point] - 4 * 5 * k;
        QCOMPARE(station.iteration, k);
        QCOMPARE(station.prediction == path.label, margin > 0);
        QVERIFY(std::abs(station.confidence - 1 / (1 + std::exp(-std::abs(margin) / 255))) < 1e-4);
        QVERIFY(std::abs(station.linf - 5.0 * k / 255) < 1e-6);
        const EmbeddingStation& twin = path.noise[static_cast<std::size_t>(k)];
        QCOMPARE(twin.linf, station.linf);
        QVERIFY(std::abs(twin.l2 - station.l2) < 1e-5);
        if (margin < 0 && first < 0) first = k;
      }
      QCOMPARE(path.firstSuccess, first);
      QCOMPARE(path.success, path.stations.back().prediction != path.label);
    }
  }

  void theRunIsThatOfTheMicroscope() {
    const LinearFolder folder;
    Engine engine(folder.options());
    runToEnd(engine, mapOf(folder.data(), "line"), Lane::Embedding);
    const EmbeddingPathsReady ready = follow(engine, sixSteps({7}));
    const EmbeddingPath& path = ready.paths->paths.front();
    const auto run = lastAs<AttackFinished>(runToEnd(engine, attackOf(ready, path)));
    QVERIFY(run);
    QCOMPARE(run->firstSuccess, path.firstSuccess);
    QCOMPARE(run->adversarial.topClass(), path.stations.back().prediction);
    QVERIFY(std::abs(run->adversarial.topProbability() - path.stations.back().confidence) < 1e-5);
  }

  void pathsRepeatWhateverTheThreads() {
    std::vector<EmbeddingPath> found[2];
    for (int threads = 1; threads <= 2; ++threads) {
      EngineOptions options = handTurned();
      options.threads = threads;
      Engine engine(options);
      runToEnd(engine, mapOf("signs-test", "signs_small", 60, 100), Lane::Embedding);
      found[threads - 1] = follow(engine, sixSteps({0, 5, 59})).paths->paths;
    }
    for (std::size_t i = 0; i < 3; ++i) {
      compareStations(found[0][i].stations, found[1][i].stations);
      compareStations(found[0][i].noise, found[1][i].noise);
    }
  }

  /// ε = 0 changes nothing: every station is the clean picture, placed anew.
  void theCleanPictureComesHome() {
    Engine engine(handTurned());
    const auto map = lastAs<EmbeddingReady>(runToEnd(engine, mapOf("signs-test", "", 150, 500), Lane::Embedding));
    QVERIFY(map);
    EmbeddingPathsRequest request = sixSteps({});
    for (int point = 0; point < 150; point += 5) request.points.push_back(point);
    request.model = "signs_small";
    request.attack.params["epsilon"] = 0.0;
    const EmbeddingPathsReady ready = follow(engine, request);
    const auto& x = map->places->x;
    const auto& y = map->places->y;
    const float width = *std::max_element(x.begin(), x.end()) - *std::min_element(x.begin(), x.end());
    std::vector<float> away;
    for (const EmbeddingPath& path : ready.paths->paths) {
      const auto point = static_cast<std::size_t>(path.point);
      const EmbeddingStation& last = path.stations.back();
      away.push_back(std::hypot(last.x - x[point], last.y - y[point]));
      QCOMPARE(path.noise.back().x, last.x);
    }
    std::sort(away.begin(), away.end());
    QVERIFY2(away[away.size() / 2] < 0.03F * width, qPrintable(QString::number(away[away.size() / 2] / width)));
  }

  void theSameRequestOnlyPlacesAnew() {
    Engine engine(handTurned());
    EmbedRequest map = mapOf("signs-test", "signs_small", 60, 100);
    runToEnd(engine, map, Lane::Embedding);
    const EmbeddingPathsReady before = follow(engine, sixSteps({4, 9}));
    map.settings.iterations = 160;
    const auto moved = lastAs<EmbeddingReady>(runToEnd(engine, map, Lane::Embedding));
    const auto events = runToEnd(engine, sixSteps({4, 9}));
    const auto after = lastAs<EmbeddingPathsReady>(events);
    QVERIFY(moved && after);
    QCOMPARE(after->mapIteration, 160);
    for (const Event& event : events) QVERIFY(!event.payload.is<Progress>());
    for (std::size_t i = 0; i < 2; ++i) {
      const EmbeddingPath& path = after->paths->paths[i];
      QCOMPARE(path.stations[0].x, moved->places->x[static_cast<std::size_t>(path.point)]);
      QVERIFY(path.stations[6].x != before.paths->paths[i].stations[6].x);
      QCOMPARE(path.stations[6].confidence, before.paths->paths[i].stations[6].confidence);
    }
  }

  void badRequestsAreSaid() {
    Engine engine(handTurned());
    QVERIFY(failureOf(runToEnd(engine, sixSteps({0}))).find("no map") != std::string::npos);
    runToEnd(engine, mapOf("signs-test", "", 30, 10), Lane::Embedding);
    QVERIFY(failureOf(runToEnd(engine, sixSteps({0}))).find("No network") != std::string::npos);
    EmbeddingPathsRequest request = sixSteps({30});
    request.model = "signs_small";
    QVERIFY(failureOf(runToEnd(engine, request)).find("no point 30") != std::string::npos);
    request = sixSteps({});
    request.model = "signs_small";
    QVERIFY(failureOf(runToEnd(engine, request)).find("1 to 1000") != std::string::npos);
    request = sixSteps({1});
    request.model = "digits_relu";
    QVERIFY(failureOf(runToEnd(engine, request)).find("takes") != std::string::npos);
    request.model = "signs_small";
    request.target = 999;
    QVERIFY(failureOf(runToEnd(engine, request)).find("no class 999") != std::string::npos);
  }

  void aMapHoldsCleanAndAdversarialTogether() {
    const LinearFolder folder;
    Engine engine(folder.options());
    EmbedRequest request = mapOf(folder.data(), "line");
    request.source.attack = EmbeddingAttack{"", {"fgsm", {{"epsilon", 30.0 / 255}}}, {}, 1};
    const auto map = lastAs<EmbeddingReady>(runToEnd(engine, request, Lane::Embedding));
    QVERIFY(map);
    const EmbeddingItems& items = *map->items;
    const int clean = 2 * LinearFolder::kEach;
    QCOMPARE(items.count, 2 * clean);
    QCOMPARE(items.adversarialFrom, clean);
    QCOMPARE(items.partnerOf(5), clean + 5);
    QCOMPARE(items.pictureOf(clean + 5).index, 5);
    const std::vector<double> margins = folder.margins();
    for (std::size_t i = 0; i < static_cast<std::size_t>(clean); ++i) {
      QCOMPARE(items.labels[i], items.labels[i + static_cast<std::size_t>(clean)]);
      const bool isRight = items.predictions[i + static_cast<std::size_t>(clean)] == items.labels[i];
      QCOMPARE(isRight, margins[i] > 4 * 30);
    }
    const EmbeddingPathsReady ready = follow(engine, sixSteps({clean + 5}));
    QCOMPARE(ready.paths->paths[0].point, 5);
  }

  void distancesAreThoseOfEveryPair() {
    const at::Tensor rows = at::arange(40 * 3000, at::kFloat).mul(0.7).sin().reshape({40, 3000}) + 5;
    PairDistances distances(rows);
    while (distances.step()) {
    }
    const at::Tensor expected = at::cdist(rows.to(at::kDouble), rows.to(at::kDouble)).square().to(at::kFloat);
    QVERIFY(at::allclose(distances.squares(), expected, 1e-4, 0.01));
  }

  void separationIsThatOfTheSets() {
    const at::Tensor points = at::arange(200, at::kFloat).mul(0.37).sin().reshape({50, 4});
    const auto separate = [](const at::Tensor& a, const at::Tensor& b) { return setsOf(a, b, 10).separation(); };
    QCOMPARE(separate(points, points + 100), 1.0);
    QVERIFY(std::abs(separate(points, points) - 0.5) < 0.02);
    // Two halves of one cloud.
    const at::Tensor cloud = at::arange(1600, at::kFloat).mul(12.9898).sin().mul(43758.5453).frac().reshape({400, 4});
    QVERIFY(std::abs(separate(cloud.slice(0, 0, 200), cloud.slice(0, 200)) - 0.5) < 0.1);
  }

  void crossingCountsClasses() {
    // Clean points of class 0 near 0 and of class 1 near 10; two of class 0 have gone over.
    const at::Tensor clean =
        at::cat({at::arange(20, at::kFloat).mul(0.01), at::arange(20, at::kFloat).mul(0.01).add(10)}).reshape({40, 1});
    at::Tensor other = clean.clone();
    other[0] = 10.005F;
    other[1] = 10.015F;
    std::vector<int> classes(20, 0);
    classes.resize(40, 1);
    const std::vector<int> to(40, 1);
    std::vector<bool> asked(40, false);
    asked[0] = asked[1] = asked[2] = asked[3] = true;
    const TwoSets sets = setsOf(clean, other, 5);
    QCOMPARE(sets.crossing(classes, classes, to, asked), 0.5);
    QCOMPARE(sets.crossing(classes, classes, to, std::vector<bool>(40, false)), 0.0);
  }

  void depthIsMeasuredLayerByLayer() {
    Engine engine(handTurned());
    EmbeddingDepthRequest request;
    request.model = "signs_small";
    request.data = "signs-test";
    request.count = 60;
    request.attack = {"bim", {{"epsilon", 16.0 / 255}, {"steps", 8}, {"step-size", 4.0 / 255}}};
    const auto events = runToEnd(engine, request);
    const auto ready = lastAs<EmbeddingDepthReady>(events);
    QVERIFY2(ready, failureOf(events).c_str());
    QVERIFY(ready->isComplete);
    QCOMPARE(static_cast<int>(ready->layers.size()), ready->layerCount);
    QCOMPARE(ready->layers.front().layer.kind, LayerKind::Input);
    QCOMPARE(ready->pictures + ready->wrongFromStart, 60);
    QVERIFY(ready->fooled > ready->pictures / 2);
    // In the pixels nothing has crossed over yet; in the logits, by definition of success, nearly all have.
    QVERIFY(ready->layers.front().crossing < 0.5);
    QVERIFY(ready->layers.back().crossing > 0.8);
    QVERIFY(ready->layers.back().noiseCrossing < 0.3);
    QVERIFY(ready->layers.back().separation > ready->layers.back().noiseSeparation);
  }

  void depthSaysWhatIsWrong() {
    Engine engine(handTurned());
    EmbeddingDepthRequest request;
    request.model = "signs_small";
    request.count = 3;
    QVERIFY(failureOf(runToEnd(engine, request)).find("4 to 1000") != std::string::npos);
    request.count = 20;
    request.neighbours = 0;
    QVERIFY(failureOf(runToEnd(engine, request)).find("1 to 100") != std::string::npos);
  }
};

QTEST_GUILESS_MAIN(TestEmbeddingPaths)
#include "tst_embedding_paths.moc"
