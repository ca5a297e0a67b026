// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/linear/feeds.hpp"
#include "engine/linear/model.hpp"

namespace adv::linear {

/// Pictures as rows of a matrix.
struct Rows {
  at::Tensor pictures;  ///< [N, D] uint8 levels, plane after plane
  at::Tensor labels;    ///< [N] int64
  std::int64_t count() const { return labels.size(0); }
  /// [end - begin, D] float32 in [0, 1].
  at::Tensor pixels(std::int64_t begin, std::int64_t end) const;
  /// The pictures of `indices` ([n] int64), [n, D] float32 in [0, 1].
  at::Tensor pixels(const at::Tensor& indices) const;
};

struct Data {
  std::string name;
  PictureShape shape;
  std::vector<std::string> labels;
  Rows train;
  Rows test;
  at::Tensor mean;  ///< [D] float32: of the training pictures
  /// 4 over the largest variance along any direction of pixel space, at most 10: the longest step with which plain
  /// gradient descent on the cross-entropy is stable, as its curvature is at most half of that variance. Momentum
  /// leaves room beyond it.
  double learningRate = 0.1;
};

/// Reads data for linear training in short steps:
/// "signs": 16 drawn traffic signs in street scenes, 32 x 32, 3,200 + 800, needs no files;
/// "signs-30-80": two of them, 1,600 + 400; "mnist": 60,000 + 10,000; "mnist-3-7": its threes (class 0) and sevens
/// (class 1), as Goodfellow et al. 2014 use them; "cifar10"; or a folder of class folders, whose pictures are brought
/// to 32 x 32 and of which every fifth is for the test. All pictures of a set have one shape.
class Loader {
 public:
  /// Throws `Failure` where there is no such data.
  Loader(std::string name, const std::filesystem::path& dataFolder);

  void step();
  bool isDone() const { return m_data != nullptr; }
  double done() const;  ///< in [0, 1]
  /// Once `isDone()`.
  std::shared_ptr<const Data> data() const { return m_data; }

 private:
  struct Part {
    FeedPart feed;
    std::unique_ptr<PictureFeed> open;
    Rows rows;
    int read = 0;  ///< of the feed
    int kept = 0;
  };

  void begin(Part& part);
  void readSome(Part& part);
  void finish();
  Rows joined(bool isTest) const;

  std::string m_name;
  std::vector<Part> m_parts;
  std::size_t m_next = 0;
  PictureShape m_shape;
  std::vector<std::string> m_labels;
  at::Tensor m_sum;  ///< [D] of the levels of the training pictures so far
  std::shared_ptr<const Data> m_data;
};

}  // namespace adv::linear
