// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

#include "engine/data/dataset.hpp"
#include "engine/training/training_data.hpp"

namespace adv {

/// (X, Y): a fixed set of training pictures, read a few at a time and then kept in memory; with those to test on.
class LabelledPictures {
 public:
  LabelledPictures(std::shared_ptr<const Dataset> data, std::shared_ptr<const Dataset> test)
      : m_data(std::move(data)), m_test(std::move(test)) {}

  /// Reads the next few; false after the last.
  bool readMore();
  bool isRead() const { return m_read == m_data->count(); }
  double done() const { return static_cast<double>(m_read) / m_data->count(); }

  const Dataset& data() const { return *m_data; }
  int count() const { return m_data->count(); }
  /// Pictures [n, C, H, W] in [0, 1] of these places, once everything is read.
  at::Tensor xPixel(const at::Tensor& places) const;

  /// The pictures in a new order each epoch; `probabilities` [N, K] stand for the labels where defined. The pictures
  /// must be read, and outlive what is returned.
  TrainingData training(const at::Tensor& probabilities) const;

 private:
  std::shared_ptr<const Dataset> m_data;
  std::shared_ptr<const Dataset> m_test;
  int m_read = 0;
  at::Tensor m_pictures;  ///< [N, C, H, W], 8 bits
  at::Tensor m_labels;    ///< [N]
};

}  // namespace adv
