// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/mat.hpp"

#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>

namespace adv {
namespace {

/// OpenCV's threads and LibTorch's would wait for one another in busy loops, which makes both several times slower. The
/// cores belong to LibTorch.
[[maybe_unused]] const bool kOneThread = (cv::setNumThreads(1), true);

}  // namespace

cv::Mat viewOf(const Image& image) {
  return {image.height, image.width, CV_8UC(image.channels), const_cast<std::uint8_t*>(image.pixels.data())};
}

Image imageOf(const cv::Mat& mat) {
  Image image{mat.cols, mat.rows, mat.channels(), std::vector<std::uint8_t>(mat.total() * mat.elemSize())};
  mat.copyTo(viewOf(image));
  return image;
}

}  // namespace adv
