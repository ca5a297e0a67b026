// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "engine/api/dimensions.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/linear/data.hpp"
#include "engine/linear/measures.hpp"
#include "engine/linear/trainer.hpp"

namespace adv {

/// Reads, trains and measures one data set after the other, a few pictures or one mini-batch a step.
class DimensionsTrainedJob : public Job {
 public:
  DimensionsTrainedJob(DimensionsTrainedRequest request, Workspace& workspace);
  StepOutcome step(JobContext& context) override;

 private:
  bool hasNext() const { return m_next < m_trained.request.data.size(); }
  const std::string& dataName() const { return m_trained.request.data[m_next]; }
  void openNext();
  void work();
  void finishOne();
  double done() const;

  Workspace& m_workspace;
  DimensionsTrained m_trained;
  std::size_t m_next = 0;
  std::optional<linear::Loader> m_loader;
  std::optional<linear::Trainer> m_trainer;
  std::optional<linear::Model> m_model;
  std::optional<linear::Evaluation> m_evaluation;
};

}  // namespace adv
