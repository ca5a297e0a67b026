// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/transfer.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/batched_attack.hpp"

namespace adv {

/// Reads the pictures once, then attacks them on one network after the other; each batch is tried on all of them.
class TransferJob : public Job {
 public:
  TransferJob(TransferRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  /// One row of one matrix. The row after the last network is the noise.
  struct Row {
    std::size_t matrix = 0;
    std::size_t source = 0;
  };
  void begin();
  void loadModel();
  void readPictures();
  void plan();
  void startRow();
  void tryOnAll(const at::Tensor& adversarial, std::int64_t from);
  void tellProgress(JobContext& context) const;
  TransferReported report() const;
  bool isNoise(const Row& row) const { return row.source == m_models.size(); }

  TransferRequest m_request;
  Workspace& m_workspace;
  const Attack* m_attack = nullptr;
  std::vector<ClassifierPtr> m_models;
  std::shared_ptr<const Dataset> m_data;
  int m_batch = 1;
  int m_nextPicture = 0;
  std::vector<at::Tensor> m_pictures;
  std::vector<at::Tensor> m_batchLabels;
  std::vector<std::vector<at::Tensor>> m_rightOfBatch;  ///< for each network: right without attack, batch by batch
  at::Tensor m_x0;
  at::Tensor m_labels;
  std::vector<at::Tensor> m_right;  ///< [N] bool for each network: right without attack
  std::vector<Row> m_rows;
  std::size_t m_row = 0;
  std::optional<BatchedAttack> m_run;
  at::Tensor m_attacked;  ///< [n] int64: which pictures the row under way is about
  TransferReported m_report;
  std::chrono::steady_clock::time_point m_start;
};

}  // namespace adv
