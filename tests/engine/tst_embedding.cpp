// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of an embedding: principal axes, neighbours, affinities, the forces of a map, and what judges it.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>

#include <QTest>
#include <cmath>
#include <numeric>

#include "engine/embedding/affinities.hpp"
#include "engine/embedding/neighbours.hpp"
#include "engine/embedding/pca.hpp"
#include "engine/embedding/placement.hpp"
#include "engine/embedding/quality.hpp"
#include "engine/embedding/tsne.hpp"

using namespace adv;

namespace {

at::Tensor draw(std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
  return at::randn({rows, columns}, at::detail::createCPUGenerator(seed), at::kFloat);
}

/// Three clouds far apart, and the number of each point's cloud.
at::Tensor threeClouds(std::int64_t each, std::vector<int>& classes) {
  at::Tensor points = draw(3 * each, 5, 11);
  for (int cloud = 0; cloud < 3; ++cloud) {
    points.slice(0, cloud * each, (cloud + 1) * each).select(1, cloud).add_(20);
    classes.insert(classes.end(), static_cast<std::size_t>(each), cloud);
  }
  return points;
}

Neighbours neighboursOf(const at::Tensor& points, std::int64_t each, Metric metric = Metric::Euclidean) {
  NeighbourSearch search(points, points, each, metric);
  while (!search.isDone()) search.step();
  return search.take();
}

/// Ten points whose affinities and places follow formulas, so that another program can be given the same.
Affinities formulaAffinities() {
  constexpr int kCount = 10;
  double sum = 0.0;
  for (int i = 0; i < kCount; ++i)
    for (int j = 0; j < kCount; ++j) sum += i == j ? 0.0 : 1.0 / (1.0 + (i - j) * (i - j));
  Affinities affinities;
  affinities.first.push_back(0);
  for (int i = 0; i < kCount; ++i) {
    for (int j = 0; j < kCount; ++j) {
      if (i == j) continue;
      const double p = 1.0 / (1.0 + (i - j) * (i - j)) / sum;
      affinities.column.push_back(j);
      affinities.value.push_back(static_cast<float>(p));
      affinities.entropy += p * std::log(p);
    }
    affinities.first.push_back(static_cast<std::int64_t>(affinities.column.size()));
  }
  return affinities;
}

Points formulaPoints() {
  Points points(10);
  for (int i = 0; i < 10; ++i) {
    points.x[static_cast<std::size_t>(i)] = 0.5 * std::sin(1.3 * i);
    points.y[static_cast<std::size_t>(i)] = 0.4 * std::cos(0.7 * i * i);
  }
  return points;
}

/// Of scikit-learn 1.9.1 for these affinities and places, in double precision.
constexpr double kDivergence = 0.5377391681337815;
constexpr double kGradientX[] = {
    -0.06340773561780545,  0.0040243394928641835, 0.004676846619990521, -0.02132466732664873, -0.0375527442919422,
    0.0019975979663507653, 0.03525891738406036,   0.017465938449948554, 0.00721539786344382,  0.05164610945973819};
constexpr double kGradientY[] = {
    -0.02770935603448221,   0.01857594608951753, -0.055988411532777824, 0.05040350233592988,  0.004548933275511926,
    0.00023191783516073473, 0.05459190297128153, -0.04893635538683209,  0.018332143212317006, -0.01405022276562648};
/// After 60 iterations with momentum 0.5 and learning rate 2.5 of its gradient, which has the factor 4.
constexpr double kAfterX[] = {3.7860794309782437, 3.1340605067369065,  2.38537647632934,    1.5026724517112573,
                              0.5283154784140713, -0.4963588280528286, -1.5337278706588635, -2.5435958253558066,
                              -3.471101017250976, -4.316524831705891};
constexpr double kAfterY[] = {1.909339212967133,   1.101379409725012,   0.38916004435129353, -0.1567499253311625,
                              -0.5115417730517655, -0.6770703632670798, -0.6533463818446736, -0.40838557123559194,
                              0.04872498933088153, 0.6508498221563721};

double relativeError(const Points& a, const Points& b) {
  double difference = 0.0;
  double size = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference += std::pow(a.x[i] - b.x[i], 2) + std::pow(a.y[i] - b.y[i], 2);
    size += std::pow(b.x[i], 2) + std::pow(b.y[i], 2);
  }
  return std::sqrt(difference / size);
}

Points spreadPoints(std::size_t count, double size) {
  Points points = startFromRandom(count, 3);
  for (double& x : points.x) x *= 1e4 * size;
  for (double& y : points.y) y *= 1e4 * size;
  return points;
}

void finish(Repulsion& repulsion, const Points& points) {
  repulsion.start(points);
  while (repulsion.step()) {
  }
}

}  // namespace

class TestEmbedding : public QObject {
  Q_OBJECT

 private slots:
  void principalAxesAreThoseOfTheSingularValues() {
    const at::Tensor points = draw(60, 12, 1) * at::arange(12, 0, -1);
    const Pca pca = findPrincipalAxes(points, 5, 0);
    const auto [u, s, vh] = at::linalg_svd((points - points.mean(0)).to(at::kDouble), false);
    QVERIFY(at::allclose(pca.variance, s.slice(0, 0, 5).square() / 59, 1e-5));
    const at::Tensor alignment = at::mm(pca.axes.t().to(at::kDouble), vh.slice(0, 0, 5).t()).abs();
    QVERIFY(at::allclose(alignment, at::eye(5, at::kDouble), 1e-3, 1e-3));
    QVERIFY(at::allclose(at::mm(pca.axes.t(), pca.axes), at::eye(5), 1e-4, 1e-4));
  }

  /// 300 dimensions are taken by subspace iteration; where their spectrum is flat, all at once in the end.
  void manyDimensionsHaveTheSameAxes_data() {
    QTest::addColumn<double>("decay");
    QTest::newRow("falling") << 0.95;
    QTest::newRow("flat") << 1.0;
  }
  void manyDimensionsHaveTheSameAxes() {
    QFETCH(double, decay);
    const at::Tensor sizes = at::pow(at::full({300}, decay), at::arange(300)).to(at::kFloat);
    const at::Tensor points = draw(700, 300, 21) * sizes;
    const Pca pca = findPrincipalAxes(points, 12, 4);
    const at::Tensor centred = (points - points.mean(0)).to(at::kDouble);
    const auto [values, vectors] = at::linalg_eigh(at::mm(centred.t(), centred) / 699);
    const at::Tensor wanted = vectors.flip(1).slice(1, 0, 12);
    QVERIFY(at::allclose(pca.variance, values.flip(0).slice(0, 0, 12), 1e-5));
    QVERIFY(at::allclose(at::mm(wanted.t(), pca.axes.to(at::kDouble)).abs(), at::eye(12, at::kDouble), 1e-4, 1e-4));
    const Pca other = findPrincipalAxes(points, 12, 5);
    QVERIFY(at::allclose(pca.axes, other.axes, 1e-4, 1e-5));
  }

  void randomisedAxesFindTheSameSpace() {
    // 2,100 dimensions, of which ten carry the variance.
    const at::Tensor points = at::mm(draw(80, 10, 2) * at::arange(20, 10, -1), draw(10, 2100, 3));
    const Pca pca = findPrincipalAxes(points, 10, 5);
    const at::Tensor centred = points - points.mean(0);
    const at::Tensor back = at::mm(pca.project(points), pca.axes.t());
    QVERIFY(((back - centred).norm() / centred.norm()).item<double>() < 1e-4);
  }

  void neighboursAreThoseOfEveryPair_data() {
    QTest::addColumn<int>("metric");
    QTest::addColumn<int>("rows");
    QTest::newRow("euclidean") << static_cast<int>(Metric::Euclidean) << 500;
    QTest::newRow("cosine") << static_cast<int>(Metric::Cosine) << 500;
    QTest::newRow("fewer than a block") << static_cast<int>(Metric::Euclidean) << 20;
  }
  void neighboursAreThoseOfEveryPair() {
    QFETCH(int, metric);
    QFETCH(int, rows);
    const at::Tensor points = draw(rows, 7, 4).to(at::kDouble);
    const at::Tensor unit = points / points.norm(2, {1}, true);
    at::Tensor distance =
        metric == static_cast<int>(Metric::Cosine) ? 1 - at::mm(unit, unit.t()) : at::cdist(points, points, 2, 2);
    distance.fill_diagonal_(1e9);
    const auto [values, indices] = at::topk(distance, 9, 1, false);
    const Neighbours found = neighboursOf(points.to(at::kFloat), 9, static_cast<Metric>(metric));
    for (int row = 0; row < rows; ++row) {
      for (int k = 0; k < 9; ++k) {
        const auto place = static_cast<std::size_t>(row * 9 + k);
        QCOMPARE(found.index[place], static_cast<int>(indices[row][k].item<std::int64_t>()));
        QVERIFY(std::abs(found.distance[place] - values[row][k].item<double>()) < 1e-5);
      }
    }
  }

  void duplicatesAreAtDistanceZero() {
    const Neighbours found = neighboursOf(at::ones({8, 3}) * 0.1F, 7);
    for (const float distance : found.distance) QCOMPARE(distance, 0.0F);
    for (std::int64_t row = 0; row < 8; ++row)
      for (int k = 0; k < 7; ++k) QVERIFY(found.index[static_cast<std::size_t>(row * 7 + k)] != row);
    const Affinities affinities = symmetricAffinities(found, 2.0);
    for (const float p : affinities.value) QVERIFY(std::abs(p - 1.0F / 56) < 1e-7F);
  }

  void rowsHaveThePerplexity() {
    const Neighbours neighbours = neighboursOf(draw(300, 4, 6), 60);
    const auto p = conditionalProbabilities(neighbours, 17.0);
    for (std::size_t row = 0; row < 300; ++row) {
      double entropy = 0.0;
      double sum = 0.0;
      for (std::size_t k = 0; k < 60; ++k) {
        const double value = p[row * 60 + k];
        sum += value;
        if (value > 0) entropy -= value * std::log(value);
      }
      QVERIFY(std::abs(sum - 1) < 1e-5);
      QVERIFY(std::abs(std::exp(entropy) - 17.0) < 0.01);
    }
  }

  void affinitiesAreSymmetricAndSumToOne() {
    const Affinities affinities = symmetricAffinities(neighboursOf(draw(200, 4, 7), 30), 10.0);
    at::Tensor dense = at::zeros({200, 200}, at::kDouble);
    for (std::int64_t row = 0; row < 200; ++row) {
      for (auto k = affinities.first[static_cast<std::size_t>(row)];
           k < affinities.first[static_cast<std::size_t>(row) + 1]; ++k)
        dense[row][affinities.column[static_cast<std::size_t>(k)]] += affinities.value[static_cast<std::size_t>(k)];
    }
    QVERIFY(at::equal(dense, dense.t()));
    QVERIFY(std::abs(dense.sum().item<double>() - 1.0) < 1e-5);
    QVERIFY(std::abs(at::special_entr(dense).sum().item<double>() + affinities.entropy) < 1e-5);
  }

  void exactGradientIsThatOfAnotherProgram() {
    Tsne tsne(formulaAffinities(), formulaPoints(), RepulsionMethod::Exact);
    const Points gradient = tsne.gradient();
    for (std::size_t i = 0; i < 10; ++i) {
      QVERIFY(std::abs(gradient.x[i] - kGradientX[i]) < 1e-7);
      QVERIFY(std::abs(gradient.y[i] - kGradientY[i]) < 1e-7);
    }
    QVERIFY(std::abs(exactDivergence(formulaAffinities(), formulaPoints()) - kDivergence) < 1e-6);
  }

  void sixtyIterationsAreThoseOfAnotherProgram() {
    Tsne tsne(formulaAffinities(), formulaPoints(), RepulsionMethod::Exact);
    for (int i = 0; i < 60; ++i) tsne.iterate({1.0, 10.0, 0.5});
    const double middleX = std::accumulate(std::begin(kAfterX), std::end(kAfterX), 0.0) / 10;
    const double middleY = std::accumulate(std::begin(kAfterY), std::end(kAfterY), 0.0) / 10;
    for (std::size_t i = 0; i < 10; ++i) {
      QVERIFY(std::abs(tsne.points().x[i] - (kAfterX[i] - middleX)) < 1e-6);
      QVERIFY(std::abs(tsne.points().y[i] - (kAfterY[i] - middleY)) < 1e-6);
    }
  }

  void exactGradientIsTheDifferenceQuotient() {
    Points points = spreadPoints(10, 0.7);
    const Affinities affinities = formulaAffinities();
    Tsne tsne(affinities, points, RepulsionMethod::Exact);
    const Points gradient = tsne.gradient();
    constexpr double kStep = 1e-5;
    for (std::size_t i = 0; i < 10; ++i) {
      const double x = points.x[i];
      points.x[i] = x + kStep;
      const double above = exactDivergence(affinities, points);
      points.x[i] = x - kStep;
      const double below = exactDivergence(affinities, points);
      points.x[i] = x;
      QVERIFY(std::abs((above - below) / (2 * kStep) - gradient.x[i]) < 1e-6);
    }
  }

  void otherMethodsAgreeWithEveryPair_data() {
    QTest::addColumn<double>("size");
    QTest::newRow("a start") << 1e-4;
    QTest::newRow("early") << 0.5;
    QTest::newRow("a map") << 15.0;
    QTest::newRow("far apart") << 300.0;
  }
  void otherMethodsAgreeWithEveryPair() {
    QFETCH(double, size);
    const Points points = spreadPoints(3000, size);
    const auto exact = makeExactRepulsion();
    finish(*exact, points);
    const auto tree = makeTreeRepulsion(0.5);
    finish(*tree, points);
    QVERIFY(relativeError(tree->force(), exact->force()) < 0.03);
    QVERIFY(std::abs(tree->normaliser() / exact->normaliser() - 1) < 0.02);
    const auto opened = makeTreeRepulsion(0.0);
    finish(*opened, points);
    QVERIFY(relativeError(opened->force(), exact->force()) < 1e-9);
    const auto pairs = makePairsRepulsion();
    finish(*pairs, points);
    QVERIFY(relativeError(pairs->force(), exact->force()) < 1e-4);
    QVERIFY(std::abs(pairs->normaliser() / exact->normaliser() - 1) < 1e-5);
    if (size > 100) return;  // so sparse a map has a coarse grid: every pair is taken there
    const auto grid = makeGridRepulsion();
    finish(*grid, points);
    QVERIFY(relativeError(grid->force(), exact->force()) < 0.01);
    QVERIFY(std::abs(grid->normaliser() / exact->normaliser() - 1) < 0.002);
  }

  void bitsDoNotDependOnThreads_data() {
    QTest::addColumn<int>("method");
    QTest::newRow("exact") << static_cast<int>(RepulsionMethod::Exact);
    QTest::newRow("pairs") << static_cast<int>(RepulsionMethod::Pairs);
    QTest::newRow("tree") << static_cast<int>(RepulsionMethod::BarnesHut);
    QTest::newRow("grid") << static_cast<int>(RepulsionMethod::Grid);
  }
  void bitsDoNotDependOnThreads() {
    QFETCH(int, method);
    const int before = at::get_num_threads();
    const at::Tensor points = draw(2000, 20, 8);
    Points maps[2];
    for (int threads = 1; threads <= 2; ++threads) {
      at::set_num_threads(threads);
      Tsne tsne(symmetricAffinities(neighboursOf(points, 30), 10.0), startFromPca(points, 0),
                static_cast<RepulsionMethod>(method));
      for (int i = 0; i < 20; ++i) tsne.iterate({});
      maps[threads - 1] = tsne.points();
    }
    at::set_num_threads(before);
    QCOMPARE(maps[0].x, maps[1].x);
    QCOMPARE(maps[0].y, maps[1].y);
  }

  void cloudsComeApart() {
    std::vector<int> classes;
    const at::Tensor points = threeClouds(60, classes);
    Tsne tsne(symmetricAffinities(neighboursOf(points, 45), 15.0), startFromRandom(180, 1), RepulsionMethod::Exact);
    for (int i = 0; i < 250; ++i) tsne.iterate({12.0, 0.0, 0.5});
    for (int i = 0; i < 250; ++i) tsne.iterate({1.0, 0.0, 0.8});
    const Neighbours inMap = neighboursOf(asTensor(tsne.points()), 10);
    QCOMPARE(neighbourAccuracy(inMap, classes, 10), 1.0);
    QVERIFY(neighbourRecall(neighboursOf(points, 10), inMap, 10) > 0.5);
    QVERIFY(trustworthiness(points, inMap) > 0.93);
    const Affinities affinities = symmetricAffinities(neighboursOf(points, 45), 15.0);
    QVERIFY(std::abs(exactDivergence(affinities, tsne.points()) - tsne.divergence()) < 0.01);
  }

  void aPerfectMapIsJudgedPerfect() {
    const at::Tensor points = draw(120, 2, 9);
    const Neighbours own = neighboursOf(points, 12);
    QCOMPARE(neighbourRecall(own, own, 12), 1.0);
    QCOMPARE(trustworthiness(points, own), 1.0);
    const Neighbours others = neighboursOf(draw(120, 2, 10), 12);
    QVERIFY(neighbourRecall(own, others, 12) < 0.25);
    QVERIFY(std::abs(trustworthiness(points, others) - 0.5) < 0.1);
  }

  void newPointsComeToTheirOwn() {
    std::vector<int> classes;
    const at::Tensor points = threeClouds(60, classes);
    Tsne tsne(symmetricAffinities(neighboursOf(points, 45), 15.0), startFromRandom(180, 1), RepulsionMethod::Exact);
    for (int i = 0; i < 250; ++i) tsne.iterate({12.0, 0.0, 0.5});
    for (int i = 0; i < 150; ++i) tsne.iterate({1.0, 0.0, 0.8});
    const at::Tensor fresh = points.slice(0, 0, 180, 9) + 0.1 * draw(20, 5, 12);
    NeighbourSearch search(fresh, points, 15, Metric::Euclidean);
    while (!search.isDone()) search.step();
    const Neighbours known = search.take();
    const Placement placement(tsne.points());
    const Points placed = placement.place(known, 5.0);
    NeighbourSearch back(asTensor(placed), asTensor(tsne.points()), 5, Metric::Euclidean);
    while (!back.isDone()) back.step();
    const Neighbours nearest = back.take();
    for (std::int64_t i = 0; i < 20; ++i)
      QCOMPARE(classes[static_cast<std::size_t>(nearest.index[static_cast<std::size_t>(i * 5)])],
               classes[static_cast<std::size_t>(i * 9)]);
    QCOMPARE(placement.place(known, 5.0).x, placed.x);
  }

  void settingsMayChangeOnTheWay() {
    const at::Tensor points = draw(200, 6, 13);
    Tsne tsne(symmetricAffinities(neighboursOf(points, 60), 20.0), startFromPca(points, 0), RepulsionMethod::Exact);
    for (int i = 0; i < 50; ++i) tsne.iterate({});
    const Points before = tsne.points();
    tsne.setAffinities(symmetricAffinities(neighboursOf(points, 15), 5.0));
    QCOMPARE(tsne.points().x, before.x);
    tsne.iterate({});
    QVERIFY(tsne.points().x != before.x);
    tsne.shake(0.5, 3);
    for (int i = 0; i < 20; ++i) tsne.iterate({1.0, 0.0, 0.5});
    for (const double x : tsne.points().x) QVERIFY(std::isfinite(x));
  }
};

QTEST_GUILESS_MAIN(TestEmbedding)
#include "tst_embedding.moc"
