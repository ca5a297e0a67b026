// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <utility>
#include <vector>

namespace adv {

/// The axis of the temperature T: "none" for a network that was not distilled, then each T that there is, evenly
/// spaced. Places count from 0. The same in every figure, so that one slider fits them all.
class TemperatureAxis {
 public:
  /// In any order, also several times.
  explicit TemperatureAxis(std::vector<std::optional<double>> temperatures);

  const std::vector<std::optional<double>>& values() const { return m_values; }
  int size() const { return static_cast<int>(m_values.size()); }
  /// The place of a temperature, between its neighbours by its logarithm where it is none of the axis'.
  double at(std::optional<double> temperature) const;
  /// The index of the nearest value.
  int nearest(double place) const;
  std::vector<std::pair<double, QString>> ticks() const;

 private:
  std::vector<std::optional<double>> m_values;
};

/// "none", "20".
QString temperatureTick(std::optional<double> temperature);
/// "not distilled", "T = 20".
QString temperatureText(std::optional<double> temperature);

}  // namespace adv
