// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/api/requests.hpp"
#include "engine/api/results.hpp"
#include "engine/api/surface.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/core/workspace.hpp"

namespace adv {

/// The plane x + t d₁ + s d₂ as tensors, and what lies on it.
struct Plane {
  SurfacePlane request;  ///< held, so that pictures in memory keep the addresses that name them
  ClassifierPtr model;
  PreparedImage image;
  Predicted clean;
  ParamValues params;   ///< of the attack, resolved
  at::Tensor along;     ///< d₁, [1, C, H, W], of length 1 in `norm`
  at::Tensor across;    ///< d₂, the same, orthogonal to d₁
  std::string norm;     ///< "L∞" or "L2"
  SurfacePoint attack;  ///< of the adversarial picture
  std::optional<SurfacePoint> other;

  /// Pictures of the points (along[i], across[i]), [N, C, H, W]; all three in units of the axes.
  at::Tensor pictures(const at::Tensor& alongUnits, const at::Tensor& acrossUnits) const;
};
using PlanePtr = std::shared_ptr<const Plane>;

/// Works out a plane step by step: it may have to run two attacks. What was worked out before comes from the workspace.
class PlaneBuilder {
 public:
  PlaneBuilder(SurfacePlane plane, Workspace& workspace) : m_request(std::move(plane)), m_workspace(workspace) {}

  /// Null until the plane is known. Throws `Failure` where the attack changes nothing, or both directions are one.
  PlanePtr step();

 private:
  void begin();
  void start(const std::string& attack, const ParamValues& params);
  void finishRun();
  void setFirst(const at::Tensor& delta);
  void setSecond(const at::Tensor& delta, bool isAPlace);

  SurfacePlane m_request;
  Workspace& m_workspace;
  std::string m_key;
  std::shared_ptr<Plane> m_plane;
  std::unique_ptr<AttackRun> m_run;
};

/// How many pictures of this size keep one batch of forward passes short.
std::int64_t picturesPerStep(const at::Tensor& xPixel);

}  // namespace adv
