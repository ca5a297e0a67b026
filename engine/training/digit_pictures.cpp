// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/digit_pictures.hpp"

#include <opencv2/imgproc.hpp>

#include "engine/data/draws.hpp"
#include "engine/data/mat.hpp"
#include "engine/training/picture_order.hpp"

namespace adv {
namespace {

Image moved(const Image& digit, Draws draws) {
  const double angle = draws.between(-12.0, 12.0), scale = draws.between(0.9, 1.1);
  const cv::Point2f middle((digit.width - 1) / 2.0F, (digit.height - 1) / 2.0F);
  cv::Mat move = cv::getRotationMatrix2D(middle, angle, scale), result;
  move.at<double>(0, 2) += draws.between(-2.0, 2.0);
  move.at<double>(1, 2) += draws.between(-2.0, 2.0);
  cv::warpAffine(viewOf(digit), result, move, {digit.width, digit.height}, cv::INTER_LINEAR);
  return imageOf(result);
}

class DigitPictures {
 public:
  explicit DigitPictures(std::shared_ptr<const Dataset> digits)
      : m_digits(std::move(digits)), m_order(m_digits->count()) {}

  TrainingPicture operator()(std::uint64_t seed, int epoch, int index) {
    const int which = m_order.at(seed, epoch, index);
    const Draws ofPicture(PictureOrder::drawsOf(seed, epoch).state(), static_cast<std::uint64_t>(index));
    return {moved(m_digits->image(which), ofPicture), m_digits->label(which)};
  }

 private:
  std::shared_ptr<const Dataset> m_digits;
  PictureOrder m_order;
};

}  // namespace

TrainingData openDigits(const std::filesystem::path& dataFolder) {
  const auto train = openDataset("mnist-train", dataFolder);
  return drawnOneByOne(train->count(), DigitPictures(train), openDataset("mnist-test", dataFolder));
}

}  // namespace adv
