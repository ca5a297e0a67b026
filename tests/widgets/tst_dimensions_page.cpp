// SPDX-License-Identifier: GPL-3.0-or-later
// The Dimensions page with an engine that the test answers for; its words and its figure.
#include <QLabel>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <memory>

#include "engine/api/dimensions.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/dimension_words.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

ImagePtr grey(const PictureOfNumbers& shape) {
  return std::make_shared<const Image>(
      Image{shape.width, shape.height, shape.channels,
            std::vector<std::uint8_t>(static_cast<std::size_t>(shape.numbers()), 128)});
}

DimensionPicture aPicture(int d) {
  DimensionPicture picture;
  picture.shape = dimensionStop(d);
  picture.epsilon = 8.0 / 255;
  picture.cleanScore = -3;
  picture.adversarialScore = 0.1;
  picture.noiseScore = -2.9;
  picture.adversarialPush = 3;
  picture.noisePush = 0.1;
  picture.clean = picture.signs = picture.adversarial = picture.noise = grey(picture.shape);
  return picture;
}

struct Opened {
  Opened() {
    for (const RegisteredPage& registered : allPages()) {
      if (registered.info.id == QStringLiteral("dimensions")) page.reset(registered.make({engine, experiment}));
    }
    page->resize(1200, 780);
  }
  template <class Asked, class Answer>
  void answer(Answer answer) {
    const auto* newest = engine.newest<Asked>();
    engine.answer(newest->ticket, newest->lane, std::move(answer));
  }
  void answerAll() {
    answer<DimensionPictureRequest>(aPicture(784));
    answer<DimensionsRequest>(
        DimensionsMeasured{{}, {{10, 0.4, 0.4, 0.3, 0.5, 0.5, 0.5}, {784, 0.04, 0.04, 0.03, 0.05, 0.5, 0.5}}});
    answer<DimensionsTrainedRequest>(DimensionsTrained{{}, {{"mnist", 784, 0.05, 0.9, 17}}, {}});
  }

  FakeEngine engine;
  ExperimentModel experiment{engine.attacks()};
  std::unique_ptr<Page> page;
};

}  // namespace

class TestDimensionsPage : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void nothingIsAskedBeforeThePageIsShown() {
    Opened open;
    QVERIFY(open.engine.asked.empty());
    open.page->show();
    QCOMPARE(open.engine.newest<DimensionPictureRequest>()->lane, Lane::Preview);
    QCOMPARE(open.engine.newest<DimensionsTrainedRequest>()->lane, Lane::Training);
    QVERIFY(!open.page->isSettled());
    open.answerAll();
    QVERIFY(open.page->isSettled());
  }

  void theAxisIsTheNumberOfDimensions() {
    Opened open;
    open.page->show();
    open.answerAll();
    QCOMPARE(open.page->findChild<VerdictCard*>()->verdict().headline,
             QStringLiteral("At d = 784 a nudge of 8/255 of every number flips the class."));
    auto* plot = open.page->findChild<AxisSlider*>();
    QCOMPARE(plot->value(), 784.0);
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(open.engine.newest<DimensionPictureRequest>()->request.get<DimensionPictureRequest>().d, 1600);
    open.page->reset();
    QCOMPARE(open.engine.newest<DimensionPictureRequest>()->request.get<DimensionPictureRequest>().d, 784);
  }

  void weightsMayBeFixedInstead() {
    Opened open;
    open.page->show();
    open.answerAll();
    for (auto* button : open.page->findChildren<QToolButton*>()) {
      if (button->text() == QStringLiteral("weights fixed")) button->click();
    }
    const auto asked = open.engine.newest<DimensionsRequest>()->request.get<DimensionsRequest>();
    QCOMPARE(asked.setting.scale, WeightScale::SameWeights);
  }

  void trainingIsCancelled() {
    Opened open;
    open.page->show();
    for (auto* button : open.page->findChildren<QToolButton*>()) {
      if (button->accessibleName() == QStringLiteral("Cancel training")) button->click();
    }
    QCOMPARE(open.engine.cancelled, std::vector<Ticket>{open.engine.newest<DimensionsTrainedRequest>()->ticket});
  }

  void wordsSayShapesAndTrainedClassifiers() {
    QCOMPARE(shapeText({224, 224, 3}), QStringLiteral("224 × 224 × 3 = 150,528"));
    DimensionPicture picture = aPicture(784);
    QVERIFY(dimensionReason(picture).contains("30 times less"));
    picture.fitsEightBits = false;
    QVERIFY(dimensionReason(picture).contains("8-bit level"));
    QVERIFY(trainedSentence({}).isEmpty());
    QVERIFY(trainedSentence({{}, {{"mnist", 784, 10.0 / 255, 0.9, 17}}, {}}).contains("MNIST 10/255"));
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

  void theFigureIsWritten() {
    Opened open;
    open.page->show();
    QVERIFY(!open.page->figure());
    open.answerAll();
    const auto figure = open.page->figure();
    QVERIFY(figure);
    QTemporaryDir folder;
    QCOMPARE(exportFigure(*figure, figureStyles().front(), folder.filePath("d.pdf"), 72), QString());
    QCOMPARE(QString::fromStdString(figure->csv()).count('\n'), 4);
  }
};

QTEST_MAIN(TestDimensionsPage)
#include "tst_dimensions_page.moc"
