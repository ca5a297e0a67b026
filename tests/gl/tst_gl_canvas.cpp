// SPDX-License-Identifier: GPL-3.0-or-later
// The shader and the CPU renderer draw the same, within one level of a channel.
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFramebufferObject>
#include <QTest>
#include <QVBoxLayout>

#include "widgets/canvas/cpu_renderer.hpp"
#include "widgets/canvas/gl_canvas.hpp"
#include "widgets/canvas/gl_renderer.hpp"
#include "widgets/canvas/linked_view.hpp"

using namespace adv;

namespace {

/// A picture with structure and noise, and the same with every byte moved by −reach … reach.
CanvasContent noisyPair(int side, int channels, int reach) {
  auto clean = std::make_shared<Image>(Image{side, side, channels, {}});
  auto adversarial = std::make_shared<Image>(*clean);
  unsigned state = 12345U + static_cast<unsigned>(side);
  const auto random = [&] { return static_cast<int>((state = state * 1664525U + 1013904223U) >> 16); };
  for (int i = 0; i < side * side * channels; ++i) {
    const int value = (i * 7 / channels + random() % 40) % 256;
    const int moved = std::clamp(value + random() % (2 * reach + 1) - reach, 0, 255);
    clean->pixels.push_back(static_cast<std::uint8_t>(value));
    adversarial->pixels.push_back(static_cast<std::uint8_t>(moved));
  }
  return {clean, adversarial};
}

/// The largest difference of a channel between two pictures of one size.
int largestDifference(const QImage& a, const QImage& b) {
  int largest = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y);
      const QRgb q = b.pixel(x, y);
      largest = std::max(
          {largest, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
    }
  }
  return largest;
}

int colourCount(const QImage& image) {
  QSet<QRgb> colours;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
  }
  return static_cast<int>(colours.size());
}

}  // namespace

class TestGlCanvas : public QObject {
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
    m_renderer = std::make_unique<GlRenderer>();
    qInfo("drawn by %s", qPrintable(found.card));
  }

  void cleanupTestCase() {
    if (m_renderer) QVERIFY(m_context.makeCurrent(&m_surface));
    m_renderer.reset();
    m_context.doneCurrent();
  }

  void bothRenderersAgree_data() {
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("channels");
    QTest::newRow("grey 28") << 28 << 1;
    QTest::newRow("colour 64") << 64 << 3;
    QTest::newRow("colour 224") << 224 << 3;
    QTest::newRow("grey 227") << 227 << 1;
  }

  void bothRenderersAgree() {
    QFETCH(int, side);
    QFETCH(int, channels);
    using Kind = DisplayMode::Kind;
    const CanvasContent content = noisyPair(side, channels, 12);
    const std::array views{QSize(301, 277), QSize(602, 554), QSize(73, 90), QSize(20, 31)};
    for (const Kind kind : {Kind::Picture, Kind::SignedGrey, Kind::Diverging, Kind::Absolute}) {
      for (const double gain : {1.0, 7.5, 33.3, 100.0}) {
        for (const QSize view : views) {
          const Viewport viewport{QSizeF(side, side), QSizeF(view)};
          LinkedView linked;
          for (int zoom = 0; zoom < 4; ++zoom) {
            CanvasScene scene;
            scene.content = content;
            scene.mode = {kind, gain};
            scene.side = zoom % 2 == 0 ? Side::Adversarial : Side::Clean;
            scene.view = linked.transform(viewport, 1.0);
            scene.wipeColumn = zoom % 2 == 0 ? view.width() / 3 : 0;
            scene.gridWidth = scene.view.scale >= 16.0 ? 1 + zoom % 2 : 0;
            scene.background = qRgb(246, 247, 249);
            compare(scene, view);
            if (QTest::currentTestFailed()) return;
            linked.zoomAt(viewport, {view.width() * 0.3, view.height() * 0.6}, 2.7);
          }
        }
      }
    }
  }

  void emptyAndSingleScenesAgree() {
    CanvasScene scene;
    scene.background = qRgb(10, 20, 30);
    compare(scene, {40, 30});
    scene.content.clean = noisyPair(16, 3, 4).clean;
    scene.side = Side::Clean;
    scene.view = {2.0, {4, -3}};
    compare(scene, {40, 30});
    scene.mode.kind = DisplayMode::Kind::Absolute;
    compare(scene, {40, 30});
    scene.mode = {};
    scene.content.adversarial = noisyPair(12, 1, 4).adversarial;
    scene.side = Side::Adversarial;
    scene.wipeColumn = 10;
    compare(scene, {40, 30});
  }

  void aNewPictureReplacesTheOld() {
    CanvasScene scene;
    scene.view = {1.0, {}};
    for (const int reach : {3, 9, 27}) {
      scene.content = noisyPair(32, 3, reach);
      compare(scene, {32, 32});
    }
  }

  void theWidgetShowsWhatTheRendererDraws() {
    m_context.doneCurrent();
    CanvasScene scene;
    scene.content = noisyPair(28, 3, 8);
    scene.mode = {DisplayMode::Kind::SignedGrey, 10.0};
    GlCanvas canvas(canvasPainters([&](QSize size) {
      scene.view = {size.width() / 28.0, {}};
      return scene;
    }));
    canvas.resize(211, 211);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    const QImage shown = canvas.grabFramebuffer();
    QCOMPARE(shown.size(), devicePixelsOf(canvas));
    QVERIFY(largestDifference(shown, renderCanvas(scene, shown.size())) <= 1);
    QVERIFY(colourCount(shown) > 100);
  }

  void theWidgetSurvivesAnotherWindow() {
    CanvasScene scene;
    scene.content = noisyPair(28, 1, 8);
    scene.view = {4.0, {}};
    auto* canvas = new GlCanvas(canvasPainters([&](QSize) { return scene; }));
    for (int i = 0; i < 2; ++i) {
      QWidget window;
      auto* layout = new QVBoxLayout(&window);
      layout->addWidget(canvas);
      window.resize(150, 150);
      window.show();
      QVERIFY(QTest::qWaitForWindowExposed(&window));
      const QImage shown = canvas->grabFramebuffer();
      QVERIFY(largestDifference(shown, renderCanvas(scene, shown.size())) <= 1);
      canvas->setParent(nullptr);
    }
    delete canvas;
  }

 private:
  void compare(const CanvasScene& scene, QSize size) {
    QVERIFY(m_context.makeCurrent(&m_surface));
    QOpenGLFramebufferObject target(size);
    QVERIFY(target.bind());
    QVERIFY(m_renderer->paint(scene, size));
    const QImage gl = target.toImage();
    const QImage cpu = renderCanvas(scene, size);
    const int difference = largestDifference(gl, cpu);
    QVERIFY2(difference <= 1, qPrintable(QStringLiteral("kind %1, gain %2, scale %3, view %4×%5: %6 levels apart")
                                             .arg(int(scene.mode.kind))
                                             .arg(scene.mode.gain)
                                             .arg(scene.view.scale)
                                             .arg(size.width())
                                             .arg(size.height())
                                             .arg(difference)));
  }

  QOpenGLContext m_context;
  QOffscreenSurface m_surface;
  std::unique_ptr<GlRenderer> m_renderer;
};

QTEST_MAIN(TestGlCanvas)
#include "tst_gl_canvas.moc"
