// SPDX-License-Identifier: GPL-3.0-or-later
// The Decision surface page with an engine that the test answers for; its map, its figure.
#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "engine/api/surface.hpp"
#include "tests/support/a_surface.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/figures/line_panel.hpp"
#include "widgets/figures/surface_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/logit_plot.hpp"
#include "widgets/plots/surface_plot.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::aSurface;
using adv::test::aSurfaceRequest;
using adv::test::FakeEngine;

namespace {

std::unique_ptr<Page> makePage(FakeEngine& engine, ExperimentModel& experiment) {
  for (const RegisteredPage& page : allPages()) {
    if (page.info.id == QStringLiteral("surface")) return std::unique_ptr<Page>(page.make({engine, experiment}));
  }
  return nullptr;
}

Predicted pointOf(int topClass) {
  Predicted point;
  point.model.labels = {"stop", "yield", "other"};
  point.original = std::make_shared<const Image>(Image{2, 2, 1, {1, 2, 3, 4}});
  point.label = 0;
  point.prediction.top = {{topClass, 0.7, 3}, {2, 0.2, 1}, {1 - topClass, 0.1, 0}};
  return point;
}

const SurfacePointRequest& pointAsked(const FakeEngine& engine) {
  return engine.newest<SurfacePointRequest>()->request.get<SurfacePointRequest>();
}

}  // namespace

class TestSurfacePage : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void nothingIsAskedWhileHidden() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    experiment.setParam("epsilon", 0.1);
    QCOMPARE(engine.count<SurfaceRequest>(), 0);
    QVERIFY(page->isSettled());
    page->show();
    QCOMPARE(engine.count<SurfaceRequest>(), 1);
    QCOMPARE(engine.newest<SurfaceRequest>()->lane, Lane::Batch);
    QVERIFY(!page->isSettled());
    page->hide();
    experiment.setParam("epsilon", 0.2);
    QCOMPARE(engine.count<SurfaceRequest>(), 1);
    page->show();
    QCOMPARE(engine.count<SurfaceRequest>(), 2);
    const auto& asked = engine.newest<SurfaceRequest>()->request.get<SurfaceRequest>();
    QCOMPARE(asked.plane.params.at("epsilon"), 0.2);
  }

  void thePointStartsWhereTheAttackWentAndTheNewestPlaceIsNext() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->resize(1092, 600);
    page->show();
    SurfaceReady part = aSurface();
    part.done = 0.3;
    const Ticket ticket = engine.newest<SurfaceRequest>()->ticket;
    engine.answer(ticket, Lane::Batch, part, false);
    engine.answer(ticket, Lane::Batch, part, false);
    QCOMPARE(engine.count<SurfacePointRequest>(), 1);
    QCOMPARE(engine.newest<SurfacePointRequest>()->lane, Lane::Preview);
    QCOMPARE(pointAsked(engine).along, 8.0 / 255);

    auto* plot = page->findChild<SurfacePlot*>();
    for (const double levels : {-4.0, -8.0, -12.0})
      QTest::mouseClick(plot, Qt::LeftButton, {}, plot->pixelOf({levels / 255, levels / 255}).toPoint());
    QCOMPARE(engine.count<SurfacePointRequest>(), 1);
    engine.answer(engine.newest<SurfacePointRequest>()->ticket, Lane::Preview, pointOf(1));
    QCOMPARE(engine.count<SurfacePointRequest>(), 2);
    QVERIFY(std::abs(pointAsked(engine).along * 255 + 12) < 0.2);
    QVERIFY(std::abs(pointAsked(engine).across * 255 + 12) < 0.2);
    engine.answer(engine.newest<SurfacePointRequest>()->ticket, Lane::Preview, pointOf(0));
    QVERIFY(page->findChild<VerdictCard*>()->verdict().headline.contains(QStringLiteral("still “stop”")));
    QVERIFY(!page->isSettled());
    engine.answer(ticket, Lane::Batch, aSurface());
    QVERIFY(page->isSettled());
    QVERIFY(page->figure());
  }

  void theEpsilonAxisMovesThePointAlongTheAttack() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->resize(1092, 600);
    page->show();
    engine.answer(engine.newest<SurfaceRequest>()->ticket, Lane::Batch, aSurface());
    engine.answer(engine.newest<SurfacePointRequest>()->ticket, Lane::Preview, pointOf(1));
    auto* logits = page->findChild<LogitPlot*>();
    QCOMPARE(logits->low(), -16.0);
    QCOMPARE(logits->series().size(), 4U);
    QTest::mouseClick(logits, Qt::LeftButton, {}, {qRound(logits->pixelOf(-8)), logits->plotArea().center().y()});
    QCOMPARE(pointAsked(engine).across, 0.0);
    QVERIFY(std::abs(pointAsked(engine).along * 255 + 8) < 0.26);
    QVERIFY(std::abs(page->findChild<SurfacePlot*>()->point().along - pointAsked(engine).along) < 1e-12);
  }

  void thePointOpensInTheMicroscope() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->show();
    engine.answer(engine.newest<SurfaceRequest>()->ticket, Lane::Batch, aSurface());
    engine.answer(engine.newest<SurfacePointRequest>()->ticket, Lane::Preview, pointOf(1));
    QSignalSpy wanted(page.get(), &Page::actionWanted);
    page->findChild<QPushButton*>()->click();
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().first().toString(), QStringLiteral("page:microscope"));
    const auto* image = std::get_if<MemoryImage>(&experiment.experiment().image);
    QVERIFY(image && image->image->pixels == std::vector<std::uint8_t>({1, 2, 3, 4}));
    QCOMPARE(experiment.experiment().label, std::optional<int>(0));
  }

  void failuresAreTold() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->show();
    engine.answer(engine.newest<SurfaceRequest>()->ticket, Lane::Batch,
                  Failed{{ErrorKind::User, "The attack changed nothing.", "Give it a larger ε."}});
    QCOMPARE(page->findChild<VerdictCard*>()->verdict().kind, Verdict::Kind::Error);
    QVERIFY(page->isSettled());
    QVERIFY(!page->figure());
  }

  void keysMoveThePoint() {
    SurfacePlot plot;
    plot.resize(400, 400);
    plot.setSurface(aSurface(), {});
    QTest::keyClick(&plot, Qt::Key_End);
    QCOMPARE(plot.point().along, 8.0 / 255);
    QTest::keyClick(&plot, Qt::Key_Right);
    QVERIFY(std::abs(plot.point().along - 8.5 / 255) < 1e-9);
    QTest::keyClick(&plot, Qt::Key_Up);
    QVERIFY(std::abs(plot.point().across - 0.5 / 255) < 1e-9);
    QTest::keyClick(&plot, Qt::Key_PageUp);
    QTest::keyClick(&plot, Qt::Key_PageUp);
    QTest::keyClick(&plot, Qt::Key_PageUp);
    QCOMPARE(plot.point().along, 16.0 / 255);
    QTest::keyClick(&plot, Qt::Key_Home);
    QCOMPARE(plot.point().along, 0.0);
  }

  void bordersLieWhereTheMarginIsZero() {
    const SurfaceReady surface = aSurface(5, 0.55);
    const SurfaceColours colours(surface, theme());
    QCOMPARE(colours.of(0), theme().clean);
    QCOMPARE(colours.of(1), theme().adversarial);
    const QImage image = renderSurface(surface, colours, theme(), {1000, 100});
    const auto isBluish = [&](int x) { return qBlue(image.pixel(x, 50)) > qRed(image.pixel(x, 50)); };
    QVERIFY(isBluish(10) && isBluish(530));
    QVERIFY(!isBluish(570) && !isBluish(990));
  }

  void coarsePointsStandInForThoseThatAreMissing() {
    SurfaceReady surface = aSurface(17, 0.6);
    for (int row = 0; row < 17; ++row) {
      for (int column = 0; column < 17; ++column)
        if (row != 8 && (row % 4 != 0 || column % 4 != 0))
          surface.classes[static_cast<std::size_t>(row * 17 + column)] = -1;
    }
    const QImage image = renderSurface(surface, SurfaceColours(surface, theme()), theme(), {170, 170});
    QVERIFY(qBlue(image.pixel(20, 160)) > qRed(image.pixel(20, 160)));
    QVERIFY(qBlue(image.pixel(150, 20)) < qRed(image.pixel(150, 20)));
  }

  void namesStandInTheMiddleOfTheirRegions() {
    const auto places = regionPlaces(aSurface(33, 0.6));
    QCOMPARE(places.size(), 2U);
    QCOMPARE(places[0].classIndex, 0);
    QVERIFY(places[0].place.x() > 0.2 && places[0].place.x() < 0.4);
    QVERIFY(places[1].place.x() > 0.7 && places[1].place.x() < 0.9);
    QCOMPARE(symmetricTicks(16), (std::vector<double>{-16, -8, 0, 8, 16}));
    QCOMPARE(roundTicks(-3, 11, 5), (std::vector<double>{0, 5, 10}));
  }

  void theFigureParsesInEveryFormatAndHoldsTheNumbers() {
    const SurfaceFigure figure({aSurface(), aSurfaceRequest(), FakeEngine().attacks()});
    QTemporaryDir folder;
    for (const FigureStyle& style : figureStyles()) {
      for (const char* ending : {"png", "pdf", "svg"}) {
        const QString path = folder.filePath(style.name + QLatin1Char('.') + QLatin1String(ending));
        QStringList written;
        QCOMPARE(exportFigure(figure, style, path, 72, &written), QString());
        QCOMPARE(written.size(), 3);
        for (const QString& file : written) QVERIFY2(QFile(file).size() > 0, qPrintable(file));
      }
    }
    const QStringList lines = QString::fromStdString(figure.csv()).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 1 + 17 * 17 + 2 * 17);
    QVERIFY(lines.last().startsWith(QStringLiteral("logit,16,0,1,\"a \"\"quoted\"\" class\",16")));
    const auto json = nlohmann::json::parse(figure.repeatJson());
    for (const char* field : {"image", "model", "attack", "parameters", "second", "seed", "clip", "fits", "caption"})
      QVERIFY2(json.contains(field), field);
    QCOMPARE(json["fits"][0]["r2"].get<double>(), 1.0);
    QVERIFY(figure.caption().contains(QStringLiteral("ε = 8/255")) && figure.caption().contains(QStringLiteral("BIM")));
  }
};

QTEST_MAIN(TestSurfacePage)
#include "tst_surface_page.moc"
