// SPDX-License-Identifier: GPL-3.0-or-later
// The t-SNE page in the real window, with the real engine and the drawn signs.
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include "app/engine_bridge.hpp"
#include "app/main_window.hpp"
#include "app/paths.hpp"
#include "app/settings.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/maps/embedding_map.hpp"
#include "widgets/pages/embed/export_menu.hpp"
#include "widgets/pages/embed/presets.hpp"

using namespace adv;

namespace {

constexpr int kPatience = 60'000;

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

class TestEmbedWindow : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;

 private slots:
  void initTestCase() {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("AdvScopeTest"));
    QCoreApplication::setApplicationName(QStringLiteral("advscope"));
    applyTheme(ThemeChoice::Light);
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
  }

  void theExampleWalksThroughTheMap() {
    QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)"));
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.resize(1440, 900);
    window.show();
    QVERIFY(window.showPage(QStringLiteral("embed")));
    QVERIFY(waitUntilSettled(window));
    QCOMPARE(verdictOf(window).kind, Verdict::Kind::Fooled);
    QVERIFY(verdictOf(window).headline.contains(QStringLiteral("8/255")));
    QVERIFY(window.currentPage()->figure());

    auto* map = window.currentPage()->findChild<EmbeddingMap*>();
    emit map->stationChosen(0, 3);
    QVERIFY(window.showPage(QStringLiteral("microscope")));
    QVERIFY(waitUntilSettled(window));
    QCOMPARE(std::get<SampleImage>(window.experiment().experiment().image).index, 17);
    QCOMPARE(window.experiment().experiment().attack, std::string("bim"));
  }

  void aPresetSaysWhatItDoesAndCanBeUndone() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.resize(1440, 900);
    window.show();
    QVERIFY(window.showPage(QStringLiteral("embed")));
    QVERIFY(waitUntilSettled(window));
    const EmbedPreset& preset = embedPresets()[1];
    auto* button = window.currentPage()->findChild<QToolButton*>(preset.id);
    QVERIFY(button);
    button->click();
    QCOMPARE(verdictOf(window).headline, preset.sentence);
    QVERIFY(waitUntilSettled(window));
    QCOMPARE(verdictOf(window).headline, preset.sentence);
    window.experiment().undoStack().undo();
    QVERIFY(waitUntilSettled(window));
    QVERIFY(verdictOf(window).headline != preset.sentence);
  }

  void theWayOfTheMapIsWrittenAsAFilm() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.resize(1440, 900);
    window.show();
    QVERIFY(window.showPage(QStringLiteral("embed")));
    QVERIFY(waitUntilSettled(window));
    auto* menu = window.currentPage()->findChild<EmbedExportMenu*>();
    QSignalSpy ended(menu, &EmbedExportMenu::filmEnded), failed(menu, &EmbedExportMenu::failed);
    const QString path = m_folder.filePath(QStringLiteral("way.gif"));
    QTimer chooser;
    connect(&chooser, &QTimer::timeout, this, [&] {
      auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
      if (!dialog) return;
      dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
      QMetaObject::invokeMethod(dialog, "accept", Qt::QueuedConnection);
    });
    chooser.start(50);
    for (QAction* action : menu->menu()->actions())
      if (action->text().contains(QStringLiteral("GIF"))) action->trigger();
    chooser.stop();
    QVERIFY(ended.count() == 1 || ended.wait(kPatience));
    QVERIFY(failed.isEmpty());
    QVERIFY(QFileInfo(path).size() > 10'000);
  }

  void aClickedPointIsAttacked() {
    EngineBridge engine(onCpu());
    MainWindow window(engine, Settings());
    window.resize(1440, 900);
    window.show();
    QVERIFY(window.showPage(QStringLiteral("embed")));
    QVERIFY(waitUntilSettled(window));
    emit window.currentPage()->findChild<EmbeddingMap*>()->pointChosen(5);
    QVERIFY(!window.currentPage()->isSettled());
    QVERIFY(waitUntilSettled(window));
    QVERIFY(verdictOf(window).headline.contains(QStringLiteral("Picture 5")));
  }
};

QTEST_MAIN(TestEmbedWindow)
#include "tst_embed_window.moc"
