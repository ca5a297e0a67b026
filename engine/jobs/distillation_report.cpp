// SPDX-License-Identifier: GPL-3.0-or-later
// Reads and writes reports about distilled networks, and lists the networks of a group.
#include <algorithm>
#include <map>

#include "engine/analysis/report_json.hpp"
#include "engine/api/error.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/data/write_file.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/temperature_profile.hpp"
#include "engine/models/input_file.hpp"
#include "engine/models/loading.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBundled = "distilled_mnist_none";
constexpr const char* kFile = "report.json";
constexpr std::uint64_t kLargest = 1U << 26U;

/// The folder itself, or that of the bundled networks.
fs::path folderOf(const std::string& folder, const Workspace& workspace) {
  return folder.empty() ? workspace.cardOf(kBundled).parent_path().parent_path() : fs::path(folder);
}

/// All networks below a folder.
std::vector<ModelInfo> modelsIn(const fs::path& folder, const Workspace& workspace) {
  return findModels({folder}, workspace.dataFolder());
}

/// Not distilled, then by T, then by seed.
bool isBefore(const ModelInfo& a, const ModelInfo& b) {
  return std::pair(a.temperature, a.seed) < std::pair(b.temperature, b.seed);
}

/// Every network that a report is about, once.
std::map<std::string, ModelInfo> networksOf(const DistillationReport& report) {
  std::map<std::string, ModelInfo> networks;
  const auto add = [&](const auto& rows) {
    for (const auto& row : rows) networks[row.model.id] = row.model;
  };
  if (report.outputs) add(report.outputs->rows);
  if (report.gradients) add(report.gradients->networks);
  if (report.attacks) add(report.attacks->rows);
  if (report.profile) add(report.profile->networks);
  return networks;
}

class LoadReportJob final : public Job {
 public:
  LoadReportJob(LoadReportRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}

  StepOutcome step(JobContext& context) override {
    fs::path path = m_request.path.empty() ? folderOf({}, m_workspace) : fs::path(m_request.path);
    if (fs::is_directory(path)) path /= kFile;
    InputFile file(path);
    auto report = std::make_shared<DistillationReport>(
        reportFromJson(file.readText(std::min(file.size(), kLargest), "the report"), path.string()));
    if (report->profile) showProfilePictures(*report->profile, m_workspace);
    ReportLoaded loaded{path.string(), report, compare(*report, modelsIn(path.parent_path(), m_workspace))};
    context.finish(std::move(loaded));
    return StepOutcome::Done;
  }

 private:
  static std::vector<ReportNetwork> compare(const DistillationReport& report, const std::vector<ModelInfo>& present) {
    std::vector<ModelInfo> known;
    for (const auto& [id, info] : networksOf(report)) known.push_back(info);
    std::stable_sort(known.begin(), known.end(), isBefore);
    std::vector<ReportNetwork> networks;
    for (const ModelInfo& info : known) {
      const auto found = std::find_if(present.begin(), present.end(),
                                      [&](const ModelInfo& one) { return one.id == info.id && one.available; });
      const auto weights = found == present.end()                       ? ReportWeights::Missing
                           : found->weightsSha256 == info.weightsSha256 ? ReportWeights::Same
                                                                        : ReportWeights::Changed;
      networks.push_back({info.id, info.title, info.temperature, weights});
    }
    return networks;
  }

  LoadReportRequest m_request;
  Workspace& m_workspace;
};

class SaveReportJob final : public Job {
 public:
  SaveReportJob(SaveReportRequest request, Workspace&) : m_request(std::move(request)) {}

  StepOutcome step(JobContext& context) override {
    if (!m_request.report) throw userFailure("There is no report to save.", "Measure something first.");
    ReportSaved saved{m_request.path, reportToJson(*m_request.report)};
    if (!saved.path.empty()) writeWholeFile(saved.path, saved.text);
    context.finish(std::move(saved));
    return StepOutcome::Done;
  }

 private:
  SaveReportRequest m_request;
};

class DistilledGroupJob final : public Job {
 public:
  DistilledGroupJob(DistilledGroupRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}

  StepOutcome step(JobContext& context) override {
    const fs::path folder = folderOf(m_request.folder, m_workspace);
    DistilledGroup group{modelsIn(folder, m_workspace)};
    std::erase_if(group.models, [](const ModelInfo& info) { return !info.available; });
    if (group.models.empty())
      throw userFailure("No network is in " + folder.string() + ".", "Train some with: advscope distill");
    std::stable_sort(group.models.begin(), group.models.end(), isBefore);
    context.finish(std::move(group));
    return StepOutcome::Done;
  }

 private:
  DistilledGroupRequest m_request;
  Workspace& m_workspace;
};

const RegisterJob<LoadReportRequest, LoadReportJob> kLoad;
const RegisterJob<SaveReportRequest, SaveReportJob> kSave;
const RegisterJob<DistilledGroupRequest, DistilledGroupJob> kGroup;

}  // namespace
}  // namespace adv
