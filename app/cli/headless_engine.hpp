// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "engine/api/engine.hpp"

namespace adv {

/// Of "cpu" and "cuda"; anything else leaves the choice to the engine.
DeviceChoice readDevice(const std::string& name);

/// An engine without a thread of its own: the command line turns the crank and hears every event.
class HeadlessEngine {
 public:
  using OnEvent = std::function<void(const Payload&)>;

  explicit HeadlessEngine(const std::string& device);

  /// Does one request to its end and returns the last answer. What comes before it goes to `onEvent`; progress is drawn
  /// on a terminal. Throws `Failure` where the work fails and `Interrupted` after Ctrl+C.
  Payload run(Request request, const OnEvent& onEvent = {});

  /// The same, where the last answer is known to be an `Answer`.
  template <class Answer>
  Answer ask(Request request, const OnEvent& onEvent = {}) {
    return run(std::move(request), onEvent).get<Answer>();
  }

  Engine& engine() { return m_engine; }
  const Engine& engine() const { return m_engine; }

 private:
  Engine m_engine;
};

}  // namespace adv
