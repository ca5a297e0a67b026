// SPDX-License-Identifier: GPL-3.0-or-later
// The control is the axis: dragging anywhere on a plot moves the value; the lines hold the data.
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "widgets/plots/epsilon_plot.hpp"
#include "widgets/plots/iteration_plot.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;

namespace {

ModelInfo threeClasses() {
  ModelInfo model;
  model.labels = {"stop", "yield", "other"};
  return model;
}

CurveReady aCurve() {
  CurveReady curve;
  curve.levels = {-16, 0, 16};
  curve.attack = {{1, 0.9, 0.1}, {1, 0.9, 0.8}, {0, 0, 1}, {0, 0.05, 0.8}};
  curve.noise = {{0.9, 0.9, 0.85}, {0.9, 0.9, 0.85}, {0, 0, 0}, {}};
  curve.label = 0;
  curve.target = 1;
  return curve;
}

FramePtr frameAt(int step, double labelProbability, bool success) {
  auto frame = std::make_shared<Frame>();
  frame->step = step;
  frame->loss = 0.5 * step;
  frame->success = success;
  frame->prediction.labelProbability = labelProbability;
  frame->prediction.top = {{success ? 1 : 0, success ? 1 - labelProbability : labelProbability, 0.0}};
  frame->distortion.linf = step / 255.0;
  return frame;
}

QPoint onPlot(const AxisSlider& plot, double value) {
  return {qRound(plot.pixelOf(value)), plot.plotArea().center().y()};
}

}  // namespace

class TestPlots : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void logarithmicAxesHaveTheirStops() {
    AxisSlider plot;
    plot.setLogarithmic();
    plot.setValueAxis("y");
    plot.setRange(10, 100000);
    plot.setStops({10, 784, 3072, 100000});
    plot.setSeries({{.name = "line", .x = {10, 100000}, .y = {1, 0.01}}});
    plot.resize(600, 200);
    plot.show();
    QVERIFY(std::abs(plot.pixelOf(1000) - plot.plotArea().center().x()) <= 1);
    QVERIFY(std::abs(plot.valueAt(plot.plotArea().center().x()) / 1000 - 1) < 0.02);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, onPlot(plot, 1000));
    QCOMPARE(plot.value(), 784.0);
    QTest::keyClick(&plot, Qt::Key_Right);
    QCOMPARE(plot.value(), 3072.0);
    QTest::keyClick(&plot, Qt::Key_PageDown);
    QCOMPARE(plot.value(), 10.0);
    QTest::keyClick(&plot, Qt::Key_End);
    QCOMPARE(plot.value(), 100000.0);
  }

  void draggingAnywhereMovesTheValue() {
    EpsilonPlot plot;
    plot.resize(600, 160);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QSignalSpy values(&plot, &AxisSlider::valueChanged);
    QSignalSpy started(&plot, &AxisSlider::dragStarted);
    QSignalSpy finished(&plot, &AxisSlider::dragFinished);
    QTest::mousePress(&plot, Qt::LeftButton, {}, onPlot(plot, 4));
    QCOMPARE(plot.value(), 4.0);
    QTest::mouseMove(&plot, onPlot(plot, 9.1));
    QCOMPARE(plot.value(), 9.0);
    QTest::mouseMove(&plot, QPoint(plot.width() + 200, 5));
    QCOMPARE(plot.value(), 16.0);
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, onPlot(plot, 2));
    QCOMPARE(started.count(), 1);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(values.count(), 3);
  }

  void keysMoveFineAndCoarse() {
    EpsilonPlot plot;
    plot.resize(600, 160);
    plot.setValue(8);
    QTest::keyClick(&plot, Qt::Key_Right);
    QCOMPARE(plot.value(), 8.25);
    QTest::keyClick(&plot, Qt::Key_PageUp);
    QCOMPARE(plot.value(), 12.25);
    QTest::keyClick(&plot, Qt::Key_PageDown);
    QTest::keyClick(&plot, Qt::Key_Left);
    QCOMPARE(plot.value(), 8.0);
    QTest::keyClick(&plot, Qt::Key_End);
    QCOMPARE(plot.value(), 16.0);
    QTest::keyClick(&plot, Qt::Key_Home);
    QCOMPARE(plot.value(), 0.0);
  }

  void theEpsilonPlotHoldsTheCurve() {
    EpsilonPlot plot;
    plot.setReach(16, true);
    QCOMPARE(plot.low(), -16.0);
    plot.setCurve(aCurve(), threeClasses());
    QCOMPARE(plot.series().size(), 4U);
    QCOMPARE(plot.series()[0].name, QStringLiteral("p(stop)"));
    QCOMPARE(plot.series()[0].role, SeriesRole::Clean);
    QCOMPARE(plot.series()[0].y, aCurve().attack.labelProbability);
    QCOMPARE(plot.series()[1].role, SeriesRole::Target);
    QCOMPARE(plot.series()[3].role, SeriesRole::Control);
    QCOMPARE(plot.series()[3].y, aCurve().noise.labelProbability);
  }

  void theIterationPlotFillsAndSnapsToSteps() {
    IterationPlot plot;
    plot.resize(600, 160);
    plot.setFrames({frameAt(0, 0.9, false), frameAt(1, 0.4, true)}, 10, threeClasses(), 0, {});
    QCOMPARE(plot.high(), 10.0);
    QCOMPARE(plot.series()[0].x, (std::vector<double>{0, 1}));
    QCOMPARE(plot.series()[0].y, (std::vector<double>{0.9, 0.4}));
    plot.setQuantity(IterationPlot::Quantity::Loss);
    QCOMPARE(plot.series()[0].y, (std::vector<double>{0, 0.5}));
    plot.setQuantity(IterationPlot::Quantity::Norms);
    QCOMPARE(plot.series().size(), 2U);
    QVERIFY(std::abs(plot.series()[0].y[1] - 1.0) < 1e-12);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QTest::mouseClick(&plot, Qt::LeftButton, {}, onPlot(plot, 6.4));
    QCOMPARE(plot.value(), 6.0);
  }

  void whatWasSpentIsAnAxisToo() {
    IterationPlot plot;
    plot.resize(600, 160);
    std::vector<FramePtr> frames;
    for (const auto& [step, queries, p] : {std::tuple(0, 0, 0.9), std::tuple(1, 10, 0.4), std::tuple(2, 40, 0.6)}) {
      auto frame = std::make_shared<Frame>(*frameAt(step, p, step == 2));
      frame->cost.queries = queries;
      frames.push_back(frame);
    }
    plot.setFrames(frames, 2, threeClasses(), 0, {});
    plot.setQuantity(IterationPlot::Quantity::Spent);
    QCOMPARE(plot.high(), 40.0);
    QCOMPARE(plot.series()[0].x, (std::vector<double>{0, 10, 40}));
    QCOMPARE(plot.series()[0].y, (std::vector<double>{0.9, 0.4, 0.4}));
    plot.setStep(1);
    QCOMPARE(plot.value(), 10.0);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QSignalSpy steps(&plot, &IterationPlot::stepChosen);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, onPlot(plot, 30));
    QCOMPARE(steps.last().first().toInt(), 2);
    plot.setQuantity(IterationPlot::Quantity::Probabilities);
    QCOMPARE(plot.high(), 2.0);
    QCOMPARE(plot.value(), 2.0);
  }

  void controlsAreDashedSoThatColourIsNotAlone() {
    QVERIFY(isDashed(SeriesRole::Control));
    QVERIFY(!isDashed(SeriesRole::Clean));
  }
};

QTEST_MAIN(TestPlots)
#include "tst_plots.moc"
