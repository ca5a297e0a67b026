// SPDX-License-Identifier: GPL-3.0-or-later
// An attack is one file: tests/support/toy_attack.cpp is linked into this test and nothing else is told of it.
#include "tests/support/attack_variants.hpp"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <iostream>
#include <sstream>

#include "app/cli/command_line.hpp"
#include "app/engine_bridge.hpp"
#include "app/main_window.hpp"
#include "app/paths.hpp"
#include "tests/app/cli_runner.hpp"
#include "widgets/controls/chip_button.hpp"
#include "widgets/controls/chooser_popup.hpp"
#include "widgets/controls/param_form.hpp"
#include "widgets/figures/figure.hpp"

using namespace adv;

namespace {

/// The program's own command line, in this process: standard output as JSON.
QJsonDocument outputOf(std::vector<std::string> words) {
  words.insert(words.begin(), "advscope");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  std::ostringstream captured;
  std::streambuf* const terminal = std::cout.rdbuf(captured.rdbuf());
  const int status = runProgram(static_cast<int>(arguments.size()), arguments.data());
  std::cout.rdbuf(terminal);
  return status == 0 ? QJsonDocument::fromJson(QByteArray::fromStdString(captured.str())) : QJsonDocument();
}

}  // namespace

class TestToyAttack : public QObject {
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
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void theMenuAndTheFormHaveIt() {
    EngineOptions options = defaultEngineOptions(DeviceChoice::Cpu, true);
    options.modelFolders = {std::filesystem::path(ADVSCOPE_SOURCE_DIR) / "models"};
    EngineBridge engine(options);
    MainWindow window(engine, Settings());
    window.show();
    const auto chips = window.findChildren<ChipButton*>();
    const auto attackChip = std::find_if(chips.begin(), chips.end(),
                                         [](const ChipButton* chip) { return chip->value().startsWith("BIM"); });
    QVERIFY(attackChip != chips.end());
    QTest::mouseClick(*attackChip, Qt::LeftButton);
    auto* chooser = window.findChild<ChooserPopup*>();
    QVERIFY(chooser);
    chooser->setFilter(QStringLiteral("Towards grey"));
    QCOMPARE(chooser->shownCount(), 1);
    chooser->close();

    window.experiment().setAttack("toy");
    QVERIFY((*attackChip)->value().startsWith("Towards grey"));
    QList<QComboBox*> boxes;
    for (const ParamForm* form : window.findChildren<ParamForm*>()) boxes << form->findChildren<QComboBox*>();
    QVERIFY(std::any_of(boxes.begin(), boxes.end(), [](const QComboBox* box) {
      return box->itemText(0) == QStringLiteral("middle") && box->itemText(1) == QStringLiteral("black");
    }));
    QVERIFY(QTest::qWaitFor([&] { return window.currentPage()->isSettled(); }, 60000));
    QVERIFY(window.currentPage()->figure());
  }

  void thePropertyTestsRunOverIt() {
    QStringList names;
    for (const test::Variant& variant : test::allVariants()) names << QString::fromStdString(variant.name);
    QVERIFY2(names.contains("toy middle") && names.contains("toy black"), qPrintable(names.join(", ")));
  }

  void theCommandLineHasIt() {
    const QJsonArray attacks = outputOf({"attacks", "--json"}).array();
    QVERIFY(std::any_of(attacks.begin(), attacks.end(),
                        [](const QJsonValue& attack) { return attack.toObject()["id"] == QStringLiteral("toy"); }));

    const QString model = m_folder.filePath(QStringLiteral("brightness"));
    test::writeBrightnessModel(model);
    const QString picture = m_folder.filePath(QStringLiteral("light.png"));
    test::writeFlatPng(picture, 130);
    const QJsonObject result =
        outputOf({"attack", picture.toStdString(), "--model", (model + "/model.json").toStdString(), "--attack", "toy",
                  "--epsilon", "5/255", "--set", "grey=black", "--json"})
            .object();
    QCOMPARE(result["success"], QJsonValue(true));
    QCOMPARE(result["linf_text"], QJsonValue(QStringLiteral("5/255")));
    QCOMPARE(result["parameters"].toObject()["grey"], QJsonValue(QStringLiteral("black")));
  }
};

QTEST_MAIN(TestToyAttack)
#include "tst_toy_attack.moc"
