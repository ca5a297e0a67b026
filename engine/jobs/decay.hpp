// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include "engine/api/decay.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/linear_data.hpp"
#include "engine/linear/trainer.hpp"

namespace adv {

/// Trains plain, with weight decay and against the adversary, in turns of one mini-batch, so that all three have always
/// seen the same pictures.
class DecayJob final : public Job {
 public:
  DecayJob(const DecayRequest& request, Workspace& workspace);
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void train();
  void measure();
  double worked() const;
  double nextMeasurement() const;

  LinearDataSource m_source;
  std::shared_ptr<const linear::Data> m_data;
  std::array<std::unique_ptr<linear::Trainer>, kDecayModels> m_trainers;
  DecayReady m_ready;
};

}  // namespace adv
