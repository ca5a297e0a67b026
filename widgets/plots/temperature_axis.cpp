// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/temperature_axis.hpp"

#include <QObject>
#include <algorithm>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {

TemperatureAxis::TemperatureAxis(std::vector<std::optional<double>> temperatures) : m_values(std::move(temperatures)) {
  std::sort(m_values.begin(), m_values.end());
  m_values.erase(std::unique(m_values.begin(), m_values.end()), m_values.end());
}

double TemperatureAxis::at(std::optional<double> temperature) const {
  const auto above = std::lower_bound(m_values.begin(), m_values.end(), temperature);
  const auto place = static_cast<double>(above - m_values.begin());
  if (above == m_values.end()) return std::max(0.0, place - 1.0);
  if (above == m_values.begin() || *above == temperature) return place;
  const std::optional<double> below = *std::prev(above);
  if (!below) return place;
  return place - 1.0 + std::log(*temperature / *below) / std::log(**above / *below);
}

int TemperatureAxis::nearest(double place) const {
  return static_cast<int>(std::lround(std::clamp(place, 0.0, std::max(0.0, static_cast<double>(size() - 1)))));
}

std::vector<std::pair<double, QString>> TemperatureAxis::ticks() const {
  std::vector<std::pair<double, QString>> ticks;
  for (const auto& value : m_values) ticks.emplace_back(at(value), temperatureTick(value));
  return ticks;
}

QString temperatureTick(std::optional<double> temperature) {
  return temperature ? significant(*temperature) : QObject::tr("none");
}

QString temperatureText(std::optional<double> temperature) {
  return temperature ? QObject::tr("T = %1").arg(significant(*temperature)) : QObject::tr("not distilled");
}

}  // namespace adv
