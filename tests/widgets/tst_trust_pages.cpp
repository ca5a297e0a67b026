// SPDX-License-Identifier: GPL-3.0-or-later
// The Trust and the Transfer page with an engine that the test answers for: when they ask, what they show, what they
// export.
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "engine/api/transfer.hpp"
#include "engine/api/trust.hpp"
#include "tests/support/fake_engine.hpp"
#include "widgets/controls/count_bars.hpp"
#include "widgets/controls/epsilon_axis_card.hpp"
#include "widgets/controls/lamp_shape.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/export_figure.hpp"
#include "widgets/pages/page.hpp"
#include "widgets/pages/transfer/matrix_view.hpp"
#include "widgets/pages/trust/lamp_list.hpp"
#include "widgets/plots/epsilon_plot.hpp"
#include "widgets/plots/trust_lines.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;
using adv::test::FakeEngine;

namespace {

std::unique_ptr<Page> makePage(const QString& id, FakeEngine& engine, ExperimentModel& experiment) {
  for (const RegisteredPage& page : allPages()) {
    if (page.info.id == id) return std::unique_ptr<Page>(page.make({engine, experiment}));
  }
  return nullptr;
}

/// Two similar networks, the second the better one.
void addSecondNetwork(FakeEngine& engine) {
  ModelInfo second = engine.modelList.front();
  second.id = "second";
  second.title = "Second";
  second.cleanAccuracy = 0.99;
  engine.modelList.push_back(second);
  ModelInfo larger = second;
  larger.id = "larger";
  larger.width = 3;
  engine.modelList.push_back(larger);
}

TrustReported maskedReport(const FakeEngine& engine) {
  TrustReported report;
  report.model = engine.modelList.front();
  report.request.model = "signs";
  report.request.data = "signs-gallery:0-48";
  report.request.attack = "bim";
  report.request.params = {{"epsilon", 8.0 / 255}, {"steps", 20}};
  report.count = 48;
  report.cleanRight = 48;
  report.epsilon = 8.0 / 255;
  Lamp green{"iterative", "Iterating beats a single step", LampState::Green, "BIM leaves 47.", "None.", "BIM.", {}, 0};
  Lamp red{"logit-scale",
           "The scale does not matter",
           LampState::Red,
           "BIM leaves 47; scaled leaves 1.",
           "None.",
           "Both.",
           {{TrustTest::WhiteBox, "BIM", 8.0 / 255, 47, 48}, {TrustTest::ScaledLogits, "scaled", 8.0 / 255, 1, 48}},
           46};
  report.lamps = {green, red, green};
  report.counts = {{TrustTest::WhiteBox, "BIM", 8.0 / 255, 47, 48},
                   {TrustTest::WhiteBox, "BIM", 4.0 / 255, 48, 48},
                   {TrustTest::Noise, "noise", 8.0 / 255, 48, 48}};
  report.verdict = TrustVerdict::GradientMasking;
  report.sentence = "Gradient masking: BIM leaves 47 of 48 right; scaled leaves 1.";
  report.detail = "What the attack leaves right is no robustness.";
  return report;
}

TransferReported matrixReport(const FakeEngine& engine) {
  TransferReported report;
  report.models = {engine.modelList[0], engine.modelList[1]};
  report.request.data = "signs-gallery:0-48";
  report.request.attack = "bim";
  report.request.params = {{"epsilon", 8.0 / 255}};
  report.request.reach = 16.0 / 255;
  report.count = 48;
  report.cleanRight = {48, 40};
  report.epsilon = 8.0 / 255;
  TransferMatrix matrix;
  matrix.epsilon = report.epsilon;
  matrix.rows = {{{48, 48}, {10, 40}}, {{20, 40}, {40, 40}}};
  matrix.noise = {{0, 48}, {2, 40}};
  TransferMatrix begun;
  begun.epsilon = 16.0 / 255;
  begun.rows = {{{48, 48}, {20, 40}}, {}};
  report.matrices = {matrix, begun};
  return report;
}

void drag(EpsilonPlot* plot, double from, double to) {
  const int y = plot->plotArea().center().y();
  QTest::mousePress(plot, Qt::LeftButton, {}, {qRound(plot->pixelOf(from)), y});
  for (int i = 1; i <= 4; ++i) QTest::mouseMove(plot, {qRound(plot->pixelOf(from + (to - from) * i / 4)), y});
  QTest::mouseRelease(plot, Qt::LeftButton, {}, {qRound(plot->pixelOf(to)), y});
}

}  // namespace

class TestTrustPages : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Light); }
  void init() { QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support propagateSizeHints)")); }

  void nothingIsAskedBeforeThePageIsShown_data() {
    QTest::addColumn<QString>("id");
    QTest::newRow("trust") << "trust";
    QTest::newRow("transfer") << "transfer";
  }
  void nothingIsAskedBeforeThePageIsShown() {
    QFETCH(QString, id);
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(id, engine, experiment);
    QVERIFY(page && page->isSettled());
    experiment.setParam("epsilon", 0.05);
    QVERIFY(engine.asked.empty());
    page->show();
    QCOMPARE(engine.asked.size(), 1U);
    QCOMPARE(engine.asked.front().lane, Lane::Batch);
    QVERIFY(!page->isSettled());
    // Hidden and shown again nothing is asked twice; a change while hidden is asked about then.
    page->hide();
    page->show();
    QCOMPARE(engine.asked.size(), 1U);
    page->hide();
    experiment.setParam("epsilon", 0.1);
    QCOMPARE(engine.asked.size(), 1U);
    page->show();
    QCOMPARE(engine.asked.size(), 2U);
  }

  void theTrustRequestFollowsTheExperiment() {
    FakeEngine engine;
    addSecondNetwork(engine);
    ExperimentModel experiment(engine.attacks());
    experiment.setParam("epsilon", 4.0 / 255);
    const auto page = makePage("trust", engine, experiment);
    page->show();
    const auto request = engine.newest<TrustRequest>()->request.get<TrustRequest>();
    QCOMPARE(request.model, std::string("signs"));
    QCOMPARE(request.attack, std::string("bim"));
    QCOMPARE(request.other, std::string("second"));
    QCOMPARE(request.params.at("epsilon"), 4.0 / 255);
    QVERIFY(std::abs(request.reach - 16.0 / 255) < 1e-9);
  }

  void theWorstLampIsOpenedUntilOneIsChosen() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage("trust", engine, experiment);
    page->resize(1000, 640);
    page->show();
    QSignalSpy settled(page.get(), &Page::settled);
    engine.answer(engine.newest<TrustRequest>()->ticket, Lane::Batch, maskedReport(engine));
    QCOMPARE(settled.count(), 1);
    auto* lamps = page->findChild<LampList*>();
    auto* bars = page->findChild<CountBars*>();
    QCOMPARE(lamps->currentRow(), 1);
    QCOMPARE(bars->bars().size(), 2U);
    QCOMPARE(bars->bars()[1].part, 1);
    QVERIFY(lamps->item(1)->data(Qt::AccessibleTextRole).toString().startsWith(lampWord(LampState::Red)));
    const Verdict verdict = page->findChild<VerdictCard*>()->verdict();
    QVERIFY(verdict.headline.startsWith("Gradient masking"));
    QTest::keyClick(lamps, Qt::Key_Up);
    QCOMPARE(lamps->currentRow(), 0);
    page->findChild<QToolButton*>()->click();
    engine.answer(engine.newest<TrustRequest>()->ticket, Lane::Batch, maskedReport(engine));
    QCOMPARE(lamps->currentRow(), 0);
  }

  void draggingEpsilonChecksAgainOnRelease() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    experiment.setParam("epsilon", 8.0 / 255);
    const auto page = makePage("trust", engine, experiment);
    page->resize(1000, 640);
    page->show();
    engine.answer(engine.newest<TrustRequest>()->ticket, Lane::Batch, maskedReport(engine));
    auto* plot = page->findChild<EpsilonPlot*>();
    QCOMPARE(plot->value(), 8.0);
    QCOMPARE(plot->high(), 16.0);
    QCOMPARE(plot->series().size(), 2U);
    drag(plot, 8.0, 3.0);
    QCOMPARE(engine.count<TrustRequest>(), 2);
    const auto request = engine.newest<TrustRequest>()->request.get<TrustRequest>();
    QVERIFY(std::abs(request.params.at("epsilon") * 255 - 3.0) < 0.3);
    experiment.undoStack().undo();
    QCOMPARE(engine.count<TrustRequest>(), 3);
  }

  void cancelAndFailureAreShown() {
    FakeEngine engine;
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage("trust", engine, experiment);
    page->show();
    const Ticket ticket = engine.newest<TrustRequest>()->ticket;
    page->findChild<QToolButton*>()->click();
    QCOMPARE(engine.cancelled, std::vector<Ticket>{ticket});
    engine.answer(ticket, Lane::Batch, Failed{{ErrorKind::User, "No such data.", "Name other data."}});
    QCOMPARE(page->findChild<VerdictCard*>()->verdict().headline, QString("No such data."));
    QVERIFY(page->isSettled() && !page->figure());
  }

  void linesBeginAtZeroAndRiseInEpsilon() {
    const FakeEngine engine;
    const auto lines = trustLines(maskedReport(engine));
    QCOMPARE(lines.size(), 2U);
    QCOMPARE(lines[0].x, (std::vector<double>{0, 4, 8}));
    QCOMPARE(lines[0].y, (std::vector<double>{1, 1, 47.0 / 48}));
    QCOMPARE(lines[1].role, SeriesRole::Control);
  }

  void theMatrixSumsOffTheDiagonal() {
    FakeEngine engine;
    addSecondNetwork(engine);
    const TransferReported report = matrixReport(engine);
    QCOMPARE(report.matrices[0].carriedOver().fooled, 30);
    QCOMPARE(report.matrices[0].carriedOver().of, 80);
    QCOMPARE(report.matrices[0].onItself().fooled, 88);
    const auto lines = transferLines(report);
    // A matrix with a row that is missing is no point yet.
    QCOMPARE(lines[0].x.size(), 2U);
    QVERIFY(std::abs(lines[0].y[1] - 30.0 / 80) < 1e-12);
  }

  void theTransferPageSaysWhatCarriesOver() {
    FakeEngine engine;
    addSecondNetwork(engine);
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage("transfer", engine, experiment);
    page->resize(1000, 640);
    page->show();
    const auto* asked = engine.newest<TransferRequest>();
    QCOMPARE(asked->request.get<TransferRequest>().models, (std::vector<std::string>{"signs", "second"}));
    engine.answer(asked->ticket, Lane::Batch, matrixReport(engine), true);
    QVERIFY(page->findChild<VerdictCard*>()->verdict().headline.startsWith("37.5 %"));
    auto* matrix = page->findChild<MatrixView*>();
    QVERIFY(matrix->cellText(0, 1).contains("10 of 40"));
    QVERIFY(matrix->cellText(2, 1).contains("2 of 40"));
    QVERIFY(matrix->cellText(3, 0).isEmpty());
  }

  void oneNetworkAloneSaysWhatIsMissing() {
    FakeEngine engine;
    addSecondNetwork(engine);
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage("transfer", engine, experiment);
    page->show();
    TransferReported report = matrixReport(engine);
    report.models.resize(1);
    report.cleanRight.resize(1);
    report.matrices.resize(1);
    report.matrices[0].rows = {{{48, 48}}};
    report.matrices[0].noise = {{0, 48}};
    report.note = "There is only one network for these pictures.";
    engine.answer(engine.newest<TransferRequest>()->ticket, Lane::Batch, report);
    const Verdict verdict = page->findChild<VerdictCard*>()->verdict();
    QVERIFY(verdict.headline.startsWith("100 %"));
    QVERIFY(verdict.detail.contains("only one network") && verdict.detail.contains("ADVSCOPE_DATA"));
  }

  void figuresAreWritten_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("ending");
    for (const char* id : {"trust", "transfer"}) {
      for (const char* ending : {"png", "pdf", "svg"})
        QTest::addRow("%s %s", id, ending) << QString(id) << QString(ending);
    }
  }
  void figuresAreWritten() {
    QFETCH(QString, id);
    QFETCH(QString, ending);
    FakeEngine engine;
    addSecondNetwork(engine);
    ExperimentModel experiment(engine.attacks());
    const auto page = makePage(id, engine, experiment);
    page->show();
    QVERIFY(!page->figure());
    const auto& asked = engine.asked.back();
    const Payload answer = id == "trust" ? Payload(maskedReport(engine)) : Payload(matrixReport(engine));
    engine.answer(asked.ticket, Lane::Batch, answer);
    const auto figure = page->figure();
    QVERIFY(figure);
    const QTemporaryDir folder;
    const QString path = folder.filePath("figure." + ending);
    QCOMPARE(exportFigure(*figure, figureStyles().front(), path, 150), QString());
    QVERIFY(QFileInfo(path).size() > 1000);
    QFile json(folder.filePath("figure.json"));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject repeat = QJsonDocument::fromJson(json.readAll()).object();
    QCOMPARE(repeat["subcommand"].toString(), id);
    QCOMPARE(repeat["parameters"].toObject()["epsilon"].toDouble(), 8.0 / 255);
    QVERIFY(figure->caption().contains("8/255"));
    QFile csv(folder.filePath("figure.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll().count('\n'), id == "trust" ? 4 : 1 + 6 + 2);
  }
};

QTEST_MAIN(TestTrustPages)
#include "tst_trust_pages.moc"
