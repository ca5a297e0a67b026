// SPDX-License-Identifier: GPL-3.0-or-later
#include <condition_variable>
#include <fstream>
#include <map>
#include <mutex>
#include <string>

#include "app/cli/bench_case.hpp"
#include "app/paths.hpp"
#include "engine/api/error.hpp"

namespace adv {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kLevel = 1.0 / 255.0;
constexpr auto kTick = std::chrono::nanoseconds(1'000'000'000 / 240);
constexpr int kPositions = 128;  ///< of the slider, swept up and down in eighths of a level
constexpr int kTicks = 1200;     ///< five seconds

/// Someone who drags the slider and looks at what comes back.
class SliderReplay {
 public:
  explicit SliderReplay(Engine& engine) : m_engine(engine) {
    m_engine.onEvents([this] {
      const std::lock_guard lock(m_mutex);
      m_hasEvents = true;
      m_wake.notify_one();
    });
  }
  ~SliderReplay() { m_engine.onEvents({}); }

  /// Drags for five seconds, then lets go and waits for the attack's end.
  void run(const AttackRequest& attack, AttackRequest preview) {
    m_attack = m_engine.submit(Lane::Attack, attack);
    const auto start = Clock::now();
    for (int tick = 0; tick < kTicks; ++tick) {
      listenUntil(start + tick * kTick);
      const int position = tick % (2 * kPositions);
      preview.params["epsilon"] = (position < kPositions ? position : 2 * kPositions - position) * kLevel / 8.0;
      const auto now = Clock::now();
      m_asked[m_engine.submit(Lane::Preview, preview)] = now;
    }
    m_seconds = std::chrono::duration<double>(Clock::now() - start).count();
    m_stepsWhileDragging = m_steps;
    while (!m_attackIsOver || !m_asked.empty()) listenUntil(Clock::now() + std::chrono::seconds(1));
  }

  Json result() const {
    Json json = summary(m_latencies, "ms from slider to result");
    json["slider_positions"] = kTicks;
    json["previews"] = m_latencies.size();
    json["previews_per_second"] = static_cast<double>(m_latencies.size()) / m_seconds;
    json["seconds"] = m_seconds;
    json["attack_steps_while_dragging"] = m_stepsWhileDragging;
    return json;
  }

 private:
  void listenUntil(Clock::time_point end) {
    std::unique_lock lock(m_mutex);
    while (m_wake.wait_until(lock, end, [this] { return m_hasEvents; })) {
      m_hasEvents = false;
      lock.unlock();
      hear();
      lock.lock();
    }
  }

  void hear() {
    const auto now = Clock::now();
    for (const Event& event : m_engine.takeEvents()) {
      if (const auto* failed = event.payload.as<Failed>()) throw Failure(failed->error);
      if (event.ticket == m_attack) hearAttack(event);
      const auto asked = m_asked.find(event.ticket);
      if (asked == m_asked.end() || !event.isLast) continue;
      if (event.payload.is<AttackFinished>()) {
        m_latencies.push_back(std::chrono::duration<double, std::milli>(now - asked->second).count());
      }
      m_asked.erase(asked);
    }
  }

  void hearAttack(const Event& event) {
    if (const auto* progressed = event.payload.as<AttackProgressed>()) m_steps += progressed->frames.size();
    m_attackIsOver = m_attackIsOver || event.isLast;
  }

  Engine& m_engine;
  std::mutex m_mutex;
  std::condition_variable m_wake;
  bool m_hasEvents = false;
  bool m_attackIsOver = false;
  Ticket m_attack = 0;
  std::map<Ticket, Clock::time_point> m_asked;
  std::vector<double> m_latencies;
  std::size_t m_steps = 0;
  std::size_t m_stepsWhileDragging = 0;
  double m_seconds = 0.0;
};

}  // namespace

Json benchSliderReplay(const std::string& device) {
  Engine engine(defaultEngineOptions(readDevice(device), true));
  const Subject subject{"squeezenet1_1", FileImage{(dataFolder() / "images/imagenet_00_243.jpg").string()}, {}};
  AttackRequest attack{subject, "bim", {{"epsilon", 8 * kLevel}, {"step-size", kLevel}, {"steps", 200}}, {}, 1, 5};
  const AttackRequest preview{subject, "fgsm", {}, {}, 1, 5};
  SliderReplay(engine).run(attack, preview);
  const double before = residentMemory();
  attack.seed = 2;
  SliderReplay replay(engine);
  replay.run(attack, preview);
  Json result = replay.result();
  result["memory_before_mib"] = before;
  result["memory_after_mib"] = residentMemory();
  return result;
}

}  // namespace adv
