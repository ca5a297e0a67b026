// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/api/surface.hpp"
#include "engine/core/job.hpp"
#include "engine/jobs/surface_plane.hpp"

namespace adv {

/// Classes and margins on a plane: first the row along the attack's direction with all its logits, then the grid from
/// coarse to fine, in batches that keep a step short. The pictures are float ones, so that the surface shows the
/// network and not the rounding.
class SurfaceJob : public Job {
 public:
  SurfaceJob(SurfaceRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_builder(m_request.plane, workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  void begin();
  void evaluate(const std::vector<int>& cells);
  void keepRow(const std::vector<int>& cells, const at::Tensor& logits);
  void makeLines();
  double unitOf(int index, double extent) const;

  SurfaceRequest m_request;
  PlaneBuilder m_builder;
  PlanePtr m_plane;
  SurfaceReady m_ready;
  std::vector<int> m_order;  ///< cells, the first axis's row first, then coarse to fine
  std::size_t m_next = 0;
  std::vector<bool> m_seen;  ///< classes
  at::Tensor m_rowLogits;    ///< [points, K] double, on the CPU
};

/// Predicts one point of a plane, as the 8-bit picture that it is on the screen.
class SurfacePointJob : public Job {
 public:
  SurfacePointJob(SurfacePointRequest request, Workspace& workspace)
      : m_request(std::move(request)), m_builder(m_request.plane, workspace) {}
  StepOutcome step(JobContext& context) override;

 private:
  SurfacePointRequest m_request;
  PlaneBuilder m_builder;
};

/// Cells of a square grid, row by row: the middle row, then the rest such that every prefix covers the grid evenly.
std::vector<int> surfaceOrder(int points);

}  // namespace adv
