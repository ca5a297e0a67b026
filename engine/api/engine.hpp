// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/describe.hpp"
#include "engine/api/message.hpp"
#include "engine/api/requests.hpp"
#include "engine/api/results.hpp"

namespace adv {

enum class DeviceChoice { Automatic, Cpu, Cuda };

struct EngineOptions {
  DeviceChoice device = DeviceChoice::Automatic;
  int threads = 0;                                  ///< 0: one for each core
  std::vector<std::filesystem::path> modelFolders;  ///< each holds <id>/model.json
  std::filesystem::path dataFolder;                 ///< ADVSCOPE_DATA; may be empty
  std::filesystem::path kernelPlugin;               ///< the optional CUDA kernels; may not exist
  std::filesystem::path stateFolder;                ///< where long work keeps what is done; empty: nowhere
  bool ownThread = true;                            ///< false: the caller turns the crank with runOneStep()
};

/// Where the engine computes, and why not elsewhere, in words for the status bar.
struct DeviceReport {
  bool cuda = false;
  std::string name;    ///< "CPU, 2 threads", "NVIDIA H200"
  std::string reason;  ///< "no CUDA device found"; empty on CUDA
};

/// Everything that computes, behind one door. All calls are cheap and may come from any one thread;
/// the work is done step by step on the engine's own thread (or in runOneStep()).
class Engine {
 public:
  /// Throws `Failure` where CUDA was asked for and is not there.
  explicit Engine(EngineOptions options);
  /// Cancels, joins the thread and frees every tensor.
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Puts work in a lane. A lane holds one running and one waiting submission: a newer one replaces the waiting one
  /// and stops the running one, each of which ends with `Cancelled`.
  Ticket submit(Lane lane, Request request);
  void cancel(Ticket ticket);
  void cancelLane(Lane lane);
  void setPaused(Lane lane, bool paused);
  /// While a lane is paused: lets the running submission take one step.
  void stepOnce(Lane lane);

  /// Everything that has come since the last call, endings last. Frames of one run come merged.
  std::vector<Event> takeEvents();
  /// Called on the engine's thread when there is something to take and no earlier call is unanswered.
  void onEvents(std::function<void()> wakeUp);

  /// Only without an own thread: does the most urgent step. False where there is nothing to do.
  bool runOneStep();
  bool isIdle() const;

  const std::vector<ModelInfo>& models() const;  ///< the cards found at start, sorted by title
  const std::vector<AttackInfo>& attacks() const;
  const DeviceReport& device() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> m_parts;
};

}  // namespace adv
