// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/dimensions.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/data/resize.hpp"
#include "engine/data/signs.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/linear/closed_forms.hpp"
#include "engine/linear/random_models.hpp"
#include "engine/linear/sign_sums.hpp"

namespace adv {
namespace {

constexpr int kMostDimensions = 1'000'000;
constexpr int kMostModels = 1000;
constexpr double kLargestMargin = 1e6;
constexpr int kReferenceDimensions = 10;  ///< where weights have the lecture's size
constexpr int kNoiseDraws = 24;           ///< of random signs for each classifier
constexpr double kNoiseDeviations = 2.0;  ///< that make the margin: 1 draw in 44 flips
constexpr double kHair = 1.02;            ///< beyond the needed ε
constexpr int kSignClass = 0;
constexpr int kLargestSide = 224;

void check(const DimensionSetting& setting) {
  if (!(setting.margin > 0.0 && setting.margin <= kLargestMargin))
    throw userFailure("The margin must be above 0, and a million at most.", "Take 3, as the ten numbers have.");
}

/// Streams of draws that never meet: one for each use.
std::uint64_t stream(int d, int model, int use) {
  return (static_cast<std::uint64_t>(d) * kMostModels + static_cast<std::uint64_t>(model)) * 4 +
         static_cast<std::uint64_t>(use);
}

ImagePtr toPicture(const PictureOfNumbers& shape, const std::vector<double>& numbers) {
  Image image{shape.width, shape.height, shape.channels, {}};
  image.pixels.reserve(numbers.size());
  for (const double number : numbers)
    image.pixels.push_back(static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(number, 0.0, 1.0))));
  return std::make_shared<const Image>(std::move(image));
}

/// A traffic sign of so many numbers.
std::vector<double> cleanNumbers(const PictureOfNumbers& shape) {
  static const Image large = drawSign(kSignClass, kLargestSide);
  const Image small = fitToInput(large, shape.width, shape.height, shape.channels, true);
  std::vector<double> numbers;
  numbers.reserve(small.pixels.size());
  for (const std::uint8_t level : small.pixels) numbers.push_back(level / 255.0);
  return numbers;
}

}  // namespace

double weightSigma(WeightScale scale, int d) {
  return scale == WeightScale::SameWeights ? 1.0 : std::sqrt(static_cast<double>(kReferenceDimensions) / d);
}

DimensionsJob::DimensionsJob(DimensionsRequest request, Workspace&) {
  if (request.dimensions.empty()) {
    for (const PictureOfNumbers& stop : kDimensionStops) request.dimensions.push_back(stop.numbers());
  }
  m_measured.request = std::move(request);
}

StepOutcome DimensionsJob::step(JobContext& context) {
  const DimensionsRequest& request = m_measured.request;
  if (m_measured.points.empty() && m_flips.empty()) {
    check(request.setting);
    if (request.models < 1 || request.models > kMostModels)
      throw userFailure("So many classifiers cannot be drawn.", "Take 1 to 1,000 for each number of dimensions.");
    for (const int d : request.dimensions) {
      if (d < 1 || d > kMostDimensions)
        throw userFailure(std::to_string(d) + " dimensions cannot be measured.", "Take 1 to 1,000,000.");
    }
  }
  measureOne();
  if (m_flips.size() < static_cast<std::size_t>(request.models)) return StepOutcome::More;
  finishPoint();
  if (m_measured.points.size() < request.dimensions.size()) {
    context.send(m_measured);
    return StepOutcome::More;
  }
  context.finish(std::move(m_measured));
  return StepOutcome::Done;
}

void DimensionsJob::measureOne() {
  const DimensionsRequest& request = m_measured.request;
  const int d = request.dimensions[m_measured.points.size()];
  const int model = static_cast<int>(m_flips.size());
  const std::uint64_t seed = request.setting.seed;
  const auto w = linear::normalWeights(d, weightSigma(request.setting.scale, d), seed, stream(d, model, 0));
  const auto x = linear::uniformNumbers(d, seed, stream(d, model, 1));
  const double b = -request.setting.margin - linear::score(w, x, 0.0);
  m_flips.push_back(linear::measuredFlip(w, x, b));
  for (const double sum : linear::drawnSignSums(w, kNoiseDraws, seed + stream(d, model, 2))) {
    m_noiseSquares += sum * sum;
    ++m_noiseCount;
  }
}

void DimensionsJob::finishPoint() {
  const DimensionSetting& setting = m_measured.request.setting;
  DimensionPoint point;
  point.d = m_measured.request.dimensions[m_measured.points.size()];
  const double sigma = weightSigma(setting.scale, point.d);
  std::sort(m_flips.begin(), m_flips.end());
  point.theory = setting.margin / linear::expectedNormL1(point.d, sigma);
  point.low = m_flips.front();
  point.high = m_flips.back();
  const std::size_t half = m_flips.size() / 2;
  point.median = m_flips.size() % 2 == 1 ? m_flips[half] : (m_flips[half - 1] + m_flips[half]) / 2.0;
  point.noiseTheory = setting.margin / (kNoiseDeviations * sigma * std::sqrt(point.d));
  point.noise = setting.margin / (kNoiseDeviations * std::sqrt(m_noiseSquares / m_noiseCount));
  m_measured.points.push_back(point);
  m_flips.clear();
  m_noiseSquares = 0.0;
  m_noiseCount = 0;
}

StepOutcome DimensionPictureJob::step(JobContext& context) {
  const DimensionSetting& setting = m_request.setting;
  check(setting);
  DimensionPicture result;
  result.shape = dimensionStop(m_request.d);
  const int d = result.shape.numbers();
  const auto w = linear::normalWeights(d, weightSigma(setting.scale, d), setting.seed, stream(d, 0, 0));
  const auto x = cleanNumbers(result.shape);
  const double b = -setting.margin - linear::score(w, x, 0.0);
  const auto signs = linear::signsOf(w);
  const auto random = linear::drawnSigns(static_cast<std::size_t>(d), setting.seed + stream(d, 0, 3));
  result.epsilon = kHair * setting.margin / linear::normL1(w);
  const auto adversarial = linear::moved(x, result.epsilon, signs);
  const auto noisy = linear::moved(x, result.epsilon, random);
  result.cleanScore = linear::score(w, x, b);
  result.adversarialScore = linear::score(w, adversarial, b);
  result.noiseScore = linear::score(w, noisy, b);
  result.adversarialPush = result.epsilon * linear::normL1(w);
  result.noisePush = result.epsilon * linear::normL2(w);
  result.bound = result.noisePush * std::sqrt(d);
  result.fitsEightBits = 255.0 * result.epsilon >= 0.5;
  result.clean = toPicture(result.shape, x);
  result.signs = toPicture(result.shape, linear::moved(std::vector<double>(x.size(), 0.5), 0.5, signs));
  result.adversarial = toPicture(result.shape, adversarial);
  result.noise = toPicture(result.shape, noisy);
  context.finish(std::move(result));
  return StepOutcome::Done;
}

namespace {
const RegisterJob<DimensionsRequest, DimensionsJob> kDimensionsRegistered;
const RegisterJob<DimensionPictureRequest, DimensionPictureJob> kPictureRegistered;
}  // namespace

}  // namespace adv
