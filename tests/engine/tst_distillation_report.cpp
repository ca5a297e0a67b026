// SPDX-License-Identifier: GPL-3.0-or-later
// Reports about distilled networks as text, and profiles along a line.
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <fstream>

#include "engine/analysis/report_json.hpp"
#include "engine/api/error.hpp"
#include "tests/support/a_distillation_report.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

class TestDistillationReport : public QObject {
  Q_OBJECT

 private slots:
  void aReportIsReadBackAsItWasWritten() {
    const std::string text = reportToJson(someReport());
    const DistillationReport back = reportFromJson(text, "it");
    QCOMPARE(reportToJson(back), text);
    QCOMPARE(back.gradients->networks[1].zeroFloat32, 62);
    QCOMPARE(back.gradients->networks[1].samples->size(), std::size_t{2});
    QCOMPARE(back.attacks->rows[1].cell(TemperatureAttack::JsmaSoftmax)->succeeded, 1);
    QVERIFY(!back.attacks->rows[1].cell(TemperatureAttack::PgdLogits));
    QCOMPARE(back.profile->networks[1].logits[0][0], 100.0);
    QVERIFY(!back.outputs->rows[0].temperature);
  }

  void aGradientThatIsNothingSurvives() {
    DistillationReport report = someReport();
    report.gradients->networks[1].medianLog10 = -INFINITY;
    const DistillationReport back = reportFromJson(reportToJson(report), "it");
    QVERIFY(std::isinf(back.gradients->networks[1].medianLog10));
  }

  void ofEachBinOnlyAFewSamplesAreKept() {
    DistillationReport report = someReport();
    report.gradients->networks[0].samples =
        std::make_shared<const std::vector<AmplitudeSample>>(std::vector<AmplitudeSample>(100, {1, -2.0F, false}));
    const DistillationReport back = reportFromJson(reportToJson(report), "it");
    QCOMPARE(back.gradients->networks[0].samples->size(), std::size_t{12});
  }

  void textThatIsNoReportIsRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("no JSON") << "{";
    QTest::newRow("another") << "{\"a\": 1}";
    QTest::newRow("unknown network")
        << R"({"made_by":"x","networks":[],"outputs":{"data":"d","pictures":1,"rows":[{"id":"a"}]}})";
  }
  void textThatIsNoReportIsRefused() {
    QFETCH(QString, text);
    QVERIFY_THROWS_EXCEPTION(Failure, reportFromJson(text.toStdString(), "it"));
  }

  void loadingSaysWhichNetworksAreThere() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("report.json").toStdString();
    std::ofstream(path) << reportToJson(someReport());
    Engine engine(handTurned());
    const auto loaded = lastAs<ReportLoaded>(runToEnd(engine, LoadReportRequest{path}));
    QVERIFY(loaded);
    QCOMPARE(loaded->networks.size(), std::size_t{2});
    QCOMPARE(loaded->networks[0].id, "plain");
    QVERIFY(loaded->networks[0].weights == ReportWeights::Missing);
    QVERIFY(!loaded->isCurrent());
  }

  void theBundledNetworksAreAGroup() {
    Engine engine(handTurned());
    const auto group = lastAs<DistilledGroup>(runToEnd(engine, DistilledGroupRequest{}));
    QVERIFY(group);
    QVERIFY(group->models.size() >= 10);
    QVERIFY(!group->models.front().temperature);
    QCOMPARE(group->models.back().temperature, std::optional(100.0));
  }

  /// Logits along the line are those of the networks; divided by T, they are the same up to what training made of them.
  void aProfileGoesThroughThePicture() {
    Engine engine(handTurned());
    TemperatureProfileRequest request;
    request.models = {"distilled_signs_none", "distilled_signs_T20"};
    request.image = SampleImage{"signs-gallery", 3};
    request.other = SampleImage{"signs-gallery", 4};
    request.low = 0.0;
    request.high = 1.0;
    request.points = 5;
    const auto profile = lastAs<TemperatureProfileReady>(runToEnd(engine, request));
    QVERIFY(profile);
    QCOMPARE(profile->line, (std::vector<double>{0.0, 0.25, 0.5, 0.75, 1.0}));
    QCOMPARE(profile->networks.size(), std::size_t{2});
    QVERIFY(profile->label != profile->otherLabel);
    for (const TemperatureProfile& network : profile->networks) {
      const auto best = [&](std::size_t point) {
        std::size_t top = 0;
        for (std::size_t label = 1; label < network.logits.size(); ++label)
          if (network.logits[label][point] > network.logits[top][point]) top = label;
        return static_cast<int>(top);
      };
      QCOMPARE(best(0), profile->label);
      QCOMPARE(best(4), profile->otherLabel);
    }
  }

  void aLineNeedsALengthAndAnEnd() {
    Engine engine(handTurned());
    TemperatureProfileRequest request;
    request.models = {"distilled_signs_none"};
    request.image = SampleImage{"signs-gallery", 3};
    request.high = request.low;
    QVERIFY(QString::fromStdString(failureOf(runToEnd(engine, request))).contains("no length"));
  }
};

QTEST_GUILESS_MAIN(TestDistillationReport)
#include "tst_distillation_report.moc"
