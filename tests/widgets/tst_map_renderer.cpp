// SPDX-License-Identifier: GPL-3.0-or-later
// Points as pixels: where they are, in which colour and shape; and what is found by place.
#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>

#include "tests/support/a_map.hpp"
#include "widgets/maps/map_close_up.hpp"
#include "widgets/maps/map_cpu_renderer.hpp"
#include "widgets/maps/map_index.hpp"
#include "widgets/maps/map_view.hpp"

using namespace adv;

namespace {

constexpr QSize kSize(120, 100);

MapColouring fourGroups() {
  EmbeddingItems items = *someItems(4, 4);
  items.labels = {0, 1, 2, 3};
  return colourByLabel(items);
}

/// Four points at the corners of a square, one unit a pixel.
MapScene corners(const MapColouring& colouring, const std::vector<bool>& hidden = {},
                 const std::vector<int>& selection = {}) {
  MapScene scene;
  scene.places = std::make_shared<EmbeddingPlaces>(EmbeddingPlaces{{-30, 30, -30, 30}, {30, 30, -30, -30}});
  scene.marks = std::make_shared<const MapMarks>(makeMarks(colouring, 4, hidden, selection, false, lightTheme()));
  scene.radius = 8.0F;
  scene.rim = 1.0F;
  return scene;
}

/// Pixels where y points downwards.
constexpr std::array<QPoint, 4> kPlaces{QPoint(30, 20), QPoint(90, 20), QPoint(30, 80), QPoint(90, 80)};

int inkedPixels(const QImage& image, QRgb background) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) != background;
  }
  return count;
}

int apart(QColor a, QColor b) {
  return std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
}

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

/// As eyes without one kind of cone see it (Machado, Oliveira, Fernandes 2009, severity 1), in Oklab × 100.
std::array<double, 3> seen(const QColor& colour, const std::array<double, 9>& eye) {
  const std::array<double, 3> light{linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
  const auto times = [](const std::array<double, 9>& m, const std::array<double, 3>& v) {
    std::array<double, 3> out{};
    for (std::size_t row = 0; row < 3; ++row)
      for (std::size_t column = 0; column < 3; ++column) out[row] += m[3 * row + column] * v[column];
    return out;
  };
  auto shown = times(eye, light);
  for (double& value : shown) value = std::clamp(value, 0.0, 1.0);
  auto cones = times({0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619,
                      0.2817188376, 0.6299787005},
                     shown);
  for (double& value : cones) value = 100.0 * std::cbrt(value);
  return times({0.2104542553, 0.7936177850, -0.0040720468, 1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371,
                0.7827717662, -0.8086757660},
               cones);
}

}  // namespace

class TestMapRenderer : public QObject {
  Q_OBJECT
 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void pointsAreWhereTheyShouldBe() {
    const QImage image = renderMap(corners(fourGroups()), kSize);
    for (int i = 0; i < 4; ++i)
      QVERIFY(apart(image.pixelColor(kPlaces[static_cast<std::size_t>(i)]), classColour(i)) <= 24);
    QCOMPARE(image.pixelColor(60, 50), QColor(Qt::white));
    QVERIFY(inkedPixels(image, qRgb(255, 255, 255)) > 4 * 3.14 * 7 * 7);
  }

  void theRimIsDarker() {
    const QImage image = renderMap(corners(fourGroups()), kSize);
    QVERIFY(image.pixelColor(kPlaces[2] + QPoint(7, 0)).lightness() < image.pixelColor(kPlaces[2]).lightness());
  }

  void hiddenGroupsAreNotDrawn() {
    const QImage image = renderMap(corners(fourGroups(), {false, true, false, false}), kSize);
    QCOMPARE(image.pixelColor(kPlaces[1]), QColor(Qt::white));
    QVERIFY(image.pixelColor(kPlaces[0]) != QColor(Qt::white));
  }

  void theOthersOfASelectionAreFaint() {
    const QImage image = renderMap(corners(fourGroups(), {}, {2}), kSize);
    QVERIFY(apart(image.pixelColor(kPlaces[2]), classColour(2)) <= 24);
    QVERIFY(image.pixelColor(kPlaces[0]).lightness() > 220);
    QVERIFY(image.pixelColor(kPlaces[0]) != QColor(Qt::white));
  }

  void everyShapeIsAnother() {
    std::vector<QImage> images;
    for (int shape = 0; shape < kMapShapes; ++shape) {
      MapColouring colouring = fourGroups();
      for (MapGroup& group : colouring.groups) group.shape = static_cast<MapShape>(shape);
      images.push_back(renderMap(corners(colouring), kSize));
      for (std::size_t before = 0; before + 1 < images.size(); ++before) QVERIFY(images[before] != images.back());
      // About equally heavy: no class stands out by its shape.
      const double ink = inkedPixels(images.back(), qRgb(255, 255, 255)) / 4.0;
      QVERIFY2(ink > 140 && ink < 300, qPrintable(QStringLiteral("shape %1 covers %2").arg(shape).arg(ink)));
    }
  }

  void pointsAtTheEdgeAreCutNotLost() {
    MapScene scene = corners(fourGroups());
    scene.centre = {-90, 0};
    const QImage image = renderMap(scene, kSize);
    QVERIFY(image.pixelColor(119, 20) != QColor(Qt::white));
    scene.centre = {1e7, 0};
    QCOMPARE(inkedPixels(renderMap(scene, kSize), qRgb(255, 255, 255)), 0);
  }

  void anEmptySceneIsBackground() {
    MapScene scene;
    scene.background = qRgb(1, 2, 3);
    QCOMPARE(renderMap(scene, kSize).pixelColor(60, 50), QColor(1, 2, 3));
  }

  void scalarsRunAlongTheColourMap() {
    const MapColouring colouring = colourByNumber(QStringLiteral("x"), QStringLiteral("%"), {10.0, 20.0, 15.0, NAN});
    QCOMPARE(colouring.low, 10.0);
    QCOMPARE(colouring.high, 20.0);
    const QImage image = renderMap(corners(colouring), kSize);
    QVERIFY(apart(image.pixelColor(kPlaces[0]), scalarColour(0.0F)) <= 24);
    QVERIFY(apart(image.pixelColor(kPlaces[1]), scalarColour(1.0F)) <= 24);
    QVERIFY(apart(image.pixelColor(kPlaces[2]), scalarColour(0.5F)) <= 24);
    QVERIFY(apart(image.pixelColor(kPlaces[3]), unknownColour(lightTheme())) <= 24);
  }

  void rightAndWrongDifferInShapeToo() {
    const auto items = someItems(8, 4);
    const MapColouring colouring = colourByCorrectness(*items, predictionsOf(*items));
    QCOMPARE(colouring.groupOf, (std::vector<int>{0, 0, 0, 1, 0, 0, 0, 0}));
    QVERIFY(colouring.groups[0].shape != colouring.groups[1].shape);
    QVERIFY(colourOf(colouring.groups[0], lightTheme()) == lightTheme().clean);
    QVERIFY(colourOf(colouring.groups[1], lightTheme()) == lightTheme().adversarial);
  }

  void robustnessKnowsPendingAndWithstood() {
    EmbeddingRobustness robustness;
    robustness.levels = {EmbeddingRobustness::kPending, EmbeddingRobustness::kWithstood, 0, 16};
    const MapColouring colouring = colourByRobustness(robustness, 32);
    QVERIFY(std::isnan(colouring.values[0]));
    QCOMPARE(colouring.values[1], 1.0F);
    QCOMPARE(colouring.values[2], 0.0F);
    QCOMPARE(colouring.values[3], 0.5F);
  }

  void twentyClassesCanBeToldApartByAllEyes() {
    const std::array<std::array<double, 9>, 4> eyes{
        {{1, 0, 0, 0, 1, 0, 0, 0, 1},
         {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
         {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
         {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}}};
    for (const auto& eye : eyes) {
      for (int a = 0; a < 20; ++a) {
        for (int b = 0; b < a; ++b) {
          const auto p = seen(classColour(a), eye), q = seen(classColour(b), eye);
          const double distance = std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
          QVERIFY2(distance > 6.9, qPrintable(QStringLiteral("%1 and %2: %3").arg(a).arg(b).arg(distance)));
        }
      }
    }
  }

  void theIndexFindsWhatASearchFinds() {
    const auto items = someItems(3000, 10);
    const auto places = somePlaces(*items);
    const MapIndex index(places);
    const auto isEven = [](int point) { return point % 2 == 0; };
    for (int trial = 0; trial < 200; ++trial) {
      const QPointF place(-45 + (trial * 37) % 90, -45 + (trial * 53) % 90);
      int best = -1;
      double least = 3.0;
      for (int i = 0; i < items->count; i += 2) {
        const auto k = static_cast<std::size_t>(i);
        const double distance = std::hypot(double(places->x[k]) - place.x(), double(places->y[k]) - place.y());
        if (distance > least) continue;
        least = distance;
        best = i;
      }
      QCOMPARE(index.nearest(place, 3.0, isEven), best);
    }
  }

  void theIndexFindsExactlyThePointsInsideALasso() {
    const auto items = someItems(2000, 10);
    const auto places = somePlaces(*items);
    const QPolygonF lasso{{10, -20}, {40, -5}, {38, 22}, {25, 2}, {5, 30}};
    std::vector<int> inside;
    for (int i = 0; i < items->count; ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (lasso.containsPoint({double(places->x[k]), double(places->y[k])}, Qt::OddEvenFill)) inside.push_back(i);
    }
    QVERIFY(inside.size() > 100);
    QCOMPARE(MapIndex(places).inside(lasso, [](int) { return true; }), inside);
  }

  void allPointsAtOnePlaceAreNoTrouble() {
    const auto places = std::make_shared<EmbeddingPlaces>(EmbeddingPlaces{{2, 2, 2}, {5, 5, 5}});
    QVERIFY(MapIndex(places).nearest({2, 5}, 0.1, [](int) { return true; }) >= 0);
    QCOMPARE(MapIndex(places).inside(QRectF(1, 4, 2, 2), [](int) { return true; }).size(), std::size_t(3));
    MapView view;
    view.setSize({200, 100});
    view.setBounds(boundsOf(*places));
    QCOMPARE(view.toWidget({2, 5}), QPointF(100, 50));
  }

  void aFittedViewFollowsAndNeverCuts() {
    MapView view;
    view.setSize({400, 300});
    view.setBounds(QRectF(-1, -1, 2, 2));
    const double first = view.scale();
    view.setBounds(QRectF(-10, -10, 20, 20));
    QVERIFY(view.visible().contains(QRectF(-10, -10, 20, 20)));
    view.setBounds(QRectF(-1, -1, 2, 2));
    QVERIFY(view.scale() < first / 5);
    for (int i = 0; i < 200 && view.follow(0.016); ++i) QVERIFY(view.scale() <= first * 1.0001);
    QCOMPARE(view.scale(), first);
    view.zoomAt({100, 100}, 2.0);
    const double zoomed = view.scale();
    view.setBounds(QRectF(-10, -10, 20, 20));
    QVERIFY(!view.follow(0.016));
    QCOMPARE(view.scale(), zoomed);
  }

  void zoomKeepsThePlaceUnderThePointer() {
    MapView view;
    view.setSize({400, 300});
    view.setBounds(QRectF(-10, -10, 20, 20));
    const QPointF place = view.toMap({320, 70});
    view.zoomAt({320, 70}, 3.7);
    const QPointF after = view.toWidget(place);
    QVERIFY(std::hypot(after.x() - 320, after.y() - 70) < 1e-6);
  }

  void picturesComeWhenThereIsRoom() {
    const auto items = someItems(3000, 10);
    const auto places = somePlaces(*items);
    const MapIndex index(places);
    MapView view;
    view.setSize({800, 600});
    view.setBounds(boundsOf(*places));
    const auto all = [](int) { return true; };
    QVERIFY(closeUpOf(*places, index, view, {800, 600}, all).points.empty());
    view.zoomAt({600, 300}, 12.0);
    const MapCloseUp near = closeUpOf(*places, index, view, {800, 600}, all);
    QVERIFY(!near.points.empty());
    QVERIFY(near.points.size() < 300);
    QVERIFY(near.opacity > 0.0 && near.side >= 15.0);
  }
};

QTEST_MAIN(TestMapRenderer)
#include "tst_map_renderer.moc"
