// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <memory>
#include <vector>

#include "engine/data/dataset.hpp"
#include "engine/training/loss.hpp"

namespace adv {

/// Counts how often a network is right on test data, a few pictures at a time. Keeps the pictures for the next test.
class AccuracyTest {
 public:
  AccuracyTest(std::shared_ptr<const Dataset> data, c10::Device device) : m_data(std::move(data)), m_device(device) {}

  /// Tests the next few; false after the last, when `accuracy` is that of all. The next call begins anew.
  bool step(const TrainedLogits& logits);
  double accuracy() const { return m_accuracy; }
  const Dataset& data() const { return *m_data; }

 private:
  void readPart();

  std::shared_ptr<const Dataset> m_data;
  c10::Device m_device;
  std::vector<at::Tensor> m_parts;  ///< [N, C, H, W], 8 bits
  int m_next = 0;
  int m_right = 0;
  double m_accuracy = 0.0;
};

}  // namespace adv
