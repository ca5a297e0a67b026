// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/api/templates.hpp"
#include "engine/jobs/linear_data.hpp"
#include "engine/linear/model.hpp"

namespace adv {

/// Adds a template to a picture, and looks along the amount.
class MixJob final : public Job {
 public:
  MixJob(const MixRequest& request, Workspace& workspace);
  StepOutcome step(JobContext& context) override;

 private:
  bool needsData() const { return std::holds_alternative<TestPicture>(m_request.picture); }
  void begin();
  Image testPicture(int index);
  at::Tensor mixed(const at::Tensor& amounts) const;
  int easiestTarget(const at::Tensor& logits) const;
  void extendCurve();
  void findNeeded();
  double targetLead(double amount) const;

  MixRequest m_request;
  Workspace& m_workspace;
  LinearDataSource m_source;
  std::shared_ptr<const linear::Data> m_data;
  linear::Model m_model;
  at::Tensor m_xPixel;     ///< [1, D]
  at::Tensor m_direction;  ///< [D], largest entry 1 in size
  TemplateMixed m_result;
};

}  // namespace adv
