// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of every page for human eyes, in build/<preset>/gallery: light and dark, 1× and 2×, and a small window.
#include <QDir>
#include <QImage>
#include <QProcess>
#include <QTest>

#include "widgets/pages/page.hpp"

using namespace adv;

class TestGallery : public QObject {
  Q_OBJECT

 private slots:
  void everyPage_data() {
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QSize>("size");
    for (const RegisteredPage& page : allPages()) {
      const QString id = page.info.id;
      QTest::newRow(qPrintable(id + " light"))
          << id << id + "-light" << QStringList{"--size", "1440x900"} << QSize(1440, 900);
      QTest::newRow(qPrintable(id + " dark"))
          << id << id + "-dark" << QStringList{"--size", "1440x900", "--theme", "dark"} << QSize(1440, 900);
      QTest::newRow(qPrintable(id + " twice"))
          << id << id + "-2x" << QStringList{"--size", "1440x900", "--scale", "2"} << QSize(2880, 1800);
      QTest::newRow(qPrintable(id + " small"))
          << id << id + "-small" << QStringList{"--size", "1280x720"} << QSize(1280, 720);
    }
  }
  void everyPage() {
    QFETCH(QString, page);
    QFETCH(QString, name);
    QFETCH(QStringList, options);
    QFETCH(QSize, size);
    const QDir folder(QStringLiteral(ADVSCOPE_BINARY_DIR "/gallery"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    const QString file = folder.filePath(name + QStringLiteral(".png"));
    QProcess program;
    program.start(QStringLiteral(ADVSCOPE_BINARY_DIR "/bin/advscope"),
                  QStringList{"--screenshot", file, "--page", page} + options);
    QVERIFY(program.waitForFinished(120000));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
    QCOMPARE(QImage(file).size(), size);
  }
};

QTEST_GUILESS_MAIN(TestGallery)
#include "tst_gallery.moc"
