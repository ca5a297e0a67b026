// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "engine/api/results.hpp"

namespace adv {

enum class StepOutcome { More, Done };

/// What a step may say to the outside. Knows nothing of threads.
class JobContext {
 public:
  using Send = std::function<void(Payload, bool isLast)>;
  explicit JobContext(Send send) : m_send(std::move(send)) {}

  /// An answer on the way.
  void send(Payload payload) { m_send(std::move(payload), false); }
  /// The answer that ends the job; send it in the step that returns `Done`.
  void finish(Payload payload) { m_send(std::move(payload), true); }

 private:
  Send m_send;
};

/// Long work as a sequence of short steps (meant to stay under 10 ms each). Cancel, pause and fairness come from the
/// scheduler. A step on a GPU ends synchronised.
class Job {
 public:
  virtual ~Job() = default;
  virtual StepOutcome step(JobContext& context) = 0;
};

}  // namespace adv
