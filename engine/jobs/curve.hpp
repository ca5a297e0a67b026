// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/api/requests.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/core/job.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// Confidence against ε: the known direction, a grid of ε, batched forward passes from coarse to fine. Each step tells
/// the curve as far as it is known. The curve is of the float picture, so that it shows the network and not the
/// rounding; at whole levels both are the same.
class CurveJob : public Job {
 public:
  CurveJob(CurveRequest request, Workspace& workspace) : m_request(std::move(request)), m_workspace(workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  struct Point {
    bool known = false;
    double label = 0.0;
    double top = 0.0;
    double target = 0.0;
    int topClass = -1;
  };
  void begin();
  void evaluate(const at::Tensor& direction, const std::vector<int>& indices, std::vector<Point>& points);
  CurveReady knownSoFar() const;
  double levelOf(int index) const;

  CurveRequest m_request;
  Workspace& m_workspace;
  ClassifierPtr m_model;
  PreparedImage m_image;
  int m_label = -1;
  std::optional<int> m_target;  ///< also where the attack chose it
  at::Tensor m_direction;
  at::Tensor m_noise;        ///< of the same size in the attack's norm
  std::vector<int> m_order;  ///< grid indices, coarse to fine
  std::size_t m_next = 0;
  std::vector<Point> m_attackPoints;
  std::vector<Point> m_noisePoints;
};

/// Indices 0 .. count-1 such that every prefix covers the range evenly: the ends, the middle, then the halves.
std::vector<int> coarseToFine(int count);

}  // namespace adv
