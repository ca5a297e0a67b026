// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/dimensions.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// One drawn classifier a step.
class DimensionsJob : public Job {
 public:
  DimensionsJob(DimensionsRequest request, Workspace&);
  StepOutcome step(JobContext& context) override;

 private:
  void measureOne();
  void finishPoint();

  DimensionsMeasured m_measured;
  std::vector<double> m_flips;  ///< of the dimension under way
  double m_noiseSquares = 0.0;
  int m_noiseCount = 0;
};

/// A single step.
class DimensionPictureJob : public Job {
 public:
  DimensionPictureJob(DimensionPictureRequest request, Workspace&) : m_request(request) {}
  StepOutcome step(JobContext& context) override;

 private:
  DimensionPictureRequest m_request;
};

/// σ of the weights of a classifier of d numbers.
double weightSigma(WeightScale scale, int d);

}  // namespace adv
