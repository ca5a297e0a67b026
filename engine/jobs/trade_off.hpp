// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/api/templates.hpp"
#include "engine/jobs/linear_data.hpp"
#include "engine/linear/measures.hpp"
#include "engine/linear/trainer.hpp"

namespace adv {

/// Trains once for each strength of the regularisation, from the same first weights, and measures each.
class TradeOffJob final : public Job {
 public:
  TradeOffJob(const TradeOffRequest& request, Workspace& workspace);
  StepOutcome step(JobContext& context) override;

 private:
  void advance();

  LinearDataSource m_source;
  TradeOffReady m_ready;
  std::shared_ptr<const linear::Data> m_data;
  std::unique_ptr<linear::Trainer> m_trainer;
  std::unique_ptr<linear::Evaluation> m_evaluation;
};

}  // namespace adv
