// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/trust/session.hpp"

#include "engine/api/similar_models.hpp"
#include "widgets/plots/trust_lines.hpp"

namespace adv {
namespace {

/// Enough for an interval of a few percent, and few enough for an answer within seconds.
constexpr int kPictures = 200;

}  // namespace

Request TrustSession::request() const {
  const Experiment& experiment = m_experiment.experiment();
  const ModelInfo info = model();
  TrustRequest request;
  request.model = experiment.model;
  request.count = kPictures;
  request.attack = experiment.attack;
  request.params = experiment.params;
  request.seed = experiment.seed;
  if (info.id.empty()) return request;
  request.other = bestSurrogate(m_engine.models(), info);
  if (const double epsilon = m_experiment.param("epsilon"); epsilon > 0.0) request.reach = trustReach(info, epsilon);
  return request;
}

bool TrustSession::take(const Payload& payload) {
  const auto* report = payload.as<TrustReported>();
  if (report) m_report = *report;
  return report != nullptr;
}

}  // namespace adv
