// SPDX-License-Identifier: GPL-3.0-or-later
// The verdicts on networks whose story is known: two that are honest, one whose large logits hide a little, and one
// that was distilled at T = 100 and hides nearly everything (Carlini and Wagner 2017).
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

#include "engine/api/trust.hpp"
#include "tests/support/engine_runner.hpp"

using namespace adv;
using namespace adv::test;

namespace {

const Lamp* lampOf(const TrustReported& report, const std::string& id) {
  const auto found =
      std::find_if(report.lamps.begin(), report.lamps.end(), [&](const Lamp& lamp) { return lamp.id == id; });
  return found == report.lamps.end() ? nullptr : &*found;
}

}  // namespace

class TestTrustVerdicts : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void theBundledSignsArePlausible() {
    TrustRequest request;
    request.model = "signs";
    request.params = {{"epsilon", 8.0 / 255}, {"steps", 10}, {"step-size", 2.0 / 255}};
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const auto report = lastAs<TrustReported>(events);
    QVERIFY2(report, failureOf(events).c_str());
    QVERIFY2(report->verdict == TrustVerdict::Plausible, report->sentence.c_str());
    QCOMPARE(report->count, 48);
  }

  void mnistNetworks_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("pictures");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("scale");
    QTest::newRow("advertorch") << "advertorch_clean" << 100 << "plausible"
                                << "green";
    QTest::newRow("digits") << "digits" << 60 << "plausible"
                            << "green";
    QTest::newRow("undefended") << "carlini_undefended" << 150 << "partly_masked"
                                << "amber";
    QTest::newRow("distilled") << "carlini_distilled_T100" << 50 << "gradient_masking"
                               << "red";
  }
  void mnistNetworks() {
    if (dataFolder().empty()) QSKIP(kNoData);
    QFETCH(QString, model);
    QFETCH(int, pictures);
    QFETCH(QString, verdict);
    QFETCH(QString, scale);
    TrustRequest request;
    request.model = model.toStdString();
    request.other = model == "digits" ? "advertorch_clean" : "digits";
    request.data = "mnist-test:0-" + std::to_string(pictures);
    request.params = {{"epsilon", 0.3}, {"step-size", 0.03}, {"steps", 12}};
    request.reach = 0.3;
    Engine engine(handTurned());
    const auto events = runToEnd(engine, request);
    const auto report = lastAs<TrustReported>(events);
    QVERIFY2(report, failureOf(events).c_str());
    QVERIFY2(nameOf(report->verdict) == verdict, report->sentence.c_str());
    QCOMPARE(QString(nameOf(lampOf(*report, "logit-scale")->state)), scale);
    const QString sentence = QString::fromStdString(report->sentence);
    if (verdict == "gradient_masking") QVERIFY2(sentence.startsWith("Gradient masking"), qPrintable(sentence));
    if (verdict == "partly_masked") QVERIFY2(sentence.startsWith("Large logits hide a little"), qPrintable(sentence));
  }
};

QTEST_GUILESS_MAIN(TestTrustVerdicts)
#include "tst_trust_verdicts.moc"
