// SPDX-License-Identifier: GPL-3.0-or-later
// Gradient amplitudes in words.
#include <QObject>
#include <algorithm>
#include <cmath>

#include "widgets/figures/amplitude_bars.hpp"
#include "widgets/plots/temperature_axis.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

/// "⁻¹⁷"
QString superscript(int number) {
  static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
  QString text = number < 0 ? QStringLiteral("⁻") : QString();
  for (const QChar digit : QString::number(std::abs(number))) text += digits[digit.digitValue()];
  return text;
}

QString powerOfTen(int exponent) {
  return exponent == 0 ? QStringLiteral("1") : QStringLiteral("10") + superscript(exponent);
}

int exponentOf(std::size_t edge) { return static_cast<int>(std::lround(std::log10(kAmplitudeEdges[edge]))); }

}  // namespace

QString amplitudeBinText(std::size_t bin) {
  if (bin == 0) return QObject::tr("below %1").arg(powerOfTen(exponentOf(1)));
  return QObject::tr("%1 to %2").arg(powerOfTen(exponentOf(bin)), powerOfTen(exponentOf(bin + 1)));
}

QString amplitudeText(double log10Amplitude) {
  if (std::isinf(log10Amplitude)) return QStringLiteral("0");
  if (log10Amplitude > -3.0) return significant(std::pow(10.0, log10Amplitude), 2);
  const double whole = std::floor(log10Amplitude);
  return QStringLiteral("%1 · %2").arg(significant(std::pow(10.0, log10Amplitude - whole), 2),
                                       powerOfTen(static_cast<int>(whole)));
}

QString amplitudeSentence(const GradientHistogramsReady& histograms) {
  if (histograms.networks.empty()) return {};
  const auto warmer = [](const GradientHistogram& a, const GradientHistogram& b) {
    return a.temperature < b.temperature;
  };
  const auto [first, last] = std::minmax_element(histograms.networks.begin(), histograms.networks.end(), warmer);
  if (first->count == 0 || last->count == 0) return {};
  if (first == last)
    return QObject::tr("%1: the median gradient is %2.")
        .arg(temperatureText(first->temperature), amplitudeText(first->medianLog10));
  return QObject::tr("From “%1” to “%2” the median gradient falls by %3 orders of magnitude: %4 to %5.")
      .arg(temperatureText(first->temperature), temperatureText(last->temperature))
      .arg(std::lround(first->medianLog10 - last->medianLog10))
      .arg(amplitudeText(first->medianLog10), amplitudeText(last->medianLog10));
}

}  // namespace adv
