// SPDX-License-Identifier: GPL-3.0-or-later
// The Pooling page with an engine that the test answers for; its figure.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/support/fake_engine.hpp"
#include "widgets/controls/number_grid.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/figures/pooling_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/pooling/levels_view.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

ShownMap mapOf(int side, std::vector<double> values) {
  ShownMap map;
  map.numbers = {1, side, side, std::move(values)};
  map.picture = std::make_shared<const Image>(
      Image{side, side, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(side) * side, 90)});
  return map;
}

PoolingReady lectureCells() {
  PoolingReady ready;
  ready.levels = {mapOf(4, {1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 1, 0, 1, 2, 3, 4}), mapOf(2, {6, 8, 3, 4})};
  ready.cells = {{0, 0, 2, 2, 6}, {0, 2, 2, 2, 8}, {2, 0, 2, 2, 3}, {2, 2, 2, 2, 4}};
  ready.shiftChangeMax = ready.shiftChangeAverage = {0.2, 0.1};
  return ready;
}

PoolingReady somePicture() {
  PoolingReady ready;
  for (const int side : {8, 4, 2, 1})
    ready.levels.push_back(mapOf(side, std::vector<double>(static_cast<std::size_t>(side) * side, 1)));
  ready.shiftChangeMax = {0.2, 0.15, 0.1, 0};
  ready.shiftChangeAverage = {0.2, 0.1, 0.05, 0.01};
  ready.imageName = "signs-gallery 1";
  return ready;
}

std::unique_ptr<Page> makePage(FakeEngine& engine, ExperimentModel& experiment) {
  for (const RegisteredPage& page : allPages()) {
    if (page.info.id == QStringLiteral("pooling")) return std::unique_ptr<Page>(page.make({engine, experiment}));
  }
  return nullptr;
}

/// The newest question about typed numbers, or about a picture.
const FakeEngine::Asked* newest(const FakeEngine& engine, bool isTyped) {
  for (auto asked = engine.asked.rbegin(); asked != engine.asked.rend(); ++asked) {
    const auto* request = asked->request.as<PoolingRequest>();
    if (request && std::holds_alternative<NumberMap>(request->input) == isTyped) return &*asked;
  }
  return nullptr;
}

void answerBoth(FakeEngine& engine) {
  engine.answer(newest(engine, true)->ticket, Lane::Preview, lectureCells());
  engine.answer(newest(engine, false)->ticket, Lane::Preview, somePicture());
}

}  // namespace

class TestPoolingPage : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void itOpensOnTheLecturesNumbers() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    QCOMPARE(engine.count<PoolingRequest>(), 0);
    page->resize(1100, 640);
    page->show();
    const auto& request = newest(engine, true)->request.get<PoolingRequest>();
    QCOMPARE(std::get<NumberMap>(request.input), lectureCells().levels.front().numbers);
    QCOMPARE(request.spec, PoolSpec());
    QVERIFY(!page->isSettled());
    answerBoth(engine);
    QVERIFY(page->isSettled());
    const auto grids = page->findChildren<NumberGrid*>();
    QCOMPARE(grids[1]->table().values, (std::vector<double>{6, 8, 3, 4}));
    QCOMPARE(grids[0]->table().grounds[0], grids[0]->table().grounds[5]);
    QVERIFY(grids[0]->table().grounds[0] != grids[0]->table().grounds[2]);
    grids[1]->setCell(1, 0);
    QCOMPARE(grids[0]->table().windows.front().cells, QRect(0, 2, 2, 2));
    QVERIFY(page->findChild<VerdictCard*>()->verdict().headline.startsWith(QStringLiteral("16 numbers become 4")));
    QVERIFY(page->figure());
  }

  void numbersAreEditedWithUndo() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->show();
    answerBoth(engine);
    auto* numbers = page->findChildren<NumberGrid*>().first();
    numbers->setCell(1, 1);
    QTest::keyClick(numbers, Qt::Key_PageUp);
    const auto asked = [&] {
      return std::get<NumberMap>(newest(engine, true)->request.get<PoolingRequest>().input).at(0, 1, 1);
    };
    QCOMPARE(asked(), 7.0);
    answerBoth(engine);
    experiment.undoStack().undo();
    QCOMPARE(asked(), 6.0);
    answerBoth(engine);
    QCOMPARE(numbers->table().at(1, 1), 6.0);
  }

  void theAxisAndAClickChooseTheLevel() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->resize(1100, 640);
    page->show();
    answerBoth(engine);
    auto* axis = page->findChild<AxisSlider*>();
    QCOMPARE(axis->high(), 3.0);
    QCOMPARE(axis->value(), 2.0);
    QCOMPARE(axis->series().front().y[1], 15.0);
    QTest::keyClick(axis, Qt::Key_Right);
    QCOMPARE(page->picture()->width, 1);
    auto* levels = page->findChild<LevelsView*>();
    QTest::mouseClick(levels, Qt::LeftButton, {}, levelPlace(levels->rect(), somePicture(), 1, 12).center().toPoint());
    QCOMPARE(page->picture()->width, 4);
    QCOMPARE(axis->value(), 1.0);
  }

  void failuresAreTold() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->show();
    engine.answer(newest(engine, true)->ticket, Lane::Preview, lectureCells());
    engine.answer(newest(engine, false)->ticket, Lane::Preview,
                  Failed{{ErrorKind::User, "A window does not fit.", "Make it smaller."}});
    QCOMPARE(page->findChild<VerdictCard*>()->verdict().kind, Verdict::Kind::Error);
    QVERIFY(page->isSettled());
    QVERIFY(!page->figure());
  }

  void theFigureParsesInEveryFormatAndHoldsTheNumbers() {
    const PoolingFigure figure({{}, lectureCells(), somePicture()});
    QTemporaryDir folder;
    for (const char* ending : {"png", "pdf", "svg"}) {
      QStringList written;
      const QString path = folder.filePath(QStringLiteral("figure.") + QLatin1String(ending));
      QCOMPARE(exportFigure(figure, figureStyles().front(), path, 72, &written), QString());
      for (const QString& file : written) QVERIFY2(QFile(file).size() > 0, qPrintable(file));
    }
    QVERIFY(figure.csv().ends_with("0,0,1,8\n0,1,0,3\n0,1,1,4\n"));
    const auto json = nlohmann::json::parse(figure.repeatJson());
    QCOMPARE(json["pool"].get<std::string>(), std::string("max"));
    QCOMPARE(json["levels"].get<int>(), 3);
    QVERIFY(figure.caption().contains(QStringLiteral("⌊(4 + 2·0 − 2) / 2⌋ + 1 = 2")));
  }
};

QTEST_MAIN(TestPoolingPage)
#include "tst_pooling_page.moc"
