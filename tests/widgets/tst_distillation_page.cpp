// SPDX-License-Identifier: GPL-3.0-or-later
// The Distillation page with an engine that only writes down what it is asked.
#include <QComboBox>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include "tests/support/fake_engine.hpp"
#include "widgets/controls/picture_strip.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/pipeline_figure.hpp"
#include "widgets/figures/soft_label_chart.hpp"
#include "widgets/pages/distillation/pipeline_view.hpp"
#include "widgets/pages/distillation/session.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/plots/chart_slider.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

const std::vector<std::string> kLabels = {"0", "1", "2"};

ImagePtr somePicture() { return std::make_shared<Image>(Image{2, 2, 1, {0, 80, 160, 255}}); }

ModelInfo network(const std::string& id, std::optional<double> temperature) {
  ModelInfo info;
  info.id = info.title = id;
  info.group = "distillation-mnist";
  info.temperature = temperature;
  info.labels = kLabels;
  info.cleanAccuracy = 0.99;
  info.cardPath = "/models/set/" + id + "/model.json";
  return info;
}

Predicted predicted(const ModelInfo& model, const std::vector<double>& logits) {
  Predicted answer;
  answer.model = model;
  answer.original = somePicture();
  answer.label = 0;
  answer.labelSource = LabelSource::Data;
  for (std::size_t i = logits.size(); i-- > 0;) answer.prediction.top.push_back({static_cast<int>(i), 0.0, logits[i]});
  return answer;
}

PipelineState someState(double temperature) {
  PipelineState state;
  state.temperature = temperature;
  state.label = 0;
  state.labels = kLabels;
  state.teacherLogits = {20.0, 10.0, 0.0};
  state.deployedLogits = {400.0, 200.0, 0.0};
  state.teacherName = QStringLiteral("F");
  return state;
}

struct Shown {
  FakeEngine engine;
  ExperimentModel experiment{engine.attackList};
  std::unique_ptr<Page> page;

  Shown() {
    engine.modelList.push_back(network("plain", std::nullopt));
    engine.modelList.push_back(network("warm", 20.0));
    for (const RegisteredPage& one : allPages()) {
      if (one.info.id == QStringLiteral("distillation")) page.reset(one.make({engine, experiment}));
    }
    page->resize(1200, 800);
    page->show();
  }
  template <class T>
  void answer(Payload payload, bool isLast = true) {
    const auto* asked = engine.newest<T>();
    QVERIFY(asked);
    engine.answer(asked->ticket, asked->lane, std::move(payload), isLast);
  }
  void answerGallery(std::size_t count) {
    GalleryReady gallery;
    for (std::size_t i = 0; i < count; ++i)
      gallery.items.push_back({"picture", SampleImage{"mnist-test", static_cast<int>(i)}, somePicture()});
    answer<GalleryRequest>(gallery);
  }
  /// The questions that are open, each to the network that it was asked of.
  void answerPredictions() {
    const auto asked = engine.asked;
    for (const auto& one : asked) {
      const auto* request = one.request.as<PredictRequest>();
      if (request && request->subject.model == "plain")
        engine.answer(one.ticket, one.lane, predicted(engine.modelList[1], {20.0, 10.0, 0.0}));
      if (request && request->subject.model == "warm")
        engine.answer(one.ticket, one.lane, predicted(engine.modelList[2], {400.0, 200.0, 0.0}));
    }
  }
  const PipelineState& state() const { return page->findChild<PipelineView*>()->state(); }
  QString headline() const { return page->findChild<VerdictCard*>()->verdict().headline; }
  QToolButton* button() const {
    for (QToolButton* one : page->findChildren<QToolButton*>()) {
      if (!one->text().isEmpty()) return one;
    }
    return nullptr;
  }
};

}  // namespace

class TestDistillationPage : public QObject {
  Q_OBJECT

 private slots:
  void asksNothingBeforeItIsShown() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attackList);
    DistillationSession session(engine);
    QVERIFY(engine.asked.empty());
    session.setShown(true);
    QCOMPARE(engine.newest<GalleryRequest>()->request.get<GalleryRequest>().source, "mnist-test");
  }

  void withoutDataItTakesTheDrawnSigns() {
    Shown shown;
    shown.answerGallery(0);
    QCOMPARE(shown.engine.newest<GalleryRequest>()->request.get<GalleryRequest>().source, "signs");
  }

  void looksAtAPictureWithBothNetworks() {
    Shown shown;
    shown.answerGallery(4);
    shown.answerPredictions();
    QCOMPARE(shown.state().teacherLogits, (std::vector<double>{20, 10, 0}));
    QCOMPARE(shown.state().deployedLogits, (std::vector<double>{400, 200, 0}));
    QVERIFY2(shown.headline().contains(QStringLiteral("T = 20")), qPrintable(shown.headline()));
    QVERIFY(shown.page->figure());
  }

  void readsTheCurvesOfTheBundledNetwork() {
    Shown shown;
    shown.answerGallery(4);
    const auto request = shown.engine.newest<DistillRequest>()->request.get<DistillRequest>();
    QCOMPARE(request.folder, "/models/set");
    auto known = std::make_shared<DistillationNetwork>();
    known->id = "warm";
    known->temperature = 20.0;
    known->stage = DistillationStage::Deployed;
    known->teacher = {{1, 1, 0.5, 0.9}};
    known->teacherAccuracy = 0.9;
    shown.answer<DistillRequest>(Distilled{request.folder, {known}, 0.0});
    QCOMPARE(shown.state().teacher.epochs.size(), std::size_t{1});
    QCOMPARE(shown.state().teacher.accuracy, 0.9);
  }

  void temperatureIsTheAxisAndCanBeUndone() {
    Shown shown;
    shown.answerGallery(4);
    shown.answerPredictions();
    auto* axis = shown.page->findChild<ChartSlider*>();
    QTest::keyClick(axis, Qt::Key_End);
    QCOMPARE(shown.state().temperature, 100.0);
    QVERIFY(shown.state().deployedLogits.empty());
    QVERIFY2(shown.state().whyNotDeployed.contains(QStringLiteral("100")), qPrintable(shown.state().whyNotDeployed));
    shown.experiment.undoStack().undo();
    QCOMPARE(shown.state().temperature, 20.0);
  }

  void trainsPausesAndGoesOn() {
    Shown shown;
    shown.answerGallery(4);
    shown.answerPredictions();
    shown.page->findChild<QToolButton*>();
    QTest::mouseClick(shown.button(), Qt::LeftButton);
    const auto* asked = shown.engine.newest<DistillRequest>();
    QCOMPARE(asked->lane, Lane::Training);
    const auto request = asked->request.get<DistillRequest>();
    QCOMPARE(request.temperatures.front(), std::optional(20.0));
    const Ticket ticket = asked->ticket;

    auto state = std::make_shared<DistillationNetwork>();
    state->id = "distilled_mnist_T20";
    state->temperature = 20.0;
    state->stage = DistillationStage::Teacher;
    state->teacher = {{1, 6, 0.5, 0.9}};
    state->sample.picture = somePicture();
    state->sample.label = 1;
    state->sample.labels = kLabels;
    shown.engine.answer(ticket, Lane::Training, DistillationState{request, {state}, 0, 0.25, 0.4, 30.0}, false);
    QCOMPARE(shown.state().label, 1);
    QCOMPARE(shown.state().teacher.done, 0.25);
    QVERIFY(shown.button()->text().contains(QStringLiteral("Pause")));
    QVERIFY(!shown.page->isSettled());

    QTest::mouseClick(shown.button(), Qt::LeftButton);
    QCOMPARE(shown.engine.cancelled, std::vector<Ticket>{ticket});
    shown.engine.answer(ticket, Lane::Training, Cancelled{});
    QVERIFY(shown.button()->text().contains(QStringLiteral("Resume")));
    QTest::mouseClick(shown.button(), Qt::LeftButton);
    QCOMPARE(shown.engine.newest<DistillRequest>()->request.get<DistillRequest>().folder, request.folder);
  }

  void trainingAnewTakesAFolderOfItsOwn() {
    Shown shown;
    shown.answerGallery(4);
    QTest::mouseClick(shown.button(), Qt::LeftButton);
    const auto first = shown.engine.newest<DistillRequest>()->request.get<DistillRequest>();
    auto done = std::make_shared<DistillationNetwork>();
    done->id = "distilled_mnist_T20";
    done->temperature = 20.0;
    done->stage = DistillationStage::Deployed;
    shown.answer<DistillRequest>(Distilled{first.folder, {done}, 1.0});
    QVERIFY(shown.button()->text().contains(QStringLiteral("anew")));
    QTest::mouseClick(shown.button(), Qt::LeftButton);
    QVERIFY(shown.engine.newest<DistillRequest>()->request.get<DistillRequest>().folder != first.folder);
  }

  void aPictureOfTheStripIsLookedAt() {
    Shown shown;
    shown.answerGallery(4);
    shown.answerPredictions();
    auto* strip = shown.page->findChild<PictureStrip*>();
    QCOMPARE(strip->chosen(), 1);
    QTest::keyClick(strip, Qt::Key_Right);
    const auto request = shown.engine.newest<PredictRequest>()->request.get<PredictRequest>();
    QCOMPARE(std::get<SampleImage>(request.subject.image).index, 2);
  }

  void failuresAreSaidInWords() {
    Shown shown;
    shown.answerGallery(4);
    QTest::mouseClick(shown.button(), Qt::LeftButton);
    shown.answer<DistillRequest>(Failed{{ErrorKind::User, "No data.", "Set ADVSCOPE_DATA."}});
    QCOMPARE(shown.page->findChild<VerdictCard*>()->verdict().kind, Verdict::Kind::Error);
  }

  void theLabelSaysMoreAsTGrows() {
    QVERIFY2(softLabelSentence(someState(1)).contains(QStringLiteral("nothing else")),
             qPrintable(softLabelSentence(someState(1))));
    QVERIFY2(softLabelSentence(someState(10)).contains(QStringLiteral("looks a little like 1")),
             qPrintable(softLabelSentence(someState(10))));
    QVERIFY2(softLabelSentence(someState(100)).contains(QStringLiteral("hardly anything")),
             qPrintable(softLabelSentence(someState(100))));
    QVERIFY(softLabelSentence(PipelineState()).isEmpty());
  }

  void theLabelIsAlwaysShown() {
    PipelineState state = someState(20);
    state.label = 2;
    QCOMPARE(shownClasses(state, 2), (std::vector<int>{0, 2}));
    QCOMPARE(resembling(state), (std::vector<int>{0, 1}));
    QCOMPARE(colourOfClass(state, 2, lightTheme()), lightTheme().clean);
  }

  void theFigureHoldsItsNumbers() {
    const PipelineFigure figure(someState(20));
    const QString csv = QString::fromStdString(figure.csv());
    QCOMPARE(csv.count(QLatin1Char('\n')), 4);
    QVERIFY(csv.startsWith(QStringLiteral("class,teacher_logit,soft_label,gradient,deployed_logit\n\"0\",20,")));
    QVERIFY(QString::fromStdString(figure.repeatJson()).contains(QStringLiteral("\"temperature\": 20")));
  }
};

QTEST_MAIN(TestDistillationPage)
#include "tst_distillation_page.moc"
