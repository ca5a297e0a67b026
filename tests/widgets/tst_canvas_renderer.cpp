// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "widgets/canvas/colour_maps.hpp"
#include "widgets/canvas/convert.hpp"
#include "widgets/canvas/cpu_renderer.hpp"
#include "widgets/canvas/readout.hpp"

using namespace adv;

namespace {

ImagePtr grey(int width, int height, std::vector<std::uint8_t> bytes) {
  return std::make_shared<Image>(Image{width, height, 1, std::move(bytes)});
}

ImagePtr rgb(int width, int height, std::vector<std::uint8_t> bytes) {
  return std::make_shared<Image>(Image{width, height, 3, std::move(bytes)});
}

CanvasScene sceneOf(ImagePtr clean, double scale, QPointF origin = {}) {
  CanvasScene scene;
  scene.content.clean = std::move(clean);
  scene.side = Side::Clean;
  scene.view = {scale, origin};
  scene.background = qRgb(1, 2, 3);
  return scene;
}

std::vector<int> reds(const QImage& image, int y) {
  std::vector<int> values;
  for (int x = 0; x < image.width(); ++x) values.push_back(qRed(image.pixel(x, y)));
  return values;
}

using Bytes = std::vector<int>;

}  // namespace

class TestCanvasRenderer : public QObject {
  Q_OBJECT
 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void roundingIsSymmetricWithHalvesAwayFromZero() {
    QCOMPARE(roundedQuotient(15, 2), 8);
    QCOMPARE(roundedQuotient(-15, 2), -8);
    QCOMPARE(roundedQuotient(7, 3), 2);
    QCOMPARE(roundedQuotient(-8, 3), -3);
    QCOMPARE(roundedQuotient(0, 64), 0);
  }

  void gainIsKeptInItsRangeAndIn64ths() {
    QCOMPARE((DisplayMode{DisplayMode::Kind::SignedGrey, 7.5}.gain64()), 480);
    QCOMPARE((DisplayMode{DisplayMode::Kind::SignedGrey, 0.0}.gain64()), 64);
    QCOMPARE((DisplayMode{DisplayMode::Kind::SignedGrey, 1000.0}.gain64()), 6400);
    QCOMPARE((DisplayMode{DisplayMode::Kind::SignedGrey, std::nan("")}.gain64()), 64);
  }

  void signedGreyIs128PlusGainTimesDifference() {
    const auto clean = grey(6, 1, {100, 100, 100, 100, 0, 255});
    const auto adversarial = grey(6, 1, {100, 101, 99, 104, 255, 0});
    const auto shown = [&](double gain) {
      return reds(displayPicture({clean, adversarial}, {DisplayMode::Kind::SignedGrey, gain}), 0);
    };
    QCOMPARE(shown(1.0), (Bytes{128, 129, 127, 132, 255, 0}));
    QCOMPARE(shown(7.5), (Bytes{128, 136, 120, 158, 255, 0}));
    QCOMPARE(shown(100.0), (Bytes{128, 228, 28, 255, 255, 0}));
  }

  void signedGreyTreatsEachChannelAlone() {
    const auto shown =
        displayPicture({rgb(1, 1, {10, 20, 30}), rgb(1, 1, {11, 18, 30})}, {DisplayMode::Kind::SignedGrey, 10.0});
    QCOMPARE(shown.pixel(0, 0), qRgb(138, 108, 128));
  }

  void noDifferenceIs128EverywhereAtAnyGain() {
    std::vector<std::uint8_t> every(256);
    for (int i = 0; i < 256; ++i) every[i] = static_cast<std::uint8_t>(i);
    const auto image = grey(16, 16, every);
    for (const double gain : {1.0, 3.3, 100.0}) {
      const QImage shown = displayPicture({image, image}, {DisplayMode::Kind::SignedGrey, gain});
      for (int y = 0; y < 16; ++y) QCOMPARE(reds(shown, y), Bytes(16, 128));
    }
  }

  void divergingShowsTheMeanOverChannels() {
    const auto clean = rgb(3, 1, {50, 50, 50, 50, 50, 50, 50, 50, 50});
    const auto adversarial = rgb(3, 1, {53, 50, 50, 49, 50, 51, 44, 50, 50});  // means +1, 0, −2
    const QImage shown = displayPicture({clean, adversarial}, {DisplayMode::Kind::Diverging, 10.0});
    QCOMPARE(shown.pixel(0, 0), divergingMap()[138]);
    QCOMPARE(shown.pixel(1, 0), qRgb(221, 221, 221));
    QCOMPARE(shown.pixel(2, 0), divergingMap()[108]);
  }

  void absoluteShowsTheLargestChannel() {
    const auto clean = rgb(2, 1, {50, 50, 50, 50, 50, 50});
    const auto adversarial = rgb(2, 1, {51, 45, 50, 50, 50, 50});
    const QImage shown = displayPicture({clean, adversarial}, {DisplayMode::Kind::Absolute, 20.0});
    QCOMPARE(shown.pixel(0, 0), viridisMap()[100]);
    QCOMPARE(shown.pixel(1, 0), qRgb(0x44, 0x01, 0x54));
  }

  void colourMapsAreEvenAndPutGreyInTheMiddle() {
    const QRgb middle = divergingMap()[128];
    QVERIFY(qRed(middle) == qGreen(middle) && qGreen(middle) == qBlue(middle));
    QVERIFY(qBlue(divergingMap()[0]) > qRed(divergingMap()[0]));
    QVERIFY(qRed(divergingMap()[255]) > qBlue(divergingMap()[255]));
    const auto lightness = [](QRgb c) { return 0.2126 * qRed(c) + 0.7152 * qGreen(c) + 0.0722 * qBlue(c); };
    // Rounding to bytes may take back up to half a level of each channel.
    for (int i = 1; i < 256; ++i) QVERIFY(lightness(viridisMap()[i]) > lightness(viridisMap()[i - 1]) - 1.0);
    for (int i = 8; i < 256; ++i) QVERIFY(lightness(viridisMap()[i]) > lightness(viridisMap()[i - 8]));
  }

  void picturesThatDoNotFitHaveNoDifference() {
    const auto small = grey(1, 1, {0});
    QVERIFY(!(CanvasContent{small, grey(2, 1, {0, 0})}.comparable()));
    QVERIFY(!(CanvasContent{small, rgb(1, 1, {0, 0, 0})}.comparable()));
    QVERIFY(!(CanvasContent{small, grey(1, 1, {})}.comparable()));
    QVERIFY(displayPicture({small, nullptr}, {DisplayMode::Kind::SignedGrey, 1.0}).isNull());
    QVERIFY(displayPicture({nullptr, nullptr}, {}).isNull());
  }

  void zoomedInIsNearestNeighbour() {
    const QImage shown = renderCanvas(sceneOf(grey(2, 2, {10, 20, 30, 40}), 3.0), {6, 6});
    for (int y = 0; y < 6; ++y)
      QCOMPARE(reds(shown, y), y < 3 ? (Bytes{10, 10, 10, 20, 20, 20}) : (Bytes{30, 30, 30, 40, 40, 40}));
    const QImage uneven = renderCanvas(sceneOf(grey(2, 1, {10, 20}), 2.5), {5, 3});
    QCOMPARE(reds(uneven, 0),
             (Bytes{10, 10, 20, 20, 20}));  // the middle of the third lies on the edge: it is the next one's
  }

  void zoomedOutIsTheExactMean() {
    QCOMPARE(reds(renderCanvas(sceneOf(grey(4, 2, {0, 100, 200, 50, 0, 100, 200, 50}), 0.5), {2, 1}), 0),
             (Bytes{50, 125}));
    // 1.5 texels a pixel: (0 + 100/2) / 1.5 and (100/2 + 200) / 1.5
    const QImage thirds = renderCanvas(sceneOf(grey(3, 3, {0, 100, 200, 0, 100, 200, 0, 100, 200}), 2.0 / 3.0), {2, 2});
    QCOMPARE(reds(thirds, 0), (Bytes{33, 167}));
    QCOMPARE(reds(thirds, 1), (Bytes{33, 167}));
  }

  void zoomedOutAgreesWithTheIntegral() {
    std::vector<std::uint8_t> noise(64 * 48);
    unsigned state = 7;
    for (auto& byte : noise) byte = static_cast<std::uint8_t>((state = state * 1664525U + 1013904223U) >> 24);
    const double scale = 0.37;
    const QPointF origin(3, -2);
    const QImage shown = renderCanvas(sceneOf(grey(64, 48, noise), scale, origin), {30, 16});
    const auto overlap = [&](int pixel, double start, int texel, int texels) {
      const double from = std::clamp((pixel - start) / scale, 0.0, double(texels));
      const double to = std::clamp((pixel + 1 - start) / scale, 0.0, double(texels));
      return std::max(0.0, std::min(to, texel + 1.0) - std::max(from, double(texel)));
    };
    int compared = 0;
    for (int y = 0; y < 16; ++y) {
      for (int x = 0; x < 30; ++x) {
        const double u = (x + 0.5 - origin.x()) / scale;
        const double v = (y + 0.5 - origin.y()) / scale;
        if (u < 0 || u >= 64 || v < 0 || v >= 48) {
          QCOMPARE(shown.pixel(x, y), qRgb(1, 2, 3));
          continue;
        }
        double sum = 0.0;
        double area = 0.0;
        for (int j = 0; j < 48; ++j) {
          for (int i = 0; i < 64; ++i) {
            const double part = overlap(x, origin.x(), i, 64) * overlap(y, origin.y(), j, 48);
            sum += part * noise[64 * j + i];
            area += part;
          }
        }
        QVERIFY(std::abs(qRed(shown.pixel(x, y)) - sum / area) < 0.501);
        ++compared;
      }
    }
    QVERIFY(compared > 300);
  }

  void theRestIsBackground() {
    const QImage shown = renderCanvas(sceneOf(grey(1, 1, {200}), 2.0, {1, 2}), {5, 5});
    for (int y = 0; y < 5; ++y) {
      for (int x = 0; x < 5; ++x) {
        const bool inside = x >= 1 && x < 3 && y >= 2 && y < 4;
        QCOMPARE(shown.pixel(x, y), inside ? qRgb(200, 200, 200) : qRgb(1, 2, 3));
      }
    }
    QCOMPARE(renderCanvas(CanvasScene{}, {2, 2}).pixel(1, 1), CanvasScene{}.background);
    QVERIFY(renderCanvas(CanvasScene{}, {0, 0}).isNull());
  }

  void wipeShowsCleanLeftAndAdversarialRight() {
    CanvasScene scene = sceneOf(grey(2, 1, {10, 20}), 4.0);
    scene.content.adversarial = grey(2, 1, {110, 120});
    scene.side = Side::Adversarial;
    scene.wipeColumn = 3;
    QCOMPARE(reds(renderCanvas(scene, {8, 4}), 0), (Bytes{10, 10, 10, 110, 120, 120, 120, 120}));
    scene.wipeColumn = 8;
    QCOMPARE(reds(renderCanvas(scene, {8, 4}), 0), (Bytes{10, 10, 10, 10, 20, 20, 20, 20}));
    scene.wipeColumn = 0;
    QCOMPARE(reds(renderCanvas(scene, {8, 4}), 0), (Bytes{110, 110, 110, 110, 120, 120, 120, 120}));
  }

  void gridLinesLieBetweenTexels() {
    CanvasScene scene = sceneOf(grey(2, 2, {255, 255, 255, 255}), 16.0);
    scene.gridWidth = 1;
    scene.gridColour = qRgba(0, 0, 0, 255);
    const QImage shown = renderCanvas(scene, {32, 32});
    for (int y = 0; y < 32; ++y) {
      for (int x = 0; x < 32; ++x) QCOMPARE(qRed(shown.pixel(x, y)), x == 16 || y == 16 ? 0 : 255);
    }
    scene.gridWidth = 2;
    scene.gridColour = qRgba(0, 0, 0, 51);  // a fifth
    QCOMPARE(qRed(renderCanvas(scene, {32, 32}).pixel(17, 17)), 204);
    QCOMPARE(qRed(renderCanvas(scene, {32, 32}).pixel(18, 18)), 255);
  }

  void readoutNamesPixelValuesAndDifference() {
    const CanvasContent content{rgb(2, 1, {0, 0, 0, 143, 90, 22}), rgb(2, 1, {0, 0, 0, 145, 89, 22})};
    QCOMPARE(readoutText(content, {1, 0}), QStringLiteral("x 1, y 0 · 143 90 22 · δ +2 −1 0 /255"));
    QCOMPARE(readoutText(content, {1, 0}, Side::Adversarial), QStringLiteral("x 1, y 0 · 145 89 22 · δ +2 −1 0 /255"));
    QCOMPARE(readoutText({content.clean, nullptr}, {1, 0}), QStringLiteral("x 1, y 0 · 143 90 22"));
    QCOMPARE(readoutText({grey(1, 1, {7}), grey(1, 1, {4})}, {0, 0}), QStringLiteral("x 0, y 0 · 7 · δ −3 /255"));
    for (const QPoint outside : {QPoint(2, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)}) {
      QCOMPARE(readoutText(content, outside), QString());
    }
  }

  void modesAreDescribedWithTheirGain() {
    QCOMPARE(describeMode({DisplayMode::Kind::SignedGrey, 20.0}), QStringLiteral("signed, × 20"));
    QCOMPARE(describeMode({DisplayMode::Kind::Diverging, 7.5}), QStringLiteral("diverging, × 7.5"));
    QCOMPARE(describeMode({}), QString());
  }

  void imagesSurviveTheWayToQtAndBack() {
    // 3 pixels of 3 bytes and 5 of 1 are no multiple of four: Qt pads these lines.
    const auto colour = rgb(3, 2, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18});
    const auto single = grey(5, 2, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    QCOMPARE(toQImage(*colour).format(), QImage::Format_RGB888);
    QCOMPARE(toQImage(*colour).pixel(0, 1), qRgb(10, 11, 12));
    QCOMPARE(toQImage(*single).format(), QImage::Format_Grayscale8);
    QVERIFY(fromQImage(toQImage(*colour)) == *colour);
    QVERIFY(fromQImage(toQImage(*single)) == *single);
    QVERIFY(toQImage(Image{2, 2, 3, {1, 2, 3}}).isNull());
    QVERIFY(toQImage(Image{}).isNull());
    QVERIFY(fromQImage(QImage()).empty());
  }

  void transparencyLiesOnWhite() {
    QImage image(2, 1, QImage::Format_ARGB32);
    image.setPixel(0, 0, qRgba(255, 0, 0, 0));
    image.setPixel(1, 0, qRgba(200, 0, 0, 255));
    image.setDevicePixelRatio(2.0);
    QVERIFY(fromQImage(image) == (Image{2, 1, 3, {255, 255, 255, 200, 0, 0}}));
  }
};

QTEST_MAIN(TestCanvasRenderer)
#include "tst_canvas_renderer.moc"
