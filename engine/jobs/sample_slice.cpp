// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/sample_slice.hpp"

#include <algorithm>

#include "engine/api/error.hpp"

namespace adv {
namespace {

/// A gradient of a small network at so many values takes about ten milliseconds.
constexpr int kValuesInAStep = 25'600;

}  // namespace

int shortBatch(int wanted, const ModelInfo& model, at::Device device) {
  if (!device.is_cpu()) return wanted;
  const int values = std::max(1, model.width * model.height * model.channels);
  return std::min(wanted, std::max(1, kValuesInAStep / values));
}

std::string firstSamples(const ModelInfo& model, int count, Workspace& workspace) {
  if (model.samples.empty()) {
    throw userFailure(model.title + " names no data set with labelled pictures.",
                      "Choose another network, or name the pictures with --data.");
  }
  const int all = workspace.dataset(model.samples)->count();
  return model.samples + ":0-" + std::to_string(std::clamp(count, 1, all));
}

}  // namespace adv
