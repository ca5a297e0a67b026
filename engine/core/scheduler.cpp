// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/scheduler.hpp"

#include <algorithm>
#include <utility>

namespace adv {

Scheduler::Scheduler(ResultBox& box, Explain explain, std::function<void()> afterStep)
    : m_box(box), m_explain(std::move(explain)), m_afterStep(std::move(afterStep)) {}

Scheduler::~Scheduler() = default;

Ticket Scheduler::submit(Lane lane, const std::string& channelName, MakeJob make) {
  Ticket ticket = 0;
  std::optional<Ticket> replaced;
  {
    const std::scoped_lock lock(m_mutex);
    LaneState& state = stateOf(lane);
    auto channel = std::find_if(state.channels.begin(), state.channels.end(),
                                [&](const Channel& c) { return c.name == channelName; });
    if (channel == state.channels.end())
      channel = state.channels.insert(state.channels.end(), Channel{channelName, {}, {}});
    ticket = ++m_lastTicket;
    if (channel->waiting) replaced = channel->waiting->ticket;
    if (channel->running) channel->running->cancelled = true;
    channel->waiting = Task{ticket, std::move(make), nullptr, false};
  }
  if (replaced) endCancelled(lane, *replaced);
  m_work.notify_all();
  return ticket;
}

template <class Predicate>
void Scheduler::cancelWhere(Predicate matches) {
  std::vector<std::pair<Lane, Ticket>> ended;
  {
    const std::scoped_lock lock(m_mutex);
    for (std::size_t index = 0; index < m_lanes.size(); ++index) {
      const Lane lane = static_cast<Lane>(index);
      for (Channel& channel : m_lanes[index].channels) {
        if (channel.waiting && matches(lane, channel.waiting->ticket)) {
          ended.emplace_back(lane, channel.waiting->ticket);
          channel.waiting.reset();
        }
        if (channel.running && matches(lane, channel.running->ticket)) channel.running->cancelled = true;
      }
    }
  }
  for (const auto& [lane, ticket] : ended) endCancelled(lane, ticket);
  m_work.notify_all();
}

void Scheduler::cancel(Ticket ticket) {
  cancelWhere([ticket](Lane, Ticket other) { return other == ticket; });
}

void Scheduler::cancelLane(Lane lane) {
  cancelWhere([lane](Lane other, Ticket) { return other == lane; });
}

void Scheduler::setPaused(Lane lane, bool paused) {
  {
    const std::scoped_lock lock(m_mutex);
    stateOf(lane).paused = paused;
    stateOf(lane).grantedSteps = 0;
  }
  m_work.notify_all();
}

void Scheduler::stepOnce(Lane lane) {
  {
    const std::scoped_lock lock(m_mutex);
    ++stateOf(lane).grantedSteps;
  }
  m_work.notify_all();
}

bool Scheduler::isIdle() const {
  const std::scoped_lock lock(m_mutex);
  return std::all_of(m_lanes.begin(), m_lanes.end(), [](const LaneState& lane) {
    return std::all_of(lane.channels.begin(), lane.channels.end(),
                       [](const Channel& channel) { return !channel.running && !channel.waiting; });
  });
}

/// The channel whose turn it is in this lane, with a task in `running`; null where none may step.
Scheduler::Channel* Scheduler::findWork(LaneState& lane) {
  for (std::size_t i = 0; i < lane.channels.size(); ++i) {
    const std::size_t index = (lane.next + i) % lane.channels.size();
    Channel& channel = lane.channels[index];
    if (!channel.running && channel.waiting) channel.running = std::exchange(channel.waiting, {});
    if (!channel.running) continue;
    if (lane.paused && lane.grantedSteps == 0 && !channel.running->cancelled) continue;
    lane.next = (index + 1) % lane.channels.size();
    return &channel;
  }
  return nullptr;
}

bool Scheduler::mayRun() const {
  return std::any_of(m_lanes.begin(), m_lanes.end(), [](const LaneState& lane) {
    return std::any_of(lane.channels.begin(), lane.channels.end(), [&](const Channel& channel) {
      if (!channel.running && !channel.waiting) return false;
      return !lane.paused || lane.grantedSteps > 0 || (channel.running && channel.running->cancelled);
    });
  });
}

bool Scheduler::runOneStep() {
  Task task;
  Lane lane = Lane::Preview;
  std::string channelName;
  {
    const std::scoped_lock lock(m_mutex);
    Channel* found = nullptr;
    for (std::size_t index = 0; index < m_lanes.size() && !found; ++index) {
      lane = static_cast<Lane>(index);
      found = findWork(m_lanes[index]);
    }
    if (!found) return false;
    channelName = found->name;
    task = {found->running->ticket, std::move(found->running->make), std::move(found->running->job),
            found->running->cancelled};
    LaneState& state = stateOf(lane);
    if (state.paused && !task.cancelled) --state.grantedSteps;
  }
  bool finished = false;
  if (!task.cancelled) stepTask(lane, task, finished);

  bool cancelled = false;
  {
    const std::scoped_lock lock(m_mutex);
    LaneState& state = stateOf(lane);
    auto channel = std::find_if(state.channels.begin(), state.channels.end(),
                                [&](const Channel& c) { return c.name == channelName; });
    cancelled = channel->running->cancelled && !finished;
    if (finished || cancelled) {
      channel->running.reset();
    } else {
      channel->running->job = std::move(task.job);
    }
  }
  task.job.reset();
  if (cancelled) endCancelled(lane, task.ticket);
  return true;
}

void Scheduler::stepTask(Lane lane, Task& task, bool& finished) {
  bool ended = false;
  JobContext context([&](Payload payload, bool isLast) {
    ended = ended || isLast;
    m_box.put({task.ticket, lane, isLast, std::move(payload)});
  });
  try {
    if (!task.job) task.job = std::exchange(task.make, {})();
    finished = task.job->step(context) == StepOutcome::Done;
    if (m_afterStep) m_afterStep();
  } catch (...) {
    finished = true;
    if (!ended) context.finish(Failed{m_explain(std::current_exception())});
  }
  if (finished && !ended) context.finish(Failed{{ErrorKind::Library, "The work ended without a result.", {}}});
}

void Scheduler::run(std::stop_token stop) {
  while (!stop.stop_requested()) {
    if (runOneStep()) continue;
    std::unique_lock lock(m_mutex);
    m_work.wait(lock, stop, [this] { return mayRun(); });
  }
}

void Scheduler::dropAll() {
  std::array<LaneState, kLaneCount> dropped;
  const std::scoped_lock lock(m_mutex);
  std::swap(dropped, m_lanes);
}

}  // namespace adv
