// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/gradient_histogram.hpp"
#include "engine/api/temperature_attacks.hpp"
#include "engine/api/temperature_profile.hpp"

namespace adv {

/// What was measured of networks that differ in the temperature of their training, in one file. Networks are sorted:
/// not distilled, then by T, then by seed. Of a stored report a network's `ModelInfo` knows id, title, labels and the
/// hash of its weights.
struct DistillationReport {
  std::string madeBy;  ///< the command line
  std::optional<TemperatureOutputsReady> outputs;
  std::optional<GradientHistogramsReady> gradients;
  std::optional<TemperatureAttacksReady> attacks;
  std::optional<TemperatureProfileReady> profile;
};
using DistillationReportPtr = std::shared_ptr<const DistillationReport>;

/// Does the networks of a stored report still have the weights that it was made with?
enum class ReportWeights { Same, Changed, Missing };

struct ReportNetwork {
  std::string id;
  std::string title;
  std::optional<double> temperature;
  ReportWeights weights = ReportWeights::Missing;
};

/// Reads a stored report. Answer: `ReportLoaded`.
struct LoadReportRequest {
  std::string path;  ///< a file, or a folder with a report.json; empty: the one beside the bundled networks
};

struct ReportLoaded {
  std::string path;
  DistillationReportPtr report;
  std::vector<ReportNetwork> networks;  ///< all that the report is about, each once

  bool isCurrent() const;  ///< all weights are the same
};

/// Writes a report. Answer: `ReportSaved`.
struct SaveReportRequest {
  DistillationReportPtr report;
  std::string path;  ///< empty: only the text is wanted
};

struct ReportSaved {
  std::string path;
  std::string text;  ///< the JSON
};

/// The networks of a group, in the order of a report. Answer: `DistilledGroup`.
struct DistilledGroupRequest {
  std::string folder;  ///< with <id>/model.json; empty: the bundled networks
};

struct DistilledGroup {
  std::vector<ModelInfo> models;  ///< not distilled, then by T, then by seed
};

inline bool ReportLoaded::isCurrent() const {
  return std::all_of(networks.begin(), networks.end(),
                     [](const ReportNetwork& network) { return network.weights == ReportWeights::Same; });
}

}  // namespace adv
