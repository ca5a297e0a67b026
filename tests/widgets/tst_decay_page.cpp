// SPDX-License-Identifier: GPL-3.0-or-later
// The page Adversarial or decay with an engine that only writes down what it is asked.
#include <QTest>
#include <QUndoStack>

#include "engine/api/decay.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/controls/levels_edit.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/decay_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/decay_lines.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

DecayReady someAnswer() {
  DecayReady ready;
  ready.labels = {"3", "7"};
  ready.testCount = 100;
  ready.epochs = 20;
  ready.epsilons = {0.0, 32.0 / 255, 64.0 / 255};
  ready.margins = {-2.0, 0.0, 2.0};
  for (std::size_t i = 0; i < kDecayModels; ++i) {
    auto weights = std::make_shared<linear::Weights>();
    weights->logistic = true;
    weights->channels = 1;
    weights->width = weights->height = 2;
    weights->labels = ready.labels;
    weights->values = {1.0F, -1.0F, 0.5F, 0.0F};
    weights->bias = {0.0F};
    DecayModel& model = ready.models[i];
    model.weights = weights;
    model.normL1 = 30.0 / static_cast<double>(i + 1);
    model.error = 0.02;
    model.worstErrors = {0.02, 0.5 / static_cast<double>(i + 1), 1.0 / static_cast<double>(i + 1)};
    model.marginShares = {0.1, 0.9};
    model.costs = {2.0, 1.0, 0.5};
    model.points = {{20.0, 0.02, 0.5}};
  }
  return ready;
}

std::unique_ptr<Page> makeDecayPage(const PageContext& context) {
  for (const RegisteredPage& page : allPages()) {
    if (page.info.id == QStringLiteral("decay")) return std::unique_ptr<Page>(page.make(context));
  }
  return nullptr;
}

struct Shown {
  FakeEngine engine;
  ExperimentModel experiment{engine.attackList};
  std::unique_ptr<Page> page = makeDecayPage({engine, experiment});

  Shown() {
    page->resize(1100, 760);
    page->show();
  }
  void answer() {
    const auto* asked = engine.newest<DecayRequest>();
    engine.answer(asked->ticket, asked->lane, someAnswer());
  }
  DecayRequest request() const { return engine.newest<DecayRequest>()->request.get<DecayRequest>(); }
};

}  // namespace

class TestDecayPage : public QObject {
  Q_OBJECT

 private slots:
  void asksOnceItIsShown() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attackList);
    const auto page = makeDecayPage({engine, experiment});
    QCOMPARE(engine.count<DecayRequest>(), 0);
    page->show();
    QCOMPARE(engine.count<DecayRequest>(), 1);
    QVERIFY(!page->isSettled());
    QCOMPARE(engine.newest<DecayRequest>()->lane, Lane::Training);
  }

  void saysTheErrorsAtEpsilon() {
    Shown shown;
    QVERIFY(!shown.page->figure());
    shown.answer();
    QVERIFY(shown.page->isSettled());
    const auto verdict = shown.page->findChild<VerdictCard*>()->verdict();
    QVERIFY2(verdict.headline.contains(QStringLiteral("32/255")), qPrintable(verdict.headline));
    QVERIFY2(verdict.headline.contains(QStringLiteral("no regulariser 50")), qPrintable(verdict.headline));
    QVERIFY(shown.page->figure());
  }

  void epsilonIsTheAxis() {
    Shown shown;
    shown.answer();
    AxisSlider* axis = shown.page->findChild<AxisSlider*>();
    QCOMPARE(axis->high(), 64.0);
    QTest::keyClick(axis, Qt::Key_End);
    const auto verdict = shown.page->findChild<VerdictCard*>()->verdict();
    QVERIFY2(verdict.headline.contains(QStringLiteral("64/255")), qPrintable(verdict.headline));
    QVERIFY(verdict.headline.contains(QStringLiteral("no regulariser 100")));
    QCOMPARE(shown.engine.count<DecayRequest>(), 1);
  }

  void changesTrainAnewAndCanBeUndone() {
    Shown shown;
    shown.answer();
    auto* epsilon = shown.page->findChild<LevelsEdit*>();
    QTest::keyClick(epsilon, Qt::Key_PageUp);
    QCOMPARE(shown.engine.count<DecayRequest>(), 2);
    QCOMPARE(shown.request().epsilon, 36.0 / 255);
    shown.experiment.undoStack().undo();
    QCOMPARE(shown.request().epsilon, 32.0 / 255);
    QCOMPARE(epsilon->levels(), 32.0);
  }

  void hiddenPagesAskNothing() {
    Shown shown;
    shown.answer();
    shown.page->hide();
    shown.page->reset();
    shown.experiment.undoStack().undo();
    QCOMPARE(shown.engine.count<DecayRequest>(), 1);
  }

  void failuresAreSaidInWords() {
    Shown shown;
    const auto* asked = shown.engine.newest<DecayRequest>();
    shown.engine.answer(asked->ticket, asked->lane, Failed{{ErrorKind::User, "No data.", "Set ADVSCOPE_DATA."}});
    const auto verdict = shown.page->findChild<VerdictCard*>()->verdict();
    QCOMPARE(verdict.kind, Verdict::Kind::Error);
    QCOMPARE(verdict.detail, QStringLiteral("Set ADVSCOPE_DATA."));
  }

  void valuesBetweenGridPoints() {
    QCOMPARE(between({0.0, 1.0, 2.0}, {0.0, 10.0, 30.0}, 0.5), 5.0);
    QCOMPARE(between({0.0, 1.0, 2.0}, {0.0, 10.0, 30.0}, 1.5), 20.0);
    QCOMPARE(between({0.0, 1.0, 2.0}, {0.0, 10.0, 30.0}, 7.0), 30.0);
    QCOMPARE(between({0.0, 1.0, 2.0}, {0.0, 10.0, 30.0}, -1.0), 0.0);
  }

  void theFigureHoldsItsNumbers() {
    const DecayFigure figure(someAnswer());
    const QString csv = QString::fromStdString(figure.csv());
    QCOMPARE(csv.count(QLatin1Char('\n')), 4);
    QVERIFY(csv.startsWith(QStringLiteral("epsilon,plain_error,decay_error,adversarial_error\n0,0.02,0.02,0.02\n")));
    QVERIFY(figure.caption().contains(QStringLiteral("seed 1")));
    QVERIFY(QString::fromStdString(figure.repeatJson()).contains(QStringLiteral("\"l1\": 0.0025")));
  }
};

QTEST_MAIN(TestDecayPage)
#include "tst_decay_page.moc"
