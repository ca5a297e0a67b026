// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/api/error.hpp"
#include "engine/api/requests.hpp"
#include "engine/core/job.hpp"
#include "engine/core/result_box.hpp"

namespace adv {

/// Runs jobs step by step, the most urgent lane first. Within a lane each channel (kind of request) has one running and
/// one waiting job; a newer one replaces both. Submitting and cancelling are safe from any thread; steps run on the one
/// thread that calls `runOneStep`.
class Scheduler {
 public:
  using MakeJob = std::function<std::unique_ptr<Job>()>;  ///< called on the stepping thread, at the first step
  using Explain = std::function<Error(std::exception_ptr)>;

  /// `explain` puts an exception of a step into words; `afterStep` runs after each (a GPU is synchronised there).
  Scheduler(ResultBox& box, Explain explain, std::function<void()> afterStep = {});
  ~Scheduler();

  Ticket submit(Lane lane, const std::string& channel, MakeJob make);
  void cancel(Ticket ticket);
  void cancelLane(Lane lane);
  void setPaused(Lane lane, bool paused);
  void stepOnce(Lane lane);
  bool isIdle() const;

  /// Does one step of the most urgent job. False where no job may step now.
  bool runOneStep();
  /// Steps until asked to stop, sleeping while there is nothing to do.
  void run(std::stop_token stop);
  /// Ends everything without a word. Call on the stepping thread, once no more steps will come.
  void dropAll();

 private:
  struct Task {
    Ticket ticket = 0;
    MakeJob make;
    std::unique_ptr<Job> job;
    bool cancelled = false;
  };
  struct Channel {
    std::string name;
    std::optional<Task> running;
    std::optional<Task> waiting;
  };
  struct LaneState {
    std::vector<Channel> channels;
    std::size_t next = 0;  ///< the channel whose turn it is
    bool paused = false;
    int grantedSteps = 0;
  };

  Channel* findWork(LaneState& lane);
  bool mayRun() const;
  void stepTask(Lane lane, Task& task, bool& finished);
  void endCancelled(Lane lane, Ticket ticket) { m_box.put({ticket, lane, true, Cancelled{}}); }
  LaneState& stateOf(Lane lane) { return m_lanes[static_cast<std::size_t>(lane)]; }
  template <class Predicate>
  void cancelWhere(Predicate matches);

  ResultBox& m_box;
  Explain m_explain;
  std::function<void()> m_afterStep;
  mutable std::mutex m_mutex;
  std::condition_variable_any m_work;
  std::array<LaneState, kLaneCount> m_lanes;
  Ticket m_lastTicket = 0;
};

}  // namespace adv
