// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/trade_off.hpp"

#include <algorithm>
#include <chrono>

#include "engine/api/error.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

using namespace std::chrono_literals;
constexpr auto kTrainSlice = 5ms;
constexpr std::size_t kMostStrengths = 100;

}  // namespace

TradeOffJob::TradeOffJob(const TradeOffRequest& request, Workspace& workspace)
    : m_source(request.plan.data, workspace) {
  if (request.strengths.empty() || request.strengths.size() > kMostStrengths)
    throw userFailure("No strengths of the regularisation, or too many.", "Give 1 to 100.");
  if (!(request.epsilon > 0.0) || request.epsilon > 1.0)
    throw userFailure("The ε of the attack is out of range.", "Give an ε above 0, up to 255/255.");
  if (!(request.epochs > 0.0) || request.epochs > 1000.0)
    throw userFailure("The number of epochs is out of range.", "Give a number above 0, up to 1000.");
  m_ready.request = request;
}

StepOutcome TradeOffJob::step(JobContext& context) {
  if (!m_data) {
    m_data = m_source.step(context);
    return StepOutcome::More;
  }
  const std::size_t before = m_ready.points.size();
  advance();
  const double share = m_trainer ? std::min(1.0, m_trainer->epochs() / m_ready.request.epochs) : 0.0;
  const auto strengths = m_ready.request.strengths.size();
  m_ready.done = (static_cast<double>(m_ready.points.size()) + share) / static_cast<double>(strengths);
  if (m_ready.points.size() == strengths) {
    context.finish(m_ready);
    return StepOutcome::Done;
  }
  if (m_ready.points.size() > before) context.send(m_ready);
  context.send(Progress{"trade-off", m_ready.done, -1.0});
  return StepOutcome::More;
}

void TradeOffJob::advance() {
  const TradeOffRequest& request = m_ready.request;
  if (!m_trainer) {
    m_trainer = std::make_unique<linear::Trainer>(m_data, request.plan.start);
    linear::Settings settings = request.settings;
    settings.l2 = request.strengths[m_ready.points.size()];
    m_trainer->setSettings(settings);
    return;
  }
  if (m_trainer->epochs() < request.epochs) {
    const auto end = std::chrono::steady_clock::now() + kTrainSlice;
    while (m_trainer->epochs() < request.epochs && std::chrono::steady_clock::now() < end) m_trainer->step();
    return;
  }
  if (!m_evaluation)
    m_evaluation = std::make_unique<linear::Evaluation>(m_trainer->model(), m_data->test, request.epsilon);
  m_evaluation->step();
  if (!m_evaluation->isDone()) return;
  m_ready.points.push_back({m_trainer->settings().l2, m_evaluation->result(), linear::toWeights(m_trainer->model())});
  m_evaluation.reset();
  m_trainer.reset();
}

namespace {
const RegisterJob<TradeOffRequest, TradeOffJob> kRegistered;
}  // namespace

}  // namespace adv
