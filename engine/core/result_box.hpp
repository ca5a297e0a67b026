// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "engine/api/results.hpp"

namespace adv {

/// Where answers wait for the window. Pictures conflate, scalars accumulate, endings are kept and come last, and at
/// most one wake-up is in flight: a slow reader falls behind by one glance, never by a queue.
class ResultBox {
 public:
  /// Called by `put` when something waits and no earlier call is unanswered by `take`. Set before the first `put`.
  void onFirst(std::function<void()> wakeUp);
  void put(Event event);
  /// Everything that waits: what is under way first, then the endings, each in order of arrival.
  std::vector<Event> take();

 private:
  bool mergeIntoWaiting(Event& event);
  void dropStalePictures(const Event& newer);

  std::mutex m_mutex;
  std::vector<Event> m_waiting;
  std::function<void()> m_wakeUp;
  bool m_wakeUpInFlight = false;
};

}  // namespace adv
