// SPDX-License-Identifier: GPL-3.0-or-later
// The real window with the real engine and the bundled networks.
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/engine_bridge.hpp"
#include "app/main_window.hpp"
#include "app/paths.hpp"
#include "app/settings.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/figures/save_picture.hpp"
#include "widgets/plots/epsilon_plot.hpp"
#include "widgets/plots/iteration_plot.hpp"

using namespace adv;

namespace {

constexpr int kPatience = 60000;

EngineOptions onCpu() {
  EngineOptions options = defaultEngineOptions(DeviceChoice::Cpu, true);
  options.modelFolders = {std::filesystem::path(ADVSCOPE_SOURCE_DIR) / "models"};
  return options;
}

bool waitUntilSettled(MainWindow& window) {
  return QTest::qWaitFor([&] { return !window.isLoading() && window.currentPage()->isSettled(); }, kPatience);
}

Verdict verdictOf(const MainWindow& window) { return window.currentPage()->findChild<VerdictCard*>()->verdict(); }

}  // namespace

class TestWindow : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;

 private slots:
  void initTestCase() {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("AdvScopeTest"));
    QCoreApplication::setApplicationName(QStringLiteral("advscope"));
    applyTheme(ThemeChoice::Light);
  }
  void init() {
    QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)"));
    QSettings().clear();
  }

  void itOpensOnAnExampleThatWorks() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, loadSettings());
    window.show();
    QVERIFY(waitUntilSettled(window));
    QCOMPARE(verdictOf(window).kind, Verdict::Kind::Fooled);
    QVERIFY(window.currentPage()->picture());
    QVERIFY(window.currentPage()->figure());
    QVERIFY(!window.currentPage()->findChild<EpsilonPlot*>()->series().empty());
    QVERIFY(window.currentPage()->findChild<IterationPlot*>()->series().front().x.size() > 2);
  }

  void draggingEpsilonToZeroUnfools() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.resize(1280, 800);
    window.show();
    QVERIFY(waitUntilSettled(window));
    auto* plot = window.currentPage()->findChild<EpsilonPlot*>();
    const int y = plot->plotArea().center().y();
    QTest::mousePress(plot, Qt::LeftButton, {}, {qRound(plot->pixelOf(8)), y});
    for (int level = 7; level >= 0; --level) {
      QTest::mouseMove(plot, {qRound(plot->pixelOf(level)), y});
      QTest::qWait(5);
    }
    QTest::mouseRelease(plot, Qt::LeftButton, {}, {qRound(plot->pixelOf(0)), y});
    QVERIFY(waitUntilSettled(window));
    QCOMPARE(window.experiment().param("epsilon"), 0.0);
    QCOMPARE(verdictOf(window).kind, Verdict::Kind::NotFooled);
    window.experiment().undoStack().undo();
    QVERIFY(waitUntilSettled(window));
    QVERIFY(window.experiment().param("epsilon") > 0.0);
  }

  void undoGoesToThePageOfTheChange() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.show();
    Page* const microscope = window.currentPage();
    window.experiment().setParam("epsilon", 3.0 / 255);
    QVERIFY(window.showPage(QStringLiteral("surface")));
    Page* const surface = window.currentPage();
    window.experiment().setParam("epsilon", 5.0 / 255);
    window.experiment().undoStack().undo();
    QCOMPARE(window.currentPage(), surface);
    window.experiment().undoStack().undo();
    QCOMPARE(window.currentPage(), microscope);
    window.experiment().undoStack().redo();
    window.experiment().undoStack().redo();
    QCOMPARE(window.currentPage(), surface);
    window.experiment().undoStack().undo();
    window.showPage(QStringLiteral("microscope"));
    window.experiment().setSeed(7);
    window.showPage(QStringLiteral("surface"));
    window.experiment().undoStack().undo();
    QCOMPARE(window.currentPage(), microscope);
  }

  void anotherModelBringsAFittingPicture() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.show();
    QVERIFY(waitUntilSettled(window));
    window.openModel(QStringLiteral("digits"));
    QVERIFY(QTest::qWaitFor([&] { return window.experiment().experiment().model == "digits"; }, kPatience));
    QVERIFY(waitUntilSettled(window));
    if (dataFolder().empty()) {
      QCOMPARE(verdictOf(window).kind, Verdict::Kind::Error);
    } else {
      QCOMPARE(std::get<SampleImage>(window.experiment().experiment().image).data, std::string("mnist-test"));
    }
  }

  void aModelCardIsOpenedByItsPath() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.show();
    QVERIFY(waitUntilSettled(window));
    window.openModel(QStringLiteral(ADVSCOPE_SOURCE_DIR "/models/signs/model.json"));
    QVERIFY(waitUntilSettled(window));
    QVERIFY(window.experiment().experiment().model.ends_with("model.json"));
    window.openModel(QStringLiteral("/no/such/model.json"));
    QVERIFY(waitUntilSettled(window));
    QVERIFY(window.experiment().experiment().model.ends_with("models/signs/model.json"));
  }

  void aSavedPictureReadsBackToTheSameVerdict() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.show();
    QVERIFY(waitUntilSettled(window));
    const QString path = m_folder.filePath(QStringLiteral("saved.png"));
    QCOMPARE(savePicture(path, *window.currentPage()->picture()), QString());
    std::optional<int> before;
    connect(&engine, &EnginePort::eventArrived, this, [&](const Event& event) {
      if (const auto* predicted = event.payload.as<Predicted>()) before = predicted->prediction.topClass();
    });
    const QString headline = verdictOf(window).headline;
    window.openImage(path);
    QVERIFY(waitUntilSettled(window));
    QVERIFY(before);
    const ModelInfo& model = *std::find_if(engine.models().begin(), engine.models().end(),
                                           [](const ModelInfo& info) { return info.id == "signs"; });
    QVERIFY2(headline.contains(QString::fromStdString(model.labelOf(*before))), qPrintable(headline));
  }

  void aWrongFileIsACalmSentence() {
    QFile file(m_folder.filePath(QStringLiteral("text.png")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a picture");
    file.close();
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.show();
    QVERIFY(waitUntilSettled(window));
    window.openImage(file.fileName());
    QVERIFY(waitUntilSettled(window));
    QCOMPARE(verdictOf(window).kind, Verdict::Kind::Error);
    QVERIFY(verdictOf(window).headline.contains(QStringLiteral("text.png")));
  }

  void closingDuringAnAttackEndsPromptly() {
    EngineBridge engine(onCpu());
    auto window = std::make_unique<MainWindow>(engine, Settings());
    window->show();
    QVERIFY(waitUntilSettled(*window));
    window->experiment().setParam("steps", 10000);
    QTest::qWait(50);
    QVERIFY(!window->currentPage()->isSettled());
    QVERIFY(window->close());
    window.reset();
  }

  void presentingHidesTheFrameAndComesBack() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.show();
    QVERIFY(waitUntilSettled(window));
    window.setPresenting(true);
    QCOMPARE(typeScale(), 1.6);
    QTest::keyClick(&window, Qt::Key_Escape);
    QVERIFY(!window.isPresenting());
    QCOMPARE(typeScale(), 1.0);
  }

  void whatIsRememberedComesBackAndRubbishDoesNot() {
    {
      EngineBridge engine(onCpu());
      MainWindow window(engine, loadSettings());
      window.experiment().setParam("epsilon", 3.0 / 255);
      window.close();
    }
    QCOMPARE(loadSettings().experiment.params.at("epsilon"), 3.0 / 255);
    QSettings().setValue("experiment", "{rubbish");
    QSettings().setValue("window/theme", 77);
    QVERIFY(loadSettings().experiment == Experiment());
    QCOMPARE(loadSettings().theme, ThemeChoice::System);
  }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
