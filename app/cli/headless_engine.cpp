// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/headless_engine.hpp"

#include <stdexcept>

#include "app/cli/commands.hpp"
#include "app/cli/interrupt.hpp"
#include "app/cli/progress_bar.hpp"
#include "app/paths.hpp"

namespace adv {
DeviceChoice readDevice(const std::string& name) {
  if (name == "cpu") return DeviceChoice::Cpu;
  return name == "cuda" ? DeviceChoice::Cuda : DeviceChoice::Automatic;
}

HeadlessEngine::HeadlessEngine(const std::string& device) : m_engine(defaultEngineOptions(readDevice(device), false)) {}

Payload HeadlessEngine::run(Request request, const OnEvent& onEvent) {
  InterruptGuard interrupt;
  ProgressBar bar;
  const Ticket ticket = m_engine.submit(Lane::Attack, std::move(request));
  while (true) {
    if (interrupt.wasRequested()) m_engine.cancel(ticket);
    const bool hasWorked = m_engine.runOneStep();
    for (Event& event : m_engine.takeEvents()) {
      if (event.ticket != ticket) continue;
      if (const auto* progress = event.payload.as<Progress>()) bar.show(*progress);
      if (!event.isLast) {
        if (!event.payload.is<Progress>()) bar.clear();
        if (onEvent) onEvent(event.payload);
        continue;
      }
      bar.clear();
      if (const auto* failed = event.payload.as<Failed>()) throw Failure(failed->error);
      if (event.payload.is<Cancelled>()) throw Interrupted();
      return std::move(event.payload);
    }
    if (!hasWorked) throw std::logic_error("The engine stopped without an answer.");
  }
}

}  // namespace adv
