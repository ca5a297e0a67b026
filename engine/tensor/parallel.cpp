// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/parallel.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <memory>

namespace adv {
namespace {

constexpr std::int64_t kPartsPerThread = 4;

/// Parts that whoever has time takes, one after another: on a busy machine the caller does them all rather than wait
/// for threads that do not get to run.
class Parts {
 public:
  using Work = std::function<void(std::int64_t first, std::int64_t last)>;

  Parts(std::int64_t begin, std::int64_t count, std::int64_t parts, const Work& work)
      : m_begin(begin), m_count(count), m_parts(parts), m_work(work), m_left(parts) {}

  /// Returns once no part is left to take.
  void take() {
    for (std::int64_t part = m_next++; part < m_parts; part = m_next++) {
      m_work(edge(part), edge(part + 1));
      m_left.count_down();
    }
  }
  void wait() const { m_left.wait(); }

 private:
  std::int64_t edge(std::int64_t part) const { return m_begin + m_count * part / m_parts; }

  std::int64_t m_begin;
  std::int64_t m_count;
  std::int64_t m_parts;
  const Work& m_work;  ///< alive while a part is left
  std::atomic<std::int64_t> m_next{0};
  std::latch m_left;
};

}  // namespace

void inParallel(std::int64_t begin, std::int64_t end, std::int64_t grain,
                const std::function<void(std::int64_t first, std::int64_t last)>& work) {
  const std::int64_t count = end - begin;
  if (count <= 0) return;
  const std::int64_t threads = at::get_num_threads();
  const std::int64_t most = threads > 1 ? kPartsPerThread * threads : 1;
  const std::int64_t number = std::clamp<std::int64_t>(count / std::max<std::int64_t>(grain, 1), 1, most);
  const auto parts = std::make_shared<Parts>(begin, count, number, work);
  for (std::int64_t helper = 1; helper < std::min(threads, number); ++helper) at::launch([parts] { parts->take(); });
  parts->take();
  parts->wait();
}

}  // namespace adv
