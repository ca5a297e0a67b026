// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/structural_similarity.hpp"

#include <opencv2/imgproc.hpp>

namespace adv {
namespace {

constexpr int kWindow = 11;
constexpr double kSigma = 1.5;
constexpr double kC1 = 0.01 * 255 * 0.01 * 255;
constexpr double kC2 = 0.03 * 255 * 0.03 * 255;

cv::Mat toFloat(const Image& image) {
  const cv::Mat bytes(image.height, image.width, CV_8UC(image.channels),
                      const_cast<std::uint8_t*>(image.pixels.data()));
  cv::Mat values;
  bytes.convertTo(values, CV_32F);
  return values;
}

cv::Mat blurred(const cv::Mat& values) {
  cv::Mat result;
  cv::GaussianBlur(values, result, {kWindow, kWindow}, kSigma, kSigma, cv::BORDER_REFLECT);
  return result;
}

}  // namespace

double structuralSimilarity(const Image& a, const Image& b) {
  const cv::Mat x = toFloat(a);
  const cv::Mat y = toFloat(b);
  const cv::Mat meanX = blurred(x);
  const cv::Mat meanY = blurred(y);
  const cv::Mat meanXY = meanX.mul(meanY);
  const cv::Mat squares = meanX.mul(meanX) + meanY.mul(meanY);
  const cv::Mat variances = blurred(x.mul(x)) + blurred(y.mul(y)) - squares;
  const cv::Mat covariance = blurred(x.mul(y)) - meanXY;
  const auto all = [](double value) { return cv::Scalar::all(value); };
  const cv::Mat above = (2 * meanXY + all(kC1)).mul(2 * covariance + all(kC2));
  const cv::Mat below = (squares + all(kC1)).mul(variances + all(kC2));
  cv::Mat map;
  cv::divide(above, below, map);
  const cv::Scalar means = cv::mean(map);
  double sum = 0.0;
  for (int channel = 0; channel < a.channels; ++channel) sum += means[channel];
  return sum / a.channels;
}

}  // namespace adv
