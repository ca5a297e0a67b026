// SPDX-License-Identifier: GPL-3.0-or-later
// The Convolution page with an engine that the test answers for; its canvas, its figure.
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/support/fake_engine.hpp"
#include "widgets/canvas/filter_canvas.hpp"
#include "widgets/controls/number_grid.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/convolution_figure.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/pages/convolution/layer_card.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

constexpr int kSide = 8;

ShownMap mapOf(int side, double start, bool isSigned) {
  ShownMap map;
  map.isSigned = isSigned;
  map.numbers = {1, side, side, {}};
  Image picture{side, side, 1, {}};
  for (int i = 0; i < side * side; ++i) {
    map.numbers.values.push_back(start + i);
    picture.pixels.push_back(static_cast<std::uint8_t>(i));
  }
  map.picture = std::make_shared<const Image>(picture);
  return map;
}

ConvolutionReady someMaps() {
  ConvolutionReady ready;
  ready.input = mapOf(kSide, 0, false);
  ready.output = mapOf(kSide - 2, -10, true);
  ready.imageName = "signs-gallery 1";
  ready.fullWidth = ready.fullHeight = kSide;
  ready.strongestX = 4;
  ready.strongestY = 2;
  return ready;
}

WindowReady windowAt(int y, int x) {
  WindowTerms terms;
  terms.window = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  terms.products = {1, 0, -3, 8, 0, -12, 7, 0, -9};
  terms.isOutside.assign(9, false);
  terms.sum = terms.value = -8;
  return {y, x, y, x, {terms}};
}

std::unique_ptr<Page> makePage(FakeEngine& engine, ExperimentModel& experiment) {
  for (const RegisteredPage& page : allPages()) {
    if (page.info.id == QStringLiteral("convolution")) return std::unique_ptr<Page>(page.make({engine, experiment}));
  }
  return nullptr;
}

const ConvolutionSpec& specAsked(const FakeEngine& engine) {
  return engine.newest<ConvolutionRequest>()->request.get<ConvolutionRequest>().spec;
}

QPoint cellAsked(const FakeEngine& engine) {
  const auto& request = engine.newest<WindowRequest>()->request.get<WindowRequest>();
  return {request.x, request.y};
}

void answerMaps(FakeEngine& engine) {
  engine.answer(engine.newest<ConvolutionRequest>()->ticket, Lane::Preview, someMaps());
}

void answerWindow(FakeEngine& engine) {
  const QPoint cell = cellAsked(engine);
  engine.answer(engine.newest<WindowRequest>()->ticket, Lane::Preview, windowAt(cell.y(), cell.x()));
}

}  // namespace

class TestConvolutionPage : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<FakeEngine> m_engine;
  std::unique_ptr<ExperimentModel> m_experiment;
  std::unique_ptr<Page> m_page;

  FilterCanvas* canvas(int index) const { return m_page->findChildren<FilterCanvas*>().at(index); }
  NumberGrid* grid(const QString& name) const {
    for (NumberGrid* one : m_page->findChildren<NumberGrid*>())
      if (one->accessibleName() == name) return one;
    return nullptr;
  }
  void open() {
    m_page->resize(1100, 640);
    m_page->show();
    answerMaps(*m_engine);
    answerWindow(*m_engine);
  }

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() {
    QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)"));
    m_engine = std::make_unique<FakeEngine>();
    m_experiment = std::make_unique<ExperimentModel>(m_engine->attacks());
    m_page = makePage(*m_engine, *m_experiment);
  }
  void cleanup() { m_page.reset(); }

  void itAsksWhenItIsShownAndOpensAtTheStrongestOutput() {
    QCOMPARE(m_engine->count<ConvolutionRequest>(), 0);
    m_page->show();
    QCOMPARE(m_engine->newest<ConvolutionRequest>()->lane, Lane::Preview);
    QCOMPARE(specAsked(*m_engine).kernel, parseKernel("sobel-x"));
    QVERIFY(!m_page->isSettled());
    answerMaps(*m_engine);
    QCOMPARE(cellAsked(*m_engine), QPoint(4, 2));
    answerWindow(*m_engine);
    QVERIFY(m_page->isSettled());
    QCOMPARE(canvas(0)->window(), (MapWindow{2, 4, 3, 3, 1}));
    QCOMPARE(canvas(1)->window(), (MapWindow{2, 4, 1, 1, 1}));
    QCOMPARE(m_page->findChild<AxisSlider*>()->value(), 4.0);
    QVERIFY(m_page->findChild<VerdictCard*>()->verdict().headline.contains(QStringLiteral("−8")));
    QVERIFY(m_page->figure());
  }

  void theWindowIsDraggedAndTheNewestPlaceIsNext() {
    open();
    const auto drag = [this](double x, double y) {
      QTest::mouseClick(canvas(0), Qt::LeftButton, {}, canvas(0)->placeOf(QRectF(x, y, 1, 1)).center().toPoint());
    };
    const int before = m_engine->count<WindowRequest>();
    drag(2, 3);
    QCOMPARE(cellAsked(*m_engine), QPoint(1, 2));
    drag(3, 3);
    drag(5, 6);
    QCOMPARE(m_engine->count<WindowRequest>(), before + 1);
    answerWindow(*m_engine);
    QCOMPARE(m_engine->count<WindowRequest>(), before + 2);
    QCOMPARE(cellAsked(*m_engine), QPoint(4, 5));
    answerWindow(*m_engine);
    drag(7, 7);
    QCOMPARE(cellAsked(*m_engine), QPoint(5, 5));
  }

  void keysAndTheAxisMoveTheWindow() {
    open();
    QTest::keyClick(canvas(0), Qt::Key_Left);
    QCOMPARE(cellAsked(*m_engine), QPoint(3, 2));
    answerWindow(*m_engine);
    QTest::keyClick(canvas(0), Qt::Key_Down);
    QCOMPARE(cellAsked(*m_engine), QPoint(3, 3));
    answerWindow(*m_engine);
    QTest::keyClick(m_page->findChild<AxisSlider*>(), Qt::Key_Home);
    QCOMPARE(cellAsked(*m_engine), QPoint(0, 3));
    answerWindow(*m_engine);
    QTest::keyClick(canvas(0), Qt::Key_Home);
    QCOMPARE(cellAsked(*m_engine), QPoint(0, 0));
  }

  void theKernelIsEditedWithUndo() {
    open();
    NumberGrid* kernel = grid(QStringLiteral("Kernel"));
    kernel->setCell(0, 0);
    QTest::keyClick(kernel, Qt::Key_PageUp);
    QCOMPARE(specAsked(*m_engine).kernel.values[0], 1.5);
    answerMaps(*m_engine);
    m_experiment->undoStack().undo();
    QCOMPARE(specAsked(*m_engine).kernel, parseKernel("sobel-x"));
    QCOMPARE(kernel->table().values[0], 1.0);
    answerMaps(*m_engine);
    m_experiment->undoStack().redo();
    QCOMPARE(specAsked(*m_engine).kernel.values[0], 1.5);
    answerMaps(*m_engine);
    m_page->reset();
    QCOMPARE(specAsked(*m_engine).kernel, parseKernel("sobel-x"));
  }

  void aPerturbationAsksForTheExperimentsAttackFirst() {
    open();
    ConvolutionSession session(*m_engine, *m_experiment);
    session.setShown(true);
    ConvolutionState state = session.state();
    state.isPerturbation = true;
    session.change(QStringLiteral("input"), state);
    const auto* asked = m_engine->newest<AttackRequest>();
    QVERIFY(asked);
    QCOMPARE(asked->request.get<AttackRequest>().attack, m_experiment->experiment().attack);
    AttackFinished finished;
    finished.picture = std::make_shared<const Image>(Image{1, 1, 1, {9}});
    finished.clean.original = std::make_shared<const Image>(Image{1, 1, 1, {7}});
    answerMaps(*m_engine);
    m_engine->answer(asked->ticket, Lane::Attack, finished);
    const auto& input = std::get<PictureInput>(specAsked(*m_engine).input);
    QCOMPARE(std::get<MemoryImage>(input.image).image->pixels[0], 9);
    QVERIFY(input.minus);
    m_experiment->undoStack().clear();
  }

  void theAnimationWritesTheOutputRowByRow() {
    open();
    auto* animate = m_page->findChild<QPushButton*>();
    animate->click();
    QVERIFY(!m_page->isSettled());
    const auto answered = [this] {
      answerWindow(*m_engine);
      return cellAsked(*m_engine);
    };
    QTRY_VERIFY(answered().y() > 2);
    animate->click();
    QTRY_VERIFY(answered().y() > 2 && m_page->isSettled());
  }

  void theLayersSizeFollowsStrideAndPadding() {
    open();
    auto* layer = m_page->findChild<LayerCard*>();
    const auto says = [layer](const QString& text) {
      for (const QLabel* label : layer->findChildren<QLabel*>())
        if (label->text().contains(text)) return true;
      return false;
    };
    QVERIFY(says(QStringLiteral("32×32×3, six 5×5 filters → 28×28×6")));
    QVERIFY(says(QStringLiteral("456")));
    ConvolutionSession session(*m_engine, *m_experiment);
    LayerCard card(session);
    ConvolutionState state = session.state();
    state.stepping.padding = 2;
    session.change(QStringLiteral("padding"), state);
    QCOMPARE(outputSize(card.shape().width, card.shape().size, card.shape().stepping), 32);
    m_experiment->undoStack().clear();
  }

  void failuresAreTold() {
    m_page->show();
    m_engine->answer(m_engine->newest<ConvolutionRequest>()->ticket, Lane::Preview,
                     Failed{{ErrorKind::User, "The kernel is too large.", "Make it smaller."}});
    QCOMPARE(m_page->findChild<VerdictCard*>()->verdict().kind, Verdict::Kind::Error);
    QVERIFY(m_page->isSettled());
    QVERIFY(!m_page->figure());
  }

  void theRowIsReadFromBothMaps() {
    const auto lines = rowSeries(someMaps(), windowAt(2, 4), parseKernel("sobel-x"), {});
    QCOMPARE(lines.size(), 2U);
    QCOMPARE(lines[0].y, (std::vector<double>{2, 3, 4, 5, 6, 7}));
    QCOMPARE(lines[1].y, (std::vector<double>{25, 26, 27, 28, 29, 30}));
    QVERIFY(isDashed(lines[1]));
  }

  void theFigureParsesInEveryFormatAndHoldsTheNumbers() {
    const ConvolutionFigure figure(
        {std::make_shared<const ConvolutionReady>(someMaps()), windowAt(2, 4), parseKernel("sobel-x"), {}});
    QTemporaryDir folder;
    for (const FigureStyle& style : figureStyles()) {
      for (const char* ending : {"png", "pdf", "svg"}) {
        const QString path = folder.filePath(style.name + QLatin1Char('.') + QLatin1String(ending));
        QStringList written;
        QCOMPARE(exportFigure(figure, style, path, 72, &written), QString());
        for (const QString& file : written) QVERIFY2(QFile(file).size() > 0, qPrintable(file));
      }
    }
    const QStringList lines = QString::fromStdString(figure.csv()).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 1 + 36);
    QCOMPARE(lines.last(), QStringLiteral("0,5,5,25"));
    const auto json = nlohmann::json::parse(figure.repeatJson());
    QCOMPARE(json["kernel"]["values"].size(), 9U);
    QCOMPARE(json["cell"]["value"].get<double>(), -8.0);
    QVERIFY(figure.caption().contains(QStringLiteral("⌊(8 + 2·0 − 1·(3 − 1) − 1) / 1⌋ + 1 = 6")));
  }
};

QTEST_MAIN(TestConvolutionPage)
#include "tst_convolution_page.moc"
