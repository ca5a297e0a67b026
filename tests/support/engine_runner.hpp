// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/engine.hpp"
#include "tests/support/data_folder.hpp"

namespace adv::test {

inline constexpr const char* kNoData = "skipped: set ADVSCOPE_DATA to the folder with MNIST and the networks";

/// An engine that is turned by hand, with the project's models.
inline EngineOptions handTurned() {
  EngineOptions options;
  options.device = DeviceChoice::Cpu;
  options.threads = 2;
  options.modelFolders = {std::filesystem::path(ADVSCOPE_SOURCE_DIR) / "models"};
  options.dataFolder = dataFolder();
  options.ownThread = false;
  return options;
}

/// Submits, turns the crank to the end, and gives back every event of the submission.
inline std::vector<Event> runToEnd(Engine& engine, Request request, Lane lane = Lane::Attack) {
  const Ticket ticket = engine.submit(lane, std::move(request));
  std::vector<Event> events;
  while (engine.runOneStep()) {
    for (Event& event : engine.takeEvents()) {
      if (event.ticket == ticket) events.push_back(std::move(event));
    }
  }
  return events;
}

/// The final answer, or nothing where the submission ended otherwise.
template <class T>
std::optional<T> lastAs(const std::vector<Event>& events) {
  if (events.empty() || !events.back().isLast) return {};
  if (const T* result = events.back().payload.as<T>()) return *result;
  return {};
}

/// The error text of a submission that failed; empty otherwise.
inline std::string failureOf(const std::vector<Event>& events) {
  const auto failed = lastAs<Failed>(events);
  return failed ? failed->error.text() : std::string();
}

}  // namespace adv::test
