// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/digit_pictures.hpp"

#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "engine/data/draws.hpp"
#include "engine/data/mat.hpp"

namespace adv {
namespace {

/// The order of an epoch (Fisher and Yates).
std::vector<int> shuffled(int count, Draws draws) {
  std::vector<int> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  for (int last = count - 1; last > 0; --last)
    std::swap(order[static_cast<std::size_t>(last)], order[static_cast<std::size_t>(draws.below(last + 1))]);
  return order;
}

Image moved(const Image& digit, Draws draws) {
  const double angle = draws.between(-12.0, 12.0), scale = draws.between(0.9, 1.1);
  const cv::Point2f middle((digit.width - 1) / 2.0F, (digit.height - 1) / 2.0F);
  cv::Mat move = cv::getRotationMatrix2D(middle, angle, scale), result;
  move.at<double>(0, 2) += draws.between(-2.0, 2.0);
  move.at<double>(1, 2) += draws.between(-2.0, 2.0);
  cv::warpAffine(viewOf(digit), result, move, {digit.width, digit.height}, cv::INTER_LINEAR);
  return imageOf(result);
}

/// Remembers the order of the epoch that it was asked for last.
class DigitPictures {
 public:
  explicit DigitPictures(std::shared_ptr<const Dataset> digits) : m_digits(std::move(digits)) {}

  TrainingPicture operator()(std::uint64_t seed, int epoch, int index) {
    const Draws ofEpoch(seed, static_cast<std::uint64_t>(epoch));
    if (m_order.empty() || m_orderState != ofEpoch.state()) {
      m_order = shuffled(m_digits->count(), ofEpoch);
      m_orderState = ofEpoch.state();
    }
    const int which = m_order[static_cast<std::size_t>(index)];
    const Draws ofPicture(ofEpoch.state(), static_cast<std::uint64_t>(index));
    return {moved(m_digits->image(which), ofPicture), m_digits->label(which)};
  }

 private:
  std::shared_ptr<const Dataset> m_digits;
  std::vector<int> m_order;
  std::uint64_t m_orderState = 0;
};

}  // namespace

TrainingData openDigits(const std::filesystem::path& dataFolder) {
  const auto train = openDataset("mnist-train", dataFolder);
  return {train->count(), DigitPictures(train), openDataset("mnist-test", dataFolder)};
}

}  // namespace adv
