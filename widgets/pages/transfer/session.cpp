// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/transfer/session.hpp"

#include "engine/api/similar_models.hpp"
#include "widgets/plots/trust_lines.hpp"

namespace adv {
namespace {

/// Each network is attacked on so many pictures, at up to four ε.
constexpr int kPictures = 100;

}  // namespace

Request TransferSession::request() const {
  const Experiment& experiment = m_experiment.experiment();
  const ModelInfo info = model();
  TransferRequest request;
  for (const ModelInfo& similar : similarModels(m_engine.models(), info)) request.models.push_back(similar.id);
  if (info.id.empty() || request.models.empty()) request.models = {experiment.model};
  request.count = kPictures;
  request.attack = experiment.attack;
  request.params = experiment.params;
  request.seed = experiment.seed;
  if (const double epsilon = m_experiment.param("epsilon"); epsilon > 0.0) request.reach = trustReach(info, epsilon);
  return request;
}

bool TransferSession::take(const Payload& payload) {
  const auto* report = payload.as<TransferReported>();
  if (report) m_report = *report;
  return report != nullptr;
}

}  // namespace adv
