// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/api/linear.hpp"
#include "engine/linear/data.hpp"
#include "engine/linear/model.hpp"

namespace adv::linear {

/// What was seen in training, of the pictures as they passed by.
struct Tally {
  double lossSum = 0.0;
  std::int64_t correct = 0;
  std::int64_t count = 0;
};

/// Softmax or logistic regression by mini-batch gradient descent. A step is one mini-batch and takes well under 10 ms.
/// The regularisers act by the proximal step of the elastic net after the gradient's: W ← S(W - α v, α l1) / (1 + α l2)
/// with soft thresholding S (Parikh and Boyd 2014, Proximal algorithms, section 6.5.3). So they are decoupled from the
/// momentum, stable for any strength, and L1 makes weights exactly zero; the optimum is that of the sum above. For a
/// seed, a machine and a number of threads the result is the same to the bit.
class Trainer {
 public:
  /// Throws `Failure` where the data does not fit, or the start is out of range.
  Trainer(std::shared_ptr<const Data> data, const Start& start);

  /// Throws `Failure` where a value is out of range.
  void setSettings(const Settings& settings);
  const Settings& settings() const { return m_settings; }
  const Start& start() const { return m_start; }
  const std::shared_ptr<const Data>& data() const { return m_data; }
  double learningRate() const;  ///< the one in use

  /// Throws `Failure` where the loss is no number any more.
  void step();

  /// A copy that later steps do not change.
  Model model() const;
  std::int64_t updates() const { return m_updates; }
  std::int64_t picturesSeen() const { return m_seen; }
  double epochs() const;
  /// Since the last call.
  Tally takeTally();

 private:
  at::Tensor nextBatch();
  void shuffle();
  void update(const at::Tensor& byWeights, const at::Tensor& byBias);

  std::shared_ptr<const Data> m_data;
  Start m_start;
  Settings m_settings;
  Model m_model;
  at::Tensor m_weightVelocity;
  at::Tensor m_biasVelocity;
  at::Tensor m_order;  ///< [N] int64: the pictures in the order of this epoch
  std::int64_t m_next = 0;
  std::uint64_t m_epoch = 0;
  std::int64_t m_updates = 0;
  std::int64_t m_seen = 0;
  Tally m_tally;
};

}  // namespace adv::linear
