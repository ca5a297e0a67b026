// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/sweep.hpp"

#include <ATen/ATen.h>

#include "engine/analysis/predictions.hpp"
#include "engine/api/error.hpp"
#include "engine/jobs/curve.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {

StepOutcome SweepJob::step(JobContext& context) {
  if (!m_model) {
    begin();
    return StepOutcome::More;
  }
  if (m_next == m_points.size()) {
    context.finish(knownSoFar());
    return StepOutcome::Done;
  }
  if (stepPoint(m_points[m_next])) {
    m_run.reset();
    ++m_next;
    context.send(knownSoFar());
  }
  tellProgress(context);
  return StepOutcome::More;
}

void SweepJob::begin() {
  if (m_request.points < 2 || m_request.points > 1025 || !(m_request.maximumLevels > 0.0) ||
      m_request.maximumLevels > 255.0) {
    throw userFailure("The grid of ε is out of range.", "Give 2 to 1025 points and at most 255 levels.");
  }
  m_model = m_workspace.classifier(m_request.subject.model);
  checkTarget(m_request.target, *m_model);
  for (const AttackChoice& choice : m_request.attacks) {
    m_attacks.push_back(&findAttack(choice.attack));
    const AttackInfo& info = m_attacks.back()->info();
    if (!info.param("epsilon") || info.normWith(choice.params) != "L∞")
      throw userFailure(info.title + " has no ε in L∞.", "Leave it out: the curve is drawn against that ε.");
  }
  m_label = m_workspace.predictClean(m_request.subject, 1).label;
  m_image = m_workspace.prepare(*m_model, m_request.subject.image);
  for (const int index : coarseToFine(m_request.points)) {
    for (std::size_t attack = 0; attack < m_attacks.size(); ++attack) m_points.push_back({attack, index});
  }
  m_known.assign(m_attacks.size(), std::vector<std::optional<double>>(static_cast<std::size_t>(m_request.points)));
  m_hasFailed.assign(m_attacks.size(), false);
  m_start = std::chrono::steady_clock::now();
}

/// True where nothing is left to do for the point.
bool SweepJob::stepPoint(const Point& point) {
  if (m_hasFailed[point.attack]) return true;
  try {
    if (!m_run) {
      m_run = start(point);
    } else if (!m_run->isDone()) {
      m_run->step();
    } else {
      m_known[point.attack][static_cast<std::size_t>(point.index)] = labelProbability(point);
      return true;
    }
  } catch (const Failure&) {
    m_hasFailed[point.attack] = true;
    return true;
  }
  return false;
}

std::unique_ptr<AttackRun> SweepJob::start(const Point& point) {
  const Attack& attack = *m_attacks[point.attack];
  ParamValues params = m_request.attacks[point.attack].params;
  params["epsilon"] = levelOf(point.index) / 255.0;
  const auto target = attack.info().targeting != Targeting::Never ? m_request.target : std::nullopt;
  AttackProblem problem = makeProblem(m_model, m_image.xPixel, m_label, target, params, m_request.seed);
  problem.pictures = picturesLike(m_model, m_workspace);
  return startAttack(attack, std::move(problem), m_image.key, m_workspace);
}

double SweepJob::labelProbability(const Point& point) const {
  const AttackInfo& info = m_attacks[point.attack]->info();
  const RoundedPicture rounded =
      roundToPicture(m_run->adversarial(), *m_image.original, ballOf(info, m_run->resolvedParams()));
  const at::Tensor logits = logitsOf(*m_model, toPixelTensor(rounded.picture).to(m_workspace.device()));
  return toPrediction(logits, 1, m_label, {}).labelProbability;
}

SweepReady SweepJob::knownSoFar() const {
  SweepReady ready;
  for (std::size_t attack = 0; attack < m_known.size(); ++attack) {
    SweepLine line{m_request.attacks[attack].attack, {}, {}};
    for (std::size_t index = 0; index < m_known[attack].size(); ++index) {
      if (!m_known[attack][index]) continue;
      line.levels.push_back(levelOf(static_cast<int>(index)));
      line.labelProbability.push_back(*m_known[attack][index]);
    }
    ready.lines.push_back(std::move(line));
  }
  return ready;
}

void SweepJob::tellProgress(JobContext& context) const {
  const double done = static_cast<double>(m_next) / static_cast<double>(m_points.size());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  context.send(Progress{"Drawing the curves over ε", done, done > 0.0 ? seconds * (1.0 - done) / done : -1.0});
}

namespace {
const RegisterJob<SweepRequest, SweepJob> kRegistered;
}  // namespace

}  // namespace adv
