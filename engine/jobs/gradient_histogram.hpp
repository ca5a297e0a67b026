// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "engine/api/gradient_histogram.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/evaluation.hpp"

namespace adv {

/// Block after block of pictures, and in each block network after network, so that all columns fill together. A step is
/// a few pictures of one network.
class GradientHistogramJob final : public Job {
 public:
  GradientHistogramJob(GradientHistogramRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  struct Column {
    ClassifierPtr model;
    GradientHistogram sums;
    std::int64_t numbers = 0;  ///< of all pictures so far
    std::int64_t zeros = 0;
    std::int64_t flats = 0;
    std::vector<AmplitudeSample> samples;
  };
  void begin();
  void loadModel();
  void readBlock();
  void measure();
  void endBlock();
  bool isDone() const { return m_begin >= m_data->count(); }
  double share() const;
  GradientHistogramsReady knownSoFar() const;
  void tell(JobContext& context);

  GradientHistogramRequest m_request;
  Workspace& m_workspace;
  std::vector<Column> m_columns;
  std::shared_ptr<const Dataset> m_data;
  int m_begin = 0;  ///< first picture of the block, in the slice
  std::size_t m_column = 0;
  std::int64_t m_next = 0;  ///< first picture of the next step, in the block
  LabelledBatch m_block;
  std::chrono::steady_clock::time_point m_start;
  std::chrono::steady_clock::time_point m_lastSent;
};

}  // namespace adv
