// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/resize.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/api/error.hpp"
#include "engine/data/mat.hpp"

namespace adv {
namespace {

/// The largest centred part of `size` with the proportions of `wanted`; at least one pixel.
cv::Rect centredPart(cv::Size size, cv::Size wanted) {
  const double scale = std::min(double(size.width) / wanted.width, double(size.height) / wanted.height);
  const auto extent = [&](int want, int have) {
    return std::clamp(static_cast<int>(std::lround(want * scale)), 1, have);
  };
  const int width = extent(wanted.width, size.width), height = extent(wanted.height, size.height);
  return {(size.width - width) / 2, (size.height - height) / 2, width, height};
}

cv::Mat withChannels(const cv::Mat& picture, int channels) {
  if (picture.channels() == channels) return picture;
  cv::Mat converted;
  cv::cvtColor(picture, converted, channels == 1 ? cv::COLOR_RGB2GRAY : cv::COLOR_GRAY2RGB);
  return converted;
}

}  // namespace

Image fitToInput(const Image& image, int width, int height, int channels, bool crop) {
  if (image.empty() || (image.channels != 1 && image.channels != 3)) {
    throw userFailure("The picture is empty or has " + std::to_string(image.channels) + " channels.",
                      "Take a grey or an RGB picture.");
  }
  if (image.width == width && image.height == height && image.channels == channels) return image;
  const cv::Size wanted(width, height);
  cv::Mat part = viewOf(image);
  if (crop) part = part(centredPart(part.size(), wanted));
  cv::Mat fitted = withChannels(part, channels);
  if (fitted.size() != wanted) {
    const bool shrinks = crop && (part.cols > width || part.rows > height);
    cv::Mat scaled;
    cv::resize(fitted, scaled, wanted, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    fitted = scaled;
  }
  return imageOf(fitted);
}

ImagePtr scaledDown(const ImagePtr& image, int longestSide) {
  const double scale = double(longestSide) / std::max(image->width, image->height);
  if (scale >= 1.0) return image;
  const auto extent = [&](int pixels) { return std::max(1, static_cast<int>(std::lround(pixels * scale))); };
  cv::Mat scaled;
  cv::resize(viewOf(*image), scaled, {extent(image->width), extent(image->height)}, 0, 0, cv::INTER_AREA);
  return std::make_shared<const Image>(imageOf(scaled));
}

}  // namespace adv
