// SPDX-License-Identifier: GPL-3.0-or-later
// The t-SNE page against an engine that only writes down what it is asked.
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/a_map_answer.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/experiment/experiment_model.hpp"
#include "widgets/pages/embed/session.hpp"

using namespace adv;
using namespace adv::test;

namespace {

EmbedRequest newestMap(const FakeEngine& engine) { return engine.newest<EmbedRequest>()->request.get<EmbedRequest>(); }

/// The map is at this iteration.
void moveMap(FakeEngine& engine, int iteration, bool isLast = false) {
  const auto* asked = engine.newest<EmbedRequest>();
  engine.answer(asked->ticket, Lane::Embedding, someMap(asked->request.get<EmbedRequest>(), iteration), isLast);
}

struct Sessions {
  FakeEngine engine;
  ExperimentModel experiment{engine.attacks()};
  EmbedSession map{engine, experiment.undoStack()};
};

}  // namespace

class TestEmbedPage : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void asksWhenShown() {
    Sessions all;
    QCOMPARE(all.engine.count<EmbedRequest>(), 0);
    all.map.setShown(true);
    QCOMPARE(all.engine.count<EmbedRequest>(), 1);
    QCOMPARE(all.engine.newest<EmbedRequest>()->lane, Lane::Embedding);
    const EmbedRequest first = newestMap(all.engine);
    QCOMPARE(first.source.data, std::string("signs-test"));
    QCOMPARE(first.source.layer, std::string("hidden"));
    QVERIFY(first.measure);
    QVERIFY(!all.map.isSettled());
    moveMap(all.engine, 1);
    QCOMPARE(all.map.iteration(), 1);
    moveMap(all.engine, 750, true);
    QVERIFY(all.map.isFinished());
    QVERIFY(all.map.isSettled());
  }

  void settingsGoOnAndWaitForTheFirstMap() {
    Sessions all;
    all.map.setShown(true);
    EmbedSetup setup = all.map.setup();
    setup.settings.perplexity = 10;
    all.map.setSetup(setup);
    setup.settings.perplexity = 5;
    all.map.setSetup(setup);
    QCOMPARE(all.engine.count<EmbedRequest>(), 1);
    moveMap(all.engine, 1);
    QCOMPARE(all.engine.count<EmbedRequest>(), 2);
    QCOMPARE(newestMap(all.engine).settings.perplexity, 5.0);
    QCOMPARE(newestMap(all.engine).run, 0);
    QVERIFY(all.map.ready());
    moveMap(all.engine, 750, true);
    setup.settings.perplexity = 50;
    all.map.setSetup(setup);
    QCOMPARE(newestMap(all.engine).settings.iterations, 1000);
    QCOMPARE(all.map.goal(), 1000);
  }

  void anotherSourceBeginsAnew() {
    Sessions all;
    QSignalSpy items(&all.map, &EmbedSession::itemsChanged);
    all.map.setShown(true);
    moveMap(all.engine, 20);
    const auto before = items.count();
    EmbedSetup setup = all.map.setup();
    setup.source.count = 500;
    all.map.setSetup(setup);
    QCOMPARE(items.count(), before + 1);
    QVERIFY(!all.map.items());
    QCOMPARE(newestMap(all.engine).source.count, 500);
    setup.settings.seed = 7;
    all.map.setSetup(setup);
    QCOMPARE(newestMap(all.engine).settings.seed, std::uint64_t{7});
    QCOMPARE(newestMap(all.engine).settings.iterations, 750);
    all.map.restart();
    QCOMPARE(newestMap(all.engine).run, 1);
  }

  void pauseCancelsAndPlayGoesOn() {
    Sessions all;
    all.map.setShown(true);
    moveMap(all.engine, 20);
    all.map.pause();
    const Ticket ticket = all.engine.newest<EmbedRequest>()->ticket;
    QCOMPARE(all.engine.cancelled, std::vector<Ticket>{ticket});
    all.engine.answer(ticket, Lane::Embedding, Cancelled{});
    QVERIFY(all.map.isSettled());
    EmbedSetup setup = all.map.setup();
    setup.settings.perplexity = 12;
    all.map.setSetup(setup);
    QVERIFY(!all.map.isRunning());
    all.map.step();
    QCOMPARE(newestMap(all.engine).mostIterations, 1);
    QVERIFY(!newestMap(all.engine).measure);
    moveMap(all.engine, 21, true);
    QVERIFY(!all.map.isRunning());
    all.map.play();
    QCOMPARE(newestMap(all.engine).mostIterations, 0);
    QCOMPARE(newestMap(all.engine).settings.perplexity, 12.0);
    moveMap(all.engine, 750, true);
    all.map.reheat();
    QVERIFY(newestMap(all.engine).shake > 0.0);
    QCOMPARE(newestMap(all.engine).settings.iterations, 1000);
  }

  void aHiddenPageRestsUnlessToldOtherwise() {
    Sessions all;
    all.map.setShown(true);
    moveMap(all.engine, 20);
    all.map.setShown(false);
    QCOMPARE(all.engine.cancelled.size(), std::size_t{1});
    all.engine.answer(all.engine.newest<EmbedRequest>()->ticket, Lane::Embedding, Cancelled{});
    all.map.setShown(true);
    QCOMPARE(all.engine.count<EmbedRequest>(), 2);
    QCOMPARE(newestMap(all.engine).run, 0);
    all.map.setGoesOnHidden(true);
    all.map.setShown(false);
    QCOMPARE(all.engine.cancelled.size(), std::size_t{1});
    all.map.setShown(true);
    QCOMPARE(all.engine.count<EmbedRequest>(), 2);
  }

  void oneLooksBackWhileItGoesOn() {
    Sessions all;
    all.map.setShown(true);
    for (const int iteration : {1, 2, 3, 40}) moveMap(all.engine, iteration);
    all.map.look(2);
    QVERIFY(all.map.looksBack());
    QCOMPARE(all.map.iteration(), 2);
    moveMap(all.engine, 41);
    QCOMPARE(all.map.iteration(), 2);
    all.map.lookAtNewest();
    QCOMPARE(all.map.iteration(), 41);
  }

  void theLastAnswerKeepsTheFilm() {
    Sessions all;
    all.map.setShown(true);
    for (const int iteration : {1, 2, 750}) moveMap(all.engine, iteration);
    moveMap(all.engine, 750, true);
    QCOMPARE(all.map.recorder().frames().size(), std::size_t{3});
    all.map.restart();
    QVERIFY(all.map.recorder().frames().empty());
  }

  void editsAreUndone() {
    Sessions all;
    all.map.setShown(true);
    moveMap(all.engine, 1);
    all.map.beginGesture();
    for (const double perplexity : {20.0, 15.0, 10.0}) {
      EmbedSetup setup = all.map.setup();
      setup.settings.perplexity = perplexity;
      all.map.edit(setup, QStringLiteral("perplexity"));
    }
    all.map.endGesture();
    QCOMPARE(all.experiment.undoStack().count(), 1);
    all.experiment.undoStack().undo();
    QCOMPARE(all.map.setup().settings.perplexity, 30.0);
    all.experiment.undoStack().redo();
    QCOMPARE(all.map.setup().settings.perplexity, 10.0);
  }

  void whatIsRememberedComesBack() {
    EmbedSetup setup = mnistSetup();
    setup.network = "digits";
    setup.settings.perplexity = 50;
    setup.settings.metric = EmbeddingMetric::Cosine;
    setup.settings.start = EmbeddingStart::Random;
    setup.settings.seed = 12;
    QCOMPARE(embedSetupFrom(toJson(setup)), setup);
    QCOMPARE(embedSetupFrom(QJsonObject()), exampleSetup());
    QJsonObject odd = toJson(setup);
    odd.insert("perplexity", -3);
    QCOMPARE(embedSetupFrom(odd).settings.perplexity, 30.0);
  }
};

QTEST_MAIN(TestEmbedPage)
#include "tst_embed_page.moc"
