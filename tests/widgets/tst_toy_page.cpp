// SPDX-License-Identifier: GPL-3.0-or-later
// The Ten numbers page with an engine that the test answers for; its words and its figure.
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>
#include <memory>
#include <nlohmann/json.hpp>

#include "engine/api/toy.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/controls/number_grid.hpp"
#include "widgets/controls/number_pill.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/figures/toy_figure.hpp"
#include "widgets/figures/toy_words.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/toy/cells_card.hpp"
#include "widgets/plots/axis_slider.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

/// What the engine says of the lecture's numbers, for the parts that the page reads.
ToyReady answerTo(const ToyRequest& request) {
  ToyReady ready;
  ready.request = request;
  ready.request.reach = request.reach > 0 ? request.reach : 1.0;
  ready.clean = {-3, 0.0474};
  double score = -3;
  for (std::size_t i = 0; i < request.x.size(); ++i) {
    ToyTerm term;
    term.nudge = request.delta * request.w[i];
    term.adversarial = request.x[i] + term.nudge;
    term.product = request.w[i] * request.x[i];
    term.adversarialProduct = request.w[i] * term.adversarial;
    score += request.delta;
    term.scoreSoFar = score;
    term.probabilitySoFar = 0.5;
    term.randomScoreSoFar = -3;
    ready.terms.push_back(term);
  }
  ready.adversarial = {score, score > 0 ? 0.8808 : 0.2};
  ready.push = 10 * request.delta;
  ready.normL1 = 10;
  ready.flip = 0.3;
  ready.curve = {{0, 0.5, 1}, {0.05, 0.88, 1}, {0.05, 0, 0}, {0.05, 0.05, 0.05}, {0.05, 0.4, 0.9}};
  ready.random = {{-8, 0.1, 0.1}, {-3, 0.8, 0.8}, {2, 0.1, 0.1}};
  return ready;
}

struct Opened {
  Opened() {
    for (const RegisteredPage& registered : allPages()) {
      if (registered.info.id == QStringLiteral("toy")) page.reset(registered.make({engine, experiment}));
    }
    page->resize(1200, 780);
    page->show();
    answer();
  }
  const ToyRequest& asked() const { return engine.newest<ToyRequest>()->request.get<ToyRequest>(); }
  void answer() {
    const auto* newest = engine.newest<ToyRequest>();
    engine.answer(newest->ticket, newest->lane, answerTo(newest->request.get<ToyRequest>()));
  }
  template <class Widget>
  Widget* named(const QString& name) {
    for (Widget* one : page->findChildren<Widget*>()) {
      if (one->accessibleName() == name) return one;
    }
    return nullptr;
  }
  NumberGrid* grid(const QString& name) { return named<NumberGrid>(name); }
  QString headline() { return page->findChild<VerdictCard*>()->verdict().headline; }

  FakeEngine engine;
  ExperimentModel experiment{engine.attacks()};
  std::unique_ptr<Page> page;
};

}  // namespace

class TestToyPage : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void opensOnTheLecturesNumbers() {
    Opened open;
    QCOMPARE(open.asked(), ToyRequest());
    QCOMPARE(open.engine.newest<ToyRequest>()->lane, Lane::Preview);
    QVERIFY(open.page->isSettled());
    QCOMPARE(open.headline(), QStringLiteral("From 5 % to 88 %: ten nudges of 0.5 make it class 1."));
    QCOMPARE(open.grid("x′")->table().values,
             (std::vector<double>{1.5, -1.5, 3.5, -2.5, 2.5, 1.5, 1.5, -3.5, 4.5, 1.5}));
  }

  void theAxisIsTheStep() {
    Opened open;
    auto* plot = open.page->findChild<AxisSlider*>();
    const auto at = [plot](double delta) {
      return QPoint(qRound(plot->pixelOf(delta)), plot->plotArea().center().y());
    };
    QTest::mousePress(plot, Qt::LeftButton, {}, at(0.2));
    QTest::mouseMove(plot, at(0.1));
    QTest::mouseRelease(plot, Qt::LeftButton, {}, at(0.1));
    QVERIFY(std::abs(open.asked().delta - 0.1) < 1e-12);
    open.answer();
    QVERIFY(open.headline().contains("still class 0"));
    QCOMPARE(open.experiment.undoStack().count(), 1);
    open.experiment.undoStack().undo();
    QCOMPARE(open.asked().delta, 0.5);
  }

  void cellsAreEditedWithUndo() {
    Opened open;
    NumberGrid* x = open.grid("x");
    x->setFocus();
    QTest::keyClick(x, Qt::Key_PageUp);
    QCOMPARE(open.asked().x[0], 2.5);
    NumberGrid* w = open.grid("w");
    QTest::keyClick(w, Qt::Key_Delete);
    QCOMPARE(open.asked().w[0], 0.0);
    open.experiment.undoStack().undo();
    open.experiment.undoStack().undo();
    QCOMPARE(open.asked(), ToyRequest());
    QCOMPARE(x->table().at(0, 0), 2.0);
  }

  void stepAndDirectionAreChosen() {
    Opened open;
    open.named<QToolButton>("Step: w")->click();
    QCOMPARE(open.asked().step, ToyStep::Proportional);
    open.named<QToolButton>("Towards: → class 0")->click();
    QCOMPARE(open.asked().towards, 0);
  }

  void resetBringsTheLecturesNumbersBack() {
    Opened open;
    auto* bias = open.named<NumberPill>("Bias b");
    bias->setFocus();
    QTest::keyClick(bias, Qt::Key_Up);
    QVERIFY(open.asked() != ToyRequest());
    open.page->reset();
    QCOMPARE(open.asked(), ToyRequest());
  }

  void nudgesAreAddedTermByTerm() {
    Opened open;
    auto* cells = open.page->findChild<ToyCellsCard*>();
    QToolButton* play = nullptr;
    for (auto* button : cells->findChildren<QToolButton*>()) {
      if (button->text() == QStringLiteral("Term by term")) play = button;
    }
    QVERIFY(play);
    play->click();
    QVERIFY(!open.page->isSettled());
    QCOMPARE(open.grid("x′")->table().values, open.grid("x")->table().values);
    QTRY_COMPARE_WITH_TIMEOUT(open.grid("x′")->table().at(0, 0), 1.5, 3000);
    QCOMPARE(open.grid("x′")->table().at(0, 1), -1.0);
    QCOMPARE(open.grid("x′")->table().windows.size(), std::size_t{1});
    play->click();
    QVERIFY(open.page->isSettled());
    QCOMPARE(open.grid("x′")->table().at(0, 9), 1.5);
  }

  void aFailureIsSaidInTheVerdict() {
    Opened open;
    open.grid("x")->setFocus();
    QTest::keyClick(open.grid("x"), Qt::Key_PageUp);
    const auto* newest = open.engine.newest<ToyRequest>();
    open.engine.answer(newest->ticket, newest->lane, Failed{{ErrorKind::User, "Wrong.", "Do it right."}});
    QCOMPARE(open.headline(), QStringLiteral("Wrong."));
  }

  void wordsForEveryOutcome() {
    ToyReady ready = answerTo({});
    ready.request.delta = 0;
    QCOMPARE(toySentence(ready), QStringLiteral("95 % certain that it is class 0."));
    ready.request.delta = 0.3;
    ready.adversarial = {0, 0.5};
    QVERIFY(toySentence(ready).contains("exactly to the boundary"));
    ready.request.towards = 0;
    QVERIFY(toySentence(ready).contains("more certain"));
    ready.normL1 = 0;
    QVERIFY(toySentence(ready).contains("Every weight is 0"));
    QCOMPARE(wholePercent(0.999), QStringLiteral("> 99 %"));
    QCOMPARE(wholePercent(0.001), QStringLiteral("< 1 %"));
    QCOMPARE(countWord(10), QStringLiteral("ten"));
    QCOMPARE(countWord(784), QStringLiteral("784"));
  }

  /// At the type size of Present, in the smallest window.
  void fitsTheProjector() {
    applyTheme(ThemeChoice::Light, 1.6);
    {
      Opened open;
      open.page->setPresenting(true);
      QTest::qWait(20);
      const QSize needed = open.page->minimumSizeHint();
      QVERIFY2(needed.width() <= 1280 && needed.height() <= 720,
               qPrintable(QStringLiteral("%1 × %2").arg(needed.width()).arg(needed.height())));
    }
    applyTheme(ThemeChoice::Light);
  }

  void theFigureIsWrittenWithItsNumbers() {
    Opened open;
    const auto figure = open.page->figure();
    QVERIFY(figure);
    QTemporaryDir folder;
    QCOMPARE(exportFigure(*figure, figureStyles().front(), folder.filePath("toy.svg"), 72), QString());
    QFile svg(folder.filePath("toy.svg"));
    QVERIFY(svg.open(QIODevice::ReadOnly));
    QVERIFY(svg.readAll().contains("ten nudges of 0.5"));
    const auto repeat = nlohmann::json::parse(figure->repeatJson());
    QCOMPARE(repeat["delta"].get<double>(), 0.5);
    QCOMPARE(QString::fromStdString(figure->csv()).count('\n'), 11);
  }
};

QTEST_MAIN(TestToyPage)
#include "tst_toy_page.moc"
