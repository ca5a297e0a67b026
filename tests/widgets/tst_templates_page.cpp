// SPDX-License-Identifier: GPL-3.0-or-later
// The Templates page against an engine that only writes down what it is asked.
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/support/a_template.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/canvas/colour_maps.hpp"
#include "widgets/controls/template_grid.hpp"
#include "widgets/controls/template_strip.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/figures/template_image.hpp"
#include "widgets/figures/templates_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/templates/session.hpp"
#include "widgets/pages/templates/verdict_text.hpp"
#include "widgets/plots/axis_slider.hpp"
#include "widgets/plots/mix_lines.hpp"

using namespace adv;
using namespace adv::test;

namespace {

std::unique_ptr<Page> makePage(FakeEngine& engine, ExperimentModel& experiment) {
  for (const RegisteredPage& page : allPages()) {
    if (page.info.id == QLatin1String("templates"))
      return std::unique_ptr<Page>(page.make(PageContext{engine, experiment}));
  }
  return nullptr;
}

/// Answers the newest training with the end of it.
void endTraining(FakeEngine& engine) {
  const auto* asked = engine.newest<TemplatesRequest>();
  TemplatesReady ready = someTraining();
  ready.run = asked->request.get<TemplatesRequest>().run;
  engine.answer(asked->ticket, Lane::Training, ready);
}

}  // namespace

class TestTemplatesPage : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)")); }

  void trainsWhenShownAndBeginsSlowly() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    TemplatesSession session(engine, experiment);
    QCOMPARE(engine.count<TemplatesRequest>(), 0);
    session.setShown(true);
    const auto* asked = engine.newest<TemplatesRequest>();
    QVERIFY(asked);
    QCOMPARE(asked->lane, Lane::Training);
    const auto first = asked->request.get<TemplatesRequest>();
    QCOMPARE(first.plan.data, std::string("signs"));
    QCOMPARE(first.mostUpdates, 1);
    QCOMPARE(first.epsilon, 0.0);
    engine.answer(asked->ticket, Lane::Training, someTraining(0.1, false));
    QTRY_COMPARE(engine.count<TemplatesRequest>(), 2);
    QVERIFY(session.isPlaying());
  }

  void atTheEndItMeasures() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    TemplatesSession session(engine, experiment);
    session.setShown(true);
    endTraining(engine);
    QVERIFY(!session.isPlaying());
    const auto* tradeOff = engine.newest<TradeOffRequest>();
    QVERIFY(tradeOff);
    QCOMPARE(tradeOff->lane, Lane::Batch);
    const auto strengths = tradeOff->request.get<TradeOffRequest>().strengths;
    QCOMPARE(strengths.front(), 0.0);
    QCOMPARE(strengths.back(), 10.0);
    QVERIFY(!session.isSettled());
    engine.answer(engine.newest<MixRequest>()->ticket, Lane::Preview, someMix());
    engine.answer(tradeOff->ticket, Lane::Batch, someTradeOff());
    while (!session.isSettled()) engine.answer(engine.newest<MixRequest>()->ticket, Lane::Preview, someMix());
    // Nobody chose an amount: a little more than the 6/255 that are needed.
    QVERIFY(std::abs(session.mix().amount - 8.0 / 255) < 1e-9);
  }

  void settingsGoOnAndStartsBeginAnew() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    TemplatesSession session(engine, experiment);
    session.setShown(true);
    endTraining(engine);
    const int run = session.training().run;
    linear::Settings settings;
    settings.l2 = 0.1;
    session.setSettings(settings);
    QVERIFY(session.isPlaying());
    auto asked = engine.newest<TemplatesRequest>()->request.get<TemplatesRequest>();
    QCOMPARE(asked.run, run);
    QCOMPARE(asked.settings.l2, 0.1);
    QVERIFY(asked.epochs > 40.0);
    session.setStart({false, 0.1, 1});
    asked = engine.newest<TemplatesRequest>()->request.get<TemplatesRequest>();
    QVERIFY(asked.run != run);
    QCOMPARE(asked.plan.start.initialScale, 0.1);
    QCOMPARE(asked.epochs, 40.0);
    session.setPlaying(false);
    QCOMPARE(engine.cancelled.back(), engine.newest<TemplatesRequest>()->ticket);
    session.setData("mnist-3-7");
    asked = engine.newest<TemplatesRequest>()->request.get<TemplatesRequest>();
    QVERIFY(asked.plan.start.logistic);
    experiment.setSeed(5);
    QCOMPARE(engine.newest<TemplatesRequest>()->request.get<TemplatesRequest>().plan.start.seed, std::uint64_t{5});
  }

  void oneMixAtATimeAndTheNewestNext() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    TemplatesSession session(engine, experiment);
    session.setShown(true);
    endTraining(engine);
    const int before = engine.count<MixRequest>();
    session.setAmount(0.01);
    session.setAmount(0.02);
    session.setAmount(0.03);
    QCOMPARE(engine.count<MixRequest>(), before);
    engine.answer(engine.newest<MixRequest>()->ticket, Lane::Preview, someMix());
    QCOMPARE(engine.count<MixRequest>(), before + 1);
    QCOMPARE(engine.newest<MixRequest>()->request.get<MixRequest>().amount, 0.03);
    engine.answer(engine.newest<MixRequest>()->ticket, Lane::Preview, someMix());
    QCOMPARE(session.mix().amount, 0.03);  // what was chosen stays
  }

  void thePageShowsWhatCame() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    QVERIFY(page);
    page->resize(1100, 760);
    page->show();
    QVERIFY(!page->figure());
    endTraining(engine);
    while (engine.newest<MixRequest>() && !page->isSettled()) {
      engine.answer(engine.newest<MixRequest>()->ticket, Lane::Preview, someMix());
      if (const auto* asked = engine.newest<TradeOffRequest>())
        engine.answer(asked->ticket, Lane::Batch, someTradeOff());
    }
    const auto* verdict = page->findChild<VerdictCard*>();
    QCOMPARE(verdict->verdict().kind, Verdict::Kind::TargetReached);
    QVERIFY(verdict->verdict().detail.contains(QStringLiteral("L∞ 8/255")));
    QCOMPARE(page->findChild<TemplateStrip*>()->entries().size(), std::size_t{3});
    QCOMPARE(page->findChild<TemplateStrip*>()->entries()[1].caption, QStringLiteral("5.1/255"));
    QCOMPARE(page->picture()->pixels, someMix().sum->pixels);
    QVERIFY(page->figure());
    page->grab();
    page->setPresenting(true);
    page->grab();
    page->setPresenting(false);
    auto* grid = page->findChild<TemplateGrid*>();
    QTest::mouseClick(grid, Qt::LeftButton, {}, grid->placeOf(2).center());
    QCOMPARE(engine.newest<MixRequest>()->request.get<MixRequest>().target, 2);
    QTest::keyClick(grid, Qt::Key_Left);
    QCOMPARE(grid->target(), 1);
  }

  void failuresAreTold() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(engine, experiment);
    page->show();
    engine.answer(engine.newest<TemplatesRequest>()->ticket, Lane::Training,
                  Failed{{ErrorKind::User, "The data set is not there.", "Set ADVSCOPE_DATA."}});
    QCOMPARE(page->findChild<VerdictCard*>()->verdict().kind, Verdict::Kind::Error);
  }

  void verdictsInWords() {
    const linear::WeightsPtr weights = someWeights();
    TemplateMixed mixed = someMix();
    QCOMPARE(mixVerdict(mixed, *weights).kind, Verdict::Kind::TargetReached);
    mixed.mixed = saying(2, 0.5);
    QCOMPARE(mixVerdict(mixed, *weights).kind, Verdict::Kind::Fooled);
    QVERIFY(mixVerdict(mixed, *weights).detail.contains(QStringLiteral("differs")));
    mixed.mixed = saying(0, 0.5);
    QCOMPARE(mixVerdict(mixed, *weights).kind, Verdict::Kind::NotFooled);
    mixed.label = 2;
    QCOMPARE(mixVerdict(mixed, *weights).kind, Verdict::Kind::WrongFromStart);
    QVERIFY(fgsmText(someTraining()).contains(QStringLiteral("50.0 % wrong = closed form 50.0 % (100 of 100 alike)")));
  }

  void greyIsZero() {
    const linear::WeightsPtr weights = someWeights();
    QCOMPARE(templateScale(*weights, 1), 2.0);
    QCOMPARE(sharedTemplateScale(*weights), 4.0);
    const QImage image = templateImage(*weights, 1, 2.0);
    QCOMPARE(image.pixel(0, 0), divergingMap()[128]);
    QCOMPARE(image.pixel(1, 0), divergingMap()[255]);
    QCOMPARE(image.pixel(0, 1), divergingMap()[1]);
    linear::Weights colour = *weights;
    colour.logistic = true;
    colour.channels = 3;
    colour.width = colour.height = 1;
    colour.values = {1.0F, 0.0F, -1.0F};
    QCOMPARE(templateImage(colour, 1, 1.0).pixel(0, 0), qRgb(255, 128, 1));
    QCOMPARE(templateImage(colour, 0, 1.0).pixel(0, 0), qRgb(1, 128, 255));
  }

  void theAxisOfStrengthsHasAZero() {
    const StrengthAxis axis({0.0, 0.01, 10.0});
    QCOMPARE(axis.axisOf(0.0), -2.5);
    QCOMPARE(axis.axisOf(0.1), -1.0);
    QCOMPARE(axis.strengthAt(-2.5), 0.0);
    QVERIFY(std::abs(axis.strengthAt(-1.0) - 0.1) < 1e-12);
    QCOMPARE(axis.ticks().front().second, QStringLiteral("0"));
    QCOMPARE(axis.ticks()[1].second, QStringLiteral("0.01"));
    QCOMPARE(axis.ticks().back().second, QStringLiteral("10"));
  }

  void theFigureParsesInEveryFormatAndHoldsTheNumbers() {
    const TemplatesFigure figure({someTraining(), someMix(), someTradeOff()});
    QTemporaryDir folder;
    for (const FigureStyle& style : figureStyles()) {
      for (const char* ending : {"png", "pdf", "svg"}) {
        const QString path = folder.filePath(style.name + QLatin1Char('.') + QLatin1String(ending));
        QStringList written;
        QCOMPARE(exportFigure(figure, style, path, 72, &written), QString());
        for (const QString& file : written) QVERIFY2(QFile(file).size() > 0, qPrintable(file));
      }
    }
    const QString csv = QString::fromStdString(figure.csv());
    QVERIFY(csv.contains(QStringLiteral("\"median smallest L∞ in levels against L2\",0.1,5.1")));
    QVERIFY(csv.contains(QStringLiteral("\"test accuracy against epochs\",40,0.75")));
    const auto json = nlohmann::json::parse(figure.repeatJson());
    for (const char* field : {"data", "seed", "l2", "l1", "epochs", "learning_rate", "mix", "caption"})
      QVERIFY2(json.contains(field), field);
    QVERIFY(figure.caption().contains(QStringLiteral("8/255 × template (L∞)")));
  }
};

QTEST_MAIN(TestTemplatesPage)
#include "tst_templates_page.moc"
