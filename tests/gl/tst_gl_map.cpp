// SPDX-License-Identifier: GPL-3.0-or-later
// Points drawn by the shader and by the CPU are the same.
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFramebufferObject>
#include <QTest>

#include "tests/support/a_map.hpp"
#include "widgets/canvas/gl_canvas.hpp"
#include "widgets/maps/embedding_map.hpp"
#include "widgets/maps/map_cpu_renderer.hpp"
#include "widgets/maps/map_gl_renderer.hpp"

using namespace adv;

namespace {

MapScene sceneOf(const EmbeddingItems& items, bool shapes) {
  MapColouring colouring = colourByLabel(items);
  if (shapes) colouring = withShapes(colouring);
  MapScene scene;
  scene.places = somePlaces(items);
  scene.marks = std::make_shared<const MapMarks>(makeMarks(colouring, items.count, {}, {}, false, lightTheme()));
  scene.background = qRgb(246, 247, 249);
  return scene;
}

}  // namespace

class TestGlMap : public QObject {
  Q_OBJECT
 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void initTestCase() {
    const GlProbe found = probeGl();
    if (!found.works) QSKIP(qPrintable(QStringLiteral("no OpenGL 3.3 here: ") + found.problem));
    m_context.setFormat(canvasSurfaceFormat());
    QVERIFY(m_context.create());
    m_surface.setFormat(m_context.format());
    m_surface.create();
    QVERIFY(m_context.makeCurrent(&m_surface));
    m_renderer = std::make_unique<MapGlRenderer>();
  }

  void cleanupTestCase() {
    if (m_renderer) QVERIFY(m_context.makeCurrent(&m_surface));
    m_renderer.reset();
    m_context.doneCurrent();
  }

  void bothRenderersAgree_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("scale");
    QTest::addColumn<double>("radius");
    QTest::newRow("few, large") << 60 << 3.0 << 9.0;
    QTest::newRow("many, small") << 4000 << 4.0 << 1.7;
    QTest::newRow("close, cut at the edges") << 4000 << 31.0 << 6.3;
  }

  void bothRenderersAgree() {
    QFETCH(int, count);
    QFETCH(double, scale);
    QFETCH(double, radius);
    const auto items = someItems(count, 10);
    for (const bool shapes : {false, true}) {
      MapScene scene = sceneOf(*items, shapes);
      scene.scale = scale;
      scene.radius = static_cast<float>(radius);
      scene.rim = static_cast<float>(0.24 * radius);
      scene.centre = {1.3, -0.7};
      for (const QSize size : {QSize(320, 301), QSize(640, 477)}) compare(scene, size);
      if (QTest::currentTestFailed()) return;
    }
  }

  void newPlacesAndMarksReplaceTheOld() {
    const auto items = someItems(500, 10);
    MapScene scene = sceneOf(*items, false);
    scene.scale = 3.0;
    compare(scene, {300, 300});
    scene.places = somePlaces(*items, 1.4F);
    compare(scene, {300, 300});
    scene.marks = std::make_shared<const MapMarks>(
        makeMarks(colourByLabel(*items), 500, std::vector<bool>{true, true}, {5, 6, 7}, true, darkTheme()));
    compare(scene, {300, 300});
    scene.marks = std::make_shared<const MapMarks>(
        makeMarks(colourByLabel(*items), 500, std::vector<bool>(10, true), {}, false, darkTheme()));
    compare(scene, {300, 300});
    compare(MapScene{}, {30, 20});
  }

 private:
  /// Roundings of translucent points that lie on one another add up to a few levels; and here and there a place lies so
  /// exactly between two fractions of a pixel that the two round it to different sides.
  void compare(const MapScene& scene, QSize size) {
    constexpr int kLevels = 6;
    constexpr double kOddShare = 0.002;
    QVERIFY(m_context.makeCurrent(&m_surface));
    QOpenGLFramebufferObject target(size);
    QVERIFY(target.bind());
    m_renderer->paint(scene, size);
    const QImage gl = target.toImage().convertToFormat(QImage::Format_RGB32);
    const QImage cpu = renderMap(scene, size);
    int odd = 0;
    for (int y = 0; y < size.height(); ++y) {
      for (int x = 0; x < size.width(); ++x) {
        const QRgb p = gl.pixel(x, y), q = cpu.pixel(x, y);
        odd += std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))}) >
               kLevels;
      }
    }
    const double share = static_cast<double>(odd) / size.width() / size.height();
    QVERIFY2(share <= kOddShare, qPrintable(QStringLiteral("%1 of all pixels differ").arg(share)));
  }

  QOpenGLContext m_context;
  QOffscreenSurface m_surface;
  std::unique_ptr<MapGlRenderer> m_renderer;
};

QTEST_MAIN(TestGlMap)
#include "tst_gl_map.moc"
