// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/requests.hpp"
#include "engine/api/results.hpp"
#include "engine/api/robustness.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/evaluation.hpp"
#include "engine/jobs/robustness_state.hpp"

namespace adv {

/// Robustness curves, unit by unit: batch by batch, and in each batch model by model, attack by attack, value by value.
/// The state is kept about once a second and when the job ends, however it ends.
class RobustnessJob final : public Job {
 public:
  RobustnessJob(RobustnessRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  ~RobustnessJob() override { keep(); }
  StepOutcome step(JobContext& context) override;

 private:
  struct Unit {
    std::size_t batch, model, attack, value;
  };
  void begin();
  void checkRequest() const;
  void openModels();
  std::string identityOfPictures() const;
  void restore();
  Unit unitAt(std::int64_t index) const;
  RobustnessCell& cellOf(const Unit& unit);
  bool readUnit(const Unit& unit);
  void startUnit(const Unit& unit);
  void finishUnit(const Unit& unit);
  void keepNowAndThen();
  void keep();
  RobustnessReady knownSoFar() const;
  void tellProgress(JobContext& context) const;

  RobustnessRequest m_request;
  Workspace& m_workspace;
  std::vector<ClassifierPtr> m_models;
  std::vector<const Attack*> m_attacks;
  std::shared_ptr<const Dataset> m_data;
  std::optional<RobustnessStore> m_store;
  RobustnessState m_state;
  std::int64_t m_units = 0;
  std::int64_t m_unitsBefore = 0;  ///< done by an earlier run
  bool m_isKept = true;            ///< what is on disk is what is known
  std::string m_note;
  int m_read = 0;               ///< pictures of the present batch, with those that are wrong from the start
  std::int64_t m_readFor = -1;  ///< which batch and model `m_right` is of
  LabelledBatch m_right;
  std::unique_ptr<BatchAttack> m_run;
  double m_unitSeconds = 0.0;
  std::chrono::steady_clock::time_point m_start;
  std::chrono::steady_clock::time_point m_lastKept;
};

}  // namespace adv
