// SPDX-License-Identifier: GPL-3.0-or-later
// The gradient of the softmax with a temperature, and what a gap between two logits means.
#include <QTest>
#include <cmath>

#include "engine/api/distillation.hpp"
#include "engine/api/soft_label.hpp"

using namespace adv;

namespace {

const std::vector<double> kLogits = {9.0, 2.0, -1.0, 6.0};

double crossEntropy(const std::vector<double>& logits, const std::vector<double>& label, double temperature) {
  const std::vector<double> q = softLabel(logits, temperature);
  double sum = 0.0;
  for (std::size_t i = 0; i < q.size(); ++i) sum -= label[i] * std::log(q[i]);
  return sum;
}

}  // namespace

class TestSoftLabel : public QObject {
  Q_OBJECT

 private slots:
  void aGapIsTheSizeOfTheSecondProbability() {
    QCOMPARE(logitGap(kLogits), 3.0);
    QCOMPARE(logitGap({1.0}), 0.0);
    const auto q = softLabel({20.0, 0.0}, 1.0);
    QVERIFY(std::abs(log10OfGap(20.0) - std::log10(q[1])) < 1e-8);
    QVERIFY(std::abs(log10OfGap(1e4) + 4342.944819) < 1e-6);
  }

  void theGradientIsThatOfTheCrossEntropy() {
    const auto hard = hardLabel(kLogits.size(), 0);
    constexpr double kStep = 1e-5;
    for (const double temperature : {1.0, 5.0, 100.0}) {
      const auto gradient = softLabelGradient(kLogits, hard, temperature);
      for (std::size_t i = 0; i < kLogits.size(); ++i) {
        auto above = kLogits;
        auto below = kLogits;
        above[i] += kStep;
        below[i] -= kStep;
        const double slope =
            (crossEntropy(above, hard, temperature) - crossEntropy(below, hard, temperature)) / (2 * kStep);
        QVERIFY2(std::abs(gradient[i] - slope) < 1e-8, qPrintable(QString::number(gradient[i] - slope)));
      }
    }
  }

  void aLabelOutsideTheClassesIsNone() {
    QCOMPARE(hardLabel(3, -1), (std::vector<double>{0, 0, 0}));
    QCOMPARE(hardLabel(3, 1), (std::vector<double>{0, 1, 0}));
  }
};

QTEST_GUILESS_MAIN(TestSoftLabel)
#include "tst_soft_label.moc"
