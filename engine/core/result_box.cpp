// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/result_box.hpp"

#include <algorithm>
#include <utility>

namespace adv {

void ResultBox::onFirst(std::function<void()> wakeUp) {
  const std::scoped_lock lock(m_mutex);
  m_wakeUp = std::move(wakeUp);
}

void ResultBox::put(Event event) {
  std::function<void()> wakeUp;
  {
    const std::scoped_lock lock(m_mutex);
    if (!mergeIntoWaiting(event)) {
      dropStalePictures(event);
      m_waiting.push_back(std::move(event));
    }
    if (!m_wakeUpInFlight && m_wakeUp) {
      m_wakeUpInFlight = true;
      wakeUp = m_wakeUp;
    }
  }
  if (wakeUp) wakeUp();
}

std::vector<Event> ResultBox::take() {
  std::vector<Event> taken;
  {
    const std::scoped_lock lock(m_mutex);
    m_wakeUpInFlight = false;
    taken = std::exchange(m_waiting, {});
  }
  std::stable_partition(taken.begin(), taken.end(), [](const Event& event) { return !event.isLast; });
  return taken;
}

bool ResultBox::mergeIntoWaiting(Event& event) {
  if (event.isLast) return false;
  for (Event& waiting : m_waiting) {
    if (waiting.ticket != event.ticket || waiting.isLast || waiting.payload.kind() != event.payload.kind()) continue;
    if (auto* frames = waiting.payload.as<AttackProgressed>()) {
      const auto& newer = event.payload.get<AttackProgressed>().frames;
      frames->frames.insert(frames->frames.end(), newer.begin(), newer.end());
      return true;
    }
    if (event.payload.is<EpochDone>()) return false;
    waiting.payload = std::move(event.payload);
    return true;
  }
  return false;
}

void ResultBox::dropStalePictures(const Event& newer) {
  if (newer.lane != Lane::Preview || !newer.payload.is<AttackFinished>()) return;
  for (Event& waiting : m_waiting) {
    if (waiting.lane != Lane::Preview) continue;
    if (auto* finished = waiting.payload.as<AttackFinished>()) finished->picture.reset();
    if (auto* frames = waiting.payload.as<AttackProgressed>(); frames && waiting.ticket != newer.ticket)
      frames->frames.clear();
  }
}

}  // namespace adv
