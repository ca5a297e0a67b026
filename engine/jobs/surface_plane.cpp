// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/surface_plane.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/attacks/support/norms.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/random.hpp"

namespace adv {
namespace {

/// Below this share of its length a direction that is left over is rounding, not a direction.
constexpr double kNegligible = 1e-4;
constexpr std::int64_t kPixelsPerStep = 102'400;

double innerProduct(const at::Tensor& a, const at::Tensor& b) { return a.mul(b).sum(at::kDouble).item<double>(); }

double sizeIn(const std::string& norm, const at::Tensor& delta) {
  return norm == "L2" ? std::sqrt(innerProduct(delta, delta)) : delta.abs().max().item<double>();
}

std::string keyOf(const SurfacePlane& plane, const PreparedImage& image, int label) {
  AttackRequest attack{plane.subject, plane.attack, plane.params, plane.target, plane.seed, 1};
  std::string key = runKey(attack, image, label) + (plane.clip ? "|clip" : "|free");
  if (const auto* second = std::get_if<AttackDirection>(&plane.second)) {
    attack.attack = second->attack;
    attack.params = second->params;
    return key + "|" + runKey(attack, image, label);
  }
  return key;
}

}  // namespace

std::int64_t picturesPerStep(const at::Tensor& xPixel) {
  return std::clamp<std::int64_t>(kPixelsPerStep / (xPixel.size(2) * xPixel.size(3)), 1, 128);
}

at::Tensor Plane::pictures(const at::Tensor& alongUnits, const at::Tensor& acrossUnits) const {
  const at::Device device = image.xPixel.device();
  const at::Tensor x = image.xPixel + along * perPicture(alongUnits.to(device, at::kFloat)) +
                       across * perPicture(acrossUnits.to(device, at::kFloat));
  return request.clip ? x.clamp(0, 1) : x;
}

PlanePtr PlaneBuilder::step() {
  if (!m_plane) {
    begin();
    if (const PlanePtr* known = m_workspace.planes().find(m_key)) return *known;
    start(m_request.attack, m_request.params);
    return nullptr;
  }
  if (m_run && !m_run->isDone()) {
    m_run->step();
    return nullptr;
  }
  if (m_run) finishRun();
  if (m_run) return nullptr;
  return m_workspace.planes().insert(m_key, m_plane);
}

void PlaneBuilder::begin() {
  m_plane = std::make_shared<Plane>();
  m_plane->request = m_request;
  m_plane->model = m_workspace.classifier(m_request.subject.model);
  checkTarget(m_request.target, *m_plane->model);
  m_plane->clean = m_workspace.predictClean(m_request.subject, 1);
  m_plane->image = m_workspace.prepare(*m_plane->model, m_request.subject.image);
  m_key = keyOf(m_request, m_plane->image, m_plane->clean.label);
  if (const auto* second = std::get_if<ImageDirection>(&m_request.second))
    m_key += "|" + m_workspace.prepare(*m_plane->model, second->image).key;
}

void PlaneBuilder::start(const std::string& attack, const ParamValues& params) {
  const Attack& found = findAttack(attack);
  const auto target = found.info().targeting == Targeting::Never ? std::nullopt : m_request.target;
  AttackProblem problem =
      makeProblem(m_plane->model, m_plane->image.xPixel, m_plane->clean.label, target, params, m_request.seed);
  problem.pictures = picturesLike(m_plane->model, m_workspace);
  m_run = startAttack(found, std::move(problem), m_plane->image.key, m_workspace);
}

void PlaneBuilder::finishRun() {
  const at::Tensor delta = m_run->adversarial() - m_plane->image.xPixel;
  const ParamValues params = m_run->resolvedParams();
  m_run.reset();
  if (m_plane->along.defined()) return setSecond(delta, true);

  m_plane->params = params;
  m_plane->norm = findAttack(m_request.attack).info().normWith(params) == "L2" ? "L2" : "L∞";
  setFirst(delta);
  if (const auto* attack = std::get_if<AttackDirection>(&m_request.second))
    return start(attack->attack, attack->params);
  if (const auto* image = std::get_if<ImageDirection>(&m_request.second)) {
    const PreparedImage other = m_workspace.prepare(*m_plane->model, image->image);
    return setSecond(other.xPixel - m_plane->image.xPixel, true);
  }
  setSecond(ImageDraws(m_plane->image.xPixel, m_request.seed).signs(), false);
}

void PlaneBuilder::setFirst(const at::Tensor& delta) {
  const double size = sizeIn(m_plane->norm, delta);
  if (size == 0.0) {
    throw userFailure("The attack changed nothing, so that it shows no direction.",
                      "Give it a larger ε, a picture that the network gets right, or choose another attack.");
  }
  m_plane->along = delta / size;
  m_plane->attack.along = size;
}

void PlaneBuilder::setSecond(const at::Tensor& delta, bool isAPlace) {
  const at::Tensor& along = m_plane->along;
  const double t = innerProduct(delta, along) / innerProduct(along, along);
  const at::Tensor rest = delta - along * t;
  if (innerProduct(rest, rest) <= kNegligible * kNegligible * innerProduct(delta, delta)) {
    throw userFailure("Both directions are the same, so that they span no plane.",
                      "Choose another second direction, such as random.");
  }
  const double size = sizeIn(m_plane->norm, rest);
  m_plane->across = rest / size;
  if (isAPlace) m_plane->other = SurfacePoint{t, size};
}

}  // namespace adv
