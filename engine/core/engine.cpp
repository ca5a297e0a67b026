// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.hpp"

#include <c10/core/Device.h>

#include <future>
#include <optional>
#include <thread>

#include "engine/api/log.hpp"
#include "engine/attacks/attack.hpp"
#include "engine/core/result_box.hpp"
#include "engine/core/scheduler.hpp"
#include "engine/core/workspace.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/models/loading.hpp"
#include "engine/tensor/device.hpp"
#include "engine/tensor/kernel_plugin.hpp"

namespace adv {

/// The workspace and the device are born, used and destroyed on the engine's thread alone.
struct Engine::Parts {
  explicit Parts(EngineOptions given)
      : options(std::move(given)), scheduler(box, explainException, [this] { synchronise(device); }) {
    for (const Attack* attack : allAttacks()) attacks.push_back(attack->info());
    models = findModels(options.modelFolders, options.dataFolder);
  }

  void prepareThread() {
    const ChosenDevice chosen = chooseDevice(options.device, options.threads);
    device = chosen.device;
    report = chosen.report;
    if (report.cuda) {
      if (const std::string reason = openKernelPlugin(options.kernelPlugin); !reason.empty())
        logInfo("CUDA kernels: " + reason);
    }
    workspace.emplace(device, report.name, options.modelFolders, options.dataFolder, options.stateFolder);
  }

  /// Frees every tensor on the thread that made it.
  void dropEverything() {
    scheduler.dropAll();
    workspace.reset();
  }

  EngineOptions options;
  ResultBox box;
  c10::Device device{c10::kCPU};
  DeviceReport report;
  std::vector<ModelInfo> models;
  std::vector<AttackInfo> attacks;
  std::optional<Workspace> workspace;
  Scheduler scheduler;
  std::jthread thread;
};

Engine::Engine(EngineOptions options) : m_parts(std::make_unique<Parts>(std::move(options))) {
  Parts& parts = *m_parts;
  if (!parts.options.ownThread) {
    parts.prepareThread();
    return;
  }
  std::promise<void> prepared;
  std::future<void> outcome = prepared.get_future();
  parts.thread = std::jthread([&parts, prepared = std::move(prepared)](std::stop_token stop) mutable {
    try {
      parts.prepareThread();
      prepared.set_value();
    } catch (...) {
      prepared.set_exception(std::current_exception());
      return;
    }
    parts.scheduler.run(stop);
    parts.dropEverything();
  });
  outcome.get();
}

Engine::~Engine() {
  Parts& parts = *m_parts;
  parts.box.onFirst({});
  if (parts.thread.joinable()) {
    parts.thread.request_stop();
    parts.thread.join();
  }
}

Ticket Engine::submit(Lane lane, Request request) {
  Parts& parts = *m_parts;
  std::string channel = channelOf(request);
  return parts.scheduler.submit(lane, channel,
                                [&parts, request = std::move(request)] { return makeJob(request, *parts.workspace); });
}

void Engine::cancel(Ticket ticket) { m_parts->scheduler.cancel(ticket); }
void Engine::cancelLane(Lane lane) { m_parts->scheduler.cancelLane(lane); }
void Engine::setPaused(Lane lane, bool paused) { m_parts->scheduler.setPaused(lane, paused); }
void Engine::stepOnce(Lane lane) { m_parts->scheduler.stepOnce(lane); }
std::vector<Event> Engine::takeEvents() { return m_parts->box.take(); }
void Engine::onEvents(std::function<void()> wakeUp) { m_parts->box.onFirst(std::move(wakeUp)); }
bool Engine::runOneStep() { return m_parts->scheduler.runOneStep(); }
bool Engine::isIdle() const { return m_parts->scheduler.isIdle(); }
const std::vector<ModelInfo>& Engine::models() const { return m_parts->models; }
const std::vector<AttackInfo>& Engine::attacks() const { return m_parts->attacks; }
const DeviceReport& Engine::device() const { return m_parts->report; }

}  // namespace adv
