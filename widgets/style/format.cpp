// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/style/format.hpp"

#include <QObject>
#include <QStringList>
#include <cmath>

namespace adv {
namespace {

std::optional<double> parsePlain(QString text) {
  bool isNumber = false;
  const double value =
      text.replace(QChar(u'−'), QLatin1Char('-')).replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
  return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

QString percentText(double probability) {
  const double percent = 100.0 * probability;
  if (percent > 99.9) return QStringLiteral("> 99.9 %");
  if (percent < 0.1) return QStringLiteral("< 0.1 %");
  return QStringLiteral("%1 %").arg(percent, 0, 'f', 1);
}

QString shareText(double share) {
  if (share <= 0.0) return QStringLiteral("0 %");
  if (share >= 1.0) return QStringLiteral("100 %");
  return percentText(share);
}

QString significant(double value, int digits) {
  if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
  if (value == 0.0 || std::isnan(value)) return QString::number(value);
  const int whole = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  if (whole > 7 || whole < -4) return QString::number(value, 'g', digits);
  QString text = QString::number(value, 'f', std::max(0, digits - whole));
  if (text.contains(QLatin1Char('.'))) {
    while (text.endsWith(QLatin1Char('0'))) text.chop(1);
    if (text.endsWith(QLatin1Char('.'))) text.chop(1);
  }
  return text;
}

QString exactText(double value) {
  constexpr int kDigits = 10;  // far from the sixteenth, where the dust is
  if (std::abs(value) < 1e-12) return QStringLiteral("0");
  return QString::number(value, 'g', kDigits).replace(QLatin1Char('-'), QChar(u'−'));
}

std::optional<double> parseNumber(const QString& text) {
  const QStringList parts = text.trimmed().split(QLatin1Char('/'));
  if (parts.size() == 1) return parsePlain(parts.front());
  if (parts.size() != 2) return {};
  const auto above = parsePlain(parts[0]);
  const auto below = parsePlain(parts[1]);
  return above && below && *below != 0.0 ? std::optional(*above / *below) : std::nullopt;
}

QString levelsText(double unit) { return significant(std::round(unit * 255e4) / 1e4) + QStringLiteral("/255"); }

QString durationText(double seconds) {
  if (seconds < 10) return QObject::tr("%1 s").arg(seconds, 0, 'f', 1);
  const int whole = static_cast<int>(std::lround(seconds));
  if (whole < 60) return QObject::tr("%1 s").arg(whole);
  return QObject::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
}

}  // namespace adv
