// SPDX-License-Identifier: GPL-3.0-or-later
// The playground with an engine that the test answers for: its plane, its settings, undo, its figures.
#include <QComboBox>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "engine/api/linearity.hpp"
#include "engine/api/playground.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/figures/playground_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/playground/plane_step_card.hpp"
#include "widgets/pages/playground/plane_view.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/linearity_text.hpp"
#include "widgets/plots/plane_text.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

PlanePoints thePoints() {
  return {"outlier", {{{-0.5, -0.5}, PlaneClass::O}, {{0.5, 0.5}, PlaneClass::X}}, {{{-0.4, -0.4}, PlaneClass::O}}, 0};
}

/// The logit is 4x on a grid of three places.
PlaygroundReady theSnapshot(int steps) {
  PlaygroundReady ready;
  PlaneState state;
  state.steps = steps;
  ready.state = std::make_shared<const PlaneState>(state);
  ready.losses = {0.5, 0.4};
  ready.accuracy = 1.0;
  ready.heldOutAccuracy = 0.9;
  ready.side = 3;
  ready.logits = {-4, 0, 4, -4, 0, 4, -4, 0, 4};
  return ready;
}

PlaneProbed theProbe(PlaneClass says) {
  PlaneProbed probed;
  probed.start = {{-0.5, -0.5}, -2.0, PlaneClass::O, 0.88};
  probed.label = PlaneClass::O;
  probed.stepped = {{-0.3, -0.5}, says == PlaneClass::X ? 3.0 : -1.0, says, 0.97};
  probed.noise = {{-0.5, -0.3}, -2.0, PlaneClass::O, 0.88};
  probed.smallestStep = 0.21;
  probed.epsilons = {0.0, 0.5, 1.0};
  probed.attackProbability = {0.88, 0.5, 0.1};
  probed.noiseProbability = probed.noiseLow = probed.noiseHigh = {0.88, 0.8, 0.7};
  probed.line = {-1, 0, 1};
  probed.logits = {-6, -2, 2};
  return probed;
}

struct Shown {
  FakeEngine engine;
  ExperimentModel experiment{engine.attacks()};
  std::unique_ptr<Page> page;

  Shown() {
    for (const RegisteredPage& one : allPages())
      if (one.info.id == QStringLiteral("playground")) page.reset(one.make({engine, experiment}));
    page->resize(1200, 700);
    page->show();
    engine.answer(engine.newest<PlanePointsRequest>()->ticket, Lane::Preview, thePoints());
  }
  const PlaygroundRequest& asked() const {
    return engine.newest<PlaygroundRequest>()->request.get<PlaygroundRequest>();
  }
  const PlaneProbeRequest& probe() const {
    return engine.newest<PlaneProbeRequest>()->request.get<PlaneProbeRequest>();
  }
  PlaneView* view() const { return page->findChild<PlaneView*>(); }
  void answerTraining(int steps) {
    QTRY_VERIFY(engine.newest<PlaygroundRequest>() && engine.newest<PlaygroundRequest>()->ticket != answered);
    answered = engine.newest<PlaygroundRequest>()->ticket;
    engine.answer(answered, Lane::Training, theSnapshot(steps));
  }
  /// All that is asked, also what is asked because of an answer.
  void answerProbe(PlaneClass says) {
    while (engine.newest<PlaneProbeRequest>()->ticket != probed) {
      probed = engine.newest<PlaneProbeRequest>()->ticket;
      engine.answer(probed, Lane::Preview, theProbe(says));
    }
  }
  /// Trains to where it rests.
  void rest() {
    answerTraining(500);
    answerProbe(PlaneClass::X);
  }
  QToolButton* button(const QString& name) const {
    for (auto* one : page->findChildren<QToolButton*>())
      if (one->accessibleName() == name || one->text() == name) return one;
    return nullptr;
  }

  Ticket answered = 0;
  Ticket probed = 0;
};

}  // namespace

class TestPlaygroundPage : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void itTrainsInPortionsEachFromTheOneBefore() {
    Shown shown;
    QVERIFY(!shown.page->isSettled());
    shown.answerTraining(4);
    QCOMPARE(shown.engine.newest<PlaygroundRequest>()->lane, Lane::Training);
    QTRY_COMPARE(shown.engine.count<PlaygroundRequest>(), 2);
    QCOMPARE(shown.asked().from->steps, 4);
    QCOMPARE(shown.asked().points.size(), 2U);
    QTest::qWait(50);
    QCOMPARE(shown.engine.count<PlaygroundRequest>(), 2);  // never two at a time
    shown.rest();
    QVERIFY(shown.page->isSettled());
    const Verdict& verdict = shown.page->findChild<VerdictCard*>()->verdict();
    QCOMPARE(verdict.kind, Verdict::Kind::Fooled);
    QVERIFY(verdict.headline.contains(QStringLiteral("from O to X at 97.0 %")));
    QVERIFY(verdict.detail.contains(QStringLiteral("overfitting:")));
    shown.page->hide();
    QTest::qWait(50);
    QCOMPARE(shown.engine.count<PlaygroundRequest>(), 2);
  }

  void settingsCountFromTheNextPortionOn() {
    Shown shown;
    shown.answerTraining(4);
    QTRY_COMPARE(shown.engine.count<PlaygroundRequest>(), 2);
    for (auto* combo : shown.page->findChildren<QComboBox*>()) {
      if (combo->accessibleName() != QStringLiteral("Learning rate")) continue;
      combo->setCurrentIndex(combo->findData(0.1));
      emit combo->activated(combo->currentIndex());
    }
    shown.answerTraining(8);
    QTRY_COMPARE(shown.engine.count<PlaygroundRequest>(), 3);
    QCOMPARE(shown.asked().training.learningRate, 0.1);
    QCOMPARE(shown.asked().from->steps, 8);
    for (auto* combo : shown.page->findChildren<QComboBox*>()) {
      if (combo->accessibleName() != QStringLiteral("Classifier")) continue;
      combo->setCurrentIndex(static_cast<int>(PlaneModelKind::Radial));
      emit combo->activated(combo->currentIndex());
    }
    QTRY_COMPARE(shown.engine.count<PlaygroundRequest>(), 4);
    QCOMPARE(shown.asked().model.kind, PlaneModelKind::Radial);
    QVERIFY(!shown.asked().from);
  }

  void pointsAreAddedDraggedDeletedAndUndone() {
    Shown shown;
    shown.rest();
    PlaneView* view = shown.view();
    const auto points = [&] { return view->scene().points; };
    QTest::keyClick(view, Qt::Key_X);
    QTest::mouseClick(view, Qt::LeftButton, {}, view->pixelOf({0.0, -0.5}).toPoint());
    QCOMPARE(points().size(), 3U);
    QCOMPARE(points().back().of, PlaneClass::X);
    QVERIFY(std::abs(points().back().at.y + 0.5) < 0.01);
    QVERIFY(!shown.page->isSettled());  // it wakes up and trains on

    QTest::mousePress(view, Qt::LeftButton, {}, view->pixelOf({-0.5, -0.5}).toPoint());
    QTest::mouseMove(view, view->pixelOf({-0.2, 0.3}).toPoint());
    QTest::mouseRelease(view, Qt::LeftButton, {}, view->pixelOf({-0.2, 0.3}).toPoint());
    QVERIFY(std::abs(points().front().at.x + 0.2) < 0.01);
    QTest::mouseClick(view, Qt::RightButton, {}, view->pixelOf({0.5, 0.5}).toPoint());
    QCOMPARE(points().size(), 2U);

    QUndoStack& undo = shown.experiment.undoStack();
    QCOMPARE(undo.count(), 3);
    undo.undo();
    undo.undo();
    QCOMPARE(points().front().at, (PlanePlace{-0.5, -0.5}));
    undo.undo();
    QCOMPARE(points().size(), 2U);
    undo.redo();
    QCOMPARE(points().size(), 3U);
    QTest::mouseClick(shown.button(QStringLiteral("Clear")), Qt::LeftButton);
    QVERIFY(points().empty());
  }

  void theProbeGoesWhereItIsClickedAndTheAxisIsItsLength() {
    Shown shown;
    shown.rest();
    PlaneView* view = shown.view();
    QTest::mouseClick(view, Qt::LeftButton, {}, view->pixelOf({0.3, -0.6}).toPoint());
    QVERIFY(std::abs(shown.probe().at.x - 0.3) < 0.01 && std::abs(shown.probe().at.y + 0.6) < 0.01);
    QVERIFY(!shown.probe().label);
    shown.answerProbe(PlaneClass::O);
    QTest::mouseClick(view, Qt::LeftButton, {}, view->pixelOf({0.5, 0.5}).toPoint());
    QCOMPARE(shown.probe().label, std::optional<PlaneClass>(PlaneClass::X));
    shown.answerProbe(PlaneClass::O);
    auto* axis = shown.page->findChild<PlaneStepCard*>()->findChild<AxisSlider*>();
    QTest::mouseClick(axis, Qt::LeftButton, {}, {qRound(axis->pixelOf(0.6)), axis->plotArea().center().y()});
    QVERIFY(std::abs(shown.probe().epsilon - 0.6) < 0.011);
    QCOMPARE(axis->series().size(), 2U);
  }

  void pauseHoldsAndPlayGoesOn() {
    Shown shown;
    shown.answerTraining(4);
    shown.answerProbe(PlaneClass::X);
    QTRY_COMPARE(shown.engine.count<PlaygroundRequest>(), 2);
    QTest::mouseClick(shown.button(QStringLiteral("Train or pause")), Qt::LeftButton);
    shown.answerTraining(8);
    shown.answerProbe(PlaneClass::X);
    QTest::qWait(50);
    QCOMPARE(shown.engine.count<PlaygroundRequest>(), 2);
    QVERIFY(shown.page->isSettled());
    QTest::mouseClick(shown.button(QStringLiteral("One step")), Qt::LeftButton);
    QCOMPARE(shown.asked().steps, 1);
    shown.answerTraining(9);
    QTest::mouseClick(shown.button(QStringLiteral("Train or pause")), Qt::LeftButton);
    QTRY_COMPARE(shown.engine.count<PlaygroundRequest>(), 4);
    QCOMPARE(shown.asked().from->steps, 9);
  }

  void failuresAreTold() {
    Shown shown;
    QTRY_COMPARE(shown.engine.count<PlaygroundRequest>(), 1);
    shown.engine.answer(shown.engine.newest<PlaygroundRequest>()->ticket, Lane::Training,
                        Failed{{ErrorKind::User, "The training has diverged.", "Lower the learning rate."}});
    const Verdict& verdict = shown.page->findChild<VerdictCard*>()->verdict();
    QCOMPARE(verdict.kind, Verdict::Kind::Error);
    QVERIFY(shown.page->isSettled());
  }

  void theFigureIsWhole() {
    Shown shown;
    shown.rest();
    const auto figure = shown.page->figure();
    QVERIFY(figure);
    const auto json = nlohmann::json::parse(figure->repeatJson());
    QCOMPARE(json["points"].size(), 2U);
    QCOMPARE(json["steps"].get<int>(), 500);
    QCOMPARE(QString::fromStdString(figure->csv()).count(QStringLiteral("\nlogit,")), 9);
    QImage image(720, 420, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    figure->paint(painter, figureStyles().front());
    QVERIFY(painter.end());
  }

  void theBoundaryLiesWhereTheLogitIsZero() {
    PlaygroundReady ready = theSnapshot(1);
    for (std::size_t i = 0; i < ready.logits.size(); ++i) ready.logits[i] += 1.0F;  // 4x + 1 = 0 at −1/4
    const auto pieces = boundaryOf(ready);
    QCOMPARE(pieces.size(), 2U);
    for (const auto& [from, to] : pieces) QVERIFY(std::abs(from.x + 0.25) < 1e-6 && std::abs(to.x + 0.25) < 1e-6);
    const QImage image = renderPlane(ready, lightTheme(), 40);
    QVERIFY(QColor(image.pixel(1, 20)).blue() > QColor(image.pixel(1, 20)).red());
    QVERIFY(QColor(image.pixel(38, 20)).red() > QColor(image.pixel(38, 20)).blue());
  }

  void layersAreReadAndWritten() {
    QCOMPARE(readLayers(QStringLiteral("8, 8")), (std::vector<int>{8, 8}));
    QCOMPARE(layersText(readLayers(QStringLiteral("3 4,5"))), QStringLiteral("3, 4, 5"));
    QVERIFY(readLayers(QStringLiteral("0")).empty());
    QVERIFY(readLayers(QStringLiteral("65")).empty());
    QVERIFY(readLayers(QStringLiteral("1,1,1,1,1,1,1")).empty());
  }

  void theOtherTabShowsFourNetworks() {
    Shown shown;
    shown.rest();
    QTest::mouseClick(shown.button(QStringLiteral("How linear is a network?")), Qt::LeftButton);
    const auto* asked = shown.engine.newest<LinearityRequest>();
    QVERIFY(asked);
    QCOMPARE(asked->request.get<LinearityRequest>().models.size(), 4U);
    QVERIFY(!shown.page->isSettled());
    LinearityReady ready;
    ready.image = std::make_shared<const Image>(Image{2, 2, 1, {1, 2, 3, 4}});
    ready.line = {-16.0 / 255, 0, 16.0 / 255};
    ready.epsilons = {0, 8.0 / 255, 16.0 / 255};
    ready.done = 1.0;
    for (const char* id : {"signs_relu", "signs_maxout", "signs_tanh", "signs_sigmoid"}) {
      LinearityRow row;
      row.model.id = id;
      row.model.labels = {"stop", "yield"};
      row.label = 0;
      row.r2 = ready.rows.empty() ? 0.99 : 0.8;
      row.lines = {{0, {3, 2, 1}, {}}, {1, {0, 1, 2}, {}}};
      row.errors = {0.05, 0.5, 0.9};
      row.count = 100;
      row.pictures.assign(5, ready.image);
      ready.rows.push_back(row);
    }
    shown.engine.answer(asked->ticket, Lane::Batch, ready);
    QVERIFY(shown.page->isSettled());
    const Verdict& verdict = shown.page->findChild<VerdictCard*>()->verdict();
    QVERIFY(verdict.headline.contains(QStringLiteral("ReLU runs straightest")));
    QVERIFY(verdict.detail.contains(QStringLiteral("50")));
    QVERIFY(shown.page->figure());
    QCOMPARE(errorAt(ready, -8), 1U);
    QCOMPARE(pictureAt(ready, -16), 0U);
    QCOMPARE(pictureAt(ready, 8), 3U);
  }
};

QTEST_MAIN(TestPlaygroundPage)
#include "tst_playground_page.moc"
