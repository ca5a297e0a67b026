// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "engine/api/temperature_attacks.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/batched_attack.hpp"

namespace adv {

/// Attack after attack, and each on network after network, so that one line of the figure is there after the other.
class TemperatureAttacksJob final : public Job {
 public:
  TemperatureAttacksJob(TemperatureAttacksRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  /// A network and those of the pictures that it classifies rightly.
  struct Subject {
    ClassifierPtr model;
    at::Tensor xPixel;   ///< [n, C, H, W]
    at::Tensor labels;   ///< [n] int64
    at::Tensor targets;  ///< [n] int64: drawn for the picture, so that every network gets the same
  };
  void begin();
  void loadModel();
  void readPictures();
  void sortOut();
  void startUnit();
  void count(const at::Tensor& adversarial, std::int64_t begin);
  void endUnit();
  std::size_t rowOf(std::size_t unit) const { return unit % m_subjects.size(); }
  TemperatureAttack attackOf(std::size_t unit) const { return m_request.attacks[unit / m_subjects.size()]; }
  TemperatureCell& cellOf(std::size_t unit);
  TemperatureAttacksReady knownSoFar() const;
  void tellProgress(JobContext& context) const;

  TemperatureAttacksRequest m_request;
  Workspace& m_workspace;
  std::shared_ptr<const Dataset> m_data;
  std::vector<Subject> m_subjects;
  std::vector<at::Tensor> m_pictures, m_pictureLabels;
  int m_nextPicture = 0;
  std::size_t m_sorted = 0;  ///< networks that know which pictures are theirs
  at::Tensor m_x0, m_labels, m_targets;
  std::size_t m_unit = 0;
  std::optional<BatchedAttack> m_run;
  std::chrono::steady_clock::time_point m_unitStart;
  double m_effortDone = 0.0;
  TemperatureAttacksReady m_ready;
  std::chrono::steady_clock::time_point m_start;
};

}  // namespace adv
