// SPDX-License-Identifier: GPL-3.0-or-later
// Which classes the boxes of the pipeline show, and in which colours.
#include <algorithm>
#include <numeric>

#include "widgets/figures/pipeline_panel.hpp"

namespace adv {
namespace {

constexpr std::size_t kResembling = 3;
/// Of the classes' colours, those that are neither blue nor vermilion: green, pink, orange.
constexpr std::array<int, kResembling> kColours = {2, 3, 4};

std::vector<int> largestFirst(const std::vector<double>& logits) {
  std::vector<int> order(logits.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return logits[static_cast<std::size_t>(a)] > logits[static_cast<std::size_t>(b)];
  });
  return order;
}

}  // namespace

std::vector<int> shownClasses(const PipelineState& state, int most) {
  std::vector<int> shown;
  const auto take = [&](int index) {
    if (std::ssize(shown) < most && std::find(shown.begin(), shown.end(), index) == shown.end()) shown.push_back(index);
  };
  if (state.label >= 0) take(state.label);
  if (!state.deployedLogits.empty()) take(largestFirst(state.deployedLogits).front());
  for (const int index : largestFirst(state.teacherLogits)) take(index);
  for (int index = 0; index < std::ssize(state.labels); ++index) take(index);
  std::sort(shown.begin(), shown.end());
  return shown;
}

std::vector<int> resembling(const PipelineState& state) {
  std::vector<int> others = largestFirst(state.teacherLogits);
  std::erase(others, state.label);
  others.resize(std::min(others.size(), kResembling));
  return others;
}

QColor colourOfClass(const PipelineState& state, int index, const Theme& look) {
  if (index == state.label) return look.clean;
  const auto others = resembling(state);
  const auto found = std::find(others.begin(), others.end(), index);
  return found == others.end() ? look.control : classColour(kColours[static_cast<std::size_t>(found - others.begin())]);
}

QString classNameOf(const PipelineState& state, int index) {
  return index >= 0 && index < std::ssize(state.labels)
             ? QString::fromStdString(state.labels[static_cast<std::size_t>(index)])
             : QObject::tr("class %1").arg(index);
}

}  // namespace adv
