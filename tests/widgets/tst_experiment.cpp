// SPDX-License-Identifier: GPL-3.0-or-later
// The state of an experiment: undo, JSON, command line.
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "engine/api/error.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/experiment/attack_groups.hpp"
#include "widgets/experiment/experiment_model.hpp"

using namespace adv;

namespace {

/// With FGM in L2, and PGD whose parameter chooses the norm.
std::vector<AttackInfo> withL2(std::vector<AttackInfo> attacks) {
  AttackInfo fgm = attacks[1];
  fgm.id = "fgm";
  fgm.title = "FGM L2";
  fgm.norm = "L2";
  fgm.params[0].maximum = 16;
  fgm.params[0].fallback = 0.5;
  AttackInfo pgd = attacks[0];
  pgd.id = "pgd";
  pgd.title = "PGD";
  pgd.params[0].maximum = 16;
  pgd.params.push_back({"norm", "Norm", ParamKind::Choice, "", 0, 1, 0, false, {"linf", "l2"}, "Which.", ""});
  attacks.push_back(fgm);
  attacks.push_back(pgd);
  return attacks;
}

}  // namespace

class TestExperiment : public QObject {
  Q_OBJECT

 private:
  adv::test::FakeEngine m_engine;

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void aDragIsOneUndoStep() {
    ExperimentModel model(m_engine.attacks());
    model.beginGesture();
    for (int i = 1; i <= 20; ++i) model.setParam("epsilon", i / 255.0);
    model.endGesture();
    model.setParam("epsilon", 0.5);
    QCOMPARE(model.undoStack().count(), 2);
    model.undoStack().undo();
    QCOMPARE(model.param("epsilon"), 20 / 255.0);
    model.undoStack().undo();
    QVERIFY(model.experiment().params.empty());
    QCOMPARE(model.param("epsilon"), 8.0 / 255);
    model.undoStack().redo();
    QCOMPARE(model.param("epsilon"), 20 / 255.0);
  }

  void eachChangeTellsItsKind() {
    ExperimentModel model(m_engine.attacks());
    QSignalSpy image(&model, &ExperimentModel::imageChanged);
    QSignalSpy params(&model, &ExperimentModel::paramsChanged);
    QSignalSpy any(&model, &ExperimentModel::changed);
    model.setImage(FileImage{"cat.png"});
    model.setParam("epsilon", 0.1);
    model.setParam("epsilon", 0.1);
    QCOMPARE(image.count(), 1);
    QCOMPARE(params.count(), 1);
    QCOMPARE(any.count(), 2);
  }

  void whatDoesNotFitIsRefused() {
    ExperimentModel model(m_engine.attacks());
    const Experiment before = model.experiment();
    model.setParam("epsilon", -1);
    model.setParam("kappa", 1);
    model.setAttack("nothing");
    QVERIFY(model.experiment() == before);
    QCOMPARE(model.undoStack().count(), 0);
  }

  void eachAttackKeepsItsParameters() {
    ExperimentModel model(m_engine.attacks());
    model.setParam("steps", 33);
    model.setParam("epsilon", 0.1);
    model.setAttack("fgsm");
    QVERIFY(!model.experiment().params.contains("steps"));
    QCOMPARE(model.param("epsilon"), 0.1);
    model.setAttack("bim");
    QCOMPARE(model.param("steps"), 33.0);
  }

  void epsilonGoesAlongWithinItsNormOnly() {
    ExperimentModel model(withL2(m_engine.attacks()));
    model.setParam("epsilon", 0.1);
    model.setAttack("fgm");
    QCOMPARE(model.param("epsilon"), 0.5);
    model.setParam("epsilon", 3.0);
    model.setAttack("bim");
    QCOMPARE(model.param("epsilon"), 0.1);
    model.setAttack("pgd");
    QCOMPARE(model.param("epsilon"), 0.1);
  }

  void anotherNormConvertsEpsilon() {
    ExperimentModel model(withL2(m_engine.attacks()));
    model.setAttack("pgd");
    model.setParam("step-size", 0.01);
    model.setParam("norm", 1);
    QCOMPARE(model.param("epsilon"), 16 * 8.0 / 255);
    QVERIFY(!model.experiment().params.contains("step-size"));
    model.setParam("epsilon", 16.0);
    model.setAttack("bim");
    model.setAttack("pgd");
    QCOMPARE(model.param("epsilon"), 16.0);
    model.setParam("norm", 0);
    QCOMPARE(model.param("epsilon"), 1.0);
    model.undoStack().undo();
    QCOMPARE(model.param("epsilon"), 16.0);
  }

  void attacksAreGroupedByTheirDescriptions() {
    std::vector<AttackInfo> attacks = withL2(m_engine.attacks());
    AttackInfo smallest = attacks[0];
    smallest.params.erase(smallest.params.begin());
    AttackInfo blind = attacks[0];
    blind.usesGradient = false;
    AttackInfo control = blind;
    control.isControl = true;
    QCOMPARE(groupOf(attacks[0]), AttackGroup::Iterative);
    QCOMPARE(groupOf(attacks[1]), AttackGroup::OneStep);
    QCOMPARE(groupOf(smallest), AttackGroup::SmallestChange);
    QCOMPARE(groupOf(blind), AttackGroup::BlackBox);
    QCOMPARE(groupOf(control), AttackGroup::Control);
    QCOMPARE(inGroups(attacks).front()->id, std::string("fgsm"));
    QCOMPARE(titleWithNorm(attacks[3], {{"norm", 1}}), QStringLiteral("PGD · L2"));
    QCOMPARE(titleWithNorm(attacks[2], {}), QStringLiteral("FGM L2"));
  }

  void anotherModelForgetsClasses() {
    ExperimentModel model(m_engine.attacks());
    model.setTarget(2);
    model.setLabel(1);
    model.setModel("other");
    QVERIFY(!model.experiment().target && !model.experiment().label);
  }

  void aModelBringsItsEpsilonInOneUndoStep() {
    ExperimentModel model(m_engine.attacks());
    const double before = model.param("epsilon");
    model.setModelAndImage("other", SampleImage{"mnist-test", 0}, 64.0 / 255);
    QCOMPARE(model.param("epsilon"), 64.0 / 255);
    model.undoStack().undo();
    QCOMPARE(model.param("epsilon"), before);
  }

  void jsonRoundTrip() {
    Experiment experiment;
    experiment.image = SampleImage{"mnist-test", 7};
    experiment.params = {{"epsilon", 8.0 / 255}};
    experiment.label = 3;
    experiment.target = 4;
    experiment.seed = 42;
    QVERIFY(experimentFromJson(toJson(experiment)) == experiment);
    experiment.image = FileImage{"/a b/ü.png"};
    QVERIFY(experimentFromJson(toJson(experiment)) == experiment);
  }

  void badJsonIsNamed_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << ""
                           << "not an experiment";
    QTest::newRow("array") << "[]"
                           << "not an experiment";
    QTest::newRow("broken") << "{\"model\":"
                            << "not an experiment";
    QTest::newRow("model") << "{\"model\":3}"
                           << "model";
    QTest::newRow("attack") << "{\"attack\":null}"
                            << "attack";
    QTest::newRow("params") << "{\"params\":[1]}"
                            << "params";
    QTest::newRow("param") << "{\"params\":{\"epsilon\":\"8\"}}"
                           << "params.epsilon";
    QTest::newRow("label") << "{\"label\":-1}"
                           << "label";
    QTest::newRow("target") << "{\"target\":1.5}"
                            << "target";
    QTest::newRow("seed") << "{\"seed\":\"x\"}"
                          << "seed";
    QTest::newRow("image") << "{\"image\":\"cat.png\"}"
                           << "image";
    QTest::newRow("index") << "{\"image\":{\"data\":\"mnist-test\"}}"
                           << "index";
    QTest::newRow("memory") << "{\"image\":{\"memory\":\"drawing\"}}"
                            << "memory";
    QTest::newRow("unknown") << "{\"run\":\"rm\"}"
                             << "run";
  }
  void badJsonIsNamed() {
    QFETCH(QString, text);
    QFETCH(QString, says);
    try {
      experimentFromJson(text.toStdString());
      QFAIL("was accepted");
    } catch (const Failure& failure) {
      QVERIFY2(QString::fromStdString(failure.error().text()).contains(says), failure.what());
    }
  }

  void theCommandLineRepeatsIt() {
    Experiment experiment;
    experiment.image = FileImage{"my cat's.png"};
    experiment.model = "signs";
    experiment.params = {{"epsilon", 8.0 / 255}, {"steps", 12}};
    experiment.target = 2;
    QCOMPARE(toCommandLine(experiment, m_engine.attacks().front()),
             QStringLiteral("advscope attack 'my cat'\\''s.png' --model signs --attack bim --epsilon 8/255 --steps 12 "
                            "--target 2 --seed 1"));
    experiment.image = SampleImage{"mnist-test", 7};
    QVERIFY(toCommandLine(experiment, m_engine.attacks().front()).startsWith("advscope attack mnist-test:7 "));
  }
};

QTEST_GUILESS_MAIN(TestExperiment)
#include "tst_experiment.moc"
