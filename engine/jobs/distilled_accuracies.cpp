// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/distilled_accuracies.hpp"

#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

constexpr const char* kBundled = "distilled_mnist_none";

class DistilledAccuraciesJob final : public Job {
 public:
  DistilledAccuraciesJob(DistilledAccuraciesRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}

  StepOutcome step(JobContext& context) override {
    const std::string folder =
        m_request.folder.empty() ? m_workspace.cardOf(kBundled).parent_path().parent_path().string() : m_request.folder;
    context.finish(DistilledAccuracies{folder, loadAccuracies(folder)});
    return StepOutcome::Done;
  }

 private:
  DistilledAccuraciesRequest m_request;
  Workspace& m_workspace;
};

const RegisterJob<DistilledAccuraciesRequest, DistilledAccuraciesJob> kRegistered;

}  // namespace
}  // namespace adv
