// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of every page for human eyes, in build/<preset>/gallery: light, dark, small and in a presentation, which
// one window shows one after the other, and light at 2×, which needs a program of its own.
#include <QDir>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include "app/engine_bridge.hpp"
#include "app/main_window.hpp"
#include "app/paths.hpp"
#include "app/settings.hpp"

using namespace adv;

namespace {

constexpr int kPatience = 120'000;
constexpr QSize kUsual(1440, 900);
constexpr QSize kSmall(1280, 720);

bool waitUntilSettled(MainWindow& window) {
  return QTest::qWaitFor([&] { return !window.isLoading() && window.currentPage()->isSettled(); }, kPatience);
}

QString fileOf(const QString& page, const char* variant) {
  const QDir folder(QStringLiteral(ADVSCOPE_BINARY_DIR "/gallery"));
  folder.mkpath(QStringLiteral("."));
  return folder.filePath(page + QLatin1Char('-') + QLatin1String(variant) + QStringLiteral(".png"));
}

/// Once everything that the change of size or style asked for is there.
void take(MainWindow& window, const QString& page, const char* variant, QSize size) {
  window.resize(size);
  QVERIFY(waitUntilSettled(window));
  QTest::qWait(150);
  QVERIFY(waitUntilSettled(window));
  const QImage picture = window.grab().toImage();
  QCOMPARE(picture.size(), size);
  QVERIFY(picture.save(fileOf(page, variant)));
}

}  // namespace

class TestGallery : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

  void everyPage_data() {
    QTest::addColumn<QString>("page");
    for (const RegisteredPage& page : allPages()) QTest::newRow(qPrintable(page.info.id)) << page.info.id;
  }

  void everyPage() {
    QFETCH(QString, page);
    applyTheme(ThemeChoice::Light);
    EngineBridge engine(defaultEngineOptions(DeviceChoice::Automatic, true));
    MainWindow window(engine, Settings());
    window.resize(kUsual);
    window.show();
    QVERIFY(window.showPage(page));
    take(window, page, "light", kUsual);
    take(window, page, "small", kSmall);
    window.setPresenting(true);
    take(window, page, "present", kUsual);
    window.setPresenting(false);
    window.setTheme(ThemeChoice::Dark);
    take(window, page, "dark", kUsual);
  }

  void everyPageTwiceAsLarge_data() { everyPage_data(); }

  void everyPageTwiceAsLarge() {
    QFETCH(QString, page);
    const QString file = fileOf(page, "2x");
    QProcess program;
    program.start(QStringLiteral(ADVSCOPE_BINARY_DIR "/bin/advscope"),
                  {"--screenshot", file, "--page", page, "--size", "1440x900", "--scale", "2"});
    QVERIFY(program.waitForFinished(kPatience));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
    QCOMPARE(QImage(file).size(), 2 * kUsual);
  }
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
