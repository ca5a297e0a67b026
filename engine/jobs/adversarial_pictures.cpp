// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/adversarial_pictures.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/jobs/sample_slice.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr int kPicturesTogether = 256;
constexpr double kMostLevels = 255.0;

EmbeddingAttack attackOf(const EmbeddingSource& source) {
  EmbeddingAttack attack = *source.attack;
  if (attack.model.empty()) attack.model = source.model;
  return attack;
}

/// What the workspace keeps.
struct LastPictures {
  std::shared_ptr<AdversarialPictures> pictures;
};

}  // namespace

at::Tensor AdversarialPictures::pictures(std::int64_t begin, std::int64_t end) const {
  return levels.slice(0, begin, end).to(at::kFloat).div_(kMostLevels);
}

AdversaryMaker::AdversaryMaker(const EmbeddingSource& source, Workspace& workspace)
    : m_workspace(workspace),
      m_samples(source.data, attackOf(source).model, workspace),
      m_attack(&findAttack(source.attack->attack.attack)),
      m_together(shortBatch(kPicturesTogether, m_samples.model()->info(), workspace.device())) {
  const EmbeddingAttack attack = attackOf(source);
  checkTarget(attack.target, *m_samples.model());
  const int count = firstOf(source.count, m_samples.count());
  const ModelInfo& info = m_samples.model()->info();
  m_result = workspace.kept<LastPictures>().pictures;
  if (m_result && m_result->data == source.data && m_result->count == count && m_result->attack == attack &&
      m_result->weightsSha256 == info.weightsSha256) {
    m_done = count;
    return;
  }
  m_result = std::make_shared<AdversarialPictures>();
  m_result->data = source.data;
  m_result->count = count;
  m_result->attack = attack;
  m_result->weightsSha256 = info.weightsSha256;
  m_result->levels = at::empty({count, info.channels, info.height, info.width}, at::kByte);
  m_result->labels = at::empty({count}, at::kLong);
  m_result->isRight = at::empty({count}, at::kBool);
}

double AdversaryMaker::done() const {
  const double part = m_run ? static_cast<double>(m_steps) / std::max(1, m_run->stepsPlanned()) : 0.0;
  return (m_done + part * m_together) / std::max(1, m_result->count);
}

void AdversaryMaker::step() {
  if (!m_run) {
    begin();
  } else if (!m_run->isDone()) {
    m_run->step();
    ++m_steps;
  } else {
    finish();
  }
}

void AdversaryMaker::begin() {
  const std::vector<int> indices = numbersFrom(m_done, std::min(m_done + m_together, m_result->count));
  m_xPixel = m_samples.pictures(indices);
  const at::Tensor logits = logitsOf(*m_samples.model(), m_xPixel);
  const at::Tensor labels = m_samples.labels(indices, logits);
  const auto end = m_done + static_cast<std::int64_t>(indices.size());
  m_result->labels.slice(0, m_done, end).copy_(labels);
  m_result->isRight.slice(0, m_done, end).copy_(logits.argmax(1).eq(labels));
  const EmbeddingAttack& wanted = m_result->attack;
  AttackProblem problem{m_samples.model(), m_xPixel, labels, {}, wanted.attack.params, wanted.seed};
  if (wanted.target) problem.targets = at::full_like(labels, *wanted.target);
  problem.pictures = picturesLike(m_samples.model(), m_workspace);
  m_run = m_attack->start(std::move(problem));
  m_steps = 0;
}

void AdversaryMaker::finish() {
  m_result->params = m_run->resolvedParams();
  const at::Tensor rounded =
      roundInsideBall(m_run->adversarial(), m_xPixel, ballOf(m_attack->info(), m_result->params));
  const std::int64_t end = m_done + rounded.size(0);
  m_result->levels.slice(0, m_done, end).copy_(rounded.mul(kMostLevels).round());
  m_done = static_cast<int>(end);
  m_run.reset();
  if (isDone()) m_workspace.kept<LastPictures>().pictures = m_result;
}

}  // namespace adv
