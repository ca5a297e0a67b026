// SPDX-License-Identifier: GPL-3.0-or-later
// The grid of numbers: exact decimals, colours, editing by mouse and keyboard.
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "widgets/canvas/colour_maps.hpp"
#include "widgets/controls/number_grid.hpp"
#include "widgets/style/format.hpp"

using namespace adv;

namespace {

/// 2 × 3 cells, may be edited by halves.
struct Shown {
  Shown() {
    grid.setNumbers(2, 3, {2, -1, 3, -2, 2, 0.1 + 0.2});
    grid.setColours(CellColours::Signed, 5);
    grid.setCaptions({"x", "w"}, {"1", "2", "3"});
    grid.setEditable(true);
    grid.setLimits(-10, 10, 0.5);
    grid.resize(420, 200);
    grid.show();
    grid.setFocus();
  }
  QPoint middle(int row, int column) { return grid.placeOf(row, column).center().toPoint(); }
  QLineEdit* editor() { return grid.findChild<QLineEdit*>(); }
  NumberGrid grid;
  QSignalSpy edited{&grid, &NumberGrid::valueEdited};
};

}  // namespace

class TestNumberGrid : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void decimalsAreExactAndShort() {
    QCOMPARE(exactText(0.1 + 0.2), QStringLiteral("0.3"));
    QCOMPARE(exactText(2.4999999999999996), QStringLiteral("2.5"));
    QCOMPARE(exactText(-3.5), QStringLiteral("−3.5"));
    QCOMPARE(exactText(-0.0), QStringLiteral("0"));
    QCOMPARE(exactText(0.3 - 0.1 - 0.2), QStringLiteral("0"));
    QCOMPARE(exactText(150528), QStringLiteral("150528"));
    QCOMPARE(exactText(0.0625), QStringLiteral("0.0625"));
  }

  void zeroIsGreyAndSignsAreBlueAndRed() {
    const Theme look = lightTheme();
    QCOMPARE(cellColour(0, CellColours::Signed, 5, look).rgb(), divergingMap()[128]);
    QCOMPARE(cellColour(-9, CellColours::Signed, 5, look).rgb(), divergingMap()[0]);
    QCOMPARE(cellColour(9, CellColours::Signed, 5, look).rgb(), divergingMap()[255]);
    QCOMPARE(cellColour(-1, CellColours::Magnitude, 5, look).rgb(), viridisMap()[0]);
    QCOMPARE(cellColour(0.5, CellColours::Grey, 1, look), QColor(128, 128, 128));
    QCOMPARE(cellColour(std::nan(""), CellColours::Signed, 5, look), look.plotBackground);
  }

  void cellsTakeTheColourOfTheirValue() {
    Shown shown;
    const QImage image = shown.grid.grab().toImage();
    const double scale = image.devicePixelRatio();
    const QRectF cell = shown.grid.placeOf(0, 1);
    const QPointF corner = cell.topLeft() + QPointF(cell.width() / 5, cell.height() / 5);
    QCOMPARE(QColor(image.pixel((corner * scale).toPoint())), cellColour(-1, CellColours::Signed, 5, theme()));
  }

  void typingWritesANumber() {
    Shown shown;
    QTest::mouseClick(&shown.grid, Qt::LeftButton, {}, shown.middle(0, 1));
    QVERIFY(shown.edited.isEmpty());
    QTest::keyClicks(&shown.grid, "-");
    QTest::keyClicks(shown.editor(), "4,5");
    QTest::keyClick(shown.editor(), Qt::Key_Return);
    QCOMPARE(shown.edited.size(), 1);
    QCOMPARE(shown.edited[0], (QVariantList{0, 1, -4.5}));
    QVERIFY(!shown.editor()->isVisible());
  }

  void fractionsAreUnderstood() {
    Shown shown;
    QTest::mouseDClick(&shown.grid, Qt::LeftButton, {}, shown.middle(0, 0));
    QTest::keyClicks(shown.editor(), "1/8");
    QTest::keyClick(shown.editor(), Qt::Key_Return);
    QCOMPARE(shown.grid.table().at(0, 0), 0.125);
  }

  void nonsenseAndWhatIsOutsideChangesNothing() {
    for (const char* text : {"1/0", "x", "99", "1/2/3", "nan", "inf"}) {
      Shown shown;
      QTest::keyClick(&shown.grid, Qt::Key_F2);
      shown.editor()->setText(QString::fromLatin1(text));
      QTest::keyClick(shown.editor(), Qt::Key_Return);
      QVERIFY2(shown.edited.isEmpty(), text);
      QCOMPARE(shown.grid.table().at(0, 0), 2.0);
    }
  }

  void escapeLeavesTheNumber() {
    Shown shown;
    QTest::keyClick(&shown.grid, Qt::Key_7);
    QTest::keyClick(shown.editor(), Qt::Key_Escape);
    QVERIFY(shown.edited.isEmpty());
  }

  void draggingUpAddsSteps() {
    Shown shown;
    QSignalSpy started(&shown.grid, &NumberGrid::editStarted);
    QSignalSpy finished(&shown.grid, &NumberGrid::editFinished);
    const QPoint from = shown.middle(1, 0);
    QTest::mousePress(&shown.grid, Qt::LeftButton, {}, from);
    QTest::mouseMove(&shown.grid, from - QPoint(0, 24));
    QTest::mouseMove(&shown.grid, from - QPoint(0, 40));
    QTest::mouseRelease(&shown.grid, Qt::LeftButton, {}, from - QPoint(0, 40));
    QCOMPARE(shown.grid.table().at(1, 0), 0.5);
    QCOMPARE(shown.edited.size(), 2);
    QCOMPARE(started.size(), 1);
    QCOMPARE(finished.size(), 1);
  }

  void keysMoveAndChange() {
    Shown shown;
    QTest::keyClick(&shown.grid, Qt::Key_Right);
    QTest::keyClick(&shown.grid, Qt::Key_Down);
    QCOMPARE(shown.grid.cell(), QPoint(1, 1));
    QTest::keyClick(&shown.grid, Qt::Key_Down);
    QCOMPARE(shown.grid.cell(), QPoint(1, 1));
    QTest::keyClick(&shown.grid, Qt::Key_PageUp);
    QCOMPARE(shown.grid.table().at(1, 1), 2.5);
    QTest::keyClick(&shown.grid, Qt::Key_Delete);
    QCOMPARE(shown.grid.table().at(1, 1), 0.0);
    QCOMPARE(shown.grid.accessibleDescription(), QStringLiteral("w, 2: 0"));
  }

  void whatMayNotBeEditedStays() {
    Shown shown;
    shown.grid.setEditable(false);
    QTest::mouseDClick(&shown.grid, Qt::LeftButton, {}, shown.middle(0, 0));
    QTest::keyClick(&shown.grid, Qt::Key_5);
    QTest::keyClick(&shown.grid, Qt::Key_PageUp);
    QVERIFY(!shown.editor()->isVisible());
    QVERIFY(shown.edited.isEmpty());
    QTest::keyClick(&shown.grid, Qt::Key_Right);
    QCOMPARE(shown.grid.cell(), QPoint(1, 0));
  }

  void windowsAreFramedInTheirRolesColour() {
    Shown shown;
    shown.grid.setWindows({{QRect(1, 0, 5, 5), SeriesRole::Adversarial}});
    const QImage image = shown.grid.grab().toImage();
    const QRectF cell = shown.grid.placeOf(0, 1);
    const QPointF edge(cell.left(), cell.center().y());
    QCOMPARE(QColor(image.pixel((edge * image.devicePixelRatio()).toPoint())), theme().adversarial);
  }

  void squareCellsStaySquare() {
    Shown shown;
    shown.grid.setSquareCells(true);
    const QRectF cell = shown.grid.placeOf(1, 2);
    QVERIFY(std::abs(cell.width() - cell.height()) < 1e-9);
    QVERIFY(QRectF(shown.grid.rect()).contains(cell));
  }
};

QTEST_MAIN(TestNumberGrid)
#include "tst_number_grid.moc"
