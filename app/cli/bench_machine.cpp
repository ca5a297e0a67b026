// SPDX-License-Identifier: GPL-3.0-or-later
// What was measured, and on what.
#include <sys/utsname.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <thread>

#include "app/cli/bench_case.hpp"
#include "app/version.hpp"

namespace adv {
namespace {

std::string cpuModel() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(std::min(line.find(':') + 2, line.size()));
  }
  return "unknown";
}

double medianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2.0;
}

}  // namespace

Json summary(const std::vector<double>& values, const char* unit) {
  if (values.empty()) return {{"runs", 0}, {"unit", unit}};
  const double median = medianOf(values);
  std::vector<double> deviations;
  for (const double value : values) deviations.push_back(std::abs(value - median));
  return {{"median", median},
          {"min", *std::min_element(values.begin(), values.end())},
          {"max", *std::max_element(values.begin(), values.end())},
          {"mean", std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size())},
          {"mad", medianOf(deviations)},
          {"runs", values.size()},
          {"unit", unit}};
}

Json describeMachine(const DeviceReport& device) {
  utsname system = {};
  uname(&system);
  return {{"cpu", cpuModel()},
          {"cores", std::thread::hardware_concurrency()},
          {"device", device.name},
          {"os", std::string(system.sysname) + " " + system.release},
          {"version", kVersion}};
}

double residentMemory() {
  std::ifstream file("/proc/self/status");
  for (std::string word; file >> word;) {
    if (word != "VmRSS:") continue;
    double kibibytes = 0.0;
    file >> kibibytes;
    return kibibytes / 1024.0;
  }
  return 0.0;
}

}  // namespace adv
