// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/playground/plane_classifier.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/playground/plane_models.hpp"

namespace adv {

PlanePlace PlaneClassifier::slope(PlanePlace at) {
  logit(at);
  return backward(1.0, {});
}

std::size_t PlaneClassifier::add(std::size_t count, bool decays) {
  const std::size_t first = m_parameters.size();
  m_parameters.resize(first + count, 0.0);
  m_decays.resize(first + count, decays);
  return first;
}

std::unique_ptr<PlaneClassifier> makePlaneClassifier(const PlaneModel& model, std::uint64_t seed) {
  switch (model.kind) {
    case PlaneModelKind::Linear: return makePolynomial(1);
    case PlaneModelKind::Polynomial:
      if (model.degree < 2 || model.degree > 7)
        throw userFailure("The polynomial's degree is out of range.", "Give 2 to 7.");
      return makePolynomial(model.degree);
    case PlaneModelKind::Radial: return makeRadial(model.centres, seed);
    default: return makePlaneNetwork(model.kind, model.layers, seed);
  }
}

std::unique_ptr<PlaneClassifier> makePlaneClassifier(const PlaneModel& model, std::uint64_t seed,
                                                     const PlaneState* state) {
  auto classifier = makePlaneClassifier(model, seed);
  if (!state) return classifier;
  if (state->parameters.size() != classifier->parameters().size())
    throw userFailure("The state belongs to another classifier.", "Start the training again.");
  classifier->parameters() = state->parameters;
  return classifier;
}

PlaneVerdict verdictOf(PlanePlace at, double logit) {
  return {at, logit, logit > 0.0 ? PlaneClass::X : PlaneClass::O, linear::sigmoid(std::abs(logit))};
}

}  // namespace adv
