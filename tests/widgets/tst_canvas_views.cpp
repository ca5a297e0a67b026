// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <QtGui/QDropEvent>

#include "widgets/canvas/canvas_surface.hpp"
#include "widgets/canvas/image_canvas.hpp"

using namespace adv;

namespace {

ImagePtr flat(int side, std::uint8_t value) {
  return std::make_shared<Image>(Image{side, side, 1, std::vector<std::uint8_t>(side * side, value)});
}

/// Three canvases of 280 × 280 on one view, as on the page, with pictures of 28 × 28.
struct Trio {
  LinkedView view;
  ImageCanvas original{ImageCanvas::Role::Original};
  ImageCanvas perturbation{ImageCanvas::Role::Perturbation};
  ImageCanvas adversarial{ImageCanvas::Role::Adversarial};

  explicit Trio(CanvasContent content = {flat(28, 100), flat(28, 104)}) {
    for (ImageCanvas* canvas : all()) {
      canvas->resize(280, 280);
      canvas->setLinkedView(&view);
      canvas->setContent(content);
    }
  }
  std::array<ImageCanvas*, 3> all() { return {&original, &perturbation, &adversarial}; }
};

void wheel(QWidget& widget, QPointF point, int notches) {
  QWheelEvent event(point, widget.mapToGlobal(point), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&widget, &event);
}

void hoverAt(QWidget& widget, QPointF point) {
  QMouseEvent event(QEvent::MouseMove, point, widget.mapToGlobal(point), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&widget, &event);
}

ViewTransform shownBy(const ImageCanvas& canvas) { return canvas.scene(canvas.size()).view; }

/// What is on the screen at a place in device-independent pixels.
QRgb shownAt(ImageCanvas& canvas, QPoint place) {
  const QImage image = canvas.grab().toImage();
  return image.pixel((QPointF(place) * image.devicePixelRatio()).toPoint());
}

QRgb middleOf(ImageCanvas& canvas) { return shownAt(canvas, canvas.rect().center() + QPoint(5, 5)); }

bool drop(QWidget& widget, const QMimeData& dragged) {
  QDragEnterEvent enter({10, 10}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
  enter.ignore();
  QCoreApplication::sendEvent(&widget, &enter);
  if (!enter.isAccepted()) return false;
  QDropEvent event({10, 10}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&widget, &event);
  return event.isAccepted();
}

}  // namespace

class TestCanvasViews : public QObject {
  Q_OBJECT
 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void aPictureIsShownFittedAndSquare() {
    Trio trio;
    QCOMPARE(shownBy(trio.original).scale, 10.0);
    trio.original.resize(500, 280);
    QCOMPARE(shownBy(trio.original).scale, 10.0);
    QCOMPARE(trio.original.pictureArea().size(), QSizeF(280, 280));
    QVERIFY2(std::abs(trio.original.pictureArea().left() - 110) < 1.0, "in the middle, on a whole device pixel");
    QCOMPARE(trio.original.scene(trio.original.size() * 2).view.scale, 20.0);
  }

  void aPictureCanLieAtTheEdge() {
    Trio trio;
    trio.original.resize(500, 280);
    trio.original.setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QCOMPARE(trio.original.pictureArea(), QRectF(0, 0, 280, 280));
    wheel(trio.original, {0, 0}, 2);
    QCOMPARE(shownBy(trio.original).origin, QPointF(0, 0));
    QVERIFY(shownBy(trio.original).scale > 14.0);
  }

  void theWheelZoomsAtThePointerAndAllMoveAsOne() {
    Trio trio;
    const QPointF pointer(70, 210);
    const QPointF before = shownBy(trio.original).toPicture(pointer);
    wheel(trio.original, pointer, 3);
    const ViewTransform after = shownBy(trio.original);
    QVERIFY(after.scale > 16.0);
    const QPointF moved = after.toPicture(pointer) - before;
    QVERIFY2(std::hypot(moved.x(), moved.y()) * after.scale <= 1.0, "less than a device pixel");
    QCOMPARE(shownBy(trio.perturbation), after);
    QCOMPARE(shownBy(trio.adversarial), after);
    QCOMPARE(trio.original.scene({280, 280}).gridWidth, 1);
    wheel(trio.adversarial, pointer, -30);
    QVERIFY(trio.view.isFitted());
    QCOMPARE(shownBy(trio.original).origin, QPointF(0, 0));
  }

  void zoomEndsAt64() {
    Trio trio;
    wheel(trio.original, {100, 100}, 100);
    QCOMPARE(shownBy(trio.original).scale, 64.0);
  }

  void tinyPicturesMayFitBeyond64() {
    Trio trio({flat(2, 0), flat(2, 1)});
    QCOMPARE(shownBy(trio.original).scale, 140.0);
    wheel(trio.original, {10, 10}, 5);
    QCOMPARE(shownBy(trio.original).scale, 140.0);
  }

  void dragPansAndThePictureNeverLeaves() {
    Trio trio;
    trio.view.zoomAt({QSizeF(28, 28), QSizeF(280, 280)}, {140, 140}, 2.0);
    const QPointF start = shownBy(trio.original).origin;
    QTest::mousePress(&trio.original, Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(&trio.original, {130, 90});
    QTest::mouseRelease(&trio.original, Qt::LeftButton, {}, {130, 90});
    QCOMPARE(shownBy(trio.adversarial).origin, start + QPointF(30, -10));
    QTest::mousePress(&trio.original, Qt::LeftButton, {}, {0, 0});
    QTest::mouseMove(&trio.original, {3000, 3000});
    QTest::mouseRelease(&trio.original, Qt::LeftButton, {}, {3000, 3000});
    QCOMPARE(shownBy(trio.original).origin, QPointF(0, 0));
    QTest::mouseDClick(&trio.original, Qt::LeftButton, {}, {100, 100});
    QVERIFY(trio.view.isFitted());
  }

  void theKeyboardDoesTheSame() {
    Trio trio;
    QTest::keyClick(&trio.original, Qt::Key_Plus);
    QCOMPARE(shownBy(trio.adversarial).scale, 12.5);
    const QPointF before = shownBy(trio.original).origin;
    QTest::keyClick(&trio.original, Qt::Key_Right);
    QVERIFY(shownBy(trio.original).origin.x() < before.x());
    QTest::keyClick(&trio.original, Qt::Key_Minus);
    QVERIFY(trio.view.isFitted());
    QTest::keyClick(&trio.original, Qt::Key_Plus);
    QTest::keyClick(&trio.original, Qt::Key_0);
    QVERIFY(trio.view.isFitted());
  }

  void hoverIsReadOutInEveryView() {
    Trio trio;
    QSignalSpy heard(&trio.perturbation, &ImageCanvas::readoutChanged);
    QSignalSpy hovered(&trio.view, &LinkedView::hoverChanged);
    hoverAt(trio.original, {125, 24});
    QCOMPARE(trio.view.hover(), QPoint(12, 2));
    QCOMPARE(hovered.size(), 1);
    QCOMPARE(trio.original.readout(), QStringLiteral("x 12, y 2 · 100 · δ +4 /255"));
    QCOMPARE(heard.last().first().toString(), QStringLiteral("x 12, y 2 · 104 · δ +4 /255"));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&trio.original, &leave);
    QCOMPARE(trio.view.hover(), LinkedView::kNoPixel);
    QCOMPARE(heard.last().first().toString(), QString());
  }

  void eachRoleShowsItsPicture() {
    Trio trio;
    trio.perturbation.setMode({DisplayMode::Kind::SignedGrey, 10.0});
    trio.original.setMode({DisplayMode::Kind::SignedGrey, 10.0});
    QCOMPARE(middleOf(trio.original), qRgb(100, 100, 100));
    QCOMPARE(middleOf(trio.perturbation), qRgb(168, 168, 168));
    QCOMPARE(middleOf(trio.adversarial), qRgb(104, 104, 104));
    QVERIFY(trio.perturbation.accessibleDescription().contains(QStringLiteral("signed, × 10")));
  }

  void blinkingSwapsThePicturesAndPutsThemBack() {
    Trio trio;
    QSignalSpy swapped(&trio.view, &LinkedView::swapped);
    trio.view.setBlinking(true);
    QCOMPARE(middleOf(trio.original), qRgb(104, 104, 104));
    QCOMPARE(middleOf(trio.adversarial), qRgb(100, 100, 100));
    QTRY_COMPARE(swapped.size(), 2);
    QCOMPARE(middleOf(trio.adversarial), qRgb(104, 104, 104));
    QTRY_COMPARE(swapped.size(), 3);
    trio.view.setBlinking(false);
    QCOMPARE(middleOf(trio.original), qRgb(100, 100, 100));
    QVERIFY(!trio.view.isSwapped());
  }

  void theWipeLineIsDraggedOnTheAdversarialViewOnly() {
    Trio trio;
    for (ImageCanvas* canvas : trio.all()) canvas->setWipe(0.5);
    QCOMPARE(trio.original.scene({280, 280}).wipeColumn, 0);
    QCOMPARE(trio.adversarial.scene({280, 280}).wipeColumn, 140);
    QSignalSpy moved(&trio.adversarial, &ImageCanvas::wipeChanged);
    QTest::mousePress(&trio.adversarial, Qt::LeftButton, {}, {142, 30});
    QTest::mouseMove(&trio.adversarial, {70, 30});
    QTest::mouseRelease(&trio.adversarial, Qt::LeftButton, {}, {70, 30});
    QCOMPARE(moved.last().first().toDouble(), 0.25);
    QVERIFY(trio.view.isFitted());
    QCOMPARE(shownAt(trio.adversarial, {50, 200}), qRgb(100, 100, 100));
    QCOMPARE(shownAt(trio.adversarial, {100, 200}), qRgb(104, 104, 104));
    QTest::keyClick(&trio.adversarial, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(*trio.adversarial.wipe(), 0.27);
    trio.adversarial.setWipe(std::nullopt);
    QCOMPARE(trio.adversarial.scene({280, 280}).wipeColumn, 0);
  }

  void anotherSizeIsShownFittedButAnotherStepIsNot() {
    Trio trio;
    wheel(trio.original, {100, 100}, 3);
    const ViewTransform before = shownBy(trio.original);
    trio.original.setContent({flat(28, 100), flat(28, 90)});
    QCOMPARE(shownBy(trio.original), before);
    trio.original.setContent({flat(14, 100), nullptr});
    QVERIFY(trio.view.isFitted());
  }

  void anEmptyCanvasTeaches() {
    ImageCanvas canvas(ImageCanvas::Role::Original);
    canvas.resize(280, 280);
    QSignalSpy links(&canvas, &ImageCanvas::linkActivated);
    auto* label = canvas.findChild<QLabel*>();
    QVERIFY(label && label->isVisibleTo(&canvas));
    for (const char* link : {"open", "paste", "gallery"})
      QVERIFY(label->text().contains(QStringLiteral("href=\"%1\"").arg(link)));
    emit label->linkActivated(QStringLiteral("gallery"));
    QCOMPARE(links.last().first().toString(), QStringLiteral("gallery"));
    canvas.setContent({flat(4, 1), nullptr});
    QVERIFY(!label->isVisibleTo(&canvas));
    canvas.setContent({});
    QVERIFY(label->isVisibleTo(&canvas));
  }

  void dropsGiveFilesAndImages() {
    ImageCanvas canvas(ImageCanvas::Role::Original);
    QSignalSpy files(&canvas, &ImageCanvas::fileDropped);
    QSignalSpy images(&canvas, &ImageCanvas::imageDropped);
    QMimeData file;
    file.setUrls(
        {QUrl(QStringLiteral("https://example.org/a.png")), QUrl::fromLocalFile(QStringLiteral("/tmp/a b.png"))});
    QVERIFY(drop(canvas, file));
    QCOMPARE(files.last().first().toString(), QStringLiteral("/tmp/a b.png"));
    QMimeData image;
    image.setImageData(QImage(3, 2, QImage::Format_RGB32));
    QVERIFY(drop(canvas, image));
    QCOMPARE(images.last().first().value<QImage>().size(), QSize(3, 2));
    QMimeData text;
    text.setText(QStringLiteral("nothing to see"));
    QVERIFY(!drop(canvas, text));
    QCOMPARE(files.size() + images.size(), 2);
  }

  void aCanvasOutlivesItsView() {
    ImageCanvas canvas(ImageCanvas::Role::Original);
    canvas.resize(100, 100);
    canvas.setContent({flat(10, 50), nullptr});
    {
      LinkedView view;
      canvas.setLinkedView(&view);
      QCOMPARE(canvas.linkedView(), &view);
    }
    QVERIFY(canvas.linkedView() != nullptr);
    QCOMPARE(middleOf(canvas), qRgb(50, 50, 50));
  }

  void theRendererIsChosenWithAReason() {
    const auto card = [](const char* name) { return [=] { return GlProbe{true, QString::fromLatin1(name), {}}; }; };
    const auto never = [] { return GlProbe{false, {}, QStringLiteral("OpenGL cannot be started")}; };
    QVERIFY(chooseRenderer({}, "xcb", card("NVIDIA H200")).gl);
    QVERIFY(!chooseRenderer("cpu", "xcb", card("NVIDIA H200")).gl);
    QVERIFY(!chooseRenderer("gl", "offscreen", card("NVIDIA H200")).gl);
    QVERIFY(!chooseRenderer("gl", "xcb", never).gl);
    QVERIFY(chooseRenderer("gl", "xcb", card("llvmpipe (LLVM 15)")).gl);
    const RendererChoice emulated = chooseRenderer({}, "xcb", card("llvmpipe (LLVM 15)"));
    QVERIFY(!emulated.gl);
    QCOMPARE(emulated.reason, QStringLiteral("canvas: CPU (OpenGL is only emulated here, by llvmpipe)"));
  }
};

QTEST_MAIN(TestCanvasViews)
#include "tst_canvas_views.moc"
