// SPDX-License-Identifier: GPL-3.0-or-later
// The Layers page with an engine that the test answers for: the network's drawing, the depth plot, the maps, the
// figure.
#include <QFile>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/support/a_network.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/canvas/colour_maps.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/figures/layers_figure.hpp"
#include "widgets/figures/maps_figure.hpp"
#include "widgets/pages/layers/map_strip.hpp"
#include "widgets/pages/layers/map_zoom.hpp"
#include "widgets/pages/layers/network_view.hpp"
#include "widgets/pages/layers/unit_bars.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/depth_plot.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using namespace adv::test;

namespace {

std::unique_ptr<Page> makePage(FakeEngine& engine, ExperimentModel& experiment) {
  for (const RegisteredPage& page : allPages()) {
    if (page.info.id == QStringLiteral("layers")) return std::unique_ptr<Page>(page.make({engine, experiment}));
  }
  return nullptr;
}

template <class T>
void answer(FakeEngine& engine, Payload payload, bool isLast = true) {
  const FakeEngine::Asked asked = *engine.newest<T>();
  engine.answer(asked.ticket, asked.lane, std::move(payload), isLast);
}

const FeatureMapsRequest& mapsAsked(const FakeEngine& engine) {
  return engine.newest<FeatureMapsRequest>()->request.get<FeatureMapsRequest>();
}

LayersFigureData figureData() {
  LayerChangesRequest request;
  request.run.subject = {"signs", SampleImage{"signs-gallery", 1}, {}};
  request.run.attack = "bim";
  return {aNetwork(), someChanges(), request, someMaps(), FakeEngine().attacks()};
}

}  // namespace

class TestLayersPage : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void theNetworkComesFirstThenTheCleanMapsThenTheAttack() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    QCOMPARE(engine.count<NetworkRequest>(), 0);
    page->resize(1240, 800);
    page->show();
    QCOMPARE(engine.count<NetworkRequest>(), 1);
    QCOMPARE(engine.newest<LayerChangesRequest>()->lane, Lane::Attack);
    QVERIFY(!page->isSettled() && !page->figure());
    answer<NetworkRequest>(engine, aNetwork());
    QCOMPARE(mapsAsked(engine).layer, std::string("conv1"));
    QVERIFY(!mapsAsked(engine).adversarial);
    answer<FeatureMapsRequest>(engine, someMaps(3, false));
    answer<LayerChangesRequest>(engine, someChanges());
    QCOMPARE(engine.count<FeatureMapsRequest>(), 2);
    QVERIFY(mapsAsked(engine).adversarial && mapsAsked(engine).adversarial == page->picture());
    answer<FeatureMapsRequest>(engine, someMaps());
    QVERIFY(page->isSettled() && page->figure());
    const Verdict verdict = page->findChild<VerdictCard*>()->verdict();
    QCOMPARE(verdict.kind, Verdict::Kind::Fooled);
    QVERIFY(verdict.headline.contains(QStringLiteral("2\u00a0% of the picture to 80\u00a0% of the logits")));
    QVERIFY(verdict.headline.contains(QStringLiteral("same ε reaches 4\u00a0%")));
    QVERIFY(verdict.detail.contains(QStringLiteral("yield")));
  }

  void plotNetworkAndKeysChooseTheLayer() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->resize(1240, 800);
    page->show();
    answer<NetworkRequest>(engine, aNetwork());
    answer<FeatureMapsRequest>(engine, someMaps(3, false));
    auto* plot = page->findChild<DepthPlot*>();
    auto* network = page->findChild<NetworkView*>();
    QTest::mouseClick(plot, Qt::LeftButton, {}, {qRound(plot->pixelOf(3)), plot->plotArea().center().y()});
    QCOMPARE(mapsAsked(engine).layer, std::string("block"));
    QCOMPARE(network->selected(), 3);
    QTest::keyClick(network, Qt::Key_Down);
    QCOMPARE(mapsAsked(engine).layer, std::string("pool"));
    QCOMPARE(plot->value(), 4.0);
    QTest::keyClick(network, Qt::Key_Home);
    QTest::mouseClick(network, Qt::LeftButton, {}, network->placeOf(2).center().toPoint());
    QCOMPARE(mapsAsked(engine).layer, std::string("block.conv"));
    QTest::keyClick(plot, Qt::Key_End);
    QCOMPARE(mapsAsked(engine).layer, std::string("fc"));
  }

  void epsilonIsDraggedThroughThePreviewLane() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->resize(1240, 800);
    page->show();
    answer<NetworkRequest>(engine, aNetwork());
    answer<LayerChangesRequest>(engine, someChanges());
    auto* slider = page->findChild<QSlider*>();
    slider->setSliderDown(true);
    for (const int ticks : {4, 8, 12}) slider->setValue(ticks);
    QCOMPARE(engine.newest<LayerChangesRequest>()->lane, Lane::Preview);
    QCOMPARE(engine.count<LayerChangesRequest>(), 2);
    answer<LayerChangesRequest>(engine, someChanges());
    QCOMPARE(engine.count<LayerChangesRequest>(), 3);
    const auto& newest = engine.newest<LayerChangesRequest>()->request.get<LayerChangesRequest>();
    QVERIFY(std::abs(newest.run.params.at("epsilon") - 3.0 / 255) < 1e-12);
    slider->setSliderDown(false);
    QCOMPARE(engine.newest<LayerChangesRequest>()->lane, Lane::Attack);
    const int steps = experiment.undoStack().count();
    QCOMPARE(steps, 1);
  }

  void failuresAreTold() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->show();
    answer<NetworkRequest>(engine, Failed{{ErrorKind::User, "There is no network.", "Choose one."}});
    QCOMPARE(page->findChild<VerdictCard*>()->verdict().kind, Verdict::Kind::Error);
    QVERIFY(!page->figure());
  }

  void whatComesLateForAnotherPictureIsIgnored() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->resize(1240, 800);
    page->show();
    answer<NetworkRequest>(engine, aNetwork());
    const Ticket old = engine.newest<FeatureMapsRequest>()->ticket;
    experiment.setImage(SampleImage{"signs-gallery", 2});
    engine.answer(old, Lane::Preview, someMaps());
    QVERIFY(!page->findChild<MapStrip*>()->maps());
  }

  void blocksStandInRowsAndBranchesBesideEachOther() {
    std::vector<LayerInfo> layers = aNetwork().layers;
    layers.insert(layers.begin() + 3, {"block.short", LayerKind::Shortcut, "", "block", {3, 4, 4}, 0, {1}});
    layers[4].inputs = {2, 3};
    layers[5].inputs = {4};
    layers[6].inputs = {5};
    const NetworkLayout layout = layoutNetwork(layers, {300, 400}, 12);
    QCOMPARE(layout.blocks.size(), layers.size());
    QCOMPARE(layout.blocks[2].top(), layout.blocks[3].top());
    QVERIFY(layout.blocks[2].right() < layout.blocks[3].left());
    QCOMPARE(layout.groups.size(), 1U);
    QVERIFY(layout.groups[0].contains(layout.blocks[2]) && layout.groups[0].contains(layout.blocks[4]));
    QVERIFY(layout.height <= 400.0);
    // Rows keep a readable height, and the drawing grows beyond a space that is too small.
    QVERIFY(layoutNetwork(layers, {300, 60}, 12).height > 60.0);
    // A skip connection goes round the block that it skips.
    const NetworkLayout skipping = layoutNetwork(aNetwork().layers, {300, 400}, 12);
    const QPainterPath skip = edgePath(skipping, 1, 3);
    for (int percent = 0; percent <= 100; ++percent)
      QVERIFY(!skipping.blocks[2].contains(skip.pointAtPercent(percent / 100.0)));
    QVERIFY(skip.boundingRect().right() > skipping.blocks[2].right());
    QVERIFY(skip.boundingRect().right() < 300.0);
  }

  void manyLayersScrollToTheChosenOne() {
    QScrollArea area;
    area.setWidgetResizable(true);
    auto* view = new NetworkView;
    area.setWidget(view);
    area.resize(300, 200);
    std::vector<LayerInfo> layers = aNetwork().layers;
    for (int i = 6; i < 60; ++i)
      layers.push_back({"l" + std::to_string(i), LayerKind::Linear, "", "", {2}, 6, {i - 1}});
    area.show();
    view->setLayers(layers);
    QVERIFY(view->height() > area.viewport()->height());
    view->setSelected(50);
    QCoreApplication::sendPostedEvents();
    const QRect seen(view->mapFrom(area.viewport(), QPoint(0, 0)), area.viewport()->size());
    QVERIFY(seen.contains(view->placeOf(50).center().toPoint()));
  }

  void theLeadIsMeasuredAgainstNoise() {
    const NetworkReady network = aNetwork();
    const LayerChangesReady changes = someChanges();
    const auto factors = amplifications(network.layers, changes.changes);
    QCOMPARE(factors.size(), 5U);
    QCOMPARE(factors[0].attack, 2.0);
    const Amplification lead = largestLead(network.layers, changes.changes);
    QCOMPARE(lead.layer, 3);
    QVERIFY(std::abs(lead.attack - 0.4 / 0.06) < 1e-9);
    QCOMPARE(lead.noise, 1.0);
    std::vector<LayerChange> same(6, LayerChange{0.1, 0.1, 1, 1});
    QCOMPARE(largestLead(network.layers, same).layer, -1);
    // A result that is zero everywhere has no relative change and no point on the line.
    same[2].attack = same[2].noise = std::nan("");
    QCOMPARE(depthSeries(same)[0].x, (std::vector<double>{0, 1, 3, 4, 5}));
    QCOMPARE(largestLead(network.layers, same).layer, -1);
  }

  void namesAreThinnedOutWhereTheyDoNotFit() {
    const auto layers = aNetwork().layers;
    const auto width = [](const QString& name) { return 6.0 * static_cast<double>(name.size()); };
    QCOMPARE(namesThatFit(layers, 200, width), (std::vector<int>{0, 1, 2, 3, 4, 5}));
    const std::vector<int> few = namesThatFit(layers, 30, width);
    QVERIFY(few.size() < 6);
    QCOMPARE(few.back(), 5);
    QCOMPARE(std::count(few.begin(), few.end(), 2), 0);
  }

  void mapsHaveTheColoursOfTheirValues() {
    FeatureMapsReady maps = someMaps();
    // Without negative values: viridis, each channel up to its own reach.
    QCOMPARE(mapImage(maps, 1, MapPart::Adversarial, false).pixel(0, 0), viridisMap()[255]);
    QCOMPARE(mapImage(maps, 1, MapPart::Clean, false).pixel(0, 0), viridisMap()[170]);
    QCOMPARE(mapImage(maps, 1, MapPart::Clean, true).pixel(0, 0), viridisMap()[128]);
    QCOMPARE(mapImage(maps, 1, MapPart::Difference, false).pixel(0, 0), divergingMap()[255]);
    // With them: the diverging map, grey at 0.
    maps.low = -1.0F;
    maps.clean[0] = 0.0F;
    QCOMPARE(mapImage(maps, 0, MapPart::Clean, false).pixel(0, 0), divergingMap()[128]);
    // A filter over three channels is a colour; over others a square of planes.
    QCOMPARE(mapImage(maps, 0, MapPart::Filter, false).pixel(0, 0), qRgb(255, 128, 128));
    maps.filterInputs = 5;
    maps.filters.resize(15, -0.5F);
    QCOMPARE(mapImage(maps, 0, MapPart::Filter, false).size(), QSize(5, 3));
  }

  void mapsAreReadAndEnlarged() {
    MapStrip strip;
    strip.resize(600, 300);
    strip.setMaps(someMaps(40));
    strip.show();
    QVERIFY(strip.columnsThatFit() < 40);
    QSignalSpy readout(&strip, &MapStrip::hovered);
    QTest::mouseMove(&strip, strip.placeOf(2, 1).center().toPoint());
    QCOMPARE(readout.last().first().toString(),
             QStringLiteral("channel 2 at (2, 2): clean 3, adversarial 4, difference +1"));
    QSignalSpy chosen(&strip, &MapStrip::channelChosen);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.placeOf(2, 0).center().toPoint());
    QCOMPARE(chosen.last().first().toInt(), 2);
    QTest::keyClick(&strip, Qt::Key_End);
    QCOMPARE(strip.firstColumn(), 40 - strip.columnsThatFit());
    QTest::keyClick(&strip, Qt::Key_Return);
    QCOMPARE(chosen.last().first().toInt(), 39);

    MapZoom zoom;
    zoom.resize(600, 200);
    zoom.setMaps(someMaps(40), 38, false);
    zoom.show();
    QTest::keyClick(&zoom, Qt::Key_Right);
    QTest::keyClick(&zoom, Qt::Key_Right);
    QCOMPARE(zoom.place(), 39);
    QSignalSpy closed(&zoom, &MapZoom::closed);
    QTest::keyClick(&zoom, Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
  }

  void featuresWithNamesAreReadAloud() {
    FeatureMapsReady maps = someMaps(2);
    maps.width = maps.height = 1;
    maps.layer = aNetwork().layers.back();
    maps.clean = {1.5F, -2.0F};
    maps.adversarial = {0.5F, 3.0F};
    UnitBars bars;
    bars.resize(400, 200);
    bars.setMaps(maps, {QStringLiteral("stop"), QStringLiteral("yield")});
    bars.show();
    QSignalSpy readout(&bars, &UnitBars::hovered);
    QTest::keyClick(&bars, Qt::Key_Right);
    QCOMPARE(readout.last().first().toString(), QStringLiteral("yield: clean -2, adversarial 3"));
  }

  void figuresParseInEveryFormatAndHoldTheNumbers() {
    const LayersFigure layers(figureData());
    const MapsFigure maps({someMaps(20), aNetwork().model, {}, "BIM"});
    QTemporaryDir folder;
    for (const Figure* figure : {static_cast<const Figure*>(&layers), static_cast<const Figure*>(&maps)}) {
      for (const char* ending : {"png", "pdf", "svg"}) {
        const QString path = folder.filePath(figure->fileStem() + QLatin1Char('.') + QLatin1String(ending));
        QStringList written;
        QCOMPARE(exportFigure(*figure, figureStyles().front(), path, 72, &written), QString());
        QCOMPARE(written.size(), 3);
        for (const QString& file : written) QVERIFY2(QFile(file).size() > 0, qPrintable(file));
      }
    }
    const QStringList lines = QString::fromStdString(layers.csv()).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 7);
    QVERIFY(lines[4].startsWith(QStringLiteral("3,\"block\"")));
    QVERIFY(lines[4].contains(QStringLiteral(",0.4,0.04,")));
    const auto json = nlohmann::json::parse(layers.repeatJson());
    for (const char* field : {"image", "model", "attack", "parameters", "seed", "noise_size", "layers", "caption"})
      QVERIFY2(json.contains(field), field);
    QVERIFY(layers.caption().contains(QStringLiteral("ε = 8/255")));
    QCOMPARE(QString::fromStdString(maps.csv()).count(QLatin1Char('\n')), 1 + 20 * 16);
  }
};

QTEST_MAIN(TestLayersPage)
#include "tst_layers_page.moc"
