// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "engine/api/templates.hpp"
#include "engine/jobs/fgsm_check.hpp"
#include "engine/jobs/linear_data.hpp"
#include "engine/linear/measures.hpp"
#include "engine/linear/trainer.hpp"

namespace adv {

/// A training under way, kept between requests.
struct TemplatesRun {
  linear::Plan plan;
  int run = 0;
  std::unique_ptr<linear::Trainer> trainer;
  std::vector<TrainingPoint> points;
  double seconds = 0.0;
};

/// Trains a linear classifier and tells of it. The training itself is kept in the workspace, so that a request of the
/// same plan and run goes on with it.
class TemplatesJob final : public Job {
 public:
  TemplatesJob(const TemplatesRequest& request, Workspace& workspace);
  StepOutcome step(JobContext& context) override;

 private:
  using Clock = std::chrono::steady_clock;

  void begin(const std::shared_ptr<const linear::Data>& data);
  /// One short piece of work; false where all is done.
  bool advance();
  void train();
  void finishPoint();
  bool isTrained() const;
  bool pointIsDue() const;
  TemplatesReady ready() const;

  TemplatesRequest m_request;
  LinearDataSource m_source;
  TemplatesRun& m_run;
  bool m_hasBegun = false;
  std::int64_t m_lastUpdate = 0;
  std::unique_ptr<linear::Evaluation> m_test;  ///< of the point that is due
  std::unique_ptr<linear::Evaluation> m_measure;
  std::unique_ptr<FgsmChecker> m_check;
  Clock::time_point m_lastSent;
};

}  // namespace adv
