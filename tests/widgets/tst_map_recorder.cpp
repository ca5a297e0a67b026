// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings: what is kept, and files that read back.
#include <gif_lib.h>

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/a_map.hpp"
#include "widgets/maps/map_recorder.hpp"

using namespace adv;

namespace {

constexpr int kPoints = 300;

void record(MapRecorder& recorder, int frames, const EmbeddingItems& items) {
  for (int i = 1; i <= frames; ++i) recorder.add(i, somePlaces(items, static_cast<float>(i)));
}

MapFilm smallFilm() {
  MapFilm film;
  film.size = {240, 180};
  film.frames = 12;
  return film;
}

struct Gif {
  QSize size;
  std::vector<QImage> frames;  ///< as a viewer shows them
  std::vector<int> delays;
  bool isEndless = false;
};

Gif readGif(const QString& path) {
  Gif result;
  int error = 0;
  GifFileType* gif = DGifOpenFileName(path.toLocal8Bit().constData(), &error);
  if (!gif || DGifSlurp(gif) != GIF_OK) return result;
  result.size = {gif->SWidth, gif->SHeight};
  QImage shown(result.size, QImage::Format_RGB32);
  for (int i = 0; i < gif->ImageCount; ++i) {
    const SavedImage& saved = gif->SavedImages[i];
    GraphicsControlBlock control{};
    DGifSavedExtensionToGCB(gif, i, &control);
    result.delays.push_back(control.DelayTime);
    for (int e = 0; e < saved.ExtensionBlockCount; ++e)
      result.isEndless = result.isEndless || saved.ExtensionBlocks[e].Function == APPLICATION_EXT_FUNC_CODE;
    for (int p = 0; p < shown.width() * shown.height(); ++p) {
      const int index = saved.RasterBits[p];
      if (index == control.TransparentColor) continue;
      const GifColorType colour = gif->SColorMap->Colors[index];
      shown.setPixel(p % shown.width(), p / shown.width(), qRgb(colour.Red, colour.Green, colour.Blue));
    }
    result.frames.push_back(shown);
  }
  DGifCloseFile(gif, &error);
  return result;
}

double meanDifference(const QImage& a, const QImage& b) {
  double sum = 0.0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
      sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
    }
  }
  return sum / 3.0 / a.width() / a.height();
}

}  // namespace

class TestMapRecorder : public QObject {
  Q_OBJECT
 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void theRecorderThinsItselfAndKeepsTheEnds() {
    const auto items = someItems(kPoints, 3);
    MapRecorder recorder(nullptr, 20 * kPoints * 8);
    record(recorder, 1000, *items);
    QVERIFY(recorder.frames().size() <= 20);
    QVERIFY(recorder.frames().size() >= 10);
    QCOMPARE(recorder.frames().front().iteration, 1);
    QCOMPARE(recorder.frames().back().iteration, 1000);
    const int step = recorder.frames()[1].iteration - 1;
    for (std::size_t i = 0; i + 1 < recorder.frames().size(); ++i)
      QCOMPARE(recorder.frames()[i].iteration, 1 + static_cast<int>(i) * step);
  }

  void whatIsKeptIsBounded() {
    MapRecorder history;
    auto places = std::make_shared<EmbeddingPlaces>();
    places->x.resize(10);
    places->y.resize(10);
    for (int i = 1; i <= 5000; ++i) history.add(i, places);
    QVERIFY(history.frames().size() <= 400);
    QVERIFY(history.frames().size() > 150);
    QCOMPARE(history.frames().front().iteration, 1);
    QVERIFY(std::abs(history.nearest(2500).iteration - 2500) < 40);
  }

  void anEarlierIterationBeginsAnew() {
    const auto items = someItems(kPoints, 3);
    MapRecorder recorder;
    record(recorder, 10, *items);
    QCOMPARE(recorder.frames().size(), std::size_t(10));
    record(recorder, 3, *items);
    QCOMPARE(recorder.frames().size(), std::size_t(3));
  }

  void aGifReadsBack() {
    const auto items = someItems(kPoints, 3);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("map.gif"));
    MapRecorder recorder;
    record(recorder, 30, *items);
    QSignalSpy finished(&recorder, &MapRecorder::finished), progressed(&recorder, &MapRecorder::progressed);
    recorder.save(path, smallFilm(), colourByLabel(*items));
    QVERIFY(recorder.isSaving());
    QVERIFY(finished.wait());
    QVERIFY(!recorder.isSaving());
    QCOMPARE(finished.first()[0].toString(), QString());
    QCOMPARE(finished.first()[1].toStringList(), QStringList{path});
    QCOMPARE(progressed.last(), (QList<QVariant>{12, 12}));
    const Gif gif = readGif(path);
    QCOMPARE(gif.size, QSize(240, 180));
    QCOMPARE(gif.frames.size(), std::size_t(12));
    QCOMPARE(gif.delays.front(), 4);
    QCOMPARE(gif.delays.back(), 200);
    QVERIFY(gif.isEndless);
    const MapFilmPainter film(recorder.frames(), smallFilm(), colourByLabel(*items), theme());
    for (int i = 0; i < 12; ++i) QVERIFY(meanDifference(gif.frames[static_cast<std::size_t>(i)], film.frame(i)) < 1.0);
    QVERIFY(film.frame(0) != film.frame(11));
  }

  void aFolderHoldsTheFrames() {
    const auto items = someItems(kPoints, 3);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("frames"));
    MapRecorder recorder;
    record(recorder, 5, *items);
    QSignalSpy finished(&recorder, &MapRecorder::finished);
    recorder.save(path, smallFilm(), colourByLabel(*items));
    QVERIFY(finished.wait());
    QCOMPARE(finished.first()[0].toString(), QString());
    QCOMPARE(QDir(path).entryList(QDir::Files).size(), 5);
    QCOMPARE(QImage(path + QStringLiteral("/frame-0005.png")).size(), QSize(240, 180));
    recorder.save(path, smallFilm(), colourByLabel(*items));
    QVERIFY(finished.wait());
    QVERIFY(finished.last()[0].toString().contains(QStringLiteral("is there already")));
  }

  void aCancelledFilmLeavesNothing() {
    const auto items = someItems(kPoints, 3);
    const QTemporaryDir folder;
    MapRecorder recorder;
    record(recorder, 60, *items);
    MapFilm film = smallFilm();
    film.frames = 60;
    for (const char* name : {"map.gif", "frames"}) {
      QSignalSpy finished(&recorder, &MapRecorder::finished);
      recorder.save(folder.filePath(QLatin1String(name)), film, colourByLabel(*items));
      recorder.cancel();
      QVERIFY(finished.wait());
      QCOMPARE(finished.first()[0].toString(), QString());
      QVERIFY(finished.first()[1].toStringList().isEmpty());
    }
    QVERIFY(QDir(folder.path()).isEmpty());
  }

  void whatCannotBeWrittenIsSaid() {
    const auto items = someItems(kPoints, 3);
    MapRecorder recorder;
    record(recorder, 3, *items);
    for (const char* path : {"/no/such/folder/map.gif", "/no/such/folder/frames", "map.mp4"}) {
      QSignalSpy finished(&recorder, &MapRecorder::finished);
      recorder.save(QLatin1String(path), smallFilm(), colourByLabel(*items));
      QVERIFY(finished.wait());
      QVERIFY2(!finished.first()[0].toString().isEmpty(), path);
      QVERIFY(finished.first()[1].toStringList().isEmpty());
    }
  }

  void aRecorderMayGoWhileItWrites() {
    const auto items = someItems(kPoints, 3);
    const QTemporaryDir folder;
    {
      MapRecorder recorder;
      record(recorder, 60, *items);
      recorder.save(folder.filePath(QStringLiteral("map.gif")), smallFilm(), colourByLabel(*items));
    }
    QVERIFY(QDir(folder.path()).isEmpty());
  }
};

QTEST_MAIN(TestMapRecorder)
#include "tst_map_recorder.moc"
