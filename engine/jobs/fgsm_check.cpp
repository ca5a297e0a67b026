// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/fgsm_check.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

#include "engine/attacks/attack.hpp"
#include "engine/linear/measures.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr std::int64_t kEntriesPerStep = 200'000;

}  // namespace

FgsmChecker::FgsmChecker(linear::Model model, linear::Rows rows, double epsilon)
    : m_classifier(std::make_shared<const linear::LinearClassifier>(std::move(model))),
      m_rows(std::move(rows)),
      m_epsilon(epsilon) {}

void FgsmChecker::step() {
  const linear::PictureShape& shape = m_classifier->model().shape;
  const std::int64_t end = std::min(m_rows.count(), m_next + std::max<std::int64_t>(1, kEntriesPerStep / shape.size()));
  const at::Tensor flat = m_rows.pixels(m_next, end);
  const at::Tensor xPixel = flat.view({end - m_next, shape.channels, shape.height, shape.width});
  const at::Tensor labels = m_rows.labels.slice(0, m_next, end);
  AttackProblem problem{m_classifier, xPixel, labels, {}, {{"epsilon", m_epsilon}}};
  const auto run = findAttack("fgsm").start(problem);
  run->step();
  const auto& attack = dynamic_cast<const OneStepAttack&>(findAttack("fgsm"));
  const at::Tensor unclipped = xPixel + attack.direction(problem).perPixel * m_epsilon;

  const at::Tensor attacked = logitsOf(*m_classifier, run->adversarial()).argmax(1);
  const at::Tensor signs = linear::fgsmSigns(m_classifier->model(), flat, labels);
  const at::Tensor closed = m_classifier->model().logits((flat + signs * m_epsilon).clamp(0, 1)).argmax(1);
  m_sums.count += end - m_next;
  m_sums.sameClass += attacked.eq(closed).sum().item<std::int64_t>();
  m_sums.attackError += attacked.ne(labels).sum().item<double>();
  m_sums.attackLoss +=
      at::cross_entropy_loss(logitsOf(*m_classifier, unclipped).to(at::kDouble), labels, {}, at::Reduction::Sum)
          .item<double>();
  m_next = end;
}

FgsmCheck FgsmChecker::result() const {
  FgsmCheck means = m_sums;
  const auto count = static_cast<double>(std::max<std::int64_t>(1, means.count));
  means.attackError /= count;
  means.attackLoss /= count;
  return means;
}

}  // namespace adv
