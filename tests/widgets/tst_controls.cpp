// SPDX-License-Identifier: GPL-3.0-or-later
// Style, number formats and controls.
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLocale>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <cmath>

#include "widgets/controls/chooser_popup.hpp"
#include "widgets/controls/draw_canvas.hpp"
#include "widgets/controls/levels_edit.hpp"
#include "widgets/controls/param_form.hpp"
#include "widgets/controls/prediction_bars.hpp"
#include "widgets/controls/step_pill.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;

namespace {

double luminance(const QColor& colour) {
  const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}
double contrast(const QColor& a, const QColor& b) {
  const double high = std::max(luminance(a), luminance(b));
  const double low = std::min(luminance(a), luminance(b));
  return (high + 0.05) / (low + 0.05);
}

void typeInto(QLineEdit& edit, const QString& text) {
  edit.selectAll();
  edit.backspace();
  QTest::keyClicks(&edit, text);
  QTest::keyClick(&edit, Qt::Key_Return);
}

}  // namespace

class TestControls : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }

  /// The offscreen platform cannot raise or size a tool tip, and says so.
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void smallNumbersKeepTheirDigits() {
    ParamForm form;
    form.setParams({{"lr", "Rate", ParamKind::Real, "", 1e-4, 10, 0.01, false, {}, "Speed.", ""},
                    {"norm", "Norm", ParamKind::Choice, "", 0, 1, 0, false, {"linf", "l2"}, "Which.", ""}});
    auto* spin = form.findChild<QDoubleSpinBox*>();
    QCOMPARE(spin->text(), QLocale().toString(0.01));
    spin->setValue(1e-4);
    QCOMPARE(form.values().at("lr"), 1e-4);
    QCOMPARE(spin->text(), QLocale().toString(0.0001, 'f', 4));
    QCOMPARE(form.findChild<QComboBox*>()->itemText(0), QStringLiteral("L∞"));
    QCOMPARE(form.findChild<QComboBox*>()->itemText(1), QStringLiteral("L2"));
  }

  void choicesStandUnderHeadings() {
    ChooserPopup popup;
    popup.setChoices({{"a", "Fast", "", true, "", {}, "One step"}, {"b", "Slow", "", true, "", {}, "Iterative"}});
    QCOMPARE(popup.shownCount(), 2);
    popup.setFilter("iter");
    QCOMPARE(popup.shownCount(), 0);
    popup.setFilter("slow");
    QCOMPARE(popup.shownCount(), 1);
  }

  void textCanBeReadInBothStyles() {
    for (const Theme& look : {lightTheme(), darkTheme()}) {
      for (const QColor& ground : {look.window, look.card, look.sidebar, look.plotBackground, look.accentSoft}) {
        QVERIFY2(contrast(look.text, ground) >= 4.5, qPrintable(ground.name()));
        QVERIFY2(contrast(look.mutedText, ground) >= 4.5, qPrintable(ground.name()));
      }
      for (const QColor& line : {look.clean, look.adversarial, look.target, look.control})
        QVERIFY(contrast(line, look.plotBackground) >= 3.0);
    }
  }

  void percentagesAreNeverFalselyCertain_data() {
    QTest::addColumn<double>("probability");
    QTest::addColumn<QString>("text");
    QTest::newRow("0") << 0.0 << "< 0.1 %";
    QTest::newRow("small") << 0.0009 << "< 0.1 %";
    QTest::newRow(".001") << 0.001 << "0.1 %";
    QTest::newRow("mid") << 0.3649 << "36.5 %";
    QTest::newRow(".999") << 0.999 << "99.9 %";
    QTest::newRow("near") << 0.99951 << "> 99.9 %";
    QTest::newRow("1") << 1.0 << "> 99.9 %";
  }
  void percentagesAreNeverFalselyCertain() {
    QFETCH(double, probability);
    QFETCH(QString, text);
    QCOMPARE(percentText(probability), text);
  }

  void numbersHaveThreeDigits() {
    QCOMPARE(significant(4.0712), QStringLiteral("4.07"));
    QCOMPARE(significant(0.0012345), QStringLiteral("0.00123"));
    QCOMPARE(significant(1234.4), QStringLiteral("1234"));
    QCOMPARE(significant(8.0), QStringLiteral("8"));
    QCOMPARE(significant(0.0), QStringLiteral("0"));
    QCOMPARE(levelsText(8.0 / 255), QStringLiteral("8/255"));
    QCOMPARE(levelsText(0.25 / 255), QStringLiteral("0.25/255"));
    QCOMPARE(durationText(200), QStringLiteral("3 min 20 s"));
  }

  void levelsAreTypedInEveryForm() {
    LevelsEdit edit;
    QSignalSpy changed(&edit, &LevelsEdit::levelsChanged);
    typeInto(edit, "8/255");
    QCOMPARE(edit.levels(), 8.0);
    typeInto(edit, "4");
    QCOMPARE(edit.levels(), 4.0);
    typeInto(edit, "0.5");
    QCOMPARE(edit.levels(), 127.5);
    QCOMPARE(edit.text(), QStringLiteral("127.5/255"));
    QCOMPARE(changed.count(), 3);
    for (const char* bad : {"x", "-1", "300", "8/0", ""}) {
      typeInto(edit, bad);
      QCOMPARE(edit.levels(), 127.5);
      QCOMPARE(edit.text(), QStringLiteral("127.5/255"));
    }
    QCOMPARE(changed.count(), 3);
    QTest::keyClick(&edit, Qt::Key_Down);
    QCOMPARE(edit.levels(), 127.25);
    QTest::keyClick(&edit, Qt::Key_PageUp);
    QCOMPARE(edit.levels(), 131.25);
  }

  void aDistanceMayBeLeftToTheAttack() {
    LevelsEdit edit;
    edit.allowAutomatic();
    edit.setAutomatic({});
    QCOMPARE(edit.text(), QStringLiteral("auto"));
    edit.setAutomatic(2.0);
    QCOMPARE(edit.text(), QStringLiteral("auto (2/255)"));
    QSignalSpy changed(&edit, &LevelsEdit::levelsChanged);
    QSignalSpy asked(&edit, &LevelsEdit::automaticAsked);
    QTest::keyClick(&edit, Qt::Key_Return);  // nothing was typed
    QCOMPARE(changed.count() + asked.count(), 0);
    typeInto(edit, "x");
    QCOMPARE(edit.text(), QStringLiteral("auto (2/255)"));
    typeInto(edit, "2");  // the same, but now on purpose
    QCOMPARE(edit.text(), QStringLiteral("2/255"));
    QCOMPARE(changed.count(), 1);
    typeInto(edit, "");
    QCOMPARE(edit.text(), QStringLiteral("auto"));
    QCOMPARE(asked.count(), 1);
  }

  void aFormShowsADistanceThatWasWorkedOut() {
    ParamForm form;
    form.setParams({{"step-size", "α", ParamKind::Levels, "L∞", 0, 1, 1.0 / 255, true, {}, "step", "paper"}}, {});
    auto* edit = form.findChild<LevelsEdit*>();
    QCOMPARE(edit->text(), QStringLiteral("auto"));
    form.setResolved({{"step-size", 2.0 / 255}});
    QCOMPARE(edit->text(), QStringLiteral("auto (2/255)"));
    typeInto(*edit, "3");
    QCOMPARE(form.values().at("step-size"), 3.0 / 255);
    form.setResolved({{"step-size", 3.0 / 255}});
    QCOMPARE(edit->text(), QStringLiteral("3/255"));
    typeInto(*edit, "");
    QVERIFY(!form.values().contains("step-size"));
  }

  void aStepIsTyped() {
    StepPill pill;
    QSignalSpy changed(&pill, &StepPill::valueChanged);
    pill.setValue(3, 12);
    QCOMPARE(pill.text(), QStringLiteral("3 / 12"));
    typeInto(pill, "7");
    QCOMPARE(pill.value(), 7);
    typeInto(pill, "99");
    QCOMPARE(pill.value(), 12);
    typeInto(pill, "x");
    QCOMPARE(pill.text(), QStringLiteral("12 / 12"));
    QCOMPARE(changed.count(), 2);
  }

  void aFormIsMadeFromDescriptions() {
    ParamForm form;
    QSignalSpy changed(&form, &ParamForm::valuesChanged);
    form.setParams({{"epsilon", "ε", ParamKind::Levels, "L∞", 0, 1, 0.1, false, {}, "radius", "paper"},
                    {"step-size", "α", ParamKind::Levels, "L∞", 0, 1, 1.0 / 255, false, {}, "step", "paper"},
                    {"steps", "Iterations", ParamKind::Integer, "steps", 1, 100, 10, true, {}, "how many", "paper"},
                    {"saliency", "Saliency", ParamKind::Choice, "", 0, 0, 0, false, {"F", "Z"}, "which", "paper"}},
                   {QStringLiteral("epsilon")});
    QCOMPARE(form.findChildren<LevelsEdit*>().size(), 1);
    auto* spin = form.findChild<QSpinBox*>();
    QCOMPARE(spin->text(), QStringLiteral("auto"));
    form.setResolved({{"steps", 10}});
    QCOMPARE(spin->text(), QStringLiteral("auto (10)"));
    spin->setValue(25);
    QCOMPARE(form.values().at("steps"), 25.0);
    spin->setValue(spin->minimum());
    QVERIFY(!form.values().contains("steps"));
    form.findChild<QComboBox*>()->setCurrentIndex(1);
    QCOMPARE(form.values().at("saliency"), 1.0);
    QCOMPARE(changed.count(), 3);
    form.setValues({{"steps", 7}});
    QCOMPARE(spin->value(), 7);
    QCOMPARE(changed.count(), 3);
    for (QWidget* editor : {static_cast<QWidget*>(spin), static_cast<QWidget*>(form.findChild<QComboBox*>())}) {
      QVERIFY(!editor->accessibleName().isEmpty() && editor->toolTip().contains("paper"));
    }
  }

  void aThousandClassesAreSearched() {
    ChooserPopup popup;
    std::vector<ChooserPopup::Choice> choices;
    for (int i = 0; i < 1000; ++i)
      choices.push_back(
          {QString::number(i), QStringLiteral("class %1").arg(i), {}, i != 7, QStringLiteral("missing"), {}});
    popup.setChoices(choices);
    QSignalSpy chosen(&popup, &ChooserPopup::chosen);
    QCOMPARE(popup.shownCount(), 1000);
    popup.setFilter(QStringLiteral("CLASS 99"));
    QCOMPARE(popup.shownCount(), 11);
    auto* search = popup.findChild<QLineEdit*>();
    search->setText(QStringLiteral("class 999"));
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), QStringLiteral("999"));
  }

  void barsSayWhatTheyShow() {
    Predicted clean;
    clean.model.labels = {"stop", "yield", "other"};
    clean.label = 0;
    clean.labelSource = LabelSource::Data;
    Prediction prediction;
    prediction.top = {{1, 0.9996, 5}, {0, 0.0004, 1}};
    PredictionBars bars(PredictionBars::Role::After);
    bars.setPrediction(prediction, clean, 1);
    QCOMPARE(bars.rowTexts(), QStringList({"yield [target] > 99.9 %", "stop [true] < 0.1 %"}));
    clean.labelSource = LabelSource::Predicted;
    bars.setPrediction(prediction, clean, {});
    QCOMPARE(bars.rowTexts(), QStringList({"yield > 99.9 %", "stop [label] < 0.1 %"}));
    QSignalSpy activated(&bars, &PredictionBars::classActivated);
    bars.resize(280, 140);
    QTest::mouseClick(&bars, Qt::LeftButton, {}, QPoint(20, 55));
    QCOMPARE(activated.first().first().toInt(), 0);
  }

  void theVerdictIsReadAloud() {
    VerdictCard card;
    card.setVerdict({Verdict::Kind::Fooled, QStringLiteral("Fooled: now “yield”"), QStringLiteral("was “stop”")});
    QVERIFY(card.accessibleName().contains("Fooled"));
  }

  void strokesAreDrawnAndTakenBack() {
    DrawCanvas canvas;
    canvas.resize(280, 280);
    const Image empty = *canvas.image();
    QCOMPARE(empty.width, 28);
    QCOMPARE(empty.channels, 1);
    QSignalSpy drawn(&canvas, &DrawCanvas::drawn);
    QTest::mousePress(&canvas, Qt::LeftButton, {}, {60, 140});
    QMouseEvent move(QEvent::MouseMove, QPointF(220, 140), QPointF(220, 140), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(&canvas, &move);
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, {220, 140});
    QVERIFY(drawn.count() >= 1);
    QVERIFY(*canvas.image() != empty);
    QVERIFY(canvas.image()->at(14, 14)[0] > 200);
    canvas.undoStroke();
    QVERIFY(*canvas.image() == empty);
  }
};

QTEST_MAIN(TestControls)
#include "tst_controls.moc"
