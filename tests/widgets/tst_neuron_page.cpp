// SPDX-License-Identifier: GPL-3.0-or-later
// The Neuron page with an engine that the test answers for; its drawing, its figure.
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/support/fake_engine.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/figures/neuron_figure.hpp"
#include "widgets/pages/neuron/neuron_view.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

/// A linear neuron, worked out by hand.
NeuronReady answerTo(const NeuronRequest& neuron) {
  NeuronReady ready;
  ready.neuron = neuron;
  ready.sum = neuron.bias;
  ready.slope = 1;
  ready.gradient = neuron.weights;
  ready.moved = neuron.inputs;
  for (std::size_t i = 0; i < neuron.inputs.size(); ++i) {
    ready.products.push_back(neuron.weights[i] * neuron.inputs[i]);
    ready.sum += ready.products.back();
    if (ready.strongest < 0 || std::abs(neuron.weights[i]) > std::abs(neuron.weights[ready.strongest]))
      ready.strongest = static_cast<int>(i);
  }
  ready.output = ready.sum;
  ready.movedSum = ready.movedOutput = ready.sum + 0.5;
  ready.reach = 6;
  ready.curveSums = ready.curveOutputs = {-6, 0, 6};
  return ready;
}

std::unique_ptr<Page> makePage(FakeEngine& engine, ExperimentModel& experiment) {
  for (const RegisteredPage& page : allPages()) {
    if (page.info.id == QStringLiteral("neuron")) return std::unique_ptr<Page>(page.make({engine, experiment}));
  }
  return nullptr;
}

}  // namespace

class TestNeuronPage : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<FakeEngine> m_engine;
  std::unique_ptr<ExperimentModel> m_experiment;
  std::unique_ptr<Page> m_page;

  NeuronRequest asked() const { return m_engine->newest<NeuronRequest>()->request.get<NeuronRequest>(); }
  void answer() { m_engine->answer(m_engine->newest<NeuronRequest>()->ticket, Lane::Preview, answerTo(asked())); }

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() {
    QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)"));
    m_engine = std::make_unique<FakeEngine>();
    m_experiment = std::make_unique<ExperimentModel>(m_engine->attacks());
    m_page = makePage(*m_engine, *m_experiment);
    m_page->resize(1100, 640);
    m_page->show();
    answer();
  }
  void cleanup() { m_page.reset(); }

  void itOpensOnAnExampleAndSaysWhichInputMoves() {
    QCOMPARE(m_engine->newest<NeuronRequest>()->lane, Lane::Preview);
    QCOMPARE(asked(), NeuronRequest());
    QVERIFY(m_page->isSettled());
    QVERIFY(m_page->findChild<VerdictCard*>()->verdict().headline.startsWith(
        QStringLiteral("An attacker moves x₂ down first")));
    QVERIFY(std::abs(m_page->findChild<AxisSlider*>()->value() - 0.4) < 1e-9);
    QCOMPARE(m_page->findChild<AxisSlider*>()->high(), 6.0);
    QVERIFY(m_page->figure());
  }

  void theAxisMovesTheBias() {
    auto* axis = m_page->findChild<AxisSlider*>();
    QTest::mouseClick(axis, Qt::LeftButton, {}, {qRound(axis->pixelOf(3.0)), axis->plotArea().center().y()});
    const auto first = m_engine->asked.back().request.get<NeuronRequest>();
    QVERIFY(std::abs(first.bias - (3.0 - 0.2)) < 0.06);
    QCOMPARE(first.weights, NeuronRequest().weights);
    answer();
    answer();
    QVERIFY(m_page->isSettled());
    m_experiment->undoStack().undo();
    QCOMPARE(asked().bias, 0.2);
  }

  void numbersAreDraggedInTheDrawingAsOneUndoStep() {
    auto* view = m_page->findChild<NeuronView*>();
    const QPoint weight = view->placeOf(1, true).center().toPoint();
    const int before = m_experiment->undoStack().count();
    QTest::mousePress(view, Qt::LeftButton, {}, weight);
    for (const int up : {10, 20, 30}) {
      QMouseEvent move(QEvent::MouseMove, weight - QPoint(0, up), view->mapToGlobal(weight - QPoint(0, up)),
                       Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
      QCoreApplication::sendEvent(view, &move);
      answer();
    }
    QTest::mouseRelease(view, Qt::LeftButton, {}, weight);
    QCOMPARE(m_experiment->undoStack().count(), before + 1);
    QVERIFY(std::abs(asked().weights[1] + 0.2) < 1e-9);
    m_experiment->undoStack().undo();
    QCOMPARE(asked().weights[1], -0.8);
  }

  void keysChooseAndChange() {
    auto* view = m_page->findChild<NeuronView*>();
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_PageUp);
    QVERIFY(std::abs(asked().inputs[1] + 0.4) < 1e-9);
    answer();
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(asked().weights[1], 0.0);
    QVERIFY(view->accessibleDescription().startsWith(QStringLiteral("w₂")));
  }

  void controlsChangeTheNeuron() {
    m_page->findChild<QDoubleSpinBox*>()->setValue(1.0);
    QCOMPARE(asked().epsilon, 1.0);
    answer();
    m_page->findChild<QSpinBox*>()->setValue(5);
    QCOMPARE(asked().inputs.size(), 5U);
    QCOMPARE(asked().weights.size(), 5U);
    QCOMPARE(asked().otherWeights.size(), 5U);
    answer();
    m_page->reset();
    QCOMPARE(asked(), NeuronRequest());
  }

  void presentingKeepsTheVerdictAndTheAxis() {
    auto* verdict = m_page->findChild<VerdictCard*>();
    m_page->setPresenting(true);
    QTRY_VERIFY(verdict->isVisible());
    QVERIFY(m_page->findChild<AxisSlider*>()->isVisible());
    QVERIFY(!m_page->findChild<QDoubleSpinBox*>()->isVisible());
    QCOMPARE(verdict->parentWidget(), m_page.get());
    m_page->setPresenting(false);
    QTRY_VERIFY(verdict->isVisible() && m_page->findChild<QDoubleSpinBox*>()->isVisible());
    QVERIFY(verdict->parentWidget() != m_page.get());
  }

  void noSlopeIsSaidInWords() {
    NeuronReady ready = answerTo(NeuronRequest());
    ready.strongest = -1;
    QVERIFY(neuronSentence(ready).contains(QStringLiteral("nothing to follow")));
  }

  void failuresAreTold() {
    m_page->findChild<QSpinBox*>()->setValue(4);
    m_engine->answer(m_engine->newest<NeuronRequest>()->ticket, Lane::Preview,
                     Failed{{ErrorKind::User, "One of the inputs is no number.", "Write one."}});
    QCOMPARE(m_page->findChild<VerdictCard*>()->verdict().kind, Verdict::Kind::Error);
  }

  void theFigureParsesInEveryFormatAndHoldsTheNumbers() {
    const NeuronFigure figure(answerTo(NeuronRequest()));
    QTemporaryDir folder;
    for (const FigureStyle& style : figureStyles()) {
      for (const char* ending : {"png", "pdf", "svg"}) {
        QStringList written;
        const QString path = folder.filePath(style.name + QLatin1Char('.') + QLatin1String(ending));
        QCOMPARE(exportFigure(figure, style, path, 72, &written), QString());
        for (const QString& file : written) QVERIFY2(QFile(file).size() > 0, qPrintable(file));
      }
    }
    QVERIFY(figure.csv().find("input,3,2,-0.4") != std::string::npos);
    const auto json = nlohmann::json::parse(figure.repeatJson());
    QCOMPARE(json["activation"].get<std::string>(), std::string("tanh"));
    QCOMPARE(json["gradient"].size(), 3U);
  }
};

QTEST_MAIN(TestNeuronPage)
#include "tst_neuron_page.moc"
