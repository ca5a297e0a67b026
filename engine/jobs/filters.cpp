// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/filters.hpp"

#include <algorithm>
#include <cmath>

#include "engine/api/error.hpp"
#include "engine/filters/cross_correlation.hpp"
#include "engine/filters/numbers.hpp"
#include "engine/filters/pooling.hpp"
#include "engine/jobs/make_job.hpp"

namespace adv {
namespace {

constexpr int kMostLevels = 12;
constexpr std::size_t kMostCells = 1024;  ///< windows that are told one by one

NumberMap inputOf(const FilterInput& input, Workspace& workspace) {
  if (const auto* typed = std::get_if<NumberMap>(&input)) return *typed;
  const auto& wanted = std::get<PictureInput>(input);
  NumberMap numbers = numbersOf(*workspace.picture(wanted.image, wanted.longestSide).image, wanted.channel);
  if (!wanted.minus) return numbers;
  return difference(numbers, numbersOf(*workspace.picture(*wanted.minus, wanted.longestSide).image, wanted.channel));
}

std::string nameOf(const FilterInput& input) {
  const auto* picture = std::get_if<PictureInput>(&input);
  if (!picture) return {};
  return picture->minus ? adv::nameOf(picture->image) + " − " + adv::nameOf(*picture->minus)
                        : adv::nameOf(picture->image);
}

bool isShownSigned(Shown wish, const Kernel& kernel, const NumberMap& input) {
  if (wish != Shown::Automatic) return wish == Shown::Signed;
  return kernel.sum() == 0.0 || hasNegatives(input);
}

/// The input, and what each further pooling leaves of it, as long as a window fits.
std::vector<NumberMap> pyramid(const NumberMap& input, PoolKind kind, const PoolingRequest& request) {
  PoolSpec spec = request.spec;
  spec.kind = kind;
  std::vector<NumberMap> levels = {input};
  for (int level = 0; level < request.levels; ++level) {
    const NumberMap& last = levels.back();
    if (pooledSize(last.height, spec) <= 0 || pooledSize(last.width, spec) <= 0) break;
    levels.push_back(pool(last, spec));
  }
  return levels;
}

std::vector<double> changes(const std::vector<NumberMap>& levels, const std::vector<NumberMap>& others) {
  std::vector<double> all;
  for (std::size_t level = 0; level < levels.size(); ++level)
    all.push_back(relativeChange(levels[level], others[level]));
  return all;
}

/// Index of the number of the first channel that is largest in size.
std::size_t largestAt(const NumberMap& numbers) {
  std::size_t largest = 0;
  const std::size_t count = static_cast<std::size_t>(numbers.width) * numbers.height;
  for (std::size_t i = 1; i < count; ++i)
    if (std::abs(numbers.values[i]) > std::abs(numbers.values[largest])) largest = i;
  return largest;
}

}  // namespace

StepOutcome ConvolutionJob::step(JobContext& context) {
  const ConvolutionSpec& spec = m_request.spec;
  NumberMap input = inputOf(spec.input, m_workspace);
  NumberMap output = crossCorrelate(input, spec.kernel, spec.stepping);
  ConvolutionReady ready;
  ready.imageName = nameOf(spec.input);
  ready.fullWidth = input.width;
  ready.fullHeight = input.height;
  if (const auto* picture = std::get_if<PictureInput>(&spec.input)) {
    const KnownPicture known = m_workspace.picture(picture->image, picture->longestSide);
    ready.fullWidth = known.fullWidth;
    ready.fullHeight = known.fullHeight;
  }
  const std::size_t strongest = largestAt(output);
  ready.strongestX = static_cast<int>(strongest) % output.width;
  ready.strongestY = static_cast<int>(strongest) / output.width;
  const bool isSigned = isShownSigned(m_request.shown, spec.kernel, input);
  const bool hasSignedInput = hasNegatives(input);
  ready.input = shown(std::move(input), hasSignedInput);
  ready.output = shown(std::move(output), isSigned);
  context.finish(std::move(ready));
  return StepOutcome::Done;
}

StepOutcome WindowJob::step(JobContext& context) {
  const ConvolutionSpec& spec = m_request.spec;
  const NumberMap input = inputOf(spec.input, m_workspace);
  checkKernel(spec.kernel);
  checkStepping(input.height, input.width, spec.kernel.rows, spec.kernel.columns, spec.stepping);
  const int height = outputSize(input.height, spec.kernel.rows, spec.stepping);
  const int width = outputSize(input.width, spec.kernel.columns, spec.stepping);
  context.finish(windowAt(input, spec.kernel, spec.stepping, std::clamp(m_request.y, 0, height - 1),
                          std::clamp(m_request.x, 0, width - 1)));
  return StepOutcome::Done;
}

StepOutcome PoolingJob::step(JobContext& context) {
  if (m_request.levels < 0 || m_request.levels > kMostLevels)
    throw userFailure("A picture cannot be pooled " + std::to_string(m_request.levels) + " times.",
                      "Choose 0 to " + std::to_string(kMostLevels) + ".");
  const NumberMap input = inputOf(m_request.input, m_workspace);
  checkPool(input.height, input.width, m_request.spec);
  PoolingReady ready;
  ready.imageName = nameOf(m_request.input);
  if (input.values.size() <= kMostCells) ready.cells = pooledCells(input, m_request.spec);
  const bool isSigned = hasNegatives(input);
  const bool isMax = m_request.spec.kind == PoolKind::Max;
  const std::vector<NumberMap> byMax = pyramid(input, PoolKind::Max, m_request);
  const std::vector<NumberMap> byAverage = pyramid(input, PoolKind::Average, m_request);
  for (const NumberMap& level : isMax ? byMax : byAverage) ready.levels.push_back(shown(level, isSigned));
  const NumberMap moved = shiftedRight(input);
  ready.shiftChangeMax = changes(byMax, pyramid(moved, PoolKind::Max, m_request));
  ready.shiftChangeAverage = changes(byAverage, pyramid(moved, PoolKind::Average, m_request));
  context.finish(std::move(ready));
  return StepOutcome::Done;
}

namespace {
const RegisterJob<ConvolutionRequest, ConvolutionJob> kConvolutionRegistered;
const RegisterJob<WindowRequest, WindowJob> kWindowRegistered;
/// Typed numbers and a picture are pooled side by side.
const RegisterJob<PoolingRequest, PoolingJob> kPoolingRegistered([](const PoolingRequest& request) {
  return std::string(std::holds_alternative<NumberMap>(request.input) ? "typed" : "picture");
});
}  // namespace

}  // namespace adv
