// SPDX-License-Identifier: GPL-3.0-or-later
// A map under mouse and keyboard, its legend, and its figure.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>
#include <QXmlStreamReader>
#include <nlohmann/json.hpp>

#include "tests/support/a_map.hpp"
#include "widgets/figures/embedding_figure.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/maps/embedding_map.hpp"
#include "widgets/maps/map_legend.hpp"
#include "widgets/maps/map_table.hpp"

using namespace adv;

namespace {

struct Shown {
  explicit Shown(int count = 400, int classes = 4) : items(someItems(count, classes)), places(somePlaces(*items)) {
    map.resize(500, 400);
    map.setItems(items);
    map.setColouring(colourByLabel(*items));
    map.setPlaces(places);
    map.show();
  }
  QPoint placeOf(int point) const {
    const auto i = static_cast<std::size_t>(point);
    return map.placeOf({double(places->x[i]), double(places->y[i])}).toPoint();
  }
  void wheel(QPoint place, int notches) {
    QWheelEvent event(place, map.mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&map, &event);
  }

  std::shared_ptr<EmbeddingItems> items;
  std::shared_ptr<EmbeddingPlaces> places;
  EmbeddingMap map;
};

EmbeddingFigureData figureData(int count) {
  EmbeddingFigureData data;
  const auto items = someItems(count, 10);
  data.map.items = items;
  data.map.places = somePlaces(*items);
  data.map.request.source.data = "mnist-test";
  data.map.iteration = 750;
  data.map.method = "fft";
  data.map.quality.isKnown = true;
  data.map.quality.divergence = 1.234;
  data.colouring = colourByLabel(*items);
  return data;
}

struct SvgCount {
  int shapes = 0, images = 0;
  QString text;
};

SvgCount svgOf(const EmbeddingFigure& figure, const QString& folder) {
  const QString path = folder + QStringLiteral("/map.svg");
  if (const QString problem = exportFigure(figure, figureStyles().front(), path, 72); !problem.isEmpty()) return {};
  QFile file(path);
  SvgCount count;
  if (!file.open(QIODevice::ReadOnly)) return count;
  QXmlStreamReader svg(&file);
  while (!svg.atEnd()) {
    if (svg.readNext() == QXmlStreamReader::Characters) count.text += svg.text();
    if (!svg.isStartElement()) continue;
    count.shapes += svg.name() == QLatin1String("path") || svg.name() == QLatin1String("circle");
    count.images += svg.name() == QLatin1String("image");
  }
  return svg.hasError() ? SvgCount{} : count;
}

}  // namespace

class TestEmbeddingMap : public QObject {
  Q_OBJECT
 private slots:
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support propagateSizeHints)")); }

  void hoverFindsTheNearest() {
    Shown shown;
    QSignalSpy hovered(&shown.map, &EmbeddingMap::pointHovered);
    QTest::mouseMove(&shown.map, shown.placeOf(17));
    QCOMPARE(hovered.last().first().toInt(), 17);
    QTest::mouseMove(&shown.map, QPoint(250, 200));
    QCOMPARE(hovered.last().first().toInt(), -1);
  }

  void hiddenPointsAreNotFound() {
    Shown shown;
    shown.map.setHidden({false, true, false, false});
    QSignalSpy hovered(&shown.map, &EmbeddingMap::pointHovered);
    QTest::mouseMove(&shown.map, shown.placeOf(16));
    QCOMPARE(hovered.last().first().toInt(), 16);
    QTest::mouseMove(&shown.map, shown.placeOf(17));
    QCOMPARE(hovered.last().first().toInt(), -1);
  }

  void aClickChoosesAndADragPans() {
    Shown shown;
    QSignalSpy chosen(&shown.map, &EmbeddingMap::pointChosen);
    QTest::mouseClick(&shown.map, Qt::LeftButton, {}, shown.placeOf(42));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toInt(), 42);
    QVERIFY(shown.map.isFitted());
    const QPoint from = shown.placeOf(42);
    QTest::mousePress(&shown.map, Qt::LeftButton, {}, from);
    QTest::mouseMove(&shown.map, from + QPoint(40, 25));
    QTest::mouseRelease(&shown.map, Qt::LeftButton, {}, from + QPoint(40, 25));
    QCOMPARE(chosen.size(), 1);
    QVERIFY((shown.placeOf(42) - from - QPoint(40, 25)).manhattanLength() <= 2);
    QVERIFY(!shown.map.isFitted());
    QTest::mouseDClick(&shown.map, Qt::LeftButton, {}, {250, 200});
    QVERIFY(shown.map.isFitted());
    QTRY_VERIFY((shown.placeOf(42) - from).manhattanLength() <= 2);
  }

  void wheelAndKeysMoveTheView() {
    Shown shown;
    const QPoint place = shown.placeOf(5);
    const int reach = (shown.placeOf(6) - place).manhattanLength();
    shown.wheel(place, 3);
    QVERIFY((shown.placeOf(5) - place).manhattanLength() <= 2);
    QVERIFY((shown.placeOf(6) - place).manhattanLength() > 1.5 * reach);
    QTest::keyClick(&shown.map, Qt::Key_0);
    QTRY_VERIFY((shown.placeOf(5) - place).manhattanLength() <= 1);
    QTest::keyClick(&shown.map, Qt::Key_Right);
    QVERIFY((shown.placeOf(5) - place + QPoint(50, 0)).manhattanLength() <= 2);
    QTest::keyClick(&shown.map, Qt::Key_Plus);
    QVERIFY(!shown.map.isFitted());
  }

  void aLassoSelectsWhatItSurrounds() {
    Shown shown;
    QSignalSpy changed(&shown.map, &EmbeddingMap::selectionChanged);
    const QPoint middle = shown.map.placeOf({30, 0}).toPoint();
    const int reach = shown.map.placeOf({42, 0}).toPoint().x() - middle.x();
    QTest::mousePress(&shown.map, Qt::LeftButton, Qt::ShiftModifier, middle + QPoint(-reach, -reach));
    for (const QPoint corner : {QPoint(reach, -reach), QPoint(reach, reach), QPoint(-reach, reach)})
      QTest::mouseMove(&shown.map, middle + corner);
    QTest::mouseRelease(&shown.map, Qt::LeftButton, Qt::ShiftModifier, middle + QPoint(-reach, reach));
    std::vector<int> expected;
    for (int i = 0; i < 400; i += 4) expected.push_back(i);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().value<std::vector<int>>(), expected);
    QCOMPARE(shown.map.selection(), expected);
    QVERIFY(shown.map.accessibleDescription().contains(QStringLiteral("100 selected")));
    QTest::keyClick(&shown.map, Qt::Key_Escape);
    QVERIFY(shown.map.selection().empty());
    QCOMPARE(changed.size(), 2);
  }

  void theLassoModeNeedsNoShift() {
    Shown shown;
    shown.map.setLasso(true);
    QTest::mousePress(&shown.map, Qt::LeftButton, {}, {1, 1});
    for (const QPoint corner : {QPoint(498, 1), QPoint(498, 398), QPoint(1, 398)}) QTest::mouseMove(&shown.map, corner);
    QTest::mouseRelease(&shown.map, Qt::LeftButton, {}, {1, 398});
    QCOMPARE(shown.map.selection().size(), std::size_t(400));
    QVERIFY(shown.map.isFitted());
  }

  void aStationCanBeChosen() {
    Shown shown;
    const auto paths = aPath(*shown.items, *shown.places);
    shown.map.setPaths(paths);
    const EmbeddingStation& station = paths->paths[0].stations[1];
    const QPoint place = shown.map.placeOf({double(station.x), double(station.y)}).toPoint();
    QSignalSpy hovered(&shown.map, &EmbeddingMap::stationHovered), chosen(&shown.map, &EmbeddingMap::stationChosen);
    QTest::mouseMove(&shown.map, place);
    QCOMPARE(hovered.last(), (QList<QVariant>{0, 1}));
    QTest::mouseClick(&shown.map, Qt::LeftButton, {}, place);
    QCOMPARE(chosen.last(), (QList<QVariant>{0, 1}));
  }

  void theCardSaysWhatTheNetworkTakesAPointFor() {
    Shown shown;
    const auto cardOf = [&] {
      QTest::mouseMove(&shown.map, QPoint(250, 200));
      QTest::mouseMove(&shown.map, shown.placeOf(17));
      return shown.map.grab().toImage();
    };
    const QImage own = cardOf();
    auto other = std::make_shared<EmbeddingPredictions>(predictionsOf(*shown.items));
    other->predictions[17] = 3;
    shown.map.setPredictions(other);
    QVERIFY(cardOf() != own);
    shown.map.setPredictions(nullptr);
    QCOMPARE(cardOf(), own);
  }

  void pathsAndPicturesAreDrawn() {
    Shown shown;
    const QImage bare = shown.map.toImage();
    shown.map.setPaths(aPath(*shown.items, *shown.places));
    const QImage withPath = shown.map.toImage();
    QVERIFY(bare != withPath);
    shown.map.setPaths(nullptr);
    QCOMPARE(shown.map.toImage(), bare);
    auto pictures = std::make_shared<EmbeddingPictures>(EmbeddingPictures{4, 4, 3, 400, {}});
    for (int i = 0; i < 400 * 16; ++i) pictures->pixels.insert(pictures->pixels.end(), {250, 10, 240});
    shown.map.setPictures(pictures);
    shown.wheel(shown.placeOf(0), 12);
    QCOMPARE(shown.map.toImage().pixelColor(shown.placeOf(0)), QColor(250, 10, 240));
  }

  void otherItemsClearTheMap() {
    Shown shown;
    shown.map.setSelection({1, 2, 900});
    QCOMPARE(shown.map.selection(), (std::vector<int>{1, 2}));
    shown.map.setItems(someItems(50, 2));
    QVERIFY(shown.map.selection().empty());
    shown.map.setPlaces(shown.places);  // of the old items
    QSignalSpy hovered(&shown.map, &EmbeddingMap::pointHovered);
    QTest::mouseMove(&shown.map, QPoint(250, 200));
    QCOMPARE(hovered.size(), 0);
  }

  void theLegendTogglesAndIsolates() {
    const auto items = someItems(100, 4);
    MapLegend legend;
    legend.setColouring(colourByLabel(*items));
    legend.resize(90, legend.heightForWidth(90));
    legend.show();
    QSignalSpy changed(&legend, &MapLegend::hiddenChanged);
    const QPoint second(30, legend.height() * 2 / 5);
    QTest::mouseClick(&legend, Qt::LeftButton, {}, second);
    QCOMPARE(legend.hidden(), (std::vector<bool>{false, true, false, false}));
    QTest::mouseClick(&legend, Qt::LeftButton, {}, second);
    QCOMPARE(legend.hidden(), std::vector<bool>(4, false));
    QTest::mouseClick(&legend, Qt::LeftButton, Qt::ControlModifier, second);
    QCOMPARE(legend.hidden(), (std::vector<bool>{true, false, true, true}));
    QTest::mouseClick(&legend, Qt::LeftButton, Qt::ControlModifier, second);
    QCOMPARE(legend.hidden(), std::vector<bool>(4, false));
    QTest::mouseClick(&legend, Qt::LeftButton, {}, second);
    QTest::mouseDClick(&legend, Qt::LeftButton, {}, second);
    QCOMPARE(legend.hidden()[1], false);
    QVERIFY(changed.size() >= 6);
    legend.setHidden({});
    QTest::keyClick(&legend, Qt::Key_Down);
    QTest::keyClick(&legend, Qt::Key_Space);
    QVERIFY(legend.accessibleDescription().contains(QStringLiteral("hidden")));
  }

  void theLegendOfANumberIsABar() {
    const auto items = someItems(100, 4);
    MapLegend legend;
    legend.setColouring(colourByConfidence(predictionsOf(*items)));
    QVERIFY(legend.accessibleDescription().contains(QStringLiteral("from 0 % to 100 %")));
    legend.resize(legend.sizeHint());
    const QImage image = legend.grab().toImage();
    QSet<QRgb> colours;
    for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, image.height() * 2 / 5));
    QVERIFY(colours.size() > 40);
  }

  void smallFiguresHaveVectorDots() {
    const QTemporaryDir folder;
    const EmbeddingFigure figure(figureData(600));
    const SvgCount svg = svgOf(figure, folder.path());
    QVERIFY(svg.shapes >= 600);
    QCOMPARE(svg.images, 0);
    QVERIFY(svg.text.contains(QStringLiteral("seven")));
    QVERIFY(!figure.caption().contains(QStringLiteral("one picture")));
  }

  void largeFiguresHaveALayerOfDots() {
    const QTemporaryDir folder;
    const EmbeddingFigure figure(figureData(kMostVectorDots + 1));
    const SvgCount svg = svgOf(figure, folder.path());
    QVERIFY(svg.shapes < 200);
    QCOMPARE(svg.images, 1);
    QVERIFY(svg.text.contains(QStringLiteral("seven")));
    QVERIFY(figure.caption().contains(QStringLiteral("one picture")));
  }

  void theFigureSaysHowToRepeatIt() {
    EmbeddingFigureData data = figureData(100);
    EmbeddingPathsReady paths;
    paths.request.attack = {"bim", {{"epsilon", 8.0 / 255.0}}};
    paths.paths = aPath(*data.map.items, *data.map.places);
    data.paths = paths;
    const EmbeddingFigure figure(data);
    for (const char* part : {"mnist-test", "n = 100", "perplexity 30", "750 iterations", "KL = 1.23", "seed 1", "bim",
                             "8/255", "random noise"})
      QVERIFY2(figure.caption().contains(QLatin1String(part)), part);
    const auto json = nlohmann::json::parse(figure.repeatJson());
    QCOMPARE(json.at("perplexity").get<double>(), 30.0);
    QCOMPARE(json.at("paths").at("attack").get<std::string>(), std::string("bim"));
  }

  void everyStyleHasAWholeFigure() {
    for (const FigureStyle& style : figureStyles()) {
      EmbeddingFigureData data = figureData(200);
      const EmbeddingFigure groups(data);
      QVERIFY(groups.height(style) > 0.5 * style.width);
      data.colouring = colourByConfidence(predictionsOf(*data.map.items));
      const QImage image = renderFigure(EmbeddingFigure(data), style, 72);
      QVERIFY(image.pixelColor(image.width() / 2, image.height() - 4) == QColor(Qt::white));
    }
  }

  void theTableHoldsPlacesLabelsAndPredictions() {
    const auto items = someItems(4, 2);
    const std::string table = mapTable(*items, {{0.5F, 1, 2, 3}, {-1, 4, 5, 6}});
    QVERIFY(table.starts_with("index,x,y,label,prediction,confidence\n0,0.5,-1,0,0,0.5\n"));
    QCOMPARE(std::count(table.begin(), table.end(), '\n'), 5);
  }
};

QTEST_MAIN(TestEmbeddingMap)
#include "tst_embedding_map.moc"
